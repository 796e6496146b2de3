"""The photos of a listing: up to three, of which the first stands for it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.selling.offers import Listing
from bot.selling.rules import Refused
from bot.text.phrase import say

MOST = 3
# An album comes as one photo after another; only the first answers the question.
_ALBUM = timedelta(seconds=30)


def photos_of(listing: Listing) -> tuple[str, ...]:
    """Give the file ids of all its photos, the first of them first."""
    return (*((listing.photo,) if listing.photo else ()), *listing.more_photos)


def takes_more(listing: Listing, now: datetime) -> bool:
    """Whether a photo that comes now belongs to the one the listing just got."""
    return bool(listing.photo) and now - listing.touched_at < _ALBUM


def refuse_more(listing: Listing, now: datetime) -> Refused | None:
    """Refuse a photo where there are as many as may be."""
    full = len(photos_of(listing)) >= MOST
    return Refused(say("selling-photos-full", most=MOST)) if full else None


def add_photo(listing: Listing, file: str, now: datetime) -> Listing:
    """Put a photo behind the others; the same one twice is one."""
    return _with(listing, tuple(dict.fromkeys((*photos_of(listing), file))), now)


def drop_photo(listing: Listing, at: int, now: datetime) -> Listing:
    """Take one away, counted from 0; the next becomes the first."""
    photos = photos_of(listing)
    return _with(listing, (*photos[:at], *photos[at + 1 :]), now)


def _with(listing: Listing, photos: tuple[str, ...], now: datetime) -> Listing:
    first, *rest = photos or (None,)
    return replace(listing, photo=first, more_photos=tuple(rest), touched_at=now)
