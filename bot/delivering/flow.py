"""What staff are asked about a collection point: where it is, when it is open, who looks after it."""

from dataclasses import dataclass
from typing import Any

from bot.people.spots import Address, Spot, doubt_shared, settle
from bot.people.whereabouts import District
from bot.points.asks import CountAsk, DaysAsk, ExactSpot, HourAsk, PhotoAsk
from bot.points.rules import LAST_MINUTE, MOST_ORDERS, Point, Window, window_fault
from bot.talk.asks import Choice, Words
from bot.talk.flow import Flow, Row, Verdict, optional, row
from bot.text.phrase import say

CUTOFFS = ("0", "2", "6", "12", "24", "48")
DETAILS = ("name", "place", "address", "contact", "cutoff", "photo")
_STARTS = tuple(hour * 60 for hour in (6, 7, 8, 9, 14, 16))
_LENGTHS = (60, 120, 180, 240, 360, 480)
_LIKELY = (10, 20, 30, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known before the questions: the asker's region, and the point that is changed."""

    region: str
    point: Point | None = None

    @property
    def windows(self) -> tuple[Window, ...]:
        """The hours a new window may not overlap."""
        return self.point.windows if self.point else ()


@dataclass(frozen=True, slots=True)
class Hours:
    """A point is open at more hours."""

    point_id: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing about a point is otherwise now: `what` of DETAILS, `value` None to take it away."""

    point_id: int
    what: str
    value: str | int | Address | None


def _starts(so_far: Any) -> tuple[int, ...]:
    return _STARTS


def _ends(so_far: Any) -> tuple[int, ...]:
    start = so_far.start or 0
    return tuple(start + length for length in _LENGTHS if start + length <= LAST_MINUTE)


def _check_end(end: int, so_far: Any) -> Verdict:
    """Say kindly what cannot be: an end before the start, or hours that are open already."""
    if end <= so_far.start:
        return say("point-end-early")
    faults = {window_fault(each, so_far.facts.windows) for each in _windows(so_far, end, 1)}
    return say("point-hours-overlap") if "overlap" in faults else None


def _check_start(start: int, so_far: Any) -> Verdict:
    return say("point-start-late") if start >= LAST_MINUTE else None


def _windows(so_far: Any, end: int, capacity: int) -> tuple[Window, ...]:
    return tuple(Window(int(day), so_far.start, end, capacity) for day in so_far.days)


def _spot(so_far: Any) -> Spot:
    place: Spot = so_far.place
    return so_far.district if so_far.district is not None else place


class _AtDesk(Flow[Desk]):
    """A talk of staff about a point."""

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"most": MOST_ORDERS} if row.name == "capacity" else {}

    @classmethod
    def examples(cls) -> tuple[Desk, ...]:
        return (Desk("KE-31", EXAMPLE),)


class NewPoint(_AtDesk, name="point"):
    """Staff define a collection point."""

    called = row(Words(40))
    place = row(ExactSpot(), check=doubt_shared)
    district = row(District(), check=doubt_shared, only_if=place.is_("region"))
    address = optional(Words(100))
    days = row(DaysAsk())
    start = row(HourAsk(_starts), check=_check_start)
    end = row(HourAsk(_ends), check=_check_end)
    capacity = row(CountAsk(_LIKELY))
    cutoff = row(Choice(*CUTOFFS))
    contact = optional(Words(60))
    photo = optional(PhotoAsk())

    def done(self) -> Point:
        where = settle(_spot(self))
        return Point(
            id=0,
            name=self.called,
            country=where.country,
            region=where.region,
            place_id=where.place_id,
            zone=where.zone,
            lat_e6=where.lat_e6,
            lon_e6=where.lon_e6,
            address=self.address,
            contact=self.contact,
            photo=self.photo,
            cutoff=int(self.cutoff),
            windows=_windows(self, self.end, self.capacity),
        )

    @classmethod
    def examples(cls) -> tuple[Desk, ...]:
        return (Desk("KE-31"),)

    def picture(self) -> str | None:
        return self.photo


class MoreHours(_AtDesk, name="pointhours", sums_up=False):
    """A point opens at more hours."""

    days = row(DaysAsk())
    start = row(HourAsk(_starts), check=_check_start)
    end = row(HourAsk(_ends), check=_check_end)
    capacity = row(CountAsk(_LIKELY))

    def done(self) -> Hours:
        assert self.facts.point is not None
        return Hours(self.facts.point.id, _windows(self, self.end, self.capacity))


class OtherDetail(_AtDesk, name="repoint", sums_up=False):
    """One thing about a point changes."""

    what = row(Choice(*DETAILS))
    called = row(Words(40), only_if=what.is_("name"))
    place = row(ExactSpot(), check=doubt_shared, only_if=what.is_("place"))
    district = row(District(), check=doubt_shared, only_if=place.is_("region"))
    address = optional(Words(100), only_if=what.is_("address"))
    contact = optional(Words(60), only_if=what.is_("contact"))
    cutoff = row(Choice(*CUTOFFS), only_if=what.is_("cutoff"))
    photo = optional(PhotoAsk(), only_if=what.is_("photo"))

    def done(self) -> Detail:
        assert self.facts.point is not None
        return Detail(self.facts.point.id, self.what, self._value())

    def _value(self) -> str | int | Address | None:
        match self.what:
            case "name":
                return self.called
            case "place":
                return settle(_spot(self))
            case "address":
                return self.address
            case "contact":
                return self.contact
            case "cutoff":
                return int(self.cutoff)
        return self.photo


EXAMPLE = Point(
    id=1,
    name="Kiminini market",
    country="KE",
    region="KE-31",
    place_id="KE-31-naivasha",
    zone="Africa/Nairobi",
    lat_e6=-717_000,
    lon_e6=36_430_000,
    windows=(Window(4, 14 * 60, 17 * 60, 20),),
)
