"""What is for sale, on one message edited in place: the list, the crops, one offer's card."""

from collections.abc import Sequence
from datetime import date

from bot.kernel.quantity import Quantity
from bot.ordering.offer import Offer
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.selling.screens import portion_lines
from bot.talk.buttons import Buttons, in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

PAGE = 6
LAST = 999  # the last page there can be
_NEAR = 10  # steps from all there is
ALL = "all"  # stands for every crop in a button


def show_list(offers: Sequence[Offer], crop: str, page: int, today: date) -> Message:
    """List offers six a page; one more than a page tells that there are more."""
    if not offers:
        return _empty(crop)
    shown = offers[:PAGE]
    head = say("buy-near") if crop == ALL else say("buy-near-crop", crop=crop_phrase(crop))
    lines = [_line(offer, today) for offer in shown]
    buttons = (*map(show_choice, shown), *_pager(f"buy.near.{crop}", page, len(offers)))
    return Message((head, *lines, say("buy-or-type")), (*buttons, _ways(crop)), listen=True)


def _empty(crop: str) -> Message:
    said = say("buy-nothing") if crop == ALL else say("buy-nothing-crop", crop=crop_phrase(crop))
    return Message((said,), (_ways(crop),))


def _ways(crop: str) -> tuple[Button, ...]:
    whole = () if crop == ALL else (Button(say("buy-all"), "buy.near"),)
    return (*whole, Button(say("buy-crops"), "buy.crops"), Button(say("talk-home"), "home"))


def _line(offer: Offer, today: date) -> Phrase:
    listed = offer.listing
    return say(
        "buy-line",
        crop=crop_phrase(listed.crop_id),
        amount=amount_phrase(offer.free, listed.unit_grams),
        rate=rate_phrase(listed.price, listed.unit),
        seller=offer.seller or say("order-somebody"),
        place=_place(offer),
        ready=max(listed.ready, today),
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


def _place(offer: Offer) -> object:
    place = offer.listing.place_id or offer.listing.region
    return PlaceName(place) if place else say("buy-nowhere")


def _pager(data: str, page: int, count: int) -> Buttons:
    turns = turn_pages(page, lambda to: f"{data}.{to}", more=count > PAGE)
    return (turns,) if turns else ()


def show_crops(crops: Sequence[str], page: int) -> Message:
    """Show which crops are on offer, six a page."""
    if not crops:
        return _empty(ALL)
    shown = crops[page * PAGE : (page + 1) * PAGE]
    buttons = [Button(crop_phrase(crop), f"buy.near.{crop}") for crop in shown]
    pager = _pager("buy.crops", page, len(crops) - page * PAGE)
    whole = (Button(say("buy-all"), "buy.near"), Button(say("talk-home"), "home"))
    return Message((say("buy-which-crop"),), (*in_rows(buttons), *pager, whole))


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
    back = Button(say("buy-back"), "buy.near")
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
        say("buy-price", rate=rate_phrase(listed.price, listed.unit)),
        say("buy-seller", seller=seller, place=_place(offer)),
        say("buy-ready", day=max(listed.ready, today)),
        say("buy-fresh", day=Moment(listed.touched_at, "day")),
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
    return Message((said,), (*map(show_choice, matches), _ways(ALL)))


def show_own(offer: Offer) -> Message:
    """Show somebody their own offer as others see it; it cannot be ordered."""
    lines = describe(offer, offer.listing.ready)
    return Message((say("buy-own"), *lines), ((Button(say("buy-back"), "buy.near"),),))
