"""Photos nobody asked for: offered to the orders they may be of, so that none is lost."""

from collections.abc import Mapping

from bot.feature import Turn
from bot.ordering import moves, store
from bot.ordering.answers import Answer
from bot.ordering.order import Order
from bot.ordering.rules import allowed
from bot.ordering.snapshot import Filed, Snapshot
from bot.ordering.turns import ENOUGH, answer
from bot.talk.event import Pictured
from bot.text.phrase import say

MOST = 5  # orders a photo is offered to


def take_photo(turn: Turn, event: Pictured) -> bool:
    """Ask which order a photo is of; whether there is one it can be of.

    What is written under a photo and starts a talk says what it is of.
    """
    if _starts_a_talk(turn, event.caption) or not _pictured(turn):
        return False
    turn.begin(Snapshot.name, photo=event.file)
    return True


def _starts_a_talk(turn: Turn, caption: str) -> bool:
    entries = (entry for feature in turn.features for entry in feature.flows if entry.opens)
    return bool(caption) and any(entry.flow.hear(caption, turn.speaker) for entry in entries)


def _pictured(turn: Turn) -> tuple[Order, ...]:
    """Find the orders somebody may send a photo of: packed by them, or handed over without one."""
    opened = store.load_mine(turn.conn, turn.person.id, is_open=True, most=ENOUGH)
    return tuple(order for order in opened if _may_picture(turn, order))[:MOST]


def _may_picture(turn: Turn, order: Order) -> bool:
    return "photo" in allowed(order, moves.role_in(turn, order), turn.now)


def facts(turn: Turn, answers: Mapping[str, str]) -> tuple[Order, ...]:
    """Load the orders a photo may be of."""
    return _pictured(turn)


def file(turn: Turn, filed: Filed) -> None:
    """Put a photo with its order; one of none of them is not kept."""
    if filed.order is None:
        turn.toast(say("snapshot-not-kept"))
        turn.go_home()
    else:
        answer(turn, Answer(filed.order, "photo", photo=filed.photo))
