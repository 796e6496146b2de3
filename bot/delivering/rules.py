"""Decisions about the way of an order: who may choose it, who carries it, in which order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import cos, radians

from bot.kernel.day import at_local, zone_of
from bot.ordering.order import (
    ACCEPTED,
    ADMIN,
    BROUGHT,
    BUYER,
    DRIVER,
    PLACED,
    POINT,
    READY,
    SELLER,
    Order,
)

AGREED = frozenset((ACCEPTED, READY))
STEADY = timedelta(days=7)  # an invitation to drive is good for so long
EVENING = 18 * 60  # the minute of the day when tomorrow's lists are told
BEFORE_SLOT = timedelta(hours=2)
# A farmer's other offer may move an order by so many days from its first slot.
ROUGHLY = timedelta(days=60)

FETCH, DROP = "f", "d"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, millionths of a degree."""

    lat_e6: int
    lon_e6: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Somewhere a driver goes: to fetch at a farm, or to bring to a point or a buyer.

    `key` names it in buttons; `spot` is None where nobody told where it is.
    """

    key: str
    kind: str
    name: str
    orders: tuple[Order, ...]
    spot: Spot | None = None


def may_choose(order: Order, role: str | None, now: datetime) -> bool:
    """Whether somebody may choose where and when to get an order: its buyer, before it is due."""
    if role != BUYER or order.state not in AGREED | {PLACED}:
        return False
    waits = order.asked_at is None and order.actual is None and order.delivery != DRIVER
    return waits and now < order.slot


def needs_yes(order: Order) -> bool:
    """Whether the farmer has to agree to another place or time, since something was agreed."""
    return order.state in AGREED


def is_there(order: Order, point_id: int, ends_at: datetime) -> bool:
    """Whether an order is fetched at a point by that moment already."""
    return order.delivery == POINT and order.point_id == point_id and order.slot == ends_at


def may_assign(order: Order, role: str | None) -> bool:
    """Whether somebody may give an order to a driver: its farmer or staff, once it is agreed."""
    carried = order.delivery in {POINT, BROUGHT, DRIVER}
    return role in {SELLER, ADMIN} and order.state in AGREED and carried


def may_carry(order: Order, person_id: int) -> bool:
    """Whether an order is this driver's to carry and to hand over just now."""
    mine = order.delivery == DRIVER and order.driver_id == person_id
    return mine and order.state in AGREED


def day_span(day: date, zone: str | None) -> tuple[datetime, datetime]:
    """Give the first and the last moment of a local day."""
    here = datetime.combine(day, time(12), zone_of(zone))
    return at_local(here, 0, zone), at_local(here, 0, zone, days=1) - timedelta(microseconds=1)


def day_of(at: datetime, zone: str | None) -> date:
    """Give the local day of a moment."""
    return at.astimezone(zone_of(zone)).date()


def evening_before(day: date, zone: str | None) -> datetime:
    """Give the moment when a day's lists are told: six in the evening before."""
    return at_local(datetime.combine(day, time(12), zone_of(zone)), EVENING, zone, days=-1)


def read_day(text: str) -> date | None:
    """Read the day a button names; anybody may send anything."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None


# -- a driver's run


def plan_run(
    orders: Iterable[Order],
    homes: Mapping[int, Spot],
    points: Mapping[int, tuple[str, Spot]],
    start: Spot | None,
    chosen: Mapping[str, int],
) -> tuple[Stop, ...]:
    """Lay out a day: every farm first, then every point or buyer, each time the nearest next.

    `homes` are people's by their ids, `points` names and places by theirs. Stops the driver has put in an order of their own
    (`chosen`) keep it, before the others.
    """
    carried = sorted(orders, key=lambda one: one.id)
    fetching = _group(carried, lambda one: _fetch(one, homes))
    dropping = _group(carried, lambda one: _drop(one, homes, points))
    first = _nearest_next(fetching, start)
    here = next((stop.spot for stop in reversed(first) if stop.spot), start)
    planned = [*first, *_nearest_next(dropping, here)]
    places = {stop.key: at for at, stop in enumerate(planned)}
    return tuple(
        sorted(planned, key=lambda stop: (chosen.get(stop.key, len(chosen)), places[stop.key]))
    )


def _fetch(order: Order, homes: Mapping[int, Spot]) -> Stop:
    spot = homes.get(order.seller_id)
    return Stop(f"f{order.seller_id}", FETCH, order.seller_name, (order,), spot)


def _drop(order: Order, homes: Mapping[int, Spot], points: Mapping[int, tuple[str, Spot]]) -> Stop:
    if order.point_id:
        name, there = points.get(order.point_id, ("", None))
        return Stop(f"p{order.point_id}", DROP, name, (order,), there)
    spot = homes.get(order.buyer_id)
    return Stop(f"b{order.buyer_id}", DROP, order.buyer_name, (order,), spot)


def _group(orders: Iterable[Order], stop_of: Callable[[Order], Stop]) -> list[Stop]:
    """Make one stop of all orders that have the same."""
    groups: dict[str, Stop] = {}
    for order in orders:
        new = stop_of(order)
        known = groups.get(new.key)
        groups[new.key] = replace(known, orders=(*known.orders, order)) if known else new
    return list(groups.values())


def _nearest_next(stops: Sequence[Stop], start: Spot | None) -> list[Stop]:
    """Go each time to the nearest stop left; those nobody can place come last."""
    left = [stop for stop in stops if stop.spot is not None]
    way: list[Stop] = []
    here = start
    while left:
        near = min(left, key=lambda stop: (_apart(here, stop.spot), stop.key))
        left.remove(near)
        way.append(near)
        here = near.spot
    return [*way, *(stop for stop in stops if stop.spot is None)]


def _apart(one: Spot | None, other: Spot | None) -> float:
    """Compare distances over a few kilometres: squares of degrees, east and west shortened."""
    if one is None or other is None:
        return 0.0
    north = one.lat_e6 - other.lat_e6
    east = (one.lon_e6 - other.lon_e6) * cos(radians(one.lat_e6 / 1_000_000))
    return north * north + east * east


def move_stop(stops: Sequence[Stop], key: str, by: int) -> tuple[str, ...] | None:
    """Swap a stop with the one before (-1) or after it (1); None where there is none."""
    keys = [stop.key for stop in stops]
    if key not in keys or not 0 <= keys.index(key) + by < len(keys):
        return None
    at = keys.index(key)
    keys[at], keys[at + by] = keys[at + by], keys[at]
    return tuple(keys)
