"""Where an order is picked up: at the farm, or at a collection point near the buyer in its next slot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.kernel.cells import KM_OF_DEGREE
from bot.kernel.day import zone_of
from bot.ordering.filters import Spot
from bot.points.rules import Point, Slot, Window, find_slot, list_slots, terms
from bot.talk.asks import Option
from bot.text.phrase import Moment, say

FARM = "farm"
NEAR_KM = 30  # further than this nobody fetches vegetables
_E6 = 1_000_000


@dataclass(frozen=True, slots=True)
class Pickup:
    """A collection point and one of its slots."""

    point: Point
    slot: Slot

    @property
    def code(self) -> str:
        """Name it in an answer or a button: the point's id and the slot's minute."""
        return f"{self.point.id}:{self.slot.code}"

    @property
    def option(self) -> Option:
        label = say("buying-where-at", point=self.point.name, at=Moment(self.slot.starts_at))
        return Option(self.code, label)

    @property
    def terms(self) -> dict[str, Any]:
        """Give what an order says that is picked up here."""
        return dict(terms(self.point, self.slot))


def is_near(point: Point, spot: Spot) -> bool:
    """Whether a point is near enough to fetch something there."""
    north = point.lat_e6 - (spot.lat_e6 or 0)
    east = point.lon_e6 - (spot.lon_e6 or 0)
    far = (north * north + spot.shrink * east * east) ** 0.5
    return bool(far / _E6 * KM_OF_DEGREE <= NEAR_KM)


def read_point(code: str) -> str:
    """Give the id of the point that a code names; nothing for the farm."""
    point, minute, _ = code.partition(":")
    return point if minute else ""


def first_day(ready: date, now: datetime, zone: str) -> date:
    """Give the first day something can be fetched: when it is ready, but tomorrow at the earliest."""
    return max(ready, now.astimezone(zone_of(zone)).date() + timedelta(days=1))


def next_slots(
    points: Sequence[Point], ready: date, now: datetime, orders: int = 1
) -> tuple[Pickup, ...]:
    """Give each point's next slot with room for so many orders of what is ready by then."""
    found = []
    for point in points:
        slots = list_slots(point, point.booked, first_day(ready, now, point.zone), now)
        room = next((slot for slot in slots if slot.left >= orders), None)
        found += [Pickup(point, room)] if room else []
    return tuple(found)


def find(
    points: Sequence[Point], code: str, ready: date, now: datetime, orders: int = 1
) -> Pickup | None:
    """Find the slot a code names, if it may still be had; a later one than the next is as good."""
    point_id, _, minute = code.partition(":")
    for point in points:
        if str(point.id) == point_id:
            first = first_day(ready, now, point.zone)
            slot = find_slot(point, point.booked, first, now, minute)
            return Pickup(point, slot) if slot and slot.left >= orders else None
    return None


EXAMPLE = Point(
    id=1,
    name="Karai Primary School",
    country="KE",
    region="KE-31",
    place_id="KE-31-naivasha",
    zone="Africa/Nairobi",
    lat_e6=-717_000,
    lon_e6=36_430_000,
    windows=tuple(Window(day, 480, 720, 20) for day in range(7)),
    booked={datetime(2026, 1, 1, tzinfo=UTC): 0},
)
