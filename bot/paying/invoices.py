"""Invoices: what one is made out for, and whether it may still be paid."""

from bot.ordering.order import ACCEPTED, CARD, DUE, HANDED_OVER, READY, Order
from bot.selling.produce import amount_phrase, crop_phrase
from bot.talk.event import CheckedOut
from bot.talk.message import Invoice
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

PAYABLE = frozenset((ACCEPTED, READY, HANDED_OVER))
_ORDER = "order"


def make_out(order: Order, token: str) -> Invoice:
    """Make out an invoice for what an order costs now; its payload names order and sum."""
    what = amount_phrase(order.quantity(order.given), order.unit_grams)
    crop = crop_phrase(order.crop_id)
    return Invoice(
        title=say("paying-title", order=order.number),
        about=say("paying-about", crop=crop, amount=what, seller=_seller(order)),
        payload=f"{_ORDER}.{order.id}.{order.owed}",
        token=token,
        currency=order.currency,
        parts=((say("paying-part", crop=crop, amount=what), order.owed),),
    )


def _seller(order: Order) -> Phrase:
    return say("talk-words", words=order.seller_name or say("order-somebody"))


def read_order(payload: str) -> int | None:
    """Read which order an invoice was for; None for a payload of nobody's making."""
    match payload.split("."):
        case kind, number, total if kind == _ORDER and read_count(total) is not None:
            return read_id(number)
    return None


def may_pay(order: Order, *, by_card: bool) -> bool:
    """Whether an order is one that can be paid in the chat now."""
    chosen = order.pay_kind == CARD or not by_card
    return chosen and order.state in PAYABLE and order.payment == DUE and order.owed > 0


def refuse(order: Order | None, payer_id: int, asked: CheckedOut) -> str | None:
    """Give the text that calls a payment off; None when it may go on.

    The last look: whose order it is, that it stands, that its produce is still kept for it, and
    that neither amount nor price has changed since the invoice was made out.
    """
    if order is None or order.buyer_id != payer_id or not may_pay(order, by_card=True):
        return "paying-off"
    if (asked.total, asked.currency) != (order.owed, order.currency):
        return "paying-changed"
    kept = order.held >= order.amount or order.state == HANDED_OVER
    return None if kept else "paying-off"
