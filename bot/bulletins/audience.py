"""Whom something is told: where people live, what they do and grow, which language they read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FARMERS, BUYERS = "farmers", "buyers"
ROLES = (FARMERS, BUYERS)


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody in a country, or fewer: each part that is set leaves out who does not fit it.

    `region` is the id of a place; a `crop` fits who listed or ordered it; `urgent` news also
    reach those who want to be told only what they need, at any hour.
    """

    country: str
    region: str | None = None
    role: str | None = None
    crop: str | None = None
    language: str | None = None
    urgent: bool = False

    @property
    def parts(self) -> frozenset[str]:
        """Name what is set."""
        return frozenset(name for name, value in asdict(self).items() if value)


def as_codes(some: Audience) -> dict[str, Any]:
    """Write down an audience."""
    return asdict(some)


def read_audience(codes: Mapping[str, Any]) -> Audience:
    """Read an audience that was written down."""
    return Audience(**codes)
