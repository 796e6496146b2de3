"""The monthly word to everybody who trades: nobody of Farmgate asks for a PIN, a code or a fee."""

from sqlalchemy.dialects.postgresql import insert

from bot.bulletins import rules, screens
from bot.feature import Turn
from bot.kernel.topics import MONTHLY
from bot.ordering.news import Move
from bot.ordering.order import ACCEPTED
from bot.people.store import load_profile
from bot.store.dues import due
from bot.talk.event import Due
from bot.talk.message import Priority

KIND = "bulletins-monthly"
_REF = "all"

# Who is to be told already keeps the day.
_PLAN = insert(due).on_conflict_do_nothing(index_elements=["kind", "ref", "person_id"])


def hear(turn: Turn, move: Move) -> None:
    """Remember both sides of an agreed order: from now on they handle money here."""
    if move.after.state == ACCEPTED != move.before.state:
        _plan(turn, move.after.buyer_id, move.after.seller_id)


def _plan(turn: Turn, *people: int) -> None:
    at = turn.now + rules.MONTH
    row = {"kind": KIND, "ref": _REF, "due_at": at, "tries": 0}
    turn.conn.execute(_PLAN, [row | {"person_id": each} for each in sorted(set(people))])


def remind(turn: Turn, due: Due) -> None:
    """Tell it, and again in a month; who silenced it is asked after no more than that."""
    whom = turn.person
    if not rules.is_here(whom.seen_at, turn.now):
        return
    turn.plan(KIND, _REF, turn.now + rules.MONTH)
    own = load_profile(turn.conn, whom.id)
    if own is not None and own.notices == "all" and turn.wants(MONTHLY):
        turn.say(screens.show_monthly(), priority=Priority.BROADCAST)
