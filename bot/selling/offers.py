"""A listing: what a farmer offers, and how much of it is there."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity

OPEN, PAUSED, SOLD_OUT, EXPIRED, WITHDRAWN = "open", "paused", "sold_out", "expired", "withdrawn"
STATES = (OPEN, PAUSED, SOLD_OUT, EXPIRED, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Listing:
    """An offer. Stock is in thousandths of `unit`; `unit_grams` is what one unit weighs, if known.

    `said` is the amount first listed as it was counted, so that a corrected factor can be replayed.
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

    def amount(self, milli: int) -> Quantity:
        """Give thousandths of this listing's unit as a quantity."""
        return Quantity(milli, self.unit)
