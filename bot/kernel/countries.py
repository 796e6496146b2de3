"""The countries Farmgate knows, and how a phone number is written in each."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from bot.kernel.tables import rows

# What people put between the digits of a number; anything else is no phone number.
_BETWEEN = re.compile(r"[\s().\-/\u2010-\u2015]+")
_E164_DIGITS = range(8, 16)


@dataclass(frozen=True, slots=True)
class Country:
    """Facts that hold for a whole country.

    `lengths` and `starts` describe a phone number without calling code and trunk digit.
    `week_start` is 1 for Monday to 7 for Sunday. Nobody is disturbed from `quiet_from` to
    `quiet_to`, hours of the local clock.
    """

    code: str
    currency: str
    zone: str
    calling_code: str
    trunk: str
    lengths: tuple[int, ...]
    starts: str
    week_start: int
    languages: tuple[str, ...]
    quiet_from: int
    quiet_to: int

    def owns(self, number: str) -> bool:
        """Whether the digits can be a number inside this country."""
        return len(number) in self.lengths and number[0] in self.starts


def get(code: str) -> Country | None:
    return _countries().get(code)


def codes() -> tuple[str, ...]:
    """Every known country, by its ISO 3166-1 code."""
    return tuple(_countries())


def read_phone(text: str, country: str) -> str | None:
    """Read a number as '+254712345678'; None when that cannot surely be done.

    Digits of any script; with '+', '00' or the bare calling code, else as dialled at home.
    """
    home, typed = get(country), _typed(text)
    if home is None or typed is None:
        return None
    sign, digits = typed
    if sign:
        return _abroad(digits)
    if digits.startswith("00"):
        return _abroad(digits[2:])
    number = _at_home(digits, home)
    return number and f"+{home.calling_code}{number}"


def _typed(text: str) -> tuple[bool, str] | None:
    """Whether a plus leads, and the plain digits; None where something else is among them."""
    plain = unicodedata.normalize("NFKC", text)
    shown = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf").strip()
    sign = shown.startswith("+")
    # "+44 (0)20": the trunk digit shown for those who dial inside the country.
    bare = shown[1:].replace("(0)", "") if sign else shown
    marks = _BETWEEN.sub("", bare)
    digits = [unicodedata.decimal(mark, None) for mark in marks]
    if not digits or None in digits:
        return None
    return sign, "".join(map(str, digits))


def _abroad(digits: str) -> str | None:
    """Accept a full international number; of countries we know, only one that fits them."""
    known = [one for one in _countries().values() if digits.startswith(one.calling_code)]
    fits = any(one.owns(digits.removeprefix(one.calling_code)) for one in known)
    plausible = not known and len(digits) in _E164_DIGITS and digits[0] != "0"
    return f"+{digits}" if fits or plausible else None


def _at_home(digits: str, home: Country) -> str | None:
    """Strip calling code and trunk digit."""
    shorter = (
        digits.removeprefix(prefix)
        for prefix in (home.calling_code, home.trunk)
        if prefix and digits.startswith(prefix)
    )
    return next((number for number in (digits, *shorter) if home.owns(number)), None)


@cache
def _countries() -> dict[str, Country]:
    return {row["code"]: _country(row) for row in rows("countries")}


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        currency=row["currency"],
        zone=row["zone"],
        calling_code=row["calling_code"],
        trunk=row["trunk"],
        lengths=tuple(map(int, row["lengths"].split())),
        starts=row["starts"],
        week_start=int(row["week_start"]),
        languages=tuple(row["languages"].split()),
        quiet_from=int(row["quiet_from"]),
        quiet_to=int(row["quiet_to"]),
    )
