"""The search of the market: each cell of the map gives its own best offers, the best of them stay.

Every index is read in its own order and left after a page, so that a page costs the same however
many offers there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from math import ceil, floor
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Float,
    Integer,
    Select,
    Text,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    tuple_,
    type_coerce,
    union_all,
)

from bot.kernel.cells import COARSE, FINE, cells_within
from bot.ordering.filters import (
    CHEAPEST,
    FRESHEST,
    NEAREST,
    PAGE,
    Filters,
    Found,
    Mark,
    Spot,
    far_away,
)
from bot.ordering.offer import Offer
from bot.selling.store import IS_OPEN, listing, read_listing
from bot.store.persons import person
from bot.store.schema import Instant

FINE_UP_TO = 60  # km; further away large cells are fewer and as good
# Of one cell at most so many are sorted by how near they are: the cheapest of a crop, the freshest
# of all.
LOOKED_AT = 200
_STEPS = (30, 200)  # km in which the nearest are looked for first
_ANY_DAY = "9999-12-31"
_EVER = 2**62


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells one statement from another; the rest is its values."""

    near: bool  # the nearest first
    by_price: bool  # the cheapest first, or of the equally near; else the freshest
    of_crop: bool
    labelled: bool
    limited: bool  # to a distance
    resolution: int | None = None  # of the cells; None reads the country
    cells: int = 1


def search(
    conn: Connection,
    spot: Spot,
    filters: Filters,
    now: datetime,
    today: date,
    *,
    after: Mark | None = None,
    most: int = PAGE + 1,
    but: int = 0,
) -> tuple[Found, ...]:
    """Give what somebody else sells, in the order asked for, from behind a mark.

    One statement; the nearest first take up to three.
    """
    wanted = _settled(filters, spot)
    values = _values(spot, wanted, now, today) | {"most": most, "but": but}
    found: dict[int, Found] = {}
    for km in _distances(wanted):
        shape, keys = _within(spot, wanted, km)
        rows = conn.execute(statement(shape), values | keys | _behind(shape, after)).mappings()
        found |= {row["id"]: _found(row, spot) for row in rows}
        if len(found) >= most:
            break
    return tuple(sorted(found.values(), key=lambda each: each.mark)[:most])


def _settled(filters: Filters, spot: Spot) -> Filters:
    """Leave out what cannot be: the cheapest of unlike crops, the nearest to nowhere."""
    if filters.sort == CHEAPEST and filters.crop is None:
        filters = replace(filters, sort=NEAREST)
    if spot.lat_e6 is not None:
        return filters
    return replace(filters, km=None, sort=FRESHEST if filters.sort == NEAREST else filters.sort)


def _distances(filters: Filters) -> tuple[int | None, ...]:
    """Give the distances to look within, one after another until there is enough."""
    if filters.sort != NEAREST:
        return (filters.km,)
    nearer = (step for step in _STEPS if filters.km is None or step < filters.km)
    return (*nearer, filters.km)


def _within(spot: Spot, filters: Filters, km: int | None) -> tuple[Shape, dict[str, Any]]:
    """Tell the shape of a search within a distance, and the values that go with it."""
    shape = Shape(
        near=filters.sort == NEAREST,
        by_price=filters.crop is not None and filters.sort != FRESHEST,
        of_crop=filters.crop is not None,
        labelled=filters.label is not None,
        limited=km is not None,
    )
    if km is None:
        return shape, {}
    cells, resolution = cells_around(spot, km)
    keys = {f"cell{at}": cell for at, cell in enumerate(cells)} | _box(spot, km)
    return replace(shape, resolution=resolution, cells=len(cells)), keys | {"far": far_away(km)}


def _box(spot: Spot, km: int) -> dict[str, Any]:
    """Give the box around all that is not further than so many kilometres."""
    north, east = spot.lat_e6 or 0, spot.lon_e6 or 0
    high = far_away(km) ** 0.5
    wide = high / max(spot.shrink, 1e-6) ** 0.5
    return {
        "south_most": floor(north - high),
        "north_most": ceil(north + high),
        "west_most": floor(east - wide),
        "east_most": ceil(east + wide),
    }


def cells_around(spot: Spot, km: int) -> tuple[tuple[int, ...], int]:
    """Give the cells to look in, and how fine they are."""
    resolution = FINE if km <= FINE_UP_TO else COARSE
    return cells_within(spot.lat_e6 or 0, spot.lon_e6 or 0, km, resolution), resolution


def _values(spot: Spot, filters: Filters, now: datetime, today: date) -> dict[str, Any]:
    low, high = filters.ranks
    last = filters.last_day(today)
    return {
        "me": spot.person_id,
        "country": spot.country,
        "now": now,
        "day": _ANY_DAY if last is None else last.isoformat(),
        "low": low,
        "high": high,
        "crop": filters.crop,
        "label": filters.label,
        "north": float(spot.lat_e6 or 0),
        "east": float(spot.lon_e6 or 0),
        "shrink": spot.shrink,
    }


