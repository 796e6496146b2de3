"""What crops were really sold at: the middle and the spread of sales, without exposing anybody.

Every farmer is one voice, the middle of their own sales, so that nobody moves the price by
many small sales to a friend. A price needs the voices of several farmers; the spread is the middle half of
them, rounded outward, with at least two farmers at or beyond each end. A wider area is told only
when what it adds to the smaller ones told already is again several farmers or none: or the
difference of two prices would be one farmer's own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.kernel import coins
from bot.kernel.money import Money
from bot.selling.measures import Measure

# Columns of a sale that name the areas it was made in, from the smallest.
DISTRICT, REGION, COUNTRY = "place_id", "region", "country"
AREAS = (DISTRICT, REGION, COUNTRY)

LATELY = timedelta(days=30)
MOST = 120  # newest sales a price is made of: more say nothing else
FEWEST = 3  # farmers whose sales make a price, unless the operator wants more
_FOR_A_SPREAD = 5  # farmers: then two stand at or beyond each end


@dataclass(frozen=True, slots=True)
class Sold:
    """What a board reads of a completed sale.

    `price` is that of one unit, in minor units; `rate` that of a kilo in thousandths of a minor
    unit, where the weight is known; `region` and `place_id` are ids of places.
    """

    unit: str
    price: int
    rate: int | None
    currency: str
    region: str | None
    place_id: str | None
    seller_id: int

    @property
    def sold_by(self) -> str:
        """The unit its price is compared in: the kilo wherever the weight is known."""
        return self.unit if self.rate is None else "kg"

    @property
    def fine(self) -> int:
        """The price of one of that unit, in thousandths of a minor unit."""
        return self.price * 1000 if self.rate is None else self.rate


@dataclass(frozen=True, slots=True)
class Sale(Sold):
    """One completed sale, as it is kept: `milli` thousandths of the unit for `price` each."""

    order_id: int
    crop_id: str
    unit_grams: int | None
    milli: int
    country: str
    buyer_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """What one `unit` was sold at, in thousandths of a minor unit; no ends where few have sold."""

    unit: str
    currency: str
    middle: int
    low: int | None
    high: int | None
    sales: int
    sellers: int

    @property
    def price(self) -> Money:
        return coins.round_price(halved(self.middle, 1000), self.currency)

    @property
    def ends(self) -> tuple[Money, Money] | None:
        """The middle half of the farmers, rounded outward: nobody's own price to the coin."""
        if self.low is None or self.high is None:
            return None
        top = -(-self.high // 1000)
        low = coins.round_down(self.low // 1000, self.currency)
        return low, coins.round_up(top, self.currency)

    def counted(self, measure: Measure) -> "Quote | None":
        """Give the same for one unit of another measure; None where weights are not known."""
        if measure.unit == self.unit:
            return self
        if self.unit != "kg" or not measure.grams:
            return None
        grams = measure.grams

        def told(fine: int) -> int:
            return halved(fine * grams, 1000)

        low = None if self.low is None else told(self.low)
        high = None if self.high is None else told(self.high)
        middle = told(self.middle)
        return Quote(measure.unit, self.currency, middle, low, high, self.sales, self.sellers)


@dataclass(frozen=True, slots=True)
class Board:
    """What a crop was sold at in one area lately: its place's id, a country's or None.

    `quotes` are by unit, the one most was sold in first; `sellers` is how many there are of the
    unit nearest to a price.
    """

    area: str
    quotes: tuple[Quote, ...] = ()
    sellers: int = 0
    full: bool = False  # there may be more sales than were looked at

    def quote(self, measure: Measure) -> Quote | None:
        """Find what one unit of a measure was sold at."""
        told = (each.counted(measure) for each in self.quotes)
        return next((each for each in told if each is not None), None)


def make_board(area: str, sales: Sequence[Sold], currency: str, fewest: int, *inner: str) -> Board:
    """Make the board of an area from its sales; `inner` names its smaller areas, smallest first.

    They are columns of a sale: ("place_id", "region") for a country.
    """
    groups = _groups((each for each in sales if each.currency == currency), "sold_by").values()
    told = [_quote(group) for group in groups if _may_be_told(group, inner, fewest)]
    return Board(
        area,
        tuple(sorted(told, key=lambda quote: (-quote.sales, quote.unit))),
        max((len(_sellers(group)) for group in groups), default=0),
        len(sales) >= MOST,
    )


def middle_of(values: Sequence[int]) -> int:
    """Give the median of whole numbers, of two in the middle their mean, half up."""
    ordered, half = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return ordered[half]
    return halved(ordered[half - 1] + ordered[half], 2)


def halved(top: int, bottom: int) -> int:
    """Divide, half up."""
    return (2 * top + bottom) // (2 * bottom)


def _quote(sales: Sequence[Sold]) -> Quote:
    voices = sorted(
        middle_of([each.fine for each in own]) for own in _groups(sales, "seller_id").values()
    )
    beyond = (len(voices) - 1) // 4
    wide = len(voices) >= _FOR_A_SPREAD
    return Quote(
        unit=sales[0].sold_by,
        currency=sales[0].currency,
        middle=middle_of(voices),
        low=voices[beyond] if wide else None,
        high=voices[-1 - beyond] if wide else None,
        sales=len(sales),
        sellers=len(voices),
    )


def _may_be_told(sales: Sequence[Sold], inner: Sequence[str], fewest: int) -> bool:
    """Whether enough farmers sold, in all and in what no smaller area tells of."""
    if len(_sellers(sales)) < fewest:
        return False
    told = {id(each) for each in _told_inside(sales, inner, fewest)}
    rest = _sellers(each for each in sales if id(each) not in told)
    return not rest or len(rest) >= fewest


def _told_inside(sales: Sequence[Sold], inner: Sequence[str], fewest: int) -> list[Sold]:
    """Give the sales that the boards of smaller areas tell of."""
    if not inner:
        return []
    *smaller, outer = inner
    told: list[Sold] = []
    for area, part in _groups(sales, outer).items():
        shown = area is not None and _may_be_told(part, smaller, fewest)
        told += part if shown else _told_inside(part, smaller, fewest)
    return told


def _sellers(sales: Iterable[Sold]) -> set[int]:
    return {each.seller_id for each in sales}


def _groups(sales: Iterable[Sold], column: str) -> dict[object, list[Sold]]:
    read: Callable[[Sold], object] = lambda sale: getattr(sale, column)  # noqa: E731
    found: defaultdict[object, list[Sold]] = defaultdict(list)
    for each in sales:
        found[read(each)].append(each)
    return dict(found)
