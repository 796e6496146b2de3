"""A market of any size: farmers around towns, crops as unequal as they are, some offers over or held."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from typing import Any

from sqlalchemy import Connection, insert, select, text

from bot.kernel.cells import COARSE, FINE, cell_at
from bot.ordering.filters import Filters, Spot
from bot.selling import store
from bot.selling.offers import EXPIRED, OPEN, Listing
from bot.selling.ranks import rank_price
from bot.selling.store import listing
from bot.store import persons
from bot.talk.event import Sender

NOW = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
SELLERS = 200
_CHUNK = 10_000
_KM = 111.195


@dataclass(frozen=True)
class Market:
    """So many crops, by Zipf's law, sold around so many towns of a country the size of Kenya.

    Towns are alike, unless they are `uneven`: then by Zipf's law too.
    """

    crops: int = 500
    towns: int = 300
    uneven: bool = False
    seed: int = 7

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where the towns are, in millionths of a degree."""
        lot = random.Random(self.seed)
        return [
            (lot.randrange(-450, 450) * 10_000, lot.randrange(3400, 4150) * 10_000)
            for _ in range(self.towns)
        ]

    def _towns(self) -> list[float]:
        return _zipf(self.towns) if self.uneven else [1.0] * self.towns

    def rows(self, many: int) -> Iterator[dict[str, Any]]:
        """Make listings, of which one in ten is over, and some stale or held to the last."""
        lot = random.Random(self.seed + 1)
        base = store._row_of(_base())
        places, towns = self.places, list(accumulate(self._towns()))
        crops = list(accumulate(_zipf(self.crops)))
        for _ in range(many):
            town = places[lot.choices(range(self.towns), cum_weights=towns)[0]]
            crop = lot.choices(range(self.crops), cum_weights=crops)[0]
            yield base | _one(lot, town, crop)

    def look(self, lot: random.Random, filters: Filters) -> tuple[Spot, Filters]:
        """Let somebody near one of the towns look for one of the crops."""
        north, east = lot.choices(self.places, self._towns())[0]
        crop = lot.choices(range(self.crops), _zipf(self.crops))[0]
        spot = Spot(1, "KE", _near(lot, north), _near(lot, east))
        wanted = f"crop-{crop}" if filters.crop else None
        return spot, Filters(**{**_values(filters), "crop": wanted})


def _values(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in Filters.__dataclass_fields__}


def _zipf(many: int) -> list[float]:
    return [1 / (place + 1) for place in range(many)]


def _near(lot: random.Random, middle: int) -> int:
    """Give a point some ten kilometres away, to the hundredth of a degree."""
    return middle + round(lot.gauss(0, 8)) * 10_000


def _one(lot: random.Random, town: tuple[int, int], crop: int) -> dict[str, Any]:
    north, east = _near(lot, town[0]), _near(lot, town[1])
    price = lot.randrange(100, 20_000)
    grams = lot.choice((1000, 1000, 50_000, 90_000))
    said = lot.random()
    age = timedelta(seconds=lot.randrange(20 * 86_400))
    return {
        "seller_id": lot.randrange(2, SELLERS + 2),
        "crop_id": f"crop-{crop}",
        "unit": "kg" if grams == 1000 else "sack",
        "unit_grams": grams,
        "price_minor": price,
        "rate_key": rank_price(price, "kg", grams),
        "lat_e6": north,
        "lon_e6": east,
        "cell3": _cell(north, east, COARSE),
        "cell4": _cell(north, east, FINE),
        "state": EXPIRED if said < 0.1 else OPEN,
        "held": 20_000 if 0.1 < said < 0.13 else 0,
        "expires_at": NOW + timedelta(days=-1 if 0.13 < said < 0.16 else 5),
        "touched_at": NOW - age,
        "label": "organic" if said > 0.97 else None,
    }


@cache
def _cell(north: int, east: int, resolution: int) -> int:
    return cell_at(north, east, resolution)


def _base() -> Listing:
    return Listing(
        seller_id=2,
        crop_id="tomato",
        unit="kg",
        unit_grams=1000,
        price_minor=5000,
        currency="KES",
        on_hand=20_000,
        ready_from="2026-06-01",
        country="KE",
        created_at=NOW,
        touched_at=NOW,
        expires_at=NOW,
    )


def fill(conn: Connection, market: Market, many: int) -> None:
    """Write the people and the listings, in chunks; the indexes are made at the end, at once."""
    known = persons._row_of(persons.meet(conn, Sender(1, 1, "Joe"), NOW))
    sellers = [known | {"chat": at, "user_id": at} for at in range(2, SELLERS + 2)]
    conn.execute(insert(persons.person), sellers)
    for index in listing.indexes:
        index.drop(conn)
    rows = market.rows(many)
    while chunk := list(islice(rows, _CHUNK)):
        conn.execute(insert(listing), chunk)
    for index in listing.indexes:
        index.create(conn)
    conn.execute(text("ANALYZE"))


def load_all(conn: Connection, crop: str | None) -> list[Listing]:
    """Give every listing of a crop, or all there are, to look through one by one."""
    every = select(listing)
    rows = conn.execute(every.where(listing.c.crop_id == crop) if crop else every).mappings()
    return [store.read_listing(row) for row in rows]


def look_through(found: list[Listing], spot: Spot, filters: Filters, now: datetime) -> list[int]:
    """Find by looking at one after another, and sorting all that fit: gives ids."""
    fits = [each for each in found if _fits(each, spot, filters, now)]
    keys = {
        "cheap": lambda one: (one.rate_key, one.id),
        "fresh": lambda one: (now - one.touched_at, -one.id),
        "near": lambda one: (_apart(one, spot), *_even(one, filters, now)),
    }
    return [each.id for each in sorted(fits, key=keys[filters.sort])]


def _even(one: Listing, filters: Filters, now: datetime) -> tuple[Any, int]:
    """Order the equally near: the cheapest of a crop, the freshest of all."""
    return (one.rate_key, one.id) if filters.crop else (now - one.touched_at, -one.id)


def _fits(one: Listing, spot: Spot, filters: Filters, now: datetime) -> bool:
    wanted = filters.crop is None or one.crop_id == filters.crop
    there = one.state == OPEN and one.expires_at > now and one.on_hand > one.held
    others = one.seller_id != spot.person_id and one.country == spot.country
    grown = filters.label is None or one.label == filters.label
    soon = filters.days is None or (one.ready - now.date()).days <= filters.days
    return all(
        (wanted, there, others, grown, soon, _is_cheap(one, filters), _is_near(one, spot, filters))
    )


def _is_cheap(one: Listing, filters: Filters) -> bool:
    if filters.most is None:
        return True
    if filters.unit != "kg":
        return one.grams is None and one.unit == filters.unit and one.price_minor <= filters.most
    return one.grams is not None and one.price_minor * 1000 <= filters.most * one.grams


def _is_near(one: Listing, spot: Spot, filters: Filters) -> bool:
    return filters.km is None or _apart(one, spot) <= (filters.km / _KM * 1e6) ** 2


def _apart(one: Listing, spot: Spot) -> float:
    """Give the square of the way, as flat as the search takes the earth to be."""
    if one.lat_e6 is None or one.lon_e6 is None:
        return math.inf
    assert spot.lat_e6 is not None
    assert spot.lon_e6 is not None
    north, east = float(one.lat_e6 - spot.lat_e6), float(one.lon_e6 - spot.lon_e6)
    return north * north + math.cos(math.radians(spot.lat_e6 / 1e6)) ** 2 * (east * east)
