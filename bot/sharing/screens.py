"""How an offer looks outside the market: ways to pass it on, a poster, a line in somebody's group."""

from urllib.parse import quote

from bot.selling.offers import Listing
from bot.selling.produce import amount_phrase, crop_phrase, plainly, rate_phrase
from bot.selling.screens import back_to, offer_lines
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Found, Message, Poster
from bot.text.phrase import Phrase, PlaceName, say

_CHOOSER = "https://t.me/share/url?url="  # Telegram lets a chat be chosen


def payload(listing: Listing) -> str:
    """Name the listing in a link."""
    return f"l_{listing.id}"


def ways(listing: Listing, link: str) -> Buttons:
    """Offer the ways to pass an offer on."""
    return (
        (Button(say("sharing-send"), url=f"{_CHOOSER}{quote(link, safe='')}"),),
        (Button(say("sharing-poster"), f"share.poster.{listing.id}"),),
    )


def show_poster(listing: Listing, seller: str, link: str) -> Message:
    """Show what can be hung up: no amount stands on it, for that is another tomorrow."""
    lines = (
        rate_phrase(listing.price, listing.unit),
        plainly(say_place(listing)),
        *((plainly(seller),) if seller else ()),
        say("sharing-poster-scan"),
    )
    poster = Poster(f"poster-{listing.id}", crop_phrase(listing.crop_id), lines, link)
    told = say("sharing-poster-how", link=link)
    return Message((told,), ((back_to(listing),),), picture=poster)


def show_found(listing: Listing, link: str) -> Found:
    """Show an offer to anybody, members or not: no name stands in it."""
    place = say_place(listing)
    amount = amount_phrase(listing.amount(listing.free), listing.unit_grams)
    return Found(
        id=payload(listing),
        title=say(
            "sharing-found-title",
            crop=crop_phrase(listing.crop_id),
            rate=rate_phrase(listing.price, listing.unit),
        ),
        about=say("sharing-found-about", amount=amount, place=place),
        lines=(*offer_lines(listing), say("sharing-place", place=place)),
        button=Button(say("sharing-open"), url=link),
    )


def say_place(listing: Listing) -> PlaceName | Phrase:
    """Say where an offer is, as exactly as strangers may know."""
    place = listing.place_id or listing.region
    return PlaceName(place) if place else say("buy-nowhere")


def more_photos(listing: Listing) -> Buttons:
    """Offer the photos behind the first one."""
    count = len(listing.more_photos)
    if not count:
        return ()
    return ((Button(say("sharing-photos", number=count), f"share.photos.{listing.id}"),),)


def back_to_offer(listing: Listing) -> Button:
    return Button(say("sharing-back"), f"buy.see.{listing.id}")
