"""The countries Farmgate knows: their money, their clock and the languages spoken there."""

from dataclasses import dataclass
from functools import cache

from bot.kernel.tables import rows


@dataclass(frozen=True, slots=True)
class Country:
    """Facts that hold for a whole country; the zone is where most of its people live."""

    code: str
    currency: str
    zone: str
    languages: tuple[str, ...]


def get(code: str) -> Country | None:
    return _countries().get(code)


def codes() -> tuple[str, ...]:
    """Every known country, by its ISO 3166-1 code."""
    return tuple(_countries())


@cache
def _countries() -> dict[str, Country]:
    return {row["code"]: _country(row) for row in rows("countries")}


def _country(row: dict[str, str]) -> Country:
    languages = tuple(row["languages"].split())
    return Country(row["code"], row["currency"], row["zone"], languages)
