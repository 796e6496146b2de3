"""The buttons of a listing: `listing.<verb>.<id>.<version>`, anything else refused kindly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.feature import Turn
from bot.selling import news, notices, rules, screens, stock, store, turns
from bot.selling.changes import MoreStock, NewCount, NewPicture, NewPortions, Spoiled
from bot.selling.flow import Sell
from bot.selling.offers import Listing
from bot.selling.photos import MOST, drop_photo, photos_of
from bot.selling.repricing import NewPrice
from bot.selling.rules import Refused
from bot.talk.flow import Flow
from bot.talk.message import Message
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

Handle = Callable[[Turn, Listing], None]


@dataclass(frozen=True, slots=True)
class Act:
    """What a button does to its owner's listing.

    `refuse` says what speaks against it, or that it is done already; `gone` ones work on a
    listing that was taken away.
    """

    handle: Handle
    refuse: Callable[[Listing, datetime], Refused | None] | None = None
    gone: bool = False


def act(turn: Turn, verb: str = "", key: str = "0", version: str = "", *_: str) -> None:
    """Do what a button says, after owner, state and version have been checked."""
    if verb == "new":
        turns.start(turn)
    elif verb == "page":
        turns.show_page(turn, min(read_count(key) or 0, 10_000))
    elif verb in _ACTS:
        _act_on(turn, _ACTS[verb], read_id(key), read_id(version))
    else:
        turn.toast(say("talk-already"))


def _act_on(turn: Turn, wanted: Act, number: int | None, version: int | None) -> None:
    listing = None if number is None else store.load(turn.conn, number)
    refused = rules.refuse_stranger(listing, turn.person.id)
    if refused is None and listing is not None:
        refused = _refusal(turn, wanted, listing, version)
    if refused is not None:
        turns.refuse(turn, refused, listing)
    elif listing is not None:
        wanted.handle(turn, listing)


def _refusal(turn: Turn, wanted: Act, listing: Listing, version: int | None) -> Refused | None:
    """Tell that it is done already before telling that it changed."""
    gone = None if wanted.gone else rules.refuse_gone(listing)
    against = wanted.refuse(listing, turn.now) if wanted.refuse else None
    return gone or against or rules.refuse_changed(listing, version)


def _screen(show: Callable[[Listing], Message]) -> Handle:
    return lambda turn, listing: turn.show(show(listing))


def _show_more(turn: Turn, listing: Listing) -> None:
    added = turn.additions("own-listing-more", listing)
    turn.show(screens.show_more(listing, added.lines, added.buttons))


def _share(turn: Turn, listing: Listing) -> None:
    """Show the offer's link, with what others offer for sharing it."""
    link = turn.speaker.link(f"l_{listing.id}")
    turn.show(screens.show_share(listing, link, turn.additions("share-card", listing).buttons))


def _look(turn: Turn, listing: Listing) -> None:
    """Send the photos, for a card cannot become a picture."""
    photos = photos_of(listing)
    if not photos:
        turn.show(screens.show_pictures(listing))
        return
    for message in screens.show_photos(listing, photos, screens.back_to(listing)):
        turn.say(message)


def _drop(number: int) -> Handle:
    def drop(turn: Turn, listing: Listing) -> None:
        turns.keep_pictures(turn, drop_photo(listing, number - 1, turn.now))

    return drop


def _drop_voice(turn: Turn, listing: Listing) -> None:
    turns.keep_pictures(turn, rules.revoice(listing, None, turn.now))


def _talk(flow: type[Flow[Any]]) -> Handle:
    def begin(turn: Turn, listing: Listing) -> None:
        turn.begin(flow.name, listing=str(listing.id), version=str(listing.version))

    return begin


def _pause(turn: Turn, listing: Listing) -> None:
    turns.keep(turn, rules.pause(listing))


def _resume(turn: Turn, listing: Listing) -> None:
    turns.show_changed(turn, turns.renew(turn, rules.resume(listing, turn.speaker.zone, turn.now)))


def _keep(turn: Turn, listing: Listing) -> None:
    kept = turns.renew(turn, rules.keep(listing, turn.speaker.zone, turn.now))
    turn.show(screens.show_kept(kept))


def _sell_out(turn: Turn, listing: Listing) -> None:
    after = stock.withdraw(turn.conn, listing.id, listing.free, turn.now, actor_id=turn.person.id)
    turns.show_result(turn, listing, after)


def _undo(turn: Turn, listing: Listing) -> None:
    _take_off(turn, listing, screens.show_undone)


def _remove(turn: Turn, listing: Listing) -> None:
    _take_off(turn, listing, screens.show_deleted)


def _take_off(turn: Turn, listing: Listing, show: Callable[[Listing], Message]) -> None:
    """Withdraw what is free, and the listing with it."""
    emptied: Listing | None = listing
    if listing.free:
        emptied = stock.withdraw(
            turn.conn, listing.id, listing.free, turn.now, actor_id=turn.person.id
        )
    if emptied is None:
        turns.refuse_as_changed(turn, listing.id)
        return
    gone = store.save(turn.conn, rules.remove(emptied))
    notices.forget(turn, gone)
    turn.announce(news.CHANGED, gone)
    turn.show(show(gone))


def _list_again(turn: Turn, listing: Listing) -> None:
    """Begin to sell with the answers of an earlier listing, to change some of them."""
    media = {"photo": listing.photo, "voice": listing.voice}
    first = next((f"{kind}:{file}" for kind, file in media.items() if file), "")
    turn.begin(
        Sell.name,
        crop=listing.crop_id,
        quantity=listing.said,
        price=f"{listing.price_minor}:{listing.currency}:{listing.unit}",
        ready=listing.ready_from,
        media=first,
    )


_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "show": Act(_screen(screens.show_card)),
        "amount": Act(_screen(screens.show_amount)),
        "more": Act(_show_more),
        "share": Act(_share),
        "delete": Act(_screen(screens.ask_delete), rules.refuse_removal),
        "remove": Act(_remove, rules.refuse_removal),
        "undo": Act(_undo, rules.refuse_undo, gone=True),
        "again": Act(_list_again, gone=True),
        "pause": Act(_pause, rules.refuse_pause),
        "resume": Act(_resume, rules.refuse_resume),
        "reopen": Act(_resume, rules.refuse_resume),
        "keep": Act(_keep, rules.refuse_keeping),
        "sold-out": Act(_sell_out, rules.refuse_selling_out),
        "price": Act(_talk(NewPrice)),
        "restock": Act(_talk(MoreStock)),
        "recount": Act(_talk(NewCount)),
        "least": Act(_talk(NewPortions)),
        "spoiled": Act(_talk(Spoiled), rules.refuse_selling_out),
        "photos": Act(_screen(screens.show_pictures)),
        "look": Act(_look),
        "picture": Act(_talk(NewPicture)),
        **{f"drop-{number}": Act(_drop(number)) for number in range(1, MOST + 1)},
        "drop-voice": Act(_drop_voice),
    }
)
