"""An offer's card, on one message edited in place, and what stands there when it is gone."""

from collections.abc import Sequence
from datetime import date

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.offer import Offer
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.selling.screens import portion_lines
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

LAST = 999  # the last page there can be
BACK = "buy.back"  # to the list an offer was opened from
_NEAR = 10  # steps from all there is


def ways() -> tuple[Button, ...]:
    """Make the buttons to what else is for sale."""
    return (
        Button(say("buy-all"), "buy.near"),
        Button(say("buy-crops"), "buy.crops"),
        Button(say("talk-home"), "home"),
    )


def show_choice(offer: Offer) -> tuple[Button, ...]:
    """Make the button that opens an offer's card."""
    listed = offer.listing
    label = say(
        "buy-choice",
        crop=crop_phrase(listed.crop_id),
        rate=rate_phrase(listed.price, listed.unit),
    )
    return (Button(label, f"buy.see.{listed.id}"),)


def say_place(offer: Offer) -> PlaceName | Phrase:
    """Say where an offer is."""
    place = offer.listing.place_id or offer.listing.region
    return PlaceName(place) if place else say("buy-nowhere")


def say_rate(offer: Offer) -> Phrase:
    """Say the price of one unit, and of a kilo where it is counted in something else."""
    listed = offer.listing
    rate = rate_phrase(listed.price, listed.unit)
    grams = listed.grams
    if listed.unit == "kg" or not grams:
        return rate
    minor = (2000 * listed.price_minor + grams) // (2 * grams)
    return say("buy-rate-kilo", rate=rate, kilo=Money(minor, listed.currency)) if minor else rate


def show_photo(offer: Offer) -> Message:
    """Show an offer's picture by itself: a message with a picture cannot become another one."""
    return Message((crop_phrase(offer.listing.crop_id),), photo=offer.listing.photo)


def show_card(
    offer: Offer,
    milli: int,
    today: date,
    lines: tuple[Phrase, ...] = (),
    buttons: Buttons = (),
) -> Message:
    """Show one offer with an amount to order, its total, and the steps to more and less.

    `lines` and `buttons` are what other features add.
    """
    amount = offer.listing.amount(milli)
    told = (*describe(offer, today), *portion_lines(offer.listing), *lines)
    order = Button(
        say("buy-order", amount=amount, total=offer.total(milli)),
        f"buy.order.{offer.listing.id}.{milli}",
    )
    type_ = Button(say("buy-type"), f"buy.type.{offer.listing.id}")
    back = Button(say("buy-back"), BACK)
    steps = amount_steps(offer, milli, f"buy.see.{offer.listing.id}")
    changes = (*((steps,) if steps else ()), (type_, *_rest(offer, milli)))
    rows = ((order,), *changes, *buttons, (back,))
    return Message((*told, None, _total(offer, amount)), rows, listen=True)


def describe(offer: Offer, today: date) -> tuple[Phrase, ...]:
    """Say what an offer is: crop, stock with its weight, price, who and where, from when."""
    listed = offer.listing
    seller = offer.seller or say("order-somebody")
    return (
        say(
            "buy-card",
            crop=crop_phrase(listed.crop_id),
            amount=amount_phrase(offer.free, listed.unit_grams),
        ),
        say("buy-price", rate=say_rate(offer)),
        say("buy-seller", seller=seller, place=say_place(offer)),
        say("buy-ready", day=max(listed.ready, today)),
        say("buy-fresh", day=Moment(listed.touched_at, "day")),
        *((say(f"buy-label-{listed.label}"),) if listed.label else ()),
    )


def _total(offer: Offer, amount: Quantity) -> Phrase:
    said = amount_phrase(amount, offer.listing.unit_grams)
    return say("buy-total", amount=said, total=offer.total(amount.milli))


def amount_steps(offer: Offer, milli: int, data: str) -> tuple[Button, ...]:
    """Make the buttons to less and more; one that would change nothing is left out.

    `data` is followed by the amount that a tap comes to.
    """
    steps = (
        ("buy-leap-less", -offer.leap, offer.leap),
        ("buy-step-less", -offer.step, offer.step),
        ("buy-step-more", offer.step, offer.step),
        ("buy-leap-more", offer.leap, offer.leap),
    )
    return tuple(
        Button(
            say(key, amount=offer.listing.amount(size)),
            f"{data}.{offer.fit(milli + by)}",
        )
        for key, by, size in steps
        if offer.fit(milli + by) != milli
    )


def _rest(offer: Offer, milli: int) -> tuple[Button, ...]:
    """Make the button to all there is, where that is near."""
    listed = offer.listing
    if not 0 < listed.free - milli <= _NEAR * offer.step:
        return ()
    return (Button(say("buy-rest", amount=offer.free), f"buy.see.{listed.id}.{listed.free}"),)


def show_gone(matches: Sequence[Offer]) -> Message:
    """Say kindly that an offer is sold out, and what else there is."""
    said = say("buy-gone-but") if matches else say("buy-gone")
    return Message((said,), (*map(show_choice, matches), ways()))


def show_own(offer: Offer) -> Message:
    """Show somebody their own offer as others see it; it cannot be ordered."""
    lines = describe(offer, offer.listing.ready)
    return Message((say("buy-own"), *lines), ((Button(say("buy-back"), BACK),),))
