"""Questions about a public place and its hours: where exactly, which weekdays, which hours, how many."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.kernel.day import at_local
from bot.people.spots import Spot
from bot.people.whereabouts import ELSEWHERE, Whereabouts
from bot.points.rules import LAST_MINUTE, MOST_ORDERS
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure, spelled
from bot.talk.event import Event, Located, Pictured, Said
from bot.talk.speaker import Speaker
from bot.talk.tap import read_count
from bot.text.digits import ascii_digits
from bot.text.folding import fold
from bot.text.phrase import Moment, Phrase, say

EVERY_DAY, WORKDAYS = "0123456", "01234"
_E6 = 1_000_000
_HOUR = re.compile(
    r"\s*(\d{1,2})(?:\s*[:.h時点时]\s*([0-5]\d))?\s*(?:h|:00|点|时)?\s*(am|pm)?\s*", re.IGNORECASE
)
_SPLIT = re.compile(r"[,;/+&،、，\s]+")


class ExactSpot(Whereabouts):
    """Where a public place is, as exactly as it was shared; else a town or a region by name."""

    def read(self, event: Event, asking: Asking) -> Spot | Unclear | Unsure:
        found = super().read(event, asking)
        if isinstance(event, Located) and isinstance(found, Spot):
            lat, lon = round(event.latitude * _E6), round(event.longitude * _E6)
            return replace(found, lat_e6=lat, lon_e6=lon)
        return found

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(each for each in super().options(asking) if each.code != ELSEWHERE)

    def decode(self, code: Code, asking: Asking) -> Spot | None:
        return None if code == ELSEWHERE else super().decode(code, asking)

    def faces(self) -> tuple[str, ...]:
        return ("spot", "region")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(code for code in super().samples(asking) if code != ELSEWHERE)


def day_phrase(weekday: int) -> Phrase:
    """Name a weekday in short; 0 is Monday."""
    return say(f"weekday-{weekday}")


def days_phrase(days: str) -> Phrase:
    """Name several weekdays: every day, Monday to Friday, or one by one."""
    if days == EVERY_DAY:
        return say("days-all")
    if days == WORKDAYS:
        return say("days-work")
    return say("days-some", days=tuple(day_phrase(int(each)) for each in days))


class DaysAsk(Ask[str]):
    """On which weekdays, as figures from 0 (Monday): a few choices to tap, any number typed."""

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        code = spelled(event, self.options(asking), asking.speaker)
        if code is not None:
            return code
        typed = _typed_days(event.text, asking.speaker) if isinstance(event, Said) else ""
        return typed or Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        some = (EVERY_DAY, WORKDAYS, "5", "6", "0", "1", "2", "3", "4")
        return tuple(Option(each, days_phrase(each)) for each in some)

    def decode(self, code: Code, asking: Asking) -> str | None:
        good = code.isascii() and code.isdigit() and set(code) <= set(EVERY_DAY)
        return code if good and list(code) == sorted(set(code)) else None

    def show(self, value: str, asking: Asking) -> Phrase:
        return days_phrase(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (EVERY_DAY, "14")


def _typed_days(text: str, speaker: Speaker) -> str:
    """Read "Tue, Fri": each word has to be a weekday."""
    named = {
        fold(name): str(day) for day in range(7) for name in speaker.names(day_phrase(day)) if name
    }
    words = [fold(word) for word in _SPLIT.split(text) if fold(word)]
    found = [_day_of(word, named) for word in words]
    return "".join(sorted(set(found))) if found and all(found) else ""


def _day_of(word: str, named: dict[str, str]) -> str:
    """Find the weekday a word begins or is, such as "Tuesday" for "Tue"."""
    if word in named:
        return named[word]
    fit = {day for name, day in named.items() if len(name) > 2 and word.startswith(name)}
    return fit.pop() if len(fit) == 1 else ""


def hour_phrase(minute: int, now: datetime, zone: str | None) -> Phrase:
    """Say a minute of the local day as the reader's clock says it."""
    return say("talk-words", words=Moment(at_local(now, minute, zone), "time"))


class HourAsk(Ask[int]):
    """An hour of the day, in minutes: `hours` are offered to tap, any is typed as 14:30."""

    columns = 3
    is_number = True

    def __init__(self, hours: Callable[[Any], tuple[int, ...]]) -> None:
        self.hours = hours

    def read(self, event: Event, asking: Asking) -> int | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        typed = read_hour(event.text)
        if typed is not None:
            return typed
        code = spelled(event, self.options(asking), asking.speaker, by_place=False)
        return Unclear() if code is None else int(code)

    def options(self, asking: Asking) -> tuple[Option, ...]:
        speaker = asking.speaker
        return tuple(
            Option(str(minute), hour_phrase(minute, speaker.now, speaker.zone))
            for minute in self.hours(asking.so_far)
        )

    def decode(self, code: Code, asking: Asking) -> int | None:
        return read_count(code, LAST_MINUTE)

    def show(self, value: int, asking: Asking) -> Phrase:
        return hour_phrase(value, asking.speaker.now, asking.speaker.zone)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(str(minute) for minute in self.hours(asking.so_far)[:1])


def read_hour(text: str) -> int | None:
    """Read a time of day: 14, 14:30, 2pm; None for anything else."""
    found = _HOUR.fullmatch(ascii_digits(text))
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + int(found[2] or 0) if hour < 24 else None


class CountAsk(Ask[int]):
    """How many: `likely` are offered to tap."""

    columns = 3
    is_number = True

    def __init__(self, likely: tuple[int, ...]) -> None:
        self.likely = likely

    def read(self, event: Event, asking: Asking) -> int | Unclear | Unsure:
        digits = ascii_digits(event.text).strip() if isinstance(event, Said) else ""
        return self.decode(digits, asking) or Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(Option(str(each), self.show(each, asking)) for each in self.likely)

    def decode(self, code: Code, asking: Asking) -> int | None:
        return read_count(code, MOST_ORDERS) or None

    def show(self, value: int, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (str(self.likely[0]),)


class PhotoAsk(Ask[str]):
    """A photo, by its file id."""

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        return event.file if isinstance(event, Pictured) else Unclear()

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code or None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-photo")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("photo",)
