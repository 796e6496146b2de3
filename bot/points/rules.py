"""Collection points: when one may fetch an order there, and how many may come at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.kernel.day import at_local, zone_of

OPEN, PAUSED, REMOVED = "open", "paused", "removed"
STATES = (OPEN, PAUSED, REMOVED)

DAYS = 14  # so far ahead a time may be chosen
LAST_MINUTE = 24 * 60 - 1
MOST_ORDERS = 10_000  # in one slot: more is a slip of the finger
LONGEST_CUTOFF = 72  # hours
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a weekday (0 is Monday) in minutes of the point's own day, and for how many orders."""

    weekday: int
    from_minute: int
    to_minute: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One time to fetch orders at a point, with what is left of its capacity."""

    point_id: int
    starts_at: datetime
    ends_at: datetime
    capacity: int
    left: int

    @property
    def code(self) -> str:
        """Name the slot in a button: the minute it starts, counted from 1970."""
        return write_minute(self.starts_at)


@dataclass(frozen=True, slots=True)
class Point:
    """A place where many orders are fetched: a market stall, a school, a cooperative's store.

    The position is exact, in millionths of a degree, since a point is public. `contact` is shown
    to people with an order there only; `keeper_id` gets the day's sheet. Orders close `cutoff`
    hours before a slot begins. `booked` counts orders by the start of the slots still ahead.
    """

    id: int
    name: str
    country: str
    region: str
    place_id: str
    zone: str
    lat_e6: int
    lon_e6: int
    address: str | None = None
    contact: str | None = None
    keeper_id: int | None = None
    photo: str | None = None
    cutoff: int = 0
    state: str = OPEN
    version: int = 1
    windows: tuple[Window, ...] = ()
    booked: Mapping[datetime, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    def day_of(self, at: datetime) -> date:
        """Give the day of a moment by the point's own clock."""
        return at.astimezone(zone_of(self.zone)).date()


def write_minute(at: datetime) -> str:
    """Write a moment as whole minutes since 1970."""
    return str((at - _EPOCH) // _MINUTE)


def list_slots(
    point: Point, booked: Mapping[datetime, int], first_day: date, now: datetime, days: int = DAYS
) -> tuple[Slot, ...]:
    """List the slots with room left, from `first_day` on and at most `days` days from today.

    `booked` counts the orders of each slot by its start. None has passed its cut-off.
    """
    if not point.is_open:
        return ()
    return tuple(slot for slot in _upcoming(point, booked, first_day, now, days) if slot.left > 0)


def find_slot(
    point: Point, booked: Mapping[datetime, int], first_day: date, now: datetime, code: str
) -> Slot | None:
    """Find the slot a button names, if it may still be chosen and has room."""
    slots = list_slots(point, booked, first_day, now)
    return next((slot for slot in slots if slot.code == code), None)


def _upcoming(
    point: Point, booked: Mapping[datetime, int], first_day: date, now: datetime, days: int
) -> Iterator[Slot]:
    today = point.day_of(now)
    for ahead in range(days):
        day = today + ahead * _ONE_DAY
        if day >= first_day:
            yield from (
                slot
                for slot in slots_on(point, booked, day)
                if slot.starts_at - timedelta(hours=point.cutoff) > now
            )


def slots_on(point: Point, booked: Mapping[datetime, int], day: date) -> Iterator[Slot]:
    """Give every slot of a day, in order, whether it may still be chosen or not."""
    noon = datetime.combine(day, time(12), zone_of(point.zone))
    for window in sorted(point.windows, key=lambda one: one.from_minute):
        if window.weekday != day.weekday():
            continue
        start = at_local(noon, window.from_minute, point.zone)
        end = at_local(noon, window.to_minute, point.zone)
        # A window that the clock skips as a whole is no time at all.
        if start < end:
            left = max(0, window.capacity - booked.get(start, 0))
            yield Slot(point.id, start, end, window.capacity, left)


def window_fault(new: Window, others: Sequence[Window]) -> str | None:
    """Name what is wrong with a window: `hours`, `capacity` or `overlap`; None for a good one."""
    if not (0 <= new.from_minute < new.to_minute <= LAST_MINUTE and 0 <= new.weekday <= 6):
        return "hours"
    if not 0 < new.capacity <= MOST_ORDERS:
        return "capacity"
    return "overlap" if any(_overlaps(new, one) for one in others) else None


def _overlaps(one: Window, other: Window) -> bool:
    return (
        one.weekday == other.weekday
        and one.from_minute < other.to_minute
        and other.from_minute < one.to_minute
    )


def terms(point: Point, slot: Slot) -> dict[str, object]:
    """Give what an order says that is fetched in a slot, to be filled into a new one.

    Its place stays the farm's: where the point is, is known of the point.
    """
    return {"delivery": "point", "point_id": point.id, "slot_at": slot.ends_at}
