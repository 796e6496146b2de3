"""What sellers see: the published card, their list, a listing's card and its buttons."""

from collections.abc import Sequence

from bot.selling.offers import OPEN, Listing
from bot.selling.photos import MOST, photos_of
from bot.selling.produce import amount_phrase, crop_phrase, emoji, unit_phrase
from bot.selling.texts import ITEM_TEXTS, STATE_TEXTS
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message
from bot.text.phrase import Crop, Moment, Phrase, say

PAGE = 6  # listings shown at a time

SHOWN = frozenset(STATE_TEXTS)


def offer_lines(listing: Listing) -> tuple[Phrase, ...]:
    """Say an offer as anybody may read it: what, how much is free, the price, from when."""
    grams = listing.unit_grams
    return (
        _about("selling-title", listing),
        say("selling-line-amount", amount=amount_phrase(listing.amount(listing.free), grams)),
        say("selling-line-price", price=listing.price, unit=unit_phrase(listing.unit)),
        say("selling-line-ready", day=listing.ready),
    )


def portion_lines(listing: Listing) -> tuple[Phrase, ...]:
    """Say in which amounts an offer is sold, where not in any."""
    said = (("selling-line-least", listing.least), ("selling-line-step", listing.step))
    return tuple(say(key, amount=listing.amount(milli)) for key, milli in said if milli)


def show_published(listing: Listing) -> Message:
    """Say that the offer is on the market, with the way back."""
    return Message(
        (say("selling-published"), None, *offer_lines(listing), None, say("selling-next")),
        (
            (_button("undo", listing), _button("share", listing)),
            (Button(say("selling-mine"), "listing.page.0"),),
        ),
        photo=listing.photo,
        listen=True,
    )


def show_undone(listing: Listing) -> Message:
    return Message(
        (_about("selling-undone", listing),),
        ((_button("again", listing),), (Button(say("selling-mine"), "listing.page.0"),)),
    )


def show_share(listing: Listing, link: str, added: Buttons = ()) -> Message:
    """Show the link by which buyers come straight to the offer; `added` are other ways to share."""
    return Message((say("selling-share-how", link=link),), (*added, (back_to(listing),)))


def show_pictures(listing: Listing, *before: Phrase) -> Message:
    """Tell how many photos there are, with what can be done about them."""
    count = len(photos_of(listing))
    drops = tuple(_drop(listing, number) for number in range(1, count + 1))
    voice = Button(say("selling-drop-voice"), f"listing.drop-voice.{listing.id}.{listing.version}")
    return Message(
        (*before, _about("selling-title", listing), _say_pictures(count)),
        (
            *(((_button("look", listing),),) if count else ()),
            (_button("picture", listing),),
            *((drops,) if drops else ()),
            *(((voice,),) if listing.voice else ()),
            (back_to(listing),),
        ),
    )


def _say_pictures(count: int) -> Phrase:
    return say("selling-photos-how", here=count, most=MOST) if count else say("selling-photos-none")


def _drop(listing: Listing, number: int) -> Button:
    data = f"listing.drop-{number}.{listing.id}.{listing.version}"
    return Button(say("selling-drop-photo", nth=number), data)


def show_photos(listing: Listing, photos: Sequence[str], back: Button) -> tuple[Message, ...]:
    """Show photos, each by itself: only the last leads back."""
    *others, last = photos
    crop = crop_phrase(listing.crop_id)
    return (
        *(Message((crop,), photo=photo) for photo in others),
        Message((crop,), ((back,),), photo=last),
    )


def show_mine(listings: Sequence[Listing], page: int, *, more: bool) -> Message:
    """Show a page of the seller's own offers; `more` when there is another page."""
    new = Button(say("selling-new"), "listing.new")
    if not listings:
        return Message((say("selling-list-empty"),), ((new,),))
    turns = (
        *((Button(say("talk-previous"), f"listing.page.{page - 1}"),) if page else ()),
        *((Button(say("talk-next"), f"listing.page.{page + 1}"),) if more else ()),
    )
    items = tuple((_item(listing),) for listing in listings)
    return Message((say("selling-list"),), (*items, *filter(None, (turns,)), (new,)))


