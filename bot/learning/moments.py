"""What happened on the market that a lesson fits: an event's name, and whose moment it is."""

from collections.abc import Iterator

from bot.ordering.news import Move
from bot.ordering.order import (
    ACCEPTED,
    CLAIMED,
    HELD,
    READY,
    SELLER,
)

_AGREED = frozenset((ACCEPTED, READY))


def read_move(move: Move) -> Iterator[str]:
    """Name what an order's move is to its farmer, who learns from it."""
    before, after = move.before, move.after
    if move.command == "place":
        yield "first-order"
    if move.command == "pledge":
        yield "first-pool"
    if before.payment != after.payment and after.payment in {CLAIMED, HELD}:
        yield "first-claim" if after.payment == CLAIMED else "first-card"
    if before.state != after.state:
        yield from _ended(move)


def _ended(move: Move) -> Iterator[str]:
    match move.after.state:
        case "declined" if move.role == SELLER:
            yield f"declined-{move.after.reason}"
        case "disputed":
            yield "first-complaint"
        case "no_show":
            yield "noshow"
        case "cancelled" if move.role == SELLER and move.before.state in _AGREED:
            yield "late-cancel"
