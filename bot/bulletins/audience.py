"""Whom something is told: where people live, what they do, grow and learn, which language they read."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

FARMERS, BUYERS = "farmers", "buyers"
ROLES = (FARMERS, BUYERS)
HERE, AWAY = "here", "away"  # whether somebody came by in the last month
ACTIVITIES = (HERE, AWAY)
LEARNING = ("began", "none", "certified")  # segments that learning tells apart
SOLD, UNSOLD = "sold", "unsold"
SALES = (SOLD, UNSOLD)
# Facets of which each value has a condition of its own.
_VALUED = ("activity", "sales", "learning")


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody in a country, or fewer: each part that is set leaves out who does not fit it.

    `region` and `place` are ids of places (the place a district); a `crop` fits who listed or
    ordered it; `learning` is the name of a segment that another feature tells apart; `listed` the
    id of a list of people. Whoever fits `without` is left out. `urgent` news also reach those who
    want to be told only what they need, at any hour.
    """

    country: str
    region: str | None = None
    role: str | None = None
    crop: str | None = None
    language: str | None = None
    urgent: bool = False
    place: str | None = None
    activity: str | None = None
    sales: str | None = None
    learning: str | None = None
    listed: int | None = None
    without: "Audience | None" = None

    @property
    def facets(self) -> frozenset[str]:
        """Name what is set; of a few parts with their value, as in `sales=sold`."""
        return frozenset(self._facets())

    def _facets(self) -> Iterator[str]:
        for name in ("region", "place", "role", "crop", "language", "listed"):
            if getattr(self, name):
                yield name
        for name in _VALUED:
            if getattr(self, name):
                yield f"{name}={getattr(self, name)}"
        for each in self.without.facets if self.without else ():
            yield f"not {each}"

    @property
    def as_who(self) -> "Audience":
        """Give the same people, however urgent: what is saved under a name, or left out."""
        return replace(self, urgent=False, without=None)


def as_codes(some: Audience) -> dict[str, Any]:
    """Write down an audience."""
    return asdict(some)


def read_audience(codes: Mapping[str, Any]) -> Audience:
    """Read an audience that was written down."""
    without = codes.get("without")
    return Audience(**{**codes, "without": read_audience(without) if without else None})
