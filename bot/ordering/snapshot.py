"""A photo sent out of the blue: which order it is of, packed or handed over."""

from dataclasses import dataclass
from typing import Any

from bot.ordering.answers import EXAMPLE
from bot.ordering.order import HANDED_OVER, Order
from bot.points.asks import PhotoAsk
from bot.talk.asks import Option, Pick
from bot.talk.flow import Flow, row
from bot.text.phrase import say

NONE = "none"


@dataclass(frozen=True, slots=True)
class Filed:
    """A photo, and the order it is of; no order where it is of none of them."""

    order: int | None
    photo: str


def _orders(so_far: Any) -> tuple[Option, ...]:
    none = Option(NONE, say(f"snapshot-which-{NONE}"))
    return (*map(_option, so_far.facts), none)


def _option(order: Order) -> Option:
    what = "handed" if order.state == HANDED_OVER else "packed"
    return Option(str(order.id), say(f"snapshot-of-{what}", order=order.number))


class Snapshot(Flow[tuple[Order, ...]], name="snapshot", sums_up=False):
    """A photo nobody asked for is offered to the orders that are packed or handed over now."""

    photo = row(PhotoAsk())
    which = row(Pick(_orders, columns=1))

    def done(self) -> Filed:
        return Filed(None if self.which == NONE else int(self.which), self.photo)

    @classmethod
    def examples(cls) -> tuple[tuple[Order, ...], ...]:
        return ((EXAMPLE,),)
