"""Days and hours as people say them: today, Friday 27 Nov, nine in the morning."""

from datetime import date, time
from functools import cache

import babel
from babel.dates import DateTimePattern

from bot.text.language import Clock

# A date this near needs no year to be understood.
_NEAR_DAYS = 180

_NEARBY = {-1: "text-yesterday", 0: "text-today", 1: "text-tomorrow"}


def nearby_day(day: date, today: date) -> str | None:
    """Give the key of the word for a day next to today."""
    return _NEARBY.get((day - today).days)


def written_day(day: date, today: date, locale: babel.Locale) -> str:
    """Write a date with its weekday, and with its year where that could be mistaken."""
    near = abs((day - today).days) < _NEAR_DAYS
    return _pattern(locale, "MMMEd" if near else "yMMMEd").apply(day, locale)


def written_date(day: date, locale: babel.Locale) -> str:
    """Write a date with its weekday and its year, which is true on any other day too."""
    return _pattern(locale, "yMMMEd").apply(day, locale)


def written_month(day: date, locale: babel.Locale) -> str:
    """Write the month of a day with its year."""
    return _pattern(locale, "yMMMM").apply(day, locale)


def written_hour(at: time, clock: Clock) -> str:
    """Write an hour as the language's clock says it, Swahili with both of its clocks."""
    return clock.pattern.format(
        hour24=at.hour,
        hour12=(at.hour - 1) % 12 + 1,
        counted=(at.hour - clock.starts - 1) % 12 + 1,
        minute=f"{at.minute:02}",
        part=clock.part(at.hour),
    )


@cache
def _pattern(locale: babel.Locale, skeleton: str) -> DateTimePattern:
    pattern: DateTimePattern = locale.datetime_skeletons[skeleton]
    return pattern
