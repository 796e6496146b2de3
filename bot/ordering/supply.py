"""What is for sale to somebody, as ordering asks for it: crops on offer, offers of one crop."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from bot.ordering.filters import NEAREST, Filters, Spot
from bot.ordering.offer import Offer
from bot.ordering.pickup import is_near
from bot.ordering.search import search
from bot.people.store import load_profile
from bot.points import store as points
from bot.points.rules import Point
from bot.selling.store import IS_OPEN, listing
from bot.store.persons import Person
from bot.store.schema import Instant

COUNTED = 300  # listings looked at to tell which crops are on offer
MATCHES = 3
CHOICES = 30  # offers of a crop one may choose from in a talk

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


def load_points(conn: Connection, spot: Spot, now: datetime) -> tuple[Point, ...]:
    """Give the collection points near somebody, nearest first."""
    if spot.lat_e6 is None or spot.lon_e6 is None:
        return ()
    found = points.load_near(conn, spot.country, spot.lat_e6, spot.lon_e6, now)
    return tuple(point for point in found if is_near(point, spot))


def spot_of(conn: Connection, whom: Person, country: str) -> Spot:
    """Find out where somebody lives, to look from there."""
    profile = load_profile(conn, whom.id)
    if profile is None:
        return Spot(whom.id, country)
    return Spot(whom.id, country, profile.lat_e6, profile.lon_e6, profile.place_id)


def load_crops(conn: Connection, spot: Spot, now: datetime) -> tuple[str, ...]:
    """Give the crops freshly on offer, the most offered first."""
    keys = {"country": spot.country, "now": now, "me": spot.person_id}
    return tuple(conn.execute(_CROPS, keys).scalars())


def load_offers(
    conn: Connection, spot: Spot, crop: str, now: datetime, *, most: int = CHOICES, but: int = 0
) -> tuple[Offer, ...]:
    """Give what others offer of a crop, the nearest first, of the equally near the cheapest."""
    near = Filters(crop, sort=NEAREST)
    found = search(conn, spot, near, now, now.date(), most=most, but=but)
    return tuple(each.offer for each in found)


def load_matches(
    conn: Connection, whom: Person, country: str, crop: str, now: datetime, *, but: int = 0
) -> tuple[Offer, ...]:
    """Give the nearest offers of a crop instead of one that did not come about."""
    spot = spot_of(conn, whom, country)
    return load_offers(conn, spot, crop, now, most=MATCHES, but=but)
