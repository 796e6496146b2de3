"""A basket as its owner sees it: by farmer with sums, a line to change, the reading back, the orders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ordering.market import amount_steps
from bot.ordering.order import Order
from bot.ordering.pickup import FARM, Pickup
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.shopping.rules import Basket, Line, pick_up, sum_of
from bot.talk.buttons import in_rows
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, say

SHOW = "basket.show"


def show_basket(basket: Basket, *before: Phrase) -> Message:
    """Show everything put in, what changed meanwhile, and the way to one confirmation."""
    if not basket.lines:
        return Message((*before, say("basket-empty")), (_elsewhere(),), listen=True)
    lines = (*before, say("basket-head"), *_by_farmer(basket), *_stuck(basket), *_total(basket))
    edits = [_edit(line) for line in basket.lines]
    return Message(lines, (*_order(basket), *in_rows(edits), _elsewhere()), listen=True)


def _by_farmer(basket: Basket) -> Iterator[Phrase]:
    for lines in basket.by_farmer():
        yield say("basket-farmer", seller=_seller(lines[0]), total=sum_of(lines))
        for line in lines:
            yield from _told(line)


def _told(line: Line) -> Iterator[Phrase]:
    """Say a line, and what changed since it was put in."""
    listed = line.offer.listing
    yield say(
        "basket-line",
        crop=crop_phrase(listed.crop_id),
        amount=amount_phrase(listed.amount(line.amount), listed.unit_grams),
        rate=rate_phrase(listed.price, listed.unit),
        total=line.total,
    )
    if line.is_repriced:
        yield say("basket-repriced", before=line.seen, price=listed.price)
    if line.is_less:
        yield say("basket-less", wanted=listed.amount(line.item.milli))


def _stuck(basket: Basket) -> Iterator[Phrase]:
    for line in basket.stuck:
        yield say(
            f"basket-why-{line.why}",
            crop=crop_phrase(line.offer.listing.crop_id),
            seller=_seller(line),
        )


def _total(basket: Basket) -> tuple[Phrase, ...]:
    return () if basket.total is None else (say("basket-total", total=basket.total),)


def _order(basket: Basket) -> tuple[tuple[Button, ...], ...]:
    if basket.total is None:
        return ()
    return ((Button(say("basket-review", total=basket.total), "basket.review"),),)


def _edit(line: Line) -> Button:
    listed = line.offer.listing
    amount = listed.amount(line.amount or line.item.milli)
    label = say("basket-edit", crop=crop_phrase(listed.crop_id), amount=amount)
    return Button(label, f"basket.line.{listed.id}")


def _elsewhere() -> tuple[Button, ...]:
    return (Button(say("basket-look"), "buy.near"), Button(say("talk-home"), "home"))


def _seller(line: Line) -> object:
    return line.offer.seller or say("order-somebody")


def show_line(line: Line, *before: Phrase) -> Message:
    """Show one line with the steps to less and more."""
    listed = line.offer.listing
    back = Button(say("basket-back"), SHOW)
    out = Button(say("basket-out"), f"basket.out.{listed.id}")
    if not line.amount:
        see = (Button(say("basket-choose"), f"buy.see.{listed.id}"),)
        return Message((*before, *_stuck(Basket((line,)))), (see, (out,), (back,)), listen=True)
    steps = amount_steps(line.offer, line.amount, f"basket.set.{listed.id}")
    type_ = Button(say("buy-type"), f"basket.type.{listed.id}")
    farmer = say("basket-farmer", seller=_seller(line), total=line.total)
    rows = (*((steps,) if steps else ()), (type_, out), (back,))
    return Message((*before, farmer, *_told(line)), rows, listen=True)


def show_added(basket: Basket, line: Line) -> Message:
    """Say that something is in the basket now, and what that comes to with the rest."""
    listed = line.offer.listing
    said = say(
        "basket-added", crop=crop_phrase(listed.crop_id), amount=listed.amount(line.item.milli)
    )
    ways = (Button(say("basket-look"), "buy.near"), Button(say("basket-back"), SHOW))
    return Message((said, *_total(basket)), (ways,), listen=True)


def show_removed(line: Line, basket: Basket) -> Message:
    """Show the basket without a line, and the way to put it back."""
    listed = line.offer.listing
    undo = Button(say("basket-undo"), f"basket.back.{listed.id}.{line.item.milli}")
    shown = show_basket(basket, say("basket-removed", crop=crop_phrase(listed.crop_id)))
    return Message(shown.lines, ((undo,), *shown.buttons), listen=True)


@dataclass(frozen=True, slots=True)
class Wheres:
    """Where everything may be picked up: points with room for all of it, and the one chosen."""

    offered: tuple[Pickup, ...] = ()
    chosen: Pickup | None = None

    @property
    def code(self) -> str:
        return self.chosen.code if self.chosen else FARM


def show_review(basket: Basket, now: datetime, wheres: Wheres, *before: Phrase) -> Message:
    """Read everything back that one yes would order, with each pick-up."""
    lines: list[Phrase | None] = [*before, say("basket-sure")]
    for of_one in basket.by_farmer():
        lines += [None, say("basket-farmer", seller=_seller(of_one[0]), total=sum_of(of_one))]
        for line in of_one:
            lines += _told(line)
        if wheres.chosen is None:
            until = sorted(set(pick_up(of_one, now).values()))
            lines += [say("order-by", until=Moment(at)) for at in until]
    at_point = (wheres.chosen.option.label,) if wheres.chosen else ()
    lines += [None, *_stuck(basket), *at_point, *_total(basket), say("basket-each")]
    data = f"basket.yes.{basket.mark(wheres.code)}.{wheres.code}"
    rows = ((Button(say("basket-yes"), data),), *_elsewhere_to(wheres))
    return Message(tuple(lines), (*rows, (Button(say("basket-back"), SHOW),)), listen=True)


def _elsewhere_to(wheres: Wheres) -> Iterator[tuple[Button, ...]]:
    """Offer the other places, a row each."""
    if wheres.chosen is not None:
        yield (Button(say("buying-where-farm"), "basket.review"),)
    for each in wheres.offered:
        if each.code != wheres.code:
            yield (Button(each.option.label, f"basket.at.{each.code}"),)


def show_orders(orders: Sequence[Order], failed: Sequence[Line], *before: Phrase) -> Message:
    """Show what one confirmation came to: the orders with their numbers, and what stayed behind."""
    lines = [*before, say("basket-placed" if orders else "basket-none-placed")]
    lines += [_placed(order) for order in orders]
    lines += [
        say("basket-left", crop=crop_phrase(line.offer.listing.crop_id), seller=_seller(line))
        for line in failed
    ]
    opened = [
        Button(
            say("orders-button", order=order.number, crop=crop_phrase(order.crop_id)),
            f"order.see.{order.id}",
        )
        for order in orders
    ]
    back = (Button(say("basket-back"), SHOW),) if failed else ()
    ways = (*back, Button(say("order-mine"), "orders.open"), Button(say("talk-home"), "home"))
    return Message(tuple(lines), (*in_rows(opened), ways), listen=True)


def _placed(order: Order) -> Phrase:
    return say(
        "basket-order",
        order=order.number,
        crop=crop_phrase(order.crop_id),
        amount=order.quantity(order.ordered),
        seller=order.seller_name or say("order-somebody"),
        total=order.sum,
    )