def _behind(shape: Shape, after: Mark | None) -> dict[str, Any]:
    """Give the values of the mark to go on from; before the first one where there is none."""
    away, rank, last = (-1.0, -_EVER, -_EVER)
    if after is not None:
        away, rank, last = after
    if not shape.near and not shape.by_price:
        rank, last = -rank, -last
    return {"away": float(away), "rank": int(rank), "last": int(last)}


def _found(row: Any, spot: Spot) -> Found:
    offer = Offer(read_listing(row), row["called"] or "")
    return Found(offer, spot.km_to(offer.listing), (row["away"], row["rank"], row["tie"]))


# -- the statements: few shapes, each made once

_NORTH = listing.c.lat_e6 - bindparam("north", type_=Float)
_EAST = listing.c.lon_e6 - bindparam("east", type_=Float)
_AWAY = _NORTH * _NORTH + bindparam("shrink", type_=Float) * (_EAST * _EAST)
_NOWHERE = 1e18  # further than anything
# Written so that no index is taken by them: that of a country, or of prices, would be the wrong one.
_SAME_COUNTRY = listing.c.country.concat("") == bindparam("country")
_RATE = listing.c.rate_key + literal_column("0")
_TOUCHED = type_coerce(listing.c.touched_at, BigInteger)
_RANK = bindparam("rank", type_=BigInteger)
_LAST = bindparam("last", type_=BigInteger)
_MOST = bindparam("most", type_=Integer)
_FAR = bindparam("far", type_=Float)
# A box around the circle, so plain that the databases look for it within the index.
_SOUTHMOST, _NORTHMOST = (
    bindparam("south_most", type_=Integer),
    bindparam("north_most", type_=Integer),
)
_WESTMOST, _EASTMOST = bindparam("west_most", type_=Integer), bindparam("east_most", type_=Integer)


@cache
def statement(shape: Shape) -> Select[Any]:
    """Make the statement of a shape: the best of each cell, of these the best, and their rows."""
    found = _best(shape).subquery()
    return (
        select(listing, person.c.called, found.c.away, found.c.rank, found.c.tie)
        .join(listing, listing.c.id == found.c.listing_id)
        .join(person, person.c.id == listing.c.seller_id)
        .order_by(found.c.away, found.c.rank, found.c.tie)
    )


def _best(shape: Shape) -> Select[Any]:
    """Take the best of all cells; one cell's own are in order already, but for the nearest."""
    if shape.cells == 1 and not shape.near:
        return _cell(shape, 0)
    every = union_all(
        *(select(_cell(shape, at).subquery()) for at in range(shape.cells))
    ).subquery()
    here = tuple_(every.c.away, every.c.rank, every.c.tie)
    best = select(every).order_by(every.c.away, every.c.rank, every.c.tie).limit(_MOST)
    if not shape.near:
        return best
    return best.where(here > tuple_(bindparam("away", type_=Float), _RANK, _LAST))


def _cell(shape: Shape, at: int) -> Select[Any]:
    """Read one cell, or the country, by its index: the best that fit, no more than a page."""
    by_price = shape.by_price
    rank, tie = (listing.c.rate_key, listing.c.id) if by_price else (-_TOUCHED, -listing.c.id)
    away = func.coalesce(_AWAY, _NOWHERE) if shape.near else literal(0.0, Float)
    order = (rank, tie) if by_price else (_TOUCHED.desc(), listing.c.id.desc())
    return (
        select(
            listing.c.id.label("listing_id"),
            rank.label("rank"),
            tie.label("tie"),
            away.label("away"),
        )
        .where(*_conditions(shape, at))
        .order_by(*order)
        .limit(LOOKED_AT if shape.near else _MOST)
    )


def _conditions(shape: Shape, at: int) -> Iterator[Any]:
    yield IS_OPEN
    if shape.resolution is None:
        yield listing.c.country == bindparam("country")
    else:
        column = listing.c.cell4 if shape.resolution == FINE else listing.c.cell3
        yield column == bindparam(f"cell{at}", type_=BigInteger)
        yield _SAME_COUNTRY
    if shape.of_crop:
        yield listing.c.crop_id == bindparam("crop")
        rank = listing.c.rate_key if shape.by_price else _RATE
        yield rank.between(bindparam("low", type_=BigInteger), bindparam("high", type_=BigInteger))
    if shape.labelled:
        yield listing.c.label == bindparam("label")
    if not shape.near:
        yield from _behind_mark(shape)
    if shape.limited:
        yield listing.c.lat_e6.between(_SOUTHMOST, _NORTHMOST)
        yield listing.c.lon_e6.between(_WESTMOST, _EASTMOST)
        yield _FAR >= _AWAY
    yield listing.c.expires_at > bindparam("now", type_=Instant)
    yield listing.c.on_hand > listing.c.held
    yield listing.c.ready_from <= bindparam("day", type_=Text)
    yield listing.c.seller_id != bindparam("me", type_=BigInteger)
    yield listing.c.id != bindparam("but", type_=BigInteger)


def _behind_mark(shape: Shape) -> Iterator[Any]:
    mark = tuple_(_RANK, _LAST)
    if shape.by_price:
        yield tuple_(listing.c.rate_key, listing.c.id) > mark
    else:
        yield tuple_(_TOUCHED, listing.c.id) < mark
