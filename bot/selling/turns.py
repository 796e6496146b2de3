"""Selling at work: commands and finished talks, each loading, deciding, saving, saying."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from bot.feature import Turn
from bot.people import newcomers
from bot.people.store import load_profile
from bot.selling import bags, news, notices, rules, screens, stock, store
from bot.selling.flow import Sell
from bot.selling.memory import Memory
from bot.selling.offers import EXPIRED, OPEN, Listing
from bot.selling.photos import add_photo, refuse_more, takes_more
from bot.selling.repricing import Repriced
from bot.selling.rules import (
    Offer,
    Recount,
    Refused,
    Repicture,
    Reportion,
    Reprice,
    Restock,
    Spoil,
    Where,
)
from bot.talk.event import Pictured
from bot.text.phrase import Phrase, say

_LATELY = 20  # of somebody's listings, the newest may just have changed


def recall(fewest: int, turn: Turn, answers: Mapping[str, str]) -> Memory:
    """Load what the talk that lists is judged by."""
    return recall_crop(turn, answers.get("crop", ""), fewest)


def recall_crop(turn: Turn, crop: str, fewest: int) -> Memory:
    """Load what is known of a crop's prices, with what other features help with."""
    speaker = turn.speaker
    asker = bags.Asker(turn.person.id, speaker.country, speaker.currency, turn.now)
    aside = turn.additions("price-question", crop).buttons
    memory = bags.recall(turn.conn, asker, crop, fewest=fewest)
    return replace(memory, aside=tuple(chain.from_iterable(aside)))


def load_repriced(fewest: int, turn: Turn, answers: Mapping[str, str]) -> Repriced:
    """Load the listing whose price changes, with what the price is judged by."""
    listing = load_changed(turn, answers)
    return Repriced(listing, recall_crop(turn, listing.crop_id, fewest))


def load_changed(turn: Turn, answers: Mapping[str, str]) -> Listing:
    """Load the listing a change is about."""
    found = store.load(turn.conn, int(answers["listing"]))
    assert found is not None  # rows of this table are never deleted
    return found


def start(turn: Turn, words: str = "") -> None:
    """Begin to sell, with whatever was said along with the command."""
    turn.begin(Sell.name, **(Sell.hear(words, turn.speaker) if words else {}))


def publish(turn: Turn, offer: Offer) -> None:
    """Put a confirmed offer on the market."""
    did_too_much = newcomers.did_too_much(turn, store.count_listed, newcomers.LISTINGS)
    refused = rules.refuse_seller(turn.person.roles)
    refused = refused or rules.refuse_newcomer(did_too_much=did_too_much)
    if refused is not None:
        turn.toast(refused.why)
        return
    new = rules.open_listing(offer, turn.person.id, _where(turn), turn.speaker.zone, turn.now)
    listing = stock.publish(turn.conn, new, turn.now)
    if offer.bag_said and offer.grams:
        bags.remember(turn.conn, turn.person.id, new.unit, new.crop_id, offer.grams, turn.now)
    notices.watch(turn, listing)
    turn.announce(news.PUBLISHED, listing)
    if offer.is_far:
        turn.announce(news.FAR_PRICE, listing)
    turn.show(screens.show_published(listing))


def _where(turn: Turn) -> Where:
    profile = load_profile(turn.conn, turn.person.id)
    country = turn.speaker.country
    if profile is None:
        return Where(country)
    return Where(country, profile.region, profile.place_id, profile.lat_e6, profile.lon_e6)


def show_list(turn: Turn, words: str = "") -> None:
    """Show the farmer's own listings."""
    show_page(turn, 0)


def show_page(turn: Turn, page: int) -> None:
    """Show one page of the farmer's own listings."""
    most = screens.PAGE
    found = store.load_mine(turn.conn, turn.person.id, skip=page * most, most=most + 1)
    turn.show(screens.show_mine(found[:most], page, more=len(found) > most))


def reprice(turn: Turn, wish: Reprice) -> None:
    listing = _own(turn, wish.listing_id)
    if listing is not None:
        keep(turn, rules.reprice(listing, wish.price, turn.now))


def reportion(turn: Turn, wish: Reportion) -> None:
    listing = _own(turn, wish.listing_id)
    if listing is not None:
        keep(turn, rules.reportion(listing, wish.least, wish.step))


