"""A language as its folder describes it: everything that is no text and no code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.text.plurals import Plurals, read_plurals

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Clock:
    """How people say an hour.

    `pattern` may use {hour24}, {hour12}, {counted} (hours since `starts`, as the Swahili clock
    counts them from six), {minute} and {part}; `parts` are (first hour, word), in order.
    """

    pattern: str = "{hour24}:{minute}"
    starts: int = 0
    parts: tuple[tuple[int, str], ...] = ((0, ""),)

    def part(self, hour: int) -> str:
        """Name the part of the day; hours before the first part belong to the last."""
        found = self.parts[-1][1]
        for first, word in self.parts:
            if first <= hour:
                found = word
        return found


@dataclass(frozen=True, slots=True)
class Language:
    """One folder of `locales/`: `code` is its name, `name` what its speakers call it.

    `signs` are the currency signs people write, by currency; `digits` a script's own ten, which
    a person may choose; `avoid` words no text may use; `countries` where it is mostly spoken.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    plurals: Plurals
    complete: bool = True
    countries: tuple[str, ...] = ()
    fallback: tuple[str, ...] = (SOURCE,)
    digits: str = ""
    avoid: tuple[str, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"


def read_language(folder: Path) -> Language:
    """Read `language.toml` of a language's folder; what is missing there is a KeyError."""
    told = tomllib.loads((folder / "language.toml").read_text("utf-8"))
    signs = folder.parent / "signs.toml"
    shared = tomllib.loads(signs.read_text("utf-8")) if signs.exists() else {}
    clock = told.pop("clock", {})
    parts = tuple((int(hour), str(word)) for hour, word in clock.pop("parts", [(0, "")]))
    return Language(
        code=folder.name,
        name=told["name"],
        direction=told["direction"],
        plurals=read_plurals(told["plural_forms"]),
        complete=told.get("complete", True),
        countries=tuple(told.get("countries", ())),
        fallback=tuple(told.get("fallback", (SOURCE,))),
        digits=told.get("digits", ""),
        avoid=tuple(told.get("avoid", ())),
        signs=shared | told.get("signs", {}),
        clock=Clock(**clock, parts=parts),
    )
