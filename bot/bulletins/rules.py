"""Decisions about telling many: who is told now, who later, who not, and how fast."""

import itertools
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bulletins.bulletin import AT_ONCE, GONE, LEFT_OUT, Bulletin
from bot.kernel.day import at_local, minute_of, zone_of

STEP = timedelta(seconds=1)
# For what became of the last messages: the longer nothing moves, the more seldom.
LOOK_AGAIN, LOOK_SELDOM = timedelta(seconds=5), timedelta(minutes=10)

LONGEST = 800  # a caption holds 1024 characters with the head
MONTH = timedelta(days=30)
AWAY = timedelta(days=90)  # who has not been here so long is not reminded


# Whoever is told in the morning is told within these hours of waking.
MORNING_LASTS = timedelta(hours=3)
SHOW_EVERY = timedelta(seconds=3)  # an edit of what staff look at
MOST_LISTED = 50_000  # people in a file of those not reached


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast bulletins go: `a_second` is what the outbox may send.

    A step writes few enough messages that nobody's reply waits behind them, and few enough wait
    in the outbox that a pause is felt at once.
    """

    a_second: int = 28

    @property
    def batch(self) -> int:
        return max(60, self.a_second)

    @property
    def most_underway(self) -> int:
        return max(150, 2 * self.a_second)


@dataclass(frozen=True, slots=True)
class Now:
    """Tell them now."""


@dataclass(frozen=True, slots=True)
class Later:
    """Tell them at that moment: they sleep."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Never:
    """Do not tell them; `fate` says why."""

    fate: str


def decide(hour: datetime, now: datetime, *, gone: bool, silent: bool) -> Now | Later | Never:
    """Say whether somebody is told; `hour` is the next that suits them, which may be now."""
    if gone or silent:
        return Never(GONE if gone else LEFT_OUT)
    return Now() if hour <= now else Later(hour)


def next_morning(now: datetime, zone: str | None, wake: int) -> datetime:
    """Give the moment itself while it is somebody's morning, else when their next one begins."""
    today = at_local(now, wake, zone)
    if today <= now < today + MORNING_LASTS:
        return now
    return today if now < today else at_local(now, wake, zone, days=1)


def next_round(first: datetime, repeats: str, now: datetime, zone: str | None) -> datetime:
    """Give when a repeated bulletin goes out next: at the hour of the first, by the local clock.

    Rounds that were missed are not made up for. A month without the day has it on its last.
    """
    minute = minute_of(first, zone)
    for count in itertools.count(1):
        at = at_local(first, minute, zone, days=_days_on(first, repeats, count, zone))
        if at > now:
            return at
    raise AssertionError


def _days_on(first: datetime, repeats: str, count: int, zone: str | None) -> int:
    if repeats != "monthly":
        return count * {"daily": 1, "weekly": 7}[repeats]
    day = first.astimezone(zone_of(zone)).date()
    years, month = divmod(day.month - 1 + count, 12)
    last = monthrange(day.year + years, month + 1)[1]
    then = day.replace(year=day.year + years, month=month + 1, day=min(day.day, last))
    return (then - day).days


def is_held(some: Bulletin, now: datetime) -> bool:
    """Whether the moment at which a bulletin is to start is still to come."""
    return some.starts != AT_ONCE and some.starts_at is not None and some.starts_at > now


def next_step(
    some: Bulletin, soonest: datetime | None, now: datetime, idle: timedelta | None
) -> datetime | None:
    """Say when a bulletin goes on; None when all is said.

    `idle` is how long ago somebody was last told, while messages are on their way.
    """
    if not some.is_gathered or (soonest is not None and soonest <= now):
        return now + STEP
    if idle is None:
        return soonest
    look = now + min(max(idle / 4, LOOK_AGAIN), LOOK_SELDOM)
    return look if soonest is None else min(soonest, look)


def measure_rate(sent: int, before: int, seconds: float) -> float:
    """Give how many were told a second between two looks."""
    return (sent - before) / seconds if seconds > 0 and sent >= before else 0.0


def is_here(seen_at: datetime, now: datetime) -> bool:
    """Whether somebody still comes by."""
    return now - seen_at < AWAY
