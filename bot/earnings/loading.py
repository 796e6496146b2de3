"""What a weekly note is made of, loaded: the sales of two weeks, prices near by, what was missed."""

from datetime import date

from bot.earnings import hints, rules, store, week
from bot.earnings.week import WEEK, Compared, Week
from bot.feature import Turn
from bot.selling import bags, sales


def load_week(turn: Turn, until: date) -> Week:
    """Load a farmer's week and the one before it, by the days of where they live."""
    zone = turn.person.zone
    begin, end = (rules.midnight(day, zone) for day in (until - 2 * WEEK, until))
    middle = rules.midnight(until - WEEK, zone)
    found = store.load_between(turn.conn, turn.person.id, begin, end)
    return Week(
        until,
        tuple(each for each in found if each.at >= middle),
        tuple(each for each in found if each.at < middle),
    )


def compare(turn: Turn, some: Week, fewest: int) -> Compared | None:
    """Hold the price of the week's main crop against what neighbours got for it."""
    crop = some.main_crop
    if crop is None:
        return None
    orders = {each.order_id for each in some.earned}
    since = rules.midnight(some.since, turn.person.zone)
    sold = sales.load_of(turn.conn, turn.person.id, since)
    own = tuple(each for each in sold if each.crop_id == crop and each.order_id in orders)
    speaker = turn.speaker_of(turn.person)
    asker = bags.Asker(turn.person.id, speaker.country, speaker.currency, turn.now)
    board = bags.recall(turn.conn, asker, crop, fewest=fewest).board
    return week.compare(crop, own, board)


def gather(turn: Turn, some: Week, compared: Compared | None) -> dict[str, int]:
    """Count what a hint may be about."""
    me = turn.person.id
    since = rules.midnight(some.since, turn.person.zone)
    offers = store.count_offers(turn.conn, me)
    return {
        hints.MISSED: store.count_missed(turn.conn, me, since),
        hints.UNLISTED: 0 if offers.open else 1,
        hints.BELOW: compared.below if compared else 0,
        hints.PHOTOLESS: offers.open - offers.photos,
        hints.SOLD: len(some.earned),
    }
