"""Decisions about live lectures: whom one concerns, who gets a seat, who was there."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from bot.kernel.day import at_local, zone_of

OPEN, OFF = "open", "off"
STATES = (OPEN, OFF)

BOOKED, WAITING = "booked", "waiting"
SEATS = (BOOKED, WAITING)

CODE, STAFF = "code", "staff"
HOW = (CODE, STAFF)

USEFUL = ("good", "soso", "bad")

# What became of a wish for a seat, beside BOOKED and WAITING.
ALREADY, OVER = "already", "over"
# What became of a typed code, beside OVER.
HERE, WRONG, LOCKED, EARLY, SEATLESS = "here", "wrong", "locked", "early", "seatless"

TRIES = 5  # codes one may type at a lecture: guessing four figures must not pay
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=2)  # around a lecture one may check in
EVENING = 18 * 60
SOON = timedelta(hours=1)
STALE_EVE = timedelta(hours=3)
URGENT = timedelta(hours=12)  # a change so shortly before is told at any hour
ASK_AFTER = timedelta(minutes=30)

CAME, EITHER, ALL = "came", "either", "all"


@dataclass(frozen=True, slots=True)
class Lecture:
    """Somebody tells farmers something, at a place or behind a link.

    `spot` says how to find the place; the position is exact, in millionths of a degree. Without
    `seats` anybody may come; `taken` counts those booked. `for_region` and `for_place` (a
    district) and `language` say whom it concerns; None for everybody in the country.
    """

    id: int
    topic: str
    starts_at: datetime
    minutes: int
    zone: str
    country: str
    lecturer: str | None = None
    place_id: str | None = None
    spot: str | None = None
    lat_e6: int | None = None
    lon_e6: int | None = None
    link: str | None = None
    seats: int | None = None
    taken: int = 0
    for_region: str | None = None
    for_place: str | None = None
    language: str | None = None
    code: str = ""
    state: str = OPEN
    version: int = 1

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def left(self) -> int | None:
        """How many seats are free; None where there is no limit."""
        return None if self.seats is None else self.seats - self.taken

    def is_ahead(self, now: datetime) -> bool:
        """Whether one may still go there."""
        return self.state == OPEN and now < self.ends_at

    def is_on(self, now: datetime) -> bool:
        """Whether it is the time at which people say that they are there."""
        return self.state == OPEN and self.starts_at - BEFORE <= now <= self.ends_at + AFTER


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's seat, or place in the waiting list; when and how they were seen at the lecture."""

    lecture_id: int
    person_id: int
    state: str
    since: datetime
    came_at: datetime | None = None
    how: str | None = None
    tries: int = 0
    useful: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many wait, came and asked, and what those who came think of it."""

    waiting: int = 0
    came: int = 0
    asked: int = 0
    useful: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody would like the lecturer to speak about: words or a voice note."""

    lecture_id: int
    person_id: int
    words: str | None
    voice: str | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Handout:
    """What is given after a lecture: `kind` is text, photo, voice or document, `whom` it goes to."""

    id: int
    lecture_id: int
    kind: str
    body: str
    whom: str = CAME


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom a lecture may concern: where somebody lives and the language they read."""

    country: str
    region: str
    place_id: str
    language: str | None


def concerns(lecture: Lecture, who: Listener) -> bool:
    """Whether a lecture is for somebody."""
    return (
        lecture.country == who.country
        and lecture.for_region in {None, who.region}
        and lecture.for_place in {None, who.place_id}
        and lecture.language in {None, who.language}
    )


def draw_code(below: Callable[[int], int] = secrets.randbelow) -> str:
    """Draw the four figures said aloud at a lecture."""
    return f"{below(10_000):04}"


def judge(lecture: Lecture, seat: Seat | None, typed: str, now: datetime) -> str:
    """Decide what a typed code is worth."""
    if seat is None:
        return SEATLESS
    if seat.came_at is not None:
        return ALREADY
    if not lecture.is_on(now):
        return EARLY if lecture.state == OPEN and now < lecture.starts_at else OVER
    if seat.tries >= TRIES:
        return LOCKED
    return HERE if secrets.compare_digest(typed, lecture.code) else WRONG


def starts(day: date, minute: int, zone: str) -> datetime:
    """Give the moment of a day and a minute by the clock of a place."""
    return at_local(datetime.combine(day, time(12), zone_of(zone)), minute, zone)


def eve_of(lecture: Lecture) -> datetime:
    """Give the evening before a lecture, by the clock of the place."""
    return at_local(lecture.starts_at, EVENING, lecture.zone, days=-1)


def soon_of(lecture: Lecture) -> datetime:
    return lecture.starts_at - SOON


def fault(lecture: Lecture, now: datetime) -> str | None:
    """Name what is wrong with an announced or changed lecture; None for a good one."""
    if lecture.starts_at <= now:
        return "lecture-past"
    if lecture.left is not None and lecture.left < 0:
        return "lecture-few"
    return None


def is_moved(before: Lecture, after: Lecture) -> bool:
    return (before.starts_at, before.minutes) != (after.starts_at, after.minutes)
