"""An offer as a buyer looks at it: the listing, its seller's name, and amounts that make sense."""

from dataclasses import dataclass
from datetime import datetime

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling.measures import Measure, in_whole_units
from bot.selling.offers import OPEN, Listing
from bot.selling.portions import Portions, portions_of

_NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Offer:
    """One listing with its seller's name; amounts are thousandths of its unit.

    `wanted` is the amount a card shows just now, 0 where none is.
    """

    listing: Listing
    seller: str
    wanted: int = 0

    @property
    def code(self) -> str:
        """Name the offer with its price, so that a yes is to the price that was read."""
        return f"{self.listing.id}:{self.listing.price_minor}"

    @property
    def measure(self) -> Measure:
        return Measure(self.listing.unit, self.listing.unit_grams)

    @property
    def free(self) -> Quantity:
        return self.listing.amount(self.listing.free)

    def is_for_sale(self, now: datetime) -> bool:
        """Whether anything of it can be ordered now."""
        listed = self.listing
        return listed.state == OPEN and listed.expires_at > now and listed.free > 0

    def total(self, milli: int) -> Money:
        return self.listing.price.times(milli)

    @property
    def portions(self) -> Portions:
        """In which amounts it may be ordered."""
        return portions_of(self.listing)

    @property
    def step(self) -> int:
        """How far one tap on plus or minus goes: about a twentieth of what there is, in portions."""
        portion = self.portions.step
        return -(-self._nice_step // portion) * portion

    @property
    def _nice_step(self) -> int:
        wanted = self.listing.free // 20
        whole = next((nice * 1000 for nice in reversed(_NICE) if nice * 1000 <= wanted), 1000)
        if self.listing.free >= 2000 or in_whole_units(self.listing.unit):
            return whole
        return 250

    @property
    def leap(self) -> int:
        """How far one tap on the double sign goes."""
        return self.step * 5

    @property
    def first(self) -> int:
        """The amount a card starts with."""
        return self.fit(self.step)

    def fit(self, milli: int) -> int:
        """Give the nearest amount a card may show: one that can be ordered, and no crumb."""
        return self.portions.fit(max(milli, min(self.step, self.listing.free)))

    @property
    def amounts(self) -> tuple[Quantity, ...]:
        """Give a few amounts to tap, and all there is."""
        free, first = self.listing.free, self.first
        some = [many * first for many in (1, 2, 5, 10) if many * first < free]
        fit = dict.fromkeys(self.portions.fit(milli) for milli in some)
        return tuple(self.listing.amount(milli) for milli in (*[*fit][:3], free) if milli > 0)

    def near(self, milli: int) -> tuple[Quantity, ...]:
        """Give the amounts nearest to one that cannot be ordered."""
        return tuple(self.listing.amount(each) for each in self.portions.nearest(milli))
