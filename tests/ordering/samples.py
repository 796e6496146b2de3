"""Orders in any state with any payment, whose money is as their payment says."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.ordering.answers import EXAMPLE
from bot.ordering.order import (
    BILLED,
    CLAIMED,
    COMPLETED,
    CONFIRMED,
    DUE,
    HELD,
    REFUND_DUE,
    RELEASED,
    STATES,
    UNPAID,
    Order,
)

NOON = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
SERVED = frozenset(("handed_over", "completed", "disputed"))


def order_in(state: str, **more: object) -> Order:
    """Make an order as it usually is in a state: paid in cash once it is completed."""
    usual = CONFIRMED if state == COMPLETED else DUE if state in BILLED else UNPAID
    payment = more.pop("payment", usual)
    handed = NOON if state in SERVED - {"disputed"} else None
    fresh = replace(EXAMPLE, state=state, handed_at=handed, moved_at=NOON)
    return pay(replace(fresh, **more), str(payment))  # type: ignore[arg-type]


def pay(order: Order, payment: str) -> Order:
    """Give an order with the money that makes its payment what is said."""
    card = order.total if payment in {HELD, RELEASED} else 0
    cash = order.total if payment in {CONFIRMED, REFUND_DUE} else 0
    off = 1000 if payment == REFUND_DUE and order.state in BILLED else 0
    return replace(order, payment=payment, paid_cash=cash, paid_card=card, refund_minor=off)


def can_be(state: str, payment: str) -> bool:
    """Whether an order in a state can be so paid."""
    if state in BILLED:
        if payment in {HELD, RELEASED}:
            return (payment == RELEASED) == (state == COMPLETED)
        return payment in {DUE, CLAIMED, CONFIRMED, REFUND_DUE}
    over = state in STATES and state not in {"placed", "countered"}
    return payment == UNPAID or (over and payment in {CLAIMED, REFUND_DUE, "refunded"})
