"""What is for sale near somebody: from their district, then their region, then anywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, bindparam, func, select

from bot.ordering.offer import Offer
from bot.people.store import load_profile
from bot.selling.offers import Listing
from bot.selling.store import IS_OPEN, listing, load_open
from bot.store.persons import Person, person
from bot.store.schema import Instant

WIDEST = 60  # listings looked at of the region, and as many of the country; further ones are stale
COUNTED = 300  # listings looked at to tell which crops are on offer
MATCHES = 3

# The freshest tell which crops are on offer: read by an index, however many there are.
_FRESHEST = (
    select(listing.c.crop_id)
    .where(
        IS_OPEN,
        listing.c.country == bindparam("country"),
        listing.c.expires_at > bindparam("now", type_=Instant),
        listing.c.on_hand > listing.c.held,
        listing.c.seller_id != bindparam("me"),
    )
    .order_by(listing.c.touched_at.desc(), listing.c.id.desc())
    .limit(COUNTED)
    .subquery()
)
_CROPS = (
    select(_FRESHEST.c.crop_id)
    .group_by(_FRESHEST.c.crop_id)
    .order_by(func.count().desc(), _FRESHEST.c.crop_id)
)
_NAMES = select(person.c.id, person.c.called).where(
    person.c.id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody looks from; a country alone where no more is known."""

    person_id: int
    country: str
    region: str | None = None
    place_id: str | None = None


def spot_of(conn: Connection, whom: Person, country: str) -> Spot:
    """Find out where somebody looks from."""
    profile = load_profile(conn, whom.id)
    if profile is None:
        return Spot(whom.id, country)
    return Spot(whom.id, country, profile.region, profile.place_id)


def load_near(
    conn: Connection, spot: Spot, now: datetime, crop: str | None = None
) -> tuple[Listing, ...]:
    """Give what somebody else sells, nearest first, the freshest first among the equally near."""
    region = (
        load_open(conn, spot.country, now, region=spot.region, crop=crop, most=WIDEST)
        if spot.region
        else ()
    )
    widest = load_open(conn, spot.country, now, crop=crop, most=WIDEST)
    found = {each.id: each for each in chain(region, widest) if each.seller_id != spot.person_id}
    return tuple(sorted(found.values(), key=lambda each: _far(each, spot)))


def _far(each: Listing, spot: Spot) -> int:
    if spot.place_id and each.place_id == spot.place_id:
        return 0
    return 1 if spot.region and each.region == spot.region else 2


def load_crops(conn: Connection, spot: Spot, now: datetime) -> tuple[str, ...]:
    """Give the crops freshly on offer, the most offered first."""
    keys = {"country": spot.country, "now": now, "me": spot.person_id}
    return tuple(conn.execute(_CROPS, keys).scalars())


def load_offers(conn: Connection, found: Sequence[Listing]) -> tuple[Offer, ...]:
    """Give listings with their sellers' names."""
    names = _names(conn, {each.seller_id for each in found})
    return tuple(Offer(each, names.get(each.seller_id, "")) for each in found)


def load_matches(
    conn: Connection, whom: Person, country: str, crop: str, now: datetime, *, but: int = 0
) -> tuple[Offer, ...]:
    """Give the nearest offers of a crop instead of one that did not come about."""
    near = load_near(conn, spot_of(conn, whom, country), now, crop)
    return load_offers(conn, [each for each in near if each.id != but][:MATCHES])


def _names(conn: Connection, ids: Iterable[int]) -> Mapping[int, str]:
    wanted = sorted(ids)
    if not wanted:
        return {}
    return {row.id: row.called or "" for row in conn.execute(_NAMES, {"ids": wanted})}
