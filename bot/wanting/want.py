"""What somebody wants, and what a farmer says to it: the facts, as they are kept."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling.measures import Measure
from bot.wanting.shares import FIRST

# An ad is open until it is filled, its time is over without enough (failed), or it is called off.
OPEN, FILLED, FAILED, CLOSED = "open", "filled", "failed", "closed"
STATES = (OPEN, FILLED, FAILED, CLOSED)

# A farmer was asked; offers; said no; was taken (all or a share); took it back; nothing was left.
ASKED, OFFERED, REFUSED, TAKEN, BACK, SPARE = "asked", "offered", "no", "taken", "back", "spare"
BID_STATES = (ASKED, OFFERED, REFUSED, TAKEN, BACK, SPARE)

BUYER, FARMERS = "buyer", "farmers"
BEARERS = (BUYER, FARMERS)


@dataclass(frozen=True, slots=True)
class Want:
    """An ad: so much of a crop by a day, at most at a price, near a point.

    Amounts are thousandths of `unit`, `price_minor` is the most one unit may cost, where there is
    a limit. A `pooled` ad is filled by several farmers once they bring `minimum`, shared by
    `rule`. `transport_minor` is what bringing all of it costs, borne by the buyer or by the farmers.
    """

    buyer_id: int
    crop_id: str
    unit: str
    milli: int
    currency: str
    by: str
    country: str
    lat_e6: int
    lon_e6: int
    cell3: int
    deadline_at: datetime
    created_at: datetime
    id: int = 0
    unit_grams: int | None = None
    price_minor: int | None = None
    place_id: str | None = None
    radius_km: int = 50
    pooled: bool = False
    minimum: int = 0
    rule: str = FIRST
    transport_minor: int | None = None
    transport_by: str = BUYER
    state: str = OPEN
    waves: int = 0
    told_at: datetime | None = None
    settled_at: datetime | None = None
    version: int = 1

    @property
    def day(self) -> date:
        """By which day it is needed."""
        return date.fromisoformat(self.by)

    @property
    def limit(self) -> Money | None:
        """The most one unit may cost."""
        return None if self.price_minor is None else Money(self.price_minor, self.currency)

    @property
    def measure(self) -> Measure:
        return Measure(self.unit, self.unit_grams)

    @property
    def transport(self) -> Money | None:
        return None if self.transport_minor is None else Money(self.transport_minor, self.currency)

    def amount(self, milli: int) -> Quantity:
        """Give thousandths of this ad's unit as a quantity."""
        return Quantity(milli, self.unit)


@dataclass(frozen=True, slots=True)
class Bid:
    """One farmer and one ad: asked, and what came of it; `milli`, price and day once offered.

    `km` is how far the farmer is; `called` their first name, where it was loaded with the bid.
    """

    want_id: int
    farmer_id: int
    km: int
    asked_at: datetime
    id: int = 0
    state: str = ASKED
    milli: int | None = None
    price_minor: int | None = None
    day: str | None = None
    offered_at: datetime | None = None
    version: int = 1
    called: str = ""

    @property
    def ready(self) -> date | None:
        """On which day the farmer brings it."""
        return None if self.day is None else date.fromisoformat(self.day)
