"""Sharing at work: posters, photos, and answers to words typed beside the bot's name."""

from collections.abc import Iterable

from bot.feature import Addition, Turn
from bot.ordering import market, supply
from bot.ordering.filters import Filters
from bot.ordering.offer import Offer
from bot.ordering.search import search
from bot.ordering.shop import load_offer
from bot.people.rules import FARMER
from bot.selling import rules, store
from bot.selling.hearing import hear_crops
from bot.selling.offers import Listing
from bot.selling.screens import show_photos
from bot.selling.turns import refuse
from bot.sharing import screens
from bot.talk.event import InlineAsked
from bot.talk.message import InlineAnswer
from bot.talk.tap import read_id
from bot.text.phrase import say

MOST = 10  # offers found for words beside the bot's name
_OWN = 30  # of somebody's own offers, the newest are looked at
_LONGEST = 60  # letters that can still name a crop


def act(turn: Turn, what: str = "", key: str = "", *_: str) -> None:
    """`share.poster.<listing>`, `share.photos.<listing>`."""
    number = read_id(key) or 0
    if what == "poster":
        _show_poster(turn, number)
    elif what == "photos":
        _show_photos(turn, number)
    else:
        turn.toast(say("talk-already"))


def add_ways(turn: Turn, listing: Listing) -> Addition:
    """Add to the card of a listing's link how else it can be passed on."""
    return Addition(buttons=screens.ways(listing, _link(turn, listing)))


def add_photos(turn: Turn, offer: Offer) -> Addition:
    """Add to an offer's card the way to its further photos."""
    return Addition(buttons=screens.more_photos(offer.listing))


def look_up(turn: Turn, asked: InlineAsked) -> None:
    """Answer words typed beside the bot's name with the offers they name."""
    found = (screens.show_found(each, _link(turn, each)) for each in _find(turn, asked.text))
    turn.reply(InlineAnswer(asked.query, tuple(found)))


def _link(turn: Turn, listing: Listing) -> str:
    return turn.speaker.link(screens.payload(listing))


def _show_poster(turn: Turn, number: int) -> None:
    listing = store.load(turn.conn, number)
    refused = rules.refuse_stranger(listing, turn.person.id)
    if refused is None and listing is not None:
        refused = rules.refuse_gone(listing)
    if refused is not None:
        refuse(turn, refused, listing)
    elif listing is not None:
        turn.say(screens.show_poster(listing, turn.person.called or "", _link(turn, listing)))


def _show_photos(turn: Turn, number: int) -> None:
    offer = load_offer(turn, number)
    if offer is None or not offer.is_for_sale(turn.now):
        turn.show(market.show_gone(()))
        return
    listing = offer.listing
    if not listing.more_photos:
        turn.toast(say("talk-already"))
        return
    for message in show_photos(listing, listing.more_photos, screens.back_to_offer(listing)):
        turn.say(message)


# --- what the words mean -----------------------------------------------------------------------


def _find(turn: Turn, words: str) -> list[Listing]:
    """Find what is for sale by these words: a listing's name in links, a crop, or nothing at all."""
    words = words.strip()[:_LONGEST]
    named = read_id(words.removeprefix("l_")) if words.startswith("l_") else None
    if named is not None:
        offer = load_offer(turn, named)
        return [offer.listing] if offer is not None and offer.is_for_sale(turn.now) else []
    crops = hear_crops(words, turn.speaker) if words else (None,)
    return _first(each for crop in crops for each in _of_crop(turn, crop))


def _of_crop(turn: Turn, crop: str | None) -> Iterable[Listing]:
    """Give one's own offers, which one may want to pass on, then the nearest."""
    yield from _own(turn, crop)
    spot = supply.spot_of(turn.conn, turn.person, turn.speaker.country)
    near = search(turn.conn, spot, Filters(crop), turn.now, turn.speaker.today, most=MOST)
    yield from (each.offer.listing for each in near)


def _own(turn: Turn, crop: str | None) -> Iterable[Listing]:
    if FARMER not in turn.person.roles:
        return
    for each in store.load_mine(turn.conn, turn.person.id, most=_OWN):
        if crop in {None, each.crop_id} and Offer(each, "").is_for_sale(turn.now):
            yield each


def _first(found: Iterable[Listing]) -> list[Listing]:
    """Give the first few, each once."""
    kept: dict[int, Listing] = {}
    for each in found:
        kept.setdefault(each.id, each)
        if len(kept) == MOST:
            break
    return list(kept.values())
