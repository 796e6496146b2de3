"""An order as each side sees it: what, how much, what comes next, and just the buttons it allows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kernel.money import Money
from bot.ordering.choices import next_steps, ways_out
from bot.ordering.market import show_choice
from bot.ordering.offer import Offer
from bot.ordering.order import ADMIN, BUYER, COUNTERED, DISPUTED, FARM, PLACED, SELLER, Order
from bot.ordering.standing import AGREED, payment_lines, status
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.talk.buttons import Buttons, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

PAGE = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """What else a card shows: words before it, of the stock, other offers, what happened so far.

    `lines` and `buttons` are what other features add to it.
    """

    before: tuple[Phrase, ...] = ()
    stock: tuple[Phrase, ...] = ()
    matches: tuple[Offer, ...] = ()
    history: tuple[Phrase, ...] = ()
    lines: tuple[Phrase, ...] = ()
    buttons: Buttons = ()


def show_order(order: Order, role: str, now: datetime, beside: Beside | None = None) -> Message:
    """Show an order to one side: the fact first, the next step in plain words, the buttons."""
    beside = beside or Beside()
    lines = (
        *beside.before,
        _title(order),
        status(order, role, now),
        *beside.stock,
        *_reason(order),
        *_waited(order, role),
        *_terms(order),
        *_people(order, role),
        *_pickup(order, role),
        *payment_lines(order, role),
        *beside.lines,
        *beside.history,
    )
    # Where there are other offers to choose from, nothing else is left to do with this order.
    steps = (*map(show_choice, beside.matches), *next_steps(order, role, now))
    return Message(lines, (*steps, *beside.buttons, ways_out(role)), listen=True)


def show_room(order: Order, role: str, now: datetime, buttons: Buttons) -> Message:
    """Show what else there is of an order, on a screen behind its card."""
    return Message((_title(order), status(order, role, now)), buttons)


def show_photos(order: Order, added: Iterable[str] = ()) -> Iterator[Message]:
    """Show pictures, each by itself: a message with a picture cannot become another one.

    `added` are those that other features know of.
    """
    for what, photo in (("packed", order.packed_photo), ("handed", order.handed_photo)):
        if photo:
            yield Message((say(f"order-photo-{what}", order=order.number),), photo=photo)
    for photo in added:
        yield Message((_title(order),), photo=photo)


def _reason(order: Order) -> tuple[Phrase, ...]:
    if order.reason is None or order.refund_minor:
        return ()
    return (say("order-because", reason=say(f"order-why-{order.reason}")),)


def _title(order: Order) -> Phrase:
    return say("order-title", order=order.number, crop=crop_phrase(order.crop_id))


def _waited(order: Order, role: str) -> tuple[Phrase, ...]:
    """Mark for staff what nobody has settled in time."""
    late = role == ADMIN and order.state == DISPUTED and order.escalated_at is not None
    return (say("order-remind-escalate"),) if late else ()


def _terms(order: Order) -> tuple[Phrase, ...]:
    amount = amount_phrase(order.quantity(order.given), order.unit_grams)
    rate = rate_phrase(order.price, order.unit)
    now_ = say("order-terms", amount=amount, rate=rate, total=Money(order.total, order.currency))
    if order.state == COUNTERED:
        before = amount_phrase(order.quantity(order.ordered), order.unit_grams)
        return (now_, say("order-terms-before", amount=before))
    if order.refund_minor:
        refund = Money(order.refund_minor, order.currency)
        return (now_, say("order-part-off", refund=refund, total=order.sum))
    return (now_,)


def _people(order: Order, role: str) -> tuple[Phrase, ...]:
    nobody = say("order-somebody")
    buyer = say("order-buyer", name=order.buyer_name or nobody)
    seller = say("order-seller", name=order.seller_name or nobody)
    return {BUYER: (seller,), SELLER: (buyer,)}.get(role, (seller, buyer))


def _pickup(order: Order, role: str) -> tuple[Phrase, ...]:
    if order.state not in {PLACED, COUNTERED, *AGREED}:
        return ()
    code = role == BUYER and order.state in AGREED
    return (*_at_the_farm(order), *((say("order-code", code=order.code),) if code else ()))


def _at_the_farm(order: Order) -> tuple[Phrase, ...]:
    """Say where and when produce is fetched; any other way to the buyer is told by who delivers."""
    if order.delivery != FARM:
        return ()
    until, place = Moment(order.slot), _place(order)
    return (say("order-slot", until=until, place=place) if place else say("order-by", until=until),)


def _place(order: Order) -> Phrase | None:
    if order.place_id is None:
        return None
    district = PlaceName(order.place_id)
    # Where exactly somebody lives is told once they have agreed.
    if order.village and order.state in AGREED:
        return say("order-village", village=order.village, place=district)
    return say("talk-words", words=district)


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
    pager = turn_pages(page, lambda to: f"orders.{which}.{to}", more=len(orders) > PAGE)
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
