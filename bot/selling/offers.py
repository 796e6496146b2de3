"""A listing: what a farmer offers, and how much of it is there."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.kernel import cells, countries
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling.measures import grams_of
from bot.selling.ranks import rank_price

OPEN, PAUSED, SOLD_OUT, EXPIRED, WITHDRAWN = "open", "paused", "sold_out", "expired", "withdrawn"
STATES = (OPEN, PAUSED, SOLD_OUT, EXPIRED, WITHDRAWN)
ORGANIC, GREEN = "organic", "green"
LABELS = (ORGANIC, GREEN)  # what a farmer says of how it was grown


@dataclass(frozen=True, slots=True)
class Listing:
    """An offer. Stock is in thousandths of `unit`; `unit_grams` is what one unit weighs, if known.

    `said` is the amount first listed as it was counted, so that a corrected factor can be replayed.
    `least` and `step` are the least one may order and by how much more, in thousandths too.
    """

    seller_id: int
    crop_id: str
    unit: str
    price_minor: int
    currency: str
    on_hand: int
    ready_from: str
    country: str
    created_at: datetime
    touched_at: datetime
    expires_at: datetime
    id: int = 0
    held: int = 0
    unit_grams: int | None = None
    said: str = ""
    photo: str | None = None
    voice: str | None = None
    region: str | None = None
    place_id: str | None = None
    lat_e6: int | None = None
    lon_e6: int | None = None
    state: str = OPEN
    version: int = 1
    label: str | None = None
    least: int | None = None
    step: int | None = None
    more_photos: tuple[str, ...] = ()

    @property
    def free(self) -> int:
        """What can still be ordered, in thousandths of the unit."""
        return self.on_hand - self.held

    @property
    def price(self) -> Money:
        """The price of one unit."""
        return Money(self.price_minor, self.currency)

    @property
    def ready(self) -> date:
        return date.fromisoformat(self.ready_from)

    @property
    def rate_key(self) -> int:
        """The price as a number by which offers are sorted, the cheapest first."""
        country = countries.get(self.country)
        foreign = country is not None and country.currency != self.currency
        unit = f"{self.unit}/{self.currency}" if foreign else self.unit
        return rank_price(self.price_minor, unit, None if foreign else self.grams)

    @property
    def grams(self) -> int | None:
        """What one unit weighs, as its farmer said or as everybody knows."""
        return self.unit_grams or grams_of(self.unit, self.country, self.crop_id)

    @property
    def cell3(self) -> int | None:
        """The large cell of the map it lies in."""
        return self._cell(cells.COARSE)

    @property
    def cell4(self) -> int | None:
        """The small cell of the map it lies in."""
        return self._cell(cells.FINE)

    def _cell(self, resolution: int) -> int | None:
        if self.lat_e6 is None or self.lon_e6 is None:
            return None
        return cells.cell_at(self.lat_e6, self.lon_e6, resolution)

    def amount(self, milli: int) -> Quantity:
        """Give thousandths of this listing's unit as a quantity."""
        return Quantity(milli, self.unit)
