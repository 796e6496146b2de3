"""Decisions about listings: what becomes of an offer, who may change it, how long it stays."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from bot.kernel import crops
from bot.kernel.day import at_local, zone_of
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.people.rules import FARMER
from bot.selling.offers import EXPIRED, OPEN, PAUSED, WITHDRAWN, Listing
from bot.text.phrase import Phrase, say

UNDO_FOR = timedelta(minutes=10)
ASKED_BEFORE = timedelta(days=1)  # how long before it ends a listing is asked after
SLIP = 5  # times more or less than usual: probably a slip (l10n-ux.md rule 14)
_OFF_AT = 18 * 60  # minute of the local day at which listings end

# Days a listing stays, by the kind of crop, unless its farmer keeps it on.
_SHELF = MappingProxyType(
    {"vegetable": 7, "fruit": 7, "fish": 3, "animal_product": 7, "root": 14, "livestock": 21}
)
_DRY = 30


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not, to be said."""

    why: Phrase


@dataclass(frozen=True, slots=True)
class Where:
    """Where produce is; ids of places, the point in millionths of a degree."""

    country: str
    region: str | None = None
    place_id: str | None = None
    lat_e6: int | None = None
    lon_e6: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What a farmer wants to sell; `grams` is what one unit weighs, `bag_said` if they just said it.

    `is_far`: its price is far from what is usual, and was meant so.
    """

    crop_id: str
    amount: Quantity
    price: Money
    ready: date
    grams: int | None = None
    bag_said: bool = False
    photo: str | None = None
    voice: str | None = None
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class Reprice:
    """A wish to change a listing's price."""

    listing_id: int
    price: Money


@dataclass(frozen=True, slots=True)
class Restock:
    """A wish to add stock."""

    listing_id: int
    milli: int


@dataclass(frozen=True, slots=True)
class Recount:
    """A wish to say how much there is in all, what is ordered included.

    `version` is the listing when the farmer counted: handed over since, it is another count.
    """

    listing_id: int
    version: int
    milli: int


@dataclass(frozen=True, slots=True)
class Spoil:
    """A wish to write off what spoiled."""

    listing_id: int
    milli: int


@dataclass(frozen=True, slots=True)
class Repicture:
    """A wish to show one more photo, or to let another voice note be heard."""

    listing_id: int
    kind: str  # "photo" | "voice"
    file: str


@dataclass(frozen=True, slots=True)
class Reportion:
    """A wish to sell at least so much at once, and only in whole portions; None is any amount."""

    listing_id: int
    least: int | None
    step: int | None


def open_listing(offer: Offer, seller_id: int, where: Where, zone: str, now: datetime) -> Listing:
    """Make the listing an offer becomes."""
    ready = max(offer.ready, now.astimezone(zone_of(zone)).date())
    return Listing(
        seller_id=seller_id,
        crop_id=offer.crop_id,
        unit=offer.amount.unit,
        unit_grams=offer.grams,
        said=f"{offer.amount.milli}:{offer.amount.unit}",
        price_minor=offer.price.minor,
        currency=offer.price.currency,
        on_hand=offer.amount.milli,
        ready_from=ready.isoformat(),
        photo=offer.photo,
        voice=offer.voice,
        country=where.country,
        region=where.region,
        place_id=where.place_id,
        lat_e6=where.lat_e6,
        lon_e6=where.lon_e6,
        created_at=now,
        touched_at=now,
        expires_at=ends_at(offer.crop_id, ready, zone, now),
    )


def ends_at(crop_id: str, ready: date, zone: str, now: datetime) -> datetime:
    """Give the evening a listing ends: so many days after it can be had."""
    today = now.astimezone(zone_of(zone)).date()
    wait = max(0, (ready - today).days)
    shelf = _SHELF.get(crops.get(crop_id).kind, _DRY)
    return at_local(now, _OFF_AT, zone, days=wait + shelf)


def is_slip(new: Money | Quantity, usual: Money | Quantity) -> bool:
    """Whether a price or an amount is so far from the usual one that it may be a slip."""
    one, other = _size(new), _size(usual)
    return one >= other * SLIP or other >= one * SLIP


def _size(some: Money | Quantity) -> int:
    return some.minor if isinstance(some, Money) else some.milli