def repicture(turn: Turn, wish: Repicture) -> None:
    """Add a photo to the listing's, or take another voice note for it."""
    listing = _own(turn, wish.listing_id)
    if listing is None:
        return
    refused = refuse_more(listing, turn.now) if wish.kind == "photo" else None
    if refused is not None:
        turn.show(screens.show_pictures(listing, refused.why))
    elif wish.kind == "photo":
        keep_pictures(turn, add_photo(listing, wish.file, turn.now), say("selling-saved"))
    else:
        keep_pictures(turn, rules.revoice(listing, wish.file, turn.now), say("selling-saved"))


def restock(turn: Turn, wish: Restock) -> None:
    """Bring stock in; an offer that had ended is open again."""
    listing = _own(turn, wish.listing_id)
    if listing is None:
        return
    after = stock.restock(turn.conn, listing.id, wish.milli, turn.now, actor_id=turn.person.id)
    if after is not None and (after.state == EXPIRED or after.expires_at <= turn.now):
        show_changed(turn, renew(turn, rules.resume(after, turn.speaker.zone, turn.now)))
    else:
        show_result(turn, listing, after)


def recount(turn: Turn, wish: Recount) -> None:
    """Set what is there in all; the difference is a row of the ledger."""
    listing = _own(turn, wish.listing_id, wish.version)
    if listing is None:
        return
    more = wish.milli - listing.on_hand
    change = stock.restock if more > 0 else stock.withdraw
    same = listing if more == 0 else None
    show_result(
        turn,
        listing,
        same or change(turn.conn, listing.id, abs(more), turn.now, actor_id=turn.person.id),
    )


def spoil(turn: Turn, wish: Spoil) -> None:
    listing = _own(turn, wish.listing_id)
    if listing is not None:
        actor = turn.person.id
        after = stock.spoil(turn.conn, listing.id, wish.milli, turn.now, actor_id=actor)
        show_result(turn, listing, after)


def keep(turn: Turn, changed: Listing) -> None:
    """Save a changed listing and show it to its owner."""
    saved = store.save(turn.conn, changed)
    turn.announce(news.CHANGED, saved)
    show_changed(turn, saved)


def take_album(turn: Turn, event: Pictured) -> bool:
    """Put the rest of an album with its first photo; whether this was one."""
    mine = store.load_mine(turn.conn, turn.person.id, most=_LATELY)
    listing = max(mine, key=lambda each: each.touched_at, default=None)
    if listing is None or not takes_more(listing, turn.now):
        return False
    repicture(turn, Repicture(listing.id, "photo", event.file))
    return True


def keep_pictures(turn: Turn, changed: Listing, *before: Phrase) -> None:
    """Save a listing with other photos, and show how many there are now."""
    saved = store.save(turn.conn, changed)
    turn.announce(news.CHANGED, saved)
    turn.show(screens.show_pictures(saved, *before))


def renew(turn: Turn, changed: Listing) -> Listing:
    """Save a listing that stays on, and have its owner asked later than planned."""
    saved = store.save(turn.conn, changed)
    notices.watch(turn, saved)
    turn.announce(news.PUBLISHED if saved.state == OPEN else news.CHANGED, saved)
    return saved


def show_changed(turn: Turn, listing: Listing) -> None:
    """Show a listing after a change."""
    turn.show(screens.show_card(listing, say("selling-saved")))


def show_result(turn: Turn, before: Listing, after: Listing | None) -> None:
    """Show what came of a change of stock; None is one that an order meanwhile forbids."""
    if after is None:
        refuse_as_changed(turn, before.id)
    else:
        came = after.state == OPEN != before.state
        turn.announce(news.PUBLISHED if came else news.CHANGED, after)
        show_changed(turn, after)


def refuse(turn: Turn, refused: Refused, listing: Listing | None) -> None:
    """Say why not; whoever owns the listing sees it as it is now."""
    turn.toast(refused.why)
    own = listing is not None and listing.seller_id == turn.person.id
    if own and listing is not None and listing.state in screens.SHOWN:
        turn.show(screens.show_card(listing))


def refuse_as_changed(turn: Turn, listing_id: int) -> None:
    """Say that an order came between, and show the listing as that left it."""
    refuse(turn, Refused(say("selling-changed")), store.load(turn.conn, listing_id))


def _own(turn: Turn, listing_id: int, version: int | None = None) -> Listing | None:
    """Load a listing its owner may change; says why not otherwise."""
    listing = store.load(turn.conn, listing_id)
    refused = rules.refuse_stranger(listing, turn.person.id)
    if refused is None and listing is not None:
        refused = rules.refuse_gone(listing) or rules.refuse_changed(listing, version)
    if refused is None:
        return listing
    refuse(turn, refused, listing)
    return None
