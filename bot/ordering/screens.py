"""An order as each side sees it: what, how much, what comes next, and just the buttons it allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ordering.market import show_choice
from bot.ordering.offer import Offer
from bot.ordering.order import (
    ACCEPTED,
    ADMIN,
    BUYER,
    CLAIMED,
    COUNTERED,
    DUE,
    MOBILE,
    PLACED,
    READY,
    SELLER,
    UNPAID,
    Order,
)
from bot.ordering.rules import allowed
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

PAGE = 6
# What cannot be taken back stands in rows of its own, below the rest.
GRAVE = frozenset(("cancel", "decline", "dispute", "noshow", "refund", "spoil"))

Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What else a card shows: words before it, other offers, what happened so far."""

    before: tuple[Phrase, ...] = ()
    matches: tuple[Offer, ...] = ()
    history: tuple[Phrase, ...] = ()


def show_order(order: Order, role: str, now: datetime, beside: Beside | None = None) -> Message:
    """Show an order to one side: the fact first, the next step in plain words, the buttons."""
    beside = beside or Beside()
    lines = (
        *beside.before,
        _title(order),
        status(order, role),
        *_reason(order),
        *_terms(order),
        *_people(order, role),
        *_pickup(order, role),
        *_payment(order, role),
        *beside.history,
    )
    buttons = (*_commands(order, role, now), *map(show_choice, beside.matches), *_ways(order, role))
    return Message(lines, buttons, listen=True)


def status(order: Order, role: str) -> Phrase:
    """Say where an order is and who is to do what next."""
    if role == ADMIN:
        return say(f"order-state-{order.state}")
    deadline = Moment(order.deadline_at or order.moved_at)
    return say(f"order-at-{order.state}-{role}", until=deadline)


def _reason(order: Order) -> tuple[Phrase, ...]:
    if order.reason is None:
        return ()
    return (say("order-because", reason=say(f"order-why-{order.reason}")),)


def button(order: Order, command: str) -> Button:
    """Make the button of a command; what the buyer agrees to goes with it."""
    tail = f".{order.given}" if command == "receive" else ""
    return Button(say(f"order-do-{command}"), f"order.do.{order.id}.{command}{tail}")


def _commands(order: Order, role: str, now: datetime) -> Buttons:
    commands = [name for name in allowed(order, role, now) if name not in _UNSEEN]
    plain = [button(order, name) for name in commands if name not in GRAVE]
    grave = [button(order, name) for name in commands if name in GRAVE]
    return (*in_rows(plain), *in_rows(grave))


# Weighing and mistyping are what the farmer's hand-over comes to.
_UNSEEN = frozenset(("weigh", "miscode", "place"))


def _ways(order: Order, role: str) -> Buttons:
    line = Button(say("order-history"), f"order.line.{order.id}")
    receipt = Button(say("order-receipt"), f"order.receipt.{order.id}")
    there = Button(say("order-map"), f"order.map.{order.id}")
    person = Button(say("talk-person"), f"help.person.order.{order.id}")
    mine = Button(say("order-mine"), "orders.open" if role != ADMIN else "orders.disputed")
    sees_map = role == BUYER and order.state in {ACCEPTED, READY} and order.lat_e6 is not None
    extra = (
        *((there,) if sees_map else ()),
        *((receipt,) if order.handed_at else ()),
        line,
    )
    return (extra, (mine, person))


def _title(order: Order) -> Phrase:
    return say("order-title", order=order.number, crop=crop_phrase(order.crop_id))


def _terms(order: Order) -> tuple[Phrase, ...]:
    amount = amount_phrase(order.quantity(order.given), order.unit_grams)
    rate = rate_phrase(order.price, order.unit)
    now_ = say("order-terms", amount=amount, rate=rate, total=order.sum)
    if order.state == COUNTERED:
        before = amount_phrase(order.quantity(order.ordered), order.unit_grams)
        return (now_, say("order-terms-before", amount=before))
    if order.actual is not None and order.state in {ACCEPTED, READY}:
        agreed = amount_phrase(order.quantity(order.amount), order.unit_grams)
        return (now_, say("order-weighed", amount=agreed))
    return (now_,)


def _people(order: Order, role: str) -> tuple[Phrase, ...]:
    nobody = say("order-somebody")
    buyer = say("order-buyer", name=order.buyer_name or nobody)
    seller = say("order-seller", name=order.seller_name or nobody)
    return {BUYER: (seller,), SELLER: (buyer,)}.get(role, (seller, buyer))