def refuse_seller(roles: Collection[str]) -> Refused | None:
    """Refuse to list for somebody who does not sell."""
    return None if FARMER in roles else Refused(say("talk-not-yours"))


def refuse_newcomer(*, did_too_much: bool) -> Refused | None:
    """Refuse one more listing to a newcomer who put up many today."""
    return Refused(say("selling-many")) if did_too_much else None


def refuse_stranger(listing: Listing | None, person_id: int) -> Refused | None:
    """Refuse what is not the person's own; of others' listings not even their being is told."""
    if listing is None or listing.seller_id != person_id:
        return Refused(say("selling-not-mine"))
    return None


def refuse_gone(listing: Listing) -> Refused | None:
    """Refuse to change what its owner took away."""
    return Refused(say("selling-gone")) if listing.state == WITHDRAWN else None


def refuse_changed(listing: Listing, version: int | None) -> Refused | None:
    """Refuse to act on a listing that is no longer as its owner saw it."""
    changed = version is not None and listing.version != version
    return Refused(say("selling-changed")) if changed else None


def refuse_undo(listing: Listing, now: datetime) -> Refused | None:
    """Refuse to take back what somebody ordered from, or what stands for longer."""
    if listing.state == WITHDRAWN:
        return Refused(say("selling-undone-already"))
    if now - listing.created_at > UNDO_FOR:
        return Refused(say("selling-undo-late"))
    return refuse_removal(listing, now)


def refuse_removal(listing: Listing, now: datetime) -> Refused | None:
    """Refuse to take away what orders hold."""
    if listing.held:
        return Refused(say("selling-held", amount=listing.amount(listing.held)))
    return None


def refuse_pause(listing: Listing, now: datetime) -> Refused | None:
    if listing.state == PAUSED:
        return Refused(say("selling-paused-already"))
    return None if listing.state == OPEN else Refused(say("selling-not-open"))


def refuse_resume(listing: Listing, now: datetime) -> Refused | None:
    """Refuse to open what is open, or what there is nothing of."""
    if listing.state == OPEN and listing.expires_at > now:
        return Refused(say("selling-open-already"))
    return None if listing.on_hand else Refused(say("selling-restock-first"))


def refuse_keeping(listing: Listing, now: datetime) -> Refused | None:
    """Refuse to keep on what there is nothing of."""
    return None if listing.on_hand else Refused(say("selling-restock-first"))


def refuse_selling_out(listing: Listing, now: datetime) -> Refused | None:
    return None if listing.free else Refused(say("selling-sold-already"))


def remove(listing: Listing) -> Listing:
    return replace(listing, state=WITHDRAWN)


def pause(listing: Listing) -> Listing:
    """Take an offer off the market for a while; its orders go on."""
    return replace(listing, state=PAUSED)


def keep(listing: Listing, zone: str, now: datetime) -> Listing:
    """Let an offer stay for as long as a new one; a paused one stays paused."""
    paused = listing.state == PAUSED
    ready = max(listing.ready, now.astimezone(zone_of(zone)).date())
    return replace(
        listing,
        state=PAUSED if paused else OPEN,
        ready_from=ready.isoformat(),
        touched_at=now,
        expires_at=ends_at(listing.crop_id, ready, zone, now),
    )


def resume(listing: Listing, zone: str, now: datetime) -> Listing:
    """Put a paused or ended offer back on the market."""
    return replace(keep(listing, zone, now), state=OPEN)


def end(listing: Listing, now: datetime) -> Listing | None:
    """End an offer whose time is over; None where it is not, or nothing is on the market."""
    over = listing.expires_at <= now and listing.state in {OPEN, PAUSED}
    return replace(listing, state=EXPIRED) if over else None


def is_asked_after(listing: Listing, now: datetime) -> bool:
    """Whether it is time to ask if the produce is still there."""
    return listing.state in {OPEN, PAUSED} and now >= listing.expires_at - ASKED_BEFORE


def reprice(listing: Listing, price: Money, now: datetime) -> Listing:
    return replace(listing, price_minor=price.minor, currency=price.currency, touched_at=now)


def reportion(listing: Listing, least: int | None, step: int | None) -> Listing:
    """Change in which amounts an offer may be ordered."""
    return replace(listing, least=least, step=step)


def revoice(listing: Listing, file: str | None, now: datetime) -> Listing:
    """Let another voice note be heard, or none."""
    return replace(listing, voice=file, touched_at=now)
