"""What a search may be kept as, and what of it is news to whom."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.kernel.cells import COARSE, cells_within
from bot.kernel.day import at_local, next_waking
from bot.ordering.filters import BY_WEIGHT, FRESHEST, Filters, Spot
from bot.people.rules import HOURS
from bot.selling.offers import Listing
from bot.selling.ranks import is_ranked_by, price_at

MOST_KEPT = 10  # searches a person
PAUSE = timedelta(hours=20)  # between two tellings: once a day, whatever the hour of the first
ANYWHERE, ANY_CROP = 0, ""  # in place of a cell and of a crop
TOLD_KEPT = 60  # offers remembered as told, of one search
PRICES = 5  # offered as the most one pays


@dataclass(frozen=True, slots=True)
class Seeking:
    """What somebody looks for just now: the filters, from where, and the pages turned so far.

    `marks` are where each page after the first begins; `kept` is how many searches are kept.
    """

    filters: Filters
    spot: Spot
    home: Spot
    marks: tuple[tuple[float, int, int], ...] = ()
    page: int = 0
    kept: int = 0

    @property
    def is_away(self) -> bool:
        """Whether it is looked from another place than home."""
        return (self.spot.lat_e6, self.spot.lon_e6) != (self.home.lat_e6, self.home.lon_e6)

    def with_filters(self, filters: Filters) -> "Seeking":
        """Look for something else, from the first page on."""
        return replace(self, filters=filters, marks=(), page=0)

    def from_spot(self, spot: Spot) -> "Seeking":
        """Look from somewhere else, from the first page on."""
        return replace(self, spot=spot, marks=(), page=0)

    def at_page(self, page: int) -> "Seeking":
        """Turn to a page one has been at, or the one after."""
        return replace(self, page=min(page, len(self.marks)))


@dataclass(frozen=True, slots=True)
class Kept:
    """A search that goes on by itself; `told` are the offers it has told of, `since` the last time."""

    id: int
    person_id: int
    filters: Filters
    spot: Spot
    since: datetime
    told: tuple[str, ...] = ()

    @property
    def told_at(self) -> datetime | None:
        """When it last told of anything."""
        return self.since if self.told else None


@dataclass(frozen=True, slots=True)
class Day:
    """When somebody likes news: the minute of their day, and their waking hours."""

    zone: str | None
    wake: int
    rest: int
    hour: str

    def next_news(self, now: datetime, told_at: datetime | None) -> datetime:
        """Give the next moment for news, a pause after the last."""
        earliest = now if told_at is None else max(now, told_at + PAUSE)
        minute = HOURS[self.hour]
        at = at_local(earliest, minute, self.zone)
        if at <= earliest:
            at = at_local(earliest, minute, self.zone, days=1)
        return next_waking(at, self.zone, self.wake, self.rest)


def cells_of(filters: Filters, spot: Spot) -> tuple[int, ...]:
    """Give the large cells in which an offer can fit a search."""
    if filters.km is None or spot.lat_e6 is None or spot.lon_e6 is None:
        return (ANYWHERE,)
    return cells_within(spot.lat_e6, spot.lon_e6, filters.km, COARSE)


def as_kept(filters: Filters) -> Filters:
    """Give the filters of a search as it is kept: the order is no part of it."""
    return replace(filters, sort=FRESHEST)


def is_news(listing: Listing, code: str, kept: Kept) -> bool:
    """Whether an offer has come, or become another one, since a search last told of any."""
    return listing.touched_at >= kept.since and code not in kept.told


def tell(kept: Kept, codes: Iterable[str], now: datetime) -> Kept:
    """Note what a search told of."""
    return replace(kept, since=now, told=(*kept.told, *codes)[-TOLD_KEPT:])


def prices_of(listings: Collection[Listing]) -> tuple[tuple[int, str], ...]:
    """Give a few prices somebody really asks, from the cheapest to the dearest, in round figures.

    Each is minor units, and the unit they are for: a kilo where most of the offers weigh.
    """
    bases = Counter(map(basis_of, listings))
    if not bases:
        return ()
    ((unit, _),) = bases.most_common(1)
    weighs = unit == BY_WEIGHT
    ranks = (each.rate_key for each in listings)
    asked = {_rounded(price_at(rank)) for rank in ranks if is_ranked_by(rank, unit, weighs=weighs)}
    prices = sorted(asked)
    spread = {prices[at * (len(prices) - 1) // (PRICES - 1)] for at in range(PRICES) if prices}
    return tuple((price, unit) for price in sorted(spread))


def basis_of(listing: Listing) -> str:
    """Name what the price of an offer is compared by: a kilo, or its own unit."""
    return BY_WEIGHT if listing.grams else listing.unit


def _rounded(minor: int) -> int:
    """Round up to two figures: nobody thinks of more."""
    step: int = 10 ** max(0, len(str(minor)) - 2)
    return -(-minor // step) * step