def _pickup(order: Order, role: str) -> tuple[Phrase, ...]:
    if order.state not in {PLACED, COUNTERED, ACCEPTED, READY}:
        return ()
    until, place = Moment(order.slot), _place(order)
    agreed = order.state in {ACCEPTED, READY}
    lines = [say("order-slot", until=until, place=place) if place else say("order-by", until=until)]
    if role == BUYER and agreed:
        lines.append(say("order-code", code=order.code))
    if order.asked_at is not None and agreed:
        lines.append(say("order-did-it"))
    return tuple(lines)


def _place(order: Order) -> Phrase | None:
    if order.place_id is None:
        return None
    district = PlaceName(order.place_id)
    # Where exactly somebody lives is told once they have agreed.
    if order.village and order.state in {ACCEPTED, READY}:
        return say("order-village", village=order.village, place=district)
    return say("talk-words", words=district)


def _payment(order: Order, role: str) -> tuple[Phrase, ...]:
    """Say how payment stands, and the rule that keeps people from being cheated."""
    if order.payment == UNPAID:
        return ()
    lines = [say(f"order-pay-{order.payment}-{role}", total=order.sum, kind=_kind(order))]
    if order.pay_kind == MOBILE and order.payment == DUE and role != ADMIN:
        wait = say(f"order-pay-wait-{role}")
        lines.append(say("order-pay-to", account=order.pay_to) if order.pay_to else wait)
    if order.pay_reference and role != BUYER:
        lines.append(say("order-pay-reference", reference=order.pay_reference))
    if order.payment in {DUE, CLAIMED} and role != ADMIN:
        lines.append(say("order-never-ask"))
    return tuple(lines)


def _kind(order: Order) -> Phrase:
    return say(f"order-pay-by-{order.pay_kind}")


def show_receipt(order: Order) -> Message:
    """Show what changed hands, when and for how much: the same words for ever."""
    nobody = say("order-somebody")
    lines = (
        say("order-receipt-title", order=order.number),
        say(
            "order-receipt-what",
            crop=crop_phrase(order.crop_id),
            amount=amount_phrase(order.quantity(order.given), order.unit_grams),
        ),
        say("order-receipt-sum", rate=rate_phrase(order.price, order.unit), total=order.sum),
        say(
            "order-receipt-who",
            seller=order.seller_name or nobody,
            buyer=order.buyer_name or nobody,
        ),
        say("order-receipt-when", at=Moment(order.handed_at or order.moved_at)),
    )
    return Message(lines)


def show_history(order: Order, lines: Iterable[Phrase]) -> Message:
    """Show all that happened to an order."""
    back = Button(say("talk-back"), f"order.see.{order.id}")
    return Message((_title(order), *lines), ((back,),))


def show_orders(orders: Sequence[Order], which: str, page: int, person_id: int) -> Message:
    """List orders six a page; `which` are the open, the done or the disputed ones.

    One more than a page tells that there are more.
    """
    shown = orders[:PAGE]
    lines = [_summary(order, order.role_of(person_id) or ADMIN) for order in shown]
    buttons = [(_open(order),) for order in shown]
    turns = [(page - 1, "talk-previous")] if page else []
    turns += [(page + 1, "talk-next")] if len(orders) > PAGE else []
    pager = tuple(Button(say(key), f"orders.{which}.{to}") for to, key in turns)
    head = say(f"orders-{which}") if shown else say(f"orders-{which}-none")
    return Message((head, *lines), (*buttons, *((pager,) if pager else ()), _others(which)))


def _summary(order: Order, role: str) -> Phrase:
    name = order.seller_name if role == BUYER else order.buyer_name
    return say(
        "orders-line",
        order=order.number,
        amount=order.quantity(order.given),
        name=name or say("order-somebody"),
        state=say(f"order-state-{order.state}"),
    )


def _open(order: Order) -> Button:
    label = say("orders-button", order=order.number, crop=crop_phrase(order.crop_id))
    return Button(label, f"order.see.{order.id}")


def _others(which: str) -> tuple[Button, ...]:
    other = "done" if which == "open" else "open"
    return (Button(say(f"orders-to-{other}"), f"orders.{other}"), Button(say("talk-home"), "home"))


def in_rows(buttons: Sequence[Button], columns: int = 2) -> Buttons:
    """Put buttons side by side."""
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))
