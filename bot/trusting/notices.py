"""When people are asked how a trade was: once, quietly, later the same day."""

from datetime import timedelta

from bot.feature import Notice, Turn
from bot.ordering import news, store
from bot.ordering.order import Order
from bot.store.persons import Person
from bot.talk.event import Due
from bot.trusting import ratings, rules, screens
from bot.trusting import store as counts
from bot.trusting.rules import Round

ASK, BADGE = "rate-ask", "badge-news"
_TOO_LATE = timedelta(days=2)  # a bot that was down asks no more after that


def hear(turn: Turn, move: news.Move) -> None:
    """Count what a move says of people, and let both sides rate an order that ended."""
    deeds = rules.deeds(move.before, move.after, move.command, move.role)
    counts.add(turn.conn, deeds)
    if rules.is_end(move.before, move.after):
        _open(turn, move.after)


def _open(turn: Turn, order: Order) -> None:
    new = Round(order.id, order.buyer_id, order.seller_id, order.handed_at is not None, turn.now)
    if ratings.open_round(turn.conn, new) > 1:
        return  # asked already, when it ended before
    for person_id in (order.buyer_id, order.seller_id):
        whom = turn.other(person_id)
        at = rules.ask_at(turn.now, whom.zone, whom.wake, whom.rest)
        turn.plan(ASK, order.id, at, person=whom, drop_after=_TOO_LATE)


def _ask(turn: Turn, due: Due) -> None:
    """Ask who has not said anything yet."""
    order = store.load(turn.conn, int(due.ref))
    rated = None if order is None else ratings.load(turn.conn, order.id)
    if order is None or rated is None or rated.by(turn.person.id):
        return
    role = rated.round.role_of(turn.person.id)
    if role and rules.refusal(rated, turn.person.id, turn.now) is None:
        turn.say(screens.show_question(order, role))


def hear_mood(turn: Turn, asked: news.MoodAsked) -> None:
    """Say whether somebody was rated less than well; what was said stays where it is."""
    rated = ratings.load(turn.conn, asked.order_id)
    words = rated.words if rated is not None else ()
    asked.poor = any(word.about_id == asked.about_id and word.mood != rules.GOOD for word in words)


def tell_badge(turn: Turn, whom: Person, what: str, why: str | None = None) -> None:
    """Tell somebody of a badge given, or taken back and why; at night it waits."""
    if turn.is_awake(whom):
        turn.say(screens.show_badge(whom.called or "", what, why), whom)
    else:
        turn.plan(BADGE, what, turn.waking(whom), person=whom, facts=why)


def _tell_badge(turn: Turn, due: Due) -> None:
    turn.say(screens.show_badge(turn.person.called or "", due.ref, due.facts))


NOTICES = (Notice(ASK, _ask), Notice(BADGE, _tell_badge))
