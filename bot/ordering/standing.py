"""Where an order stands, in words that are true for each side: what is awaited, and the money."""

from collections.abc import Iterator
from datetime import datetime

from bot.kernel.money import Money
from bot.ordering.order import (
    ACCEPTED,
    ADMIN,
    BUYER,
    CANCELLED,
    CLAIMED,
    DECLINED,
    DUE,
    EXPIRED,
    HANDED_OVER,
    MOBILE,
    NO_SHOW,
    PLACED,
    READY,
    REFUND_DUE,
    REFUNDED,
    SELLER,
    UNPAID,
    Order,
)
from bot.ordering.rules import allowed
from bot.selling.offers import EXPIRED as PAST
from bot.selling.offers import OPEN, PAUSED, WITHDRAWN, Listing
from bot.selling.produce import amount_phrase
from bot.text.phrase import Moment, Phrase, say

STOCKED = (OPEN, PAUSED, PAST, WITHDRAWN)  # a listing is one of these with produce in it
AGREED = frozenset((ACCEPTED, READY))
_PAYABLE = AGREED | {HANDED_OVER}
_OVER = frozenset((CANCELLED, NO_SHOW, REFUNDED))
# What a share of a pool waits for, and what became of it, is not the farmer's answer.
_POOLED = {PLACED: "pooled", EXPIRED: "unfilled", CANCELLED: "pooled-cancelled"}


def status(order: Order, role: str, now: datetime) -> Phrase:
    """Say where an order is and who is to do what next."""
    if role not in {BUYER, SELLER}:
        return say(f"order-state-{order.state}")
    special = _asked(order, role) or _handed(order, role) or _missed(order, role, now)
    if special:
        return say(special)
    if order.actual is not None and order.state in AGREED:
        return _weighed(order, order.actual, role)
    return say(
        f"order-at-{_at(order, role)}-{role}", until=Moment(order.deadline_at or order.moved_at)
    )


def _at(order: Order, role: str) -> str:
    """Name the text; a farmer also hears what of the produce is theirs to sell."""
    if role == SELLER and order.is_gone:
        return f"{order.state}-gone"
    if order.pool_id is None or (role == BUYER and order.state == CANCELLED):
        return order.state
    return _POOLED.get(order.state, order.state)


def is_free_again(order: Order) -> bool:
    """Whether what an order kept of the stock is its farmer's to sell again."""
    if order.state == NO_SHOW:
        return order.after_no_show == "keep"
    return order.state in {DECLINED, EXPIRED, CANCELLED} and not order.is_gone


def stock_lines(order: Order, listing: Listing, now: datetime) -> tuple[Phrase, ...]:
    """Tell a farmer what became of produce that is free again: buyers see only what is open.

    What was put up for a pool alone was never on the market.
    """
    over = listing.state == OPEN and listing.expires_at <= now
    state = PAST if over else listing.state
    said = state == OPEN or (state in STOCKED and order.pool_id is None)
    return (say(f"order-stock-{state}"),) if said else ()


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
    if role == SELLER and not order.owed:
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
    side = role if role in {BUYER, SELLER} else ADMIN
    if order.payment == REFUND_DUE:
        return tuple(_going_back(order, side))
    lines = [say(_paid(order, side), total=Money(order.rest, order.currency), kind=_kind(order))]
    if order.payment in {DUE, CLAIMED} and order.paid:
        lines.append(say("order-pay-so-far", paid=Money(order.paid, order.currency)))
    if order.payment == DUE and order.pay_kind == MOBILE and order.state in _PAYABLE:
        lines.extend(_account(order, side))
    if order.pay_reference and side != BUYER:
        lines.append(say("order-pay-reference", reference=order.pay_reference))
    if order.payment in {DUE, CLAIMED} and side != ADMIN:
        lines.append(say("order-never-ask"))
    return tuple(lines)


def _going_back(order: Order, side: str) -> Iterator[Phrase]:
    """Say what has to go back: through the provider what was paid by card, else by the farmer."""
    by_card, by_farmer = order.back_by_card, order.back - order.back_by_card
    if by_card:
        yield say(f"order-pay-card-back-{side}", total=Money(by_card, order.currency))
    if by_farmer:
        yield say(f"order-pay-refund_due-{side}", total=Money(by_farmer, order.currency))


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
