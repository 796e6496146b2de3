"""A receipt: what changed hands, when and for how much, in words that never change. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kernel.money import Money
from bot.ordering.order import Order
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.talk.message import Button, Message, Sheet
from bot.text.phrase import Moment, Phrase, say

# Names are put in when a receipt is read: somebody who is forgotten is gone from all of them.
_SELLER, _BUYER = "{seller}", "{buyer}"
FIRST = 1


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one side was told, in their language of that day; a later number replaces an earlier."""

    order_id: int
    person_id: int
    number: int
    language: str
    lines: Sequence[str]
    at: datetime

    def read(self, seller: str, buyer: str) -> list[str]:
        """Give the lines with the names in them."""
        return [line.replace(_SELLER, seller).replace(_BUYER, buyer) for line in self.lines]


def is_due(before: Order, after: Order) -> bool:
    """Whether a move calls for a receipt: produce changed hands, or its price did afterwards."""
    if after.handed_at is None:
        return False
    return before.handed_at is None or before.billed != after.billed


def write_lines(order: Order, number: int) -> tuple[Phrase, ...]:
    """Write a receipt, still without the names."""
    amount = amount_phrase(order.quantity(order.given), order.unit_grams)
    rate, total = rate_phrase(order.price, order.unit), Money(order.total, order.currency)
    return (
        say("order-receipt-title", order=order.number),
        *_replaced(number),
        say("order-receipt-what", crop=crop_phrase(order.crop_id), amount=amount),
        say("order-receipt-sum", rate=rate, total=total),
        *_taken_off(order, total),
        say("order-receipt-who", seller=_SELLER, buyer=_BUYER),
        say("order-receipt-when", at=Moment(order.handed_at or order.moved_at, "dated")),
    )


def _replaced(number: int) -> tuple[Phrase, ...]:
    if number == FIRST:
        return ()
    return (say("order-receipt-again", number=number, before=number - 1),)


def _taken_off(order: Order, total: Money) -> tuple[Phrase, ...]:
    left = Money(order.billed, order.currency)
    if left == total:
        return ()
    return (say("order-receipt-less", refund=total - left), say("order-receipt-net", total=left))


def show_receipt(order_id: int, number: int, lines: Sequence[str]) -> Message:
    """Show a receipt's words; the page to keep is one tap away, and so is the one before."""
    title, *rest = lines
    head = say("order-receipt-head", words=title)
    sheet = Button(say("order-sheet"), f"order.sheet.{order_id}.{number}")
    before = Button(say("order-receipt-before"), f"order.receipt.{order_id}.{number - 1}")
    buttons = (sheet,) if number == FIRST else (sheet, before)
    return Message((head, *map(_as_said, rest)), (buttons,), listen=True)


def show_sheet(order: Order, number: int, lines: Sequence[str]) -> Message:
    """Give a receipt as a page to print or keep."""
    title, *rest = lines
    page = Sheet(f"{order.number}-{number}", _as_said(title), tuple(map(_as_said, rest)))
    return Message((_as_said(title),), sheet=page)


def _as_said(line: str) -> Phrase:
    return say("talk-words", words=line)
