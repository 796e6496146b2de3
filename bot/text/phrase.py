"""A phrase: a text's key and what goes into it, before anyone knows the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.text.marks import Marks


@dataclass(frozen=True, slots=True)
class Crop:
    """A crop, said by its name in the reader's language."""

    crop_id: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit alone ("kg", "bag"), said in the reader's language."""

    unit_id: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A region or district, said in the reader's script where a name is known."""

    place_id: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, said in the reader's zone: "today 14:00", "Fri 27 Nov, 9:00", "March 2026".

    What is kept for ever is `dated`, with its year: it is read on other days.
    """

    at: datetime
    part: Literal["both", "day", "time", "month", "dated"] = "both"


@dataclass(frozen=True, slots=True)
class Raw:
    """Trusted markup or a symbol that goes in as it is; never a person's words."""

    markup: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A person's words in which parts stand out."""

    words: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text to be said: `key` names it in the catalogs, `values` fill its placeholders.

    A `count` picks the plural form and fills `{count}`. Strings are people's words: they are
    escaped when said. A nested phrase is said in the same language.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    count: int | None = None


def say(key: str, /, count: int | None = None, **values: object) -> Phrase:
    """Build a phrase in one breath: `say("selling-listed", crop=Crop("maize"))`."""
    return Phrase(key, values, count)
