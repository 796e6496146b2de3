"""What one unit of a crop weighs, and amounts moved from one unit to another without loss."""

from dataclasses import dataclass
from decimal import Decimal

from bot.kernel import units
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity

# Bags, tins and carts weigh what their owner fills in; a litre or a bunch is sold as it is.
_FILLED = frozenset(("package", "volume"))
_AS_IT_IS = frozenset(("litre",))


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as one farmer counts one crop: `grams` is what one weighs, None where unknown."""

    unit: str
    grams: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one unit."""

    price: Money
    unit: str


def grams_of(unit: str, country: str, crop_id: str) -> int | None:
    """Give what one unit weighs where that needs no asking."""
    used = units.factor(unit, country, crop_id)
    if used is None or used.base != "kg" or not used.sure:
        return None
    return int((used.value * 1000).to_integral_value())


def must_ask(unit: str, country: str, crop_id: str) -> bool:
    """Whether only the farmer knows what one weighs."""
    used = units.factor(unit, country, crop_id)
    if used is None:
        return units.get(unit).dimension in _FILLED and unit not in _AS_IT_IS
    return used.base == "kg" and not used.sure


def likely_grams(unit: str, country: str, crop_id: str) -> tuple[int, ...]:
    """Give weights one unit may have, for buttons: the usual one and the ends seen in markets."""
    used = units.factor(unit, country, crop_id) or units.factor(unit, units.ANYWHERE)
    if used is None or used.base != "kg":
        return (10_000, 20_000, 50_000)
    seen = {int(kg * 1000) for kg in (used.low, used.value, used.high) if kg}
    return tuple(sorted(seen))


def in_kg(milli: int, grams: int | None) -> Quantity | None:
    """Weigh thousandths of a unit, rounded as people say it: whole kilos from ten on."""
    if grams is None:
        return None
    step = 1000 if milli * grams >= 10_000_000 else 100
    weight = (2 * milli * grams + 1000 * step) // (2000 * step) * step
    return Quantity(weight, "kg")


def convert(amount: Quantity, has: Measure, wanted: Measure) -> Quantity | None:
    """Count an amount in another unit; None where that needs rounding or a weight nobody knows."""
    if has.unit == wanted.unit:
        return amount
    if not has.grams or not wanted.grams:
        return None
    milli, rest = divmod(amount.milli * has.grams, wanted.grams)
    return None if rest else Quantity(milli, wanted.unit)


def rate_for(price: Money, per: Quantity, has: Measure, wanted: Measure) -> Rate | None:
    """Give the price of one wanted unit from a price for some amount; None where it is not exact."""
    same = has.unit == wanted.unit
    if not same and (not has.grams or not wanted.grams):
        return None
    top, bottom = (1, 1) if same else (wanted.grams or 1, has.grams or 1)
    minor, rest = divmod(price.minor * 1000 * top, per.milli * bottom)
    return None if rest or per.milli <= 0 else Rate(Money(minor, price.currency), wanted.unit)


def in_whole_units(unit: str) -> bool:
    """Whether half of one is no thing to sell: chickens, eggs, trays."""
    return units.get(unit).dimension == "count"


def common_amounts(unit: str, country: str = units.ANYWHERE) -> tuple[Quantity, ...]:
    """Give amounts farmers often have of a unit, for buttons."""
    used = units.factor(unit, country)
    small = used is not None and used.value < 10 and units.get(unit).dimension in {"mass", "count"}
    wholes = (20, 50, 100) if small else (1, 2, 5)
    return tuple(Quantity(whole * 1000, unit) for whole in wholes)


def per_kilo(price: Money, grams: int) -> Decimal:
    """Give a price of one unit as minor units a kilo, to compare and never to charge."""
    return Decimal(price.minor) * 1000 / grams
