"""A farmer's week: what was sold and earned, against the week before and the neighbours. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from bot.earnings.rules import Earned
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling.board import Board, Quote, Sold, halved, middle_of

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a farmer got for one `unit` of a crop, and what it was sold at near by."""

    crop_id: str
    own: Money
    quote: Quote
    area: str

    @property
    def below(self) -> int:
        """How many percent less than the neighbours it was; 0 for no less."""
        middle = self.quote.price.minor
        return max(0, (middle - self.own.minor) * 100 // middle)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days that end before the day `until`, newest sale last, and the seven before them."""

    until: date
    earned: tuple[Earned, ...] = ()
    before: tuple[Earned, ...] = ()

    @property
    def since(self) -> date:
        return self.until - WEEK

    @property
    def amounts(self) -> tuple[Quantity, ...]:
        """What was sold: everything of known weight in kilos, then other units."""
        grams = sum(each.grams for each in self.earned if each.grams is not None)
        others: Counter[str] = Counter()
        for each in self.earned:
            if each.grams is None:
                others[each.unit] += each.milli
        weighed = (Quantity(grams, "kg"),) if grams else ()
        return (*weighed, *(Quantity(milli, unit) for unit, milli in sorted(others.items())))

    @property
    def sums(self) -> tuple[Money, ...]:
        """What was earned, one sum for each currency, the greatest first."""
        return _sums(self.earned)

    def more(self, now: Money) -> Money | None:
        """Give how much more than the week before; None where that brought nothing."""
        found = (each for each in _sums(self.before) if each.currency == now.currency)
        return next((now - each for each in found), None)

    @property
    def main_crop(self) -> str | None:
        """The crop that brought most."""
        sums: Counter[str] = Counter()
        for each in self.earned:
            sums[each.crop_id] += each.minor
        return max(sums, key=lambda crop: (sums[crop], crop), default=None)


def _sums(earned: tuple[Earned, ...]) -> tuple[Money, ...]:
    found: Counter[str] = Counter()
    for each in earned:
        found[each.currency] += each.minor
    return tuple(Money(minor, currency) for currency, minor in found.most_common())


def compare(crop_id: str, own: tuple[Sold, ...], board: Board | None) -> Compared | None:
    """Hold what a farmer got for a crop against what neighbours got, where that may be told."""
    for quote in board.quotes if board else ():
        fine = [x.fine for x in own if (x.sold_by, x.currency) == (quote.unit, quote.currency)]
        if fine and board is not None:
            price = Money(halved(middle_of(fine), 1000), quote.currency)
            return Compared(crop_id, price, quote, board.area)
    return None
