"""Where an order stands, in words that are true for each side: what is awaited, and the money."""

from datetime import datetime

from bot.ordering.order import (
    ACCEPTED,
    ADMIN,
    BUYER,
    CANCELLED,
    CLAIMED,
    CONFIRMED,
    DUE,
    HANDED_OVER,
    MOBILE,
    NO_SHOW,
    READY,
    REFUNDED,
    SELLER,
    UNPAID,
    Order,
)
from bot.ordering.rules import allowed
from bot.selling.produce import amount_phrase
from bot.text.phrase import Moment, Phrase, say

AGREED = frozenset((ACCEPTED, READY))
_PAYABLE = AGREED | {HANDED_OVER}
_OVER = frozenset((CANCELLED, NO_SHOW, REFUNDED))


def status(order: Order, role: str, now: datetime) -> Phrase:
    """Say where an order is and who is to do what next."""
    if role == ADMIN:
        return say(f"order-state-{order.state}")
    special = _asked(order, role) or _handed(order, role) or _missed(order, role, now)
    if special:
        return say(special)
    if order.actual is not None and order.state in AGREED:
        return _weighed(order, order.actual, role)
    return say(f"order-at-{order.state}-{role}", until=Moment(order.deadline_at or order.moved_at))


def _weighed(order: Order, actual: int, role: str) -> Phrase:
    """Say what the scales said instead of what was agreed, which only the buyer can accept."""
    agreed = amount_phrase(order.quantity(order.amount), order.unit_grams)
    weighed = amount_phrase(order.quantity(actual), order.unit_grams)
    return say(f"order-weighed-{role}", weighed=weighed, amount=agreed)


def _asked(order: Order, role: str) -> str | None:
    """After the pick-up time: whether it happened is asked of a side until it has said so."""
    if order.asked_at is None or order.state not in AGREED:
        return None
    return "order-at-asked" if order.says(role) is None else "order-at-said"


def _handed(order: Order, role: str) -> str | None:
    """Whoever has done their part is told what is still to come from the other."""
    if order.state != HANDED_OVER:
        return None
    if role == SELLER and order.payment == CONFIRMED:
        return "order-at-paid-seller"
    return f"order-at-approved-{role}" if order.approved_at else None


def _missed(order: Order, role: str, now: datetime) -> str | None:
    if order.state != NO_SHOW:
        return None
    if role == SELLER:
        return f"order-at-no_show-{order.after_no_show}" if order.after_no_show else None
    return None if "contest" in allowed(order, BUYER, now) else "order-at-no_show-over"


def payment_lines(order: Order, role: str) -> tuple[Phrase, ...]:
    """Say how payment stands, and the rule that keeps people from being cheated."""
    if order.payment == UNPAID:
        return ()
    lines = [say(_paid(order, role), total=order.sum, kind=_kind(order))]
    if order.payment == DUE and order.pay_kind == MOBILE and order.state in _PAYABLE:
        lines.extend(_account(order, role))
    if order.pay_reference and role != BUYER:
        lines.append(say("order-pay-reference", reference=order.pay_reference))
    if order.payment in {DUE, CLAIMED} and role != ADMIN:
        lines.append(say("order-never-ask"))
    return tuple(lines)


def _paid(order: Order, role: str) -> str:
    """Name the text: money said to be paid for what came to nothing goes back if it came."""
    over = order.payment == CLAIMED and order.state in _OVER and role != ADMIN
    return f"order-pay-{'claimed-over' if over else order.payment}-{role}"


def _account(order: Order, role: str) -> tuple[Phrase, ...]:
    if role == ADMIN:
        return ()
    if order.pay_to:
        return (say("order-pay-to", account=order.pay_to),)
    return (say(f"order-pay-wait-{role}"),)


def _kind(order: Order) -> Phrase:
    return say(f"order-pay-by-{order.pay_kind}")
