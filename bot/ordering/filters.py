"""What somebody looks for, and from where: the filters of a search, the order of its results."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from math import cos, radians
from typing import Any

from bot.kernel import crops, units
from bot.kernel.cells import KM_OF_DEGREE
from bot.ordering.offer import Offer
from bot.selling.offers import LABELS, Listing
from bot.selling.ranks import first_rank, last_rank

NEAREST, CHEAPEST, FRESHEST = SORTS = ("near", "cheap", "fresh")
DISTANCES = (5, 15, 30, 60, 200)  # km; None is anywhere in the country
DAYS = (0, 7)  # to be had today, within a week; None is any day
BY_WEIGHT = "kg"
PAGE = 6  # results shown at a time
_E6 = 1_000_000
_MOST = 2**62

Mark = tuple[float, int, int]  # the place of a result in the order: the page after begins there


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody looks from, in millionths of a degree; a country alone where no more is known."""

    person_id: int
    country: str
    lat_e6: int | None = None
    lon_e6: int | None = None
    place_id: str | None = None

    @property
    def shrink(self) -> float:
        """The square of how much shorter a degree of longitude is here than one of latitude."""
        return cos(radians((self.lat_e6 or 0) / _E6)) ** 2

    def away(self, listing: Listing) -> float | None:
        """Give the square of how far an offer is, in millionths of a degree of latitude."""
        if None in {self.lat_e6, self.lon_e6, listing.lat_e6, listing.lon_e6}:
            return None
        north = float(listing.lat_e6 or 0) - float(self.lat_e6 or 0)
        east = float(listing.lon_e6 or 0) - float(self.lon_e6 or 0)
        return north * north + self.shrink * (east * east)

    def km_to(self, listing: Listing) -> int | None:
        """Give how far an offer is, in whole kilometres."""
        away = self.away(listing)
        return None if away is None else round(away**0.5 / _E6 * KM_OF_DEGREE)


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody looks for; None is anything. `most` is minor units a `unit` costs at the most.

    A price per BY_WEIGHT is one a kilo, whatever unit the offer is counted in.
    """

    crop: str | None = None
    km: int | None = None
    most: int | None = None
    unit: str = BY_WEIGHT
    days: int | None = None
    label: str | None = None
    sort: str = NEAREST

    def of_crop(self, crop: str | None) -> "Filters":
        """Look for another crop: a price for the one before says nothing about it."""
        if crop == self.crop:
            return self
        return replace(self, crop=crop, most=None, unit=BY_WEIGHT)

    def cleared(self) -> "Filters":
        """Keep the crop and the order alone."""
        return Filters(crop=self.crop, sort=self.sort)

    @property
    def is_narrow(self) -> bool:
        """Whether less is shown than there is of the crop."""
        return self != self.cleared()

    @property
    def ranks(self) -> tuple[int, int]:
        """Between which ranks the price of an offer lies."""
        if self.most is None or self.crop is None:
            return 0, _MOST
        weighs = self.unit == BY_WEIGHT
        least = first_rank(self.unit, weighs=weighs)
        return least, last_rank(self.most, self.unit, weighs=weighs)

    @property
    def far(self) -> float | None:
        """Give the square of how far an offer may be, in millionths of a degree."""
        return None if self.km is None else far_away(self.km)

    def last_day(self, today: date) -> date | None:
        """Give the last day from which an offer may be had."""
        return None if self.days is None else today + timedelta(days=self.days)

    def fit(self, listing: Listing, spot: Spot, today: date) -> bool:
        """Whether an offer is what is looked for; if it can still be had is another question."""
        low, high = self.ranks
        last, far, away = self.last_day(today), self.far, spot.away(listing)
        return (
            listing.country == spot.country
            and listing.seller_id != spot.person_id
            and self.crop in {None, listing.crop_id}
            and low <= listing.rate_key <= high
            and (last is None or listing.ready <= last)
            and self.label in {None, listing.label}
            and (far is None or (away is not None and away <= far))
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A result: the offer, how far away it is in km, and its place in the order of results."""

    offer: Offer
    km: int | None
    mark: Mark


def far_away(km: int) -> float:
    """Give the square of some kilometres, in millionths of a degree of latitude."""
    return (km / KM_OF_DEGREE * _E6) ** 2


def write_filters(filters: Filters) -> dict[str, Any]:
    """Write filters as what is kept: those that say something."""
    return {name: value for name, value in asdict(filters).items() if value is not None}


def read_filters(kept: Mapping[str, Any]) -> Filters:
    """Read kept filters; what is no longer offered says nothing."""
    crop, unit = kept.get("crop"), str(kept.get("unit", BY_WEIGHT))
    most = kept.get("most")
    return Filters(
        crop=crop if crop is not None and crops.known(crop) else None,
        km=_one_of(DISTANCES, kept.get("km")),
        most=most if units.known(unit) else None,
        unit=unit if units.known(unit) else BY_WEIGHT,
        days=_one_of(DAYS, kept.get("days")),
        label=_one_of(LABELS, kept.get("label")),
        sort=_one_of(SORTS, kept.get("sort")) or NEAREST,
    )


def _one_of(offered: tuple[Any, ...], kept: Any) -> Any:
    return kept if kept in offered else None
