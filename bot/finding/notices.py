"""When a kept search speaks: what came that day, told at the hour its owner likes news."""

from datetime import timedelta

from bot.feature import Notice, Turn
from bot.finding import rules, screens, store
from bot.finding.rules import Kept
from bot.kernel.day import zone_of
from bot.ordering.filters import PAGE, Found
from bot.ordering.search import search
from bot.selling import store as listings
from bot.selling.offers import OPEN, Listing
from bot.store import dues
from bot.talk.event import Due

STALE = timedelta(days=1)  # by then a farmer was reminded in waking hours
NEWS, MEET = "search-news", "search-meet"
ABREAST = 100  # searches an offer meets in one turn; more are met in turns of their own


def hear(turn: Turn, listing: Listing) -> None:
    """Wake the searches that an offer fits, and those only; sweep up a few that are long over."""
    listings.sweep(turn.conn, turn.now - STALE)
    if listing.state == OPEN and listing.free:
        _meet(turn, listing, 0)


def meet(turn: Turn, due: Due) -> None:
    """Go on where there were too many searches for one turn."""
    listing = listings.load(turn.conn, int(due.ref))
    if listing is not None and listing.state == OPEN:
        _meet(turn, listing, int((due.facts or {}).get("after", 0)))


def _meet(turn: Turn, listing: Listing, after: int) -> None:
    met = store.load_sleepers(turn.conn, listing, after=after, most=ABREAST)
    fit = [each for each in met if _fits(each, listing, turn)]
    store.wake(turn.conn, [each.kept.id for each in fit])
    for each in {each.kept.person_id: each for each in fit}.values():
        at = each.day.next_news(turn.now, each.kept.told_at)
        dues.plan(turn.conn, NEWS, "all", each.kept.person_id, at)
    if len(met) == ABREAST:
        turn.plan(MEET, listing.id, turn.now, facts={"after": met[-1].kept.id})


def _fits(each: store.Sleeper, listing: Listing, turn: Turn) -> bool:
    today = turn.now.astimezone(zone_of(each.day.zone)).date()
    return each.kept.filters.fit(listing, each.kept.spot, today)


def tell(turn: Turn, due: Due) -> None:
    """Tell what has come and is still there; nothing where all is gone again."""
    awake = store.load_awake(turn.conn, turn.person.id)
    found = [(kept, _news(turn, kept)) for kept in awake]
    told = [
        rules.tell(kept, (each.offer.code for each in offers), turn.now) for kept, offers in found
    ]
    store.save_told(turn.conn, told)
    news = [(kept, offers) for kept, offers in found if offers]
    if news:
        turn.say(screens.show_news(news, turn.speaker.today))


def _news(turn: Turn, kept: Kept) -> list[Found]:
    found = search(turn.conn, kept.spot, kept.filters, turn.now, turn.speaker.today, most=3 * PAGE)
    return [each for each in found if rules.is_news(each.offer.listing, each.offer.code, kept)]


NOTICES = (Notice(NEWS, tell), Notice(MEET, meet, quiet=False))
