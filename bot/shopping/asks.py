"""Kinds of question about standing orders: on which weekdays, and until when."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bot.selling.asks import FURTHEST
from bot.selling.hearing import hear_days
from bot.selling.produce import plainly
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure, spelled
from bot.talk.event import Event, Said
from bot.text.days import day_words_of
from bot.text.phrase import Phrase, say
from bot.text.tokens import LONGEST, tokens

WEEK = tuple(range(7))
FOREVER = "on"


def weekday_phrase(day: int) -> Phrase:
    """Say a weekday; 0 is Monday."""
    return say(f"standing-weekday-{day + 1}")


def days_phrase(days: tuple[int, ...]) -> Phrase:
    """Say weekdays as people list them."""
    return say("talk-words", words=tuple(weekday_phrase(day) for day in days))


class WeekdaysAsk(Ask[tuple[int, ...]]):
    """One weekday to tap, or several in words; `likely` is offered first."""

    def __init__(self, likely: Callable[[Any], int]) -> None:
        self.likely = likely

    def read(self, event: Event, asking: Asking) -> tuple[int, ...] | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        found = _named(event.text, asking.speaker.language or "en")
        if found:
            return found
        code = spelled(event, self.options(asking), asking.speaker)
        return Unclear() if code is None else (int(code),)

    def options(self, asking: Asking) -> tuple[Option, ...]:
        first = self.likely(asking.so_far)
        days = [(first + ahead) % 7 for ahead in WEEK]
        return tuple(Option(str(day), weekday_phrase(day)) for day in days)

    def encode(self, value: tuple[int, ...]) -> Code:
        return "".join(map(str, value))

    def decode(self, code: Code, asking: Asking) -> tuple[int, ...] | None:
        days = tuple(sorted({int(each) for each in code if each in "0123456"}))
        return days if days and len(code) == len(days) else None

    def show(self, value: tuple[int, ...], asking: Asking) -> Phrase:
        return days_phrase(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("1", "14")


def _named(text: str, language: str) -> tuple[int, ...]:
    """Find every weekday that is named."""
    found = tokens(text) if len(text) <= LONGEST else None
    if not found:
        return ()
    said = day_words_of(found, language)
    return tuple(sorted({word.value - 1 for word in said if word.kind == "d"}))


class UntilAsk(Ask[date | str]):
    """Until which day, or until somebody stops it."""

    weeks = (4, 12)

    def read(self, event: Event, asking: Asking) -> date | str | Unclear | Unsure:
        code = spelled(event, self.options(asking), asking.speaker, by_place=False)
        if code is not None:
            return self.decode(code, asking) or Unclear()
        if not isinstance(event, Said):
            return Unclear()
        today = asking.speaker.today
        found = hear_days(event.text, asking.speaker)
        ahead = tuple(day for day in found if today < day <= today + FURTHEST)
        if len(ahead) > 1:
            return Unsure(tuple(Option(self.encode(day), plainly(day)) for day in ahead))
        return ahead[0] if ahead else Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        today = asking.speaker.today
        dated = (
            Option((today + timedelta(weeks=weeks)).isoformat(), say(asking.key(f"weeks-{weeks}")))
            for weeks in self.weeks
        )
        return (Option(FOREVER, say(asking.key(FOREVER))), *dated)

    def encode(self, value: date | str) -> Code:
        return value if isinstance(value, str) else value.isoformat()

    def decode(self, code: Code, asking: Asking) -> date | str | None:
        if code == FOREVER:
            return FOREVER
        try:
            return date.fromisoformat(code)
        except ValueError:
            return None

    def show(self, value: date | str, asking: Asking) -> Phrase:
        return say(asking.key(FOREVER)) if isinstance(value, str) else say("standing-by", day=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (FOREVER, (asking.speaker.today + timedelta(weeks=4)).isoformat())

    def roles(self) -> tuple[str, ...]:
        return (FOREVER, *(f"weeks-{weeks}" for weeks in self.weeks))