def show_card(listing: Listing, *before: Phrase) -> Message:
    """Show an offer to its owner, with what can be done about it."""
    on_sale = listing.state == OPEN
    state = "pause" if on_sale else "resume"
    return Message(
        (*before, *owner_lines(listing)),
        (
            (_button("price", listing), _button("amount", listing)),
            (_button(state, listing, versioned=True), _button("more", listing)),
            (_all_mine(),),
        ),
        photo=listing.photo,
        voice=None if listing.photo else listing.voice,
        listen=True,
    )


def owner_lines(listing: Listing) -> tuple[Phrase, ...]:
    """Say an offer as only its owner may read it."""
    held = listing.amount(listing.held)
    return (
        *offer_lines(listing),
        *((say("selling-line-held", amount=held),) if held else ()),
        *portion_lines(listing),
        say(STATE_TEXTS[listing.state]),
        *(
            (say("selling-line-until", day=Moment(listing.expires_at, "day")),)
            if listing.state == OPEN
            else ()
        ),
    )


def show_amount(listing: Listing) -> Message:
    """Offer the ways an amount changes."""
    return Message(
        owner_lines(listing),
        (
            (_button("restock", listing), _button("recount", listing)),
            (_button("spoiled", listing), _button("sold-out", listing, versioned=True)),
            (back_to(listing),),
        ),
    )


def show_more(listing: Listing, lines: Sequence[Phrase] = (), added: Buttons = ()) -> Message:
    """Offer what is done seldom, `added` by others too; taking it away stands apart."""
    return Message(
        (*owner_lines(listing), *lines),
        (
            (_button("share", listing), _button("photos", listing)),
            (_button("least", listing),),
            *added,
            (_button("delete", listing, versioned=True),),
            (back_to(listing),),
        ),
    )


def ask_delete(listing: Listing) -> Message:
    yes = Button(say("selling-delete-yes"), f"listing.remove.{listing.id}.{listing.version}")
    no = Button(say("selling-delete-no"), f"listing.show.{listing.id}")
    return Message((_about("selling-delete-ask", listing),), ((no,), (yes,)))


def show_deleted(listing: Listing) -> Message:
    return Message((_about("selling-deleted", listing),), ((_all_mine(),),))


def ask_still_there(listing: Listing) -> Message:
    """Ask, the day before an offer ends, whether it is still there."""
    amount = amount_phrase(listing.amount(listing.free), listing.unit_grams)
    return Message(
        (_about("selling-still-there", listing, amount=amount),),
        (
            (_button("keep", listing),),
            (_button("sold-out", listing, versioned=True), _button("amount", listing)),
        ),
        listen=True,
    )


def show_kept(listing: Listing) -> Message:
    until = say("selling-kept", day=Moment(listing.expires_at, "day"))
    return show_card(listing, until)


def show_ended(listing: Listing) -> Message:
    """Say that an offer's time is over."""
    return Message(
        (_about("selling-ended", listing),),
        ((_button("reopen", listing),), (_all_mine(),)),
    )


def _item(listing: Listing) -> Button:
    label = _about(ITEM_TEXTS[listing.state], listing, amount=listing.amount(listing.free))
    return Button(label, f"listing.show.{listing.id}")


def _button(verb: str, listing: Listing, *, versioned: bool = False) -> Button:
    """Make a button about a listing; a versioned one acts on the listing as it is shown."""
    version = f".{listing.version}" if versioned else ""
    return Button(say(f"selling-{verb}"), f"listing.{verb}.{listing.id}{version}")


def back_to(listing: Listing) -> Button:
    return Button(say("selling-back"), f"listing.show.{listing.id}")


def _all_mine() -> Button:
    return Button(say("selling-mine"), "listing.page.0")


def _about(key: str, listing: Listing, **values: object) -> Phrase:
    """Say a text that names the crop."""
    crop = {"emoji": emoji(listing.crop_id), "crop": Crop(listing.crop_id)}
    return Phrase(key, {**crop, **values})
