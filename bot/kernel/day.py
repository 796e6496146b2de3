"""Hours of a person's day: waking hours, daylight hours, in their own zone."""

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAWN, DUSK = 6 * 60, 18 * 60  # daylight, in minutes of the local day


@lru_cache(maxsize=600)
def zone_of(name: str | None) -> ZoneInfo:
    """Give a zone by its name; UTC for somebody whose zone is not known yet."""
    return ZoneInfo(name or "UTC")


def minute_of(at: datetime, zone: str | None) -> int:
    """Minute of the local day, 0 to 1439."""
    here = at.astimezone(zone_of(zone))
    return here.hour * 60 + here.minute


def is_waking(at: datetime, zone: str | None, wake: int, rest: int) -> bool:
    """Whether a moment falls in the hours [wake, rest) of the local day; rest may be past midnight."""
    minute = minute_of(at, zone)
    return wake <= minute < rest if wake <= rest else minute >= wake or minute < rest


def next_waking(at: datetime, zone: str | None, wake: int, rest: int) -> datetime:
    """Give the moment itself if it is a waking one, else the next time the local clock says wake."""
    if is_waking(at, zone, wake, rest):
        return at
    here = at.astimezone(zone_of(zone))
    today = _local(here, 0, wake, zone)
    return today if today > at else _local(here, 1, wake, zone)


def add_daylight(at: datetime, hours: int, zone: str | None) -> datetime:
    """Count hours of daylight (06:00 to 18:00 local) from a moment; nights do not count."""
    left = timedelta(hours=hours)
    while True:
        start = next_waking(at, zone, DAWN, DUSK)
        dusk = _local(start.astimezone(zone_of(zone)), 0, DUSK, zone)
        if start + left <= dusk:
            return start + left
        left -= dusk - start
        at = dusk


def at_local(day_of: datetime, minute: int, zone: str | None, *, days: int = 0) -> datetime:
    """Give the UTC moment of a minute of the local day, some days on.

    A minute that a clock change skips is the same minute by the clock before the change.
    """
    return _local(day_of.astimezone(zone_of(zone)), days, minute, zone)


def last_weeks(now: datetime, zone: str | None, count: int) -> tuple[datetime, ...]:
    """Give when each of the last weeks began, this one last: Mondays at midnight, as lived here."""
    today = now.astimezone(zone_of(zone)).weekday()
    return tuple(at_local(now, 0, zone, days=-today - 7 * back) for back in reversed(range(count)))


def _local(here: datetime, days: int, minute: int, zone: str | None) -> datetime:
    day = here.date() + timedelta(days=days)
    return datetime.combine(day, time(minute // 60, minute % 60), zone_of(zone)).astimezone(UTC)
