"""Decisions about prices: what a sale was made at, and what produce must bring."""

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from bot.kernel import coins, places
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.order import Order
from bot.selling.board import Sale, halved
from bot.selling.measures import Measure

WEEKS = 12

# What is left to sell when so much is lost on the way.
KEPT = MappingProxyType(
    {
        "tenth": Fraction(9, 10),
        "fifth": Fraction(4, 5),
        "third": Fraction(2, 3),
        "half": Fraction(1, 2),
    }
)


def sale_of(order: Order, country: str) -> Sale | None:
    """Give the sale a completed order was, at what it came to after any refund.

    None where nothing was given or nothing paid. `country` counts where the place is not known.
    """
    if order.given <= 0 or order.sum.minor <= 0:
        return None
    price = order.price.minor
    if order.refund_minor:
        price = max(1, halved(order.sum.minor * 1000, order.given))
    place = places.get(order.place_id) if order.place_id else None
    grams = order.unit_grams
    return Sale(
        order_id=order.id,
        crop_id=order.crop_id,
        unit=order.unit,
        unit_grams=grams,
        milli=order.given,
        price=price,
        rate=halved(price * 1_000_000, grams) if grams else None,
        currency=order.currency,
        country=place.country if place else country,
        region=places.region_of(place).id if place else None,
        place_id=order.place_id,
        seller_id=order.seller_id,
        buyer_id=order.buyer_id,
        at=order.moved_at,
    )


@dataclass(frozen=True, slots=True)
class Effort:
    """What growing and bringing something costs, and how much of it there will be.

    `kept` is the share that is left to sell; `grams` is what one unit weighs, if known.
    """

    crop_id: str
    costs: Money
    harvest: Quantity
    grams: int | None = None
    kept: Fraction = Fraction(1)

    @property
    def measure(self) -> Measure:
        return Measure(self.harvest.unit, self.grams)

    @property
    def left(self) -> Quantity:
        """What is left to sell, a started thousandth not counted."""
        return Quantity(int(self.harvest.milli * self.kept), self.harvest.unit)

    def least(self, measure: Measure) -> Money | None:
        """Give the lowest price of one unit that brings back the costs, a step rounded up.

        None where the weights are not known that it takes to count in that unit.
        """
        units = self._units(measure)
        if not units:
            return None
        exact = Fraction(self.costs.minor) / units
        return coins.round_up(-(-exact.numerator // exact.denominator), self.costs.currency)

    def _units(self, measure: Measure) -> Fraction | None:
        """Count what is left to sell in a unit, to the last grain."""
        mine = Fraction(self.harvest.milli, 1000) * self.kept
        if measure.unit == self.harvest.unit:
            return mine
        if not measure.grams or not self.grams:
            return None
        return mine * self.grams / measure.grams


@dataclass(frozen=True, slots=True)
class Worked:
    """A finished sum: what it all takes, for the draft that waits for a price, if one does."""

    effort: Effort
    draft: int | None = None
