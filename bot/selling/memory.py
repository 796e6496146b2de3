"""What is remembered while somebody lists: their own last offers, bag weights, prices near by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.kernel import coins
from bot.kernel.money import Money
from bot.selling.board import Board, Quote, middle_of
from bot.selling.measures import Measure, grams_of, per_kilo
from bot.talk.message import Button

FEWEST = 3  # offers that make a usual price


@dataclass(frozen=True, slots=True)
class Asked:
    """What neighbours ask for one unit now: the middle of so many offers."""

    price: Money
    offers: int


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier offer: what one unit cost; `said` is the amount's code ("20000:kg")."""

    crop_id: str
    unit: str
    grams: int | None
    price: Money
    said: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """Facts of the talk that lists produce: `mine` and `near` newest first.

    `bags` is what one unit of a crop weighs in grams, as this farmer said it, by (unit, crop).
    `board` is what the crop was sold at lately in the smallest area that may be told; `aside` are
    buttons that help with a price, of other features.
    """

    country: str
    mine: tuple[Past, ...] = ()
    near: tuple[Past, ...] = ()
    bags: Mapping[tuple[str, str], int] = field(default_factory=dict)
    board: Board | None = None
    aside: tuple[Button, ...] = ()

    def crops(self) -> tuple[str, ...]:
        """List the farmer's own crops, the last first."""
        return tuple(dict.fromkeys(past.crop_id for past in self.mine))

    def last(self, crop_id: str) -> Past | None:
        """Find the farmer's last offer of a crop."""
        return next((past for past in self.mine if past.crop_id == crop_id), None)

    def grams(self, unit: str, crop_id: str) -> int | None:
        """Give what one weighs: as this farmer said, else as the table knows for sure."""
        return self.bags.get((unit, crop_id)) or grams_of(unit, self.country, crop_id)

    def usual(self, crop_id: str, measure: Measure, currency: str) -> Money | None:
        """Give the price of one unit to judge by.

        What it was sold at near by, else the farmer's own last price, else what neighbours ask.
        """
        sold = self.sold(measure, currency)
        if sold is not None:
            return sold.price
        own, asked = self.own_price(crop_id, measure, currency), None
        if own is None:
            asked = self.asked(crop_id, measure, currency)
        return own or (asked.price if asked else None)

    def own_price(self, crop_id: str, measure: Measure, currency: str) -> Money | None:
        return next(iter(_told_as(self.mine, crop_id, measure, currency)), None)

    def sold(self, measure: Measure, currency: str) -> Quote | None:
        """Give what one unit was sold at near by, where enough farmers sold."""
        found = self.board.quote(measure) if self.board else None
        return found if found is not None and found.currency == currency else None

    def asked(self, crop_id: str, measure: Measure, currency: str) -> Asked | None:
        """Give what neighbours ask for one unit, where there are some."""
        told = _told_as(self.near, crop_id, measure, currency)
        if len(told) < FEWEST:
            return None
        middle = middle_of([price.minor for price in told])
        return Asked(coins.round_price(middle, currency), len(told))


def _told_as(past: tuple[Past, ...], crop_id: str, measure: Measure, currency: str) -> list[Money]:
    """Give past prices as the price of one unit of another measure, where they can be compared."""
    same = [one for one in past if (one.crop_id, one.price.currency) == (crop_id, currency)]
    found = (_as_price(one, measure) for one in same)
    return [price for price in found if price is not None and price.minor > 0]


def _as_price(past: Past, measure: Measure) -> Money | None:
    if past.unit == measure.unit:
        return past.price
    if not past.grams or not measure.grams:
        return None
    minor = per_kilo(past.price, past.grams) * measure.grams / 1000
    return Money(int(minor.to_integral_value()), past.price.currency)
