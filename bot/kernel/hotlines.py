"""Whom to call in each country when something bad happened: only numbers known for certain."""

from dataclasses import dataclass
from functools import cache

from bot.kernel.tables import rows

# Those who can still stop a payment come first.
KINDS = ("bank", "operator", "cyber", "police", "consumer")


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number as it is dialled in the country, whose it is, and who publishes it."""

    kind: str
    name: str
    number: str
    source: str


def of_country(code: str) -> tuple[Hotline, ...]:
    """List a country's numbers, the most urgent first; none where none is known."""
    return _by_country().get(code, ())


@cache
def _by_country() -> dict[str, tuple[Hotline, ...]]:
    found: dict[str, list[Hotline]] = {}
    for row in rows("hotlines"):
        line = Hotline(row["kind"], row["name"], row["number"], row["source"])
        found.setdefault(row["country"], []).append(line)
    return {code: tuple(sorted(lines, key=_urgency)) for code, lines in found.items()}


def _urgency(line: Hotline) -> int:
    return KINDS.index(line.kind)
