"""Round local sums: what one coin of a lesson's example is worth where its reader lives."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.kernel.money import Money, digits
from bot.kernel.quantity import Quantity

# Worth about as much as ten Kenyan shillings, rounded to what people pay with; in minor units.
_COINS = MappingProxyType(
    {
        "BDT": 1000,
        "BOB": 50,
        "BRL": 50,
        "CNY": 50,
        "COP": 50_000,
        "EGP": 500,
        "ETB": 1000,
        "GHS": 100,
        "GTQ": 50,
        "HNL": 200,
        "IDR": 100_000,
        "INR": 500,
        "KES": 1000,
        "MAD": 100,
        "MXN": 200,
        "MZN": 500,
        "NGN": 10_000,
        "PEN": 50,
        "RUB": 1000,
        "RWF": 100,
        "SDG": 5000,
        "TZS": 20_000,
        "UGX": 200,
        "UZS": 100_000,
        "XAF": 50,
        "XOF": 50,
    }
)
MILLI = 1000


def coin_of(currency: str) -> int:
    """Give one coin in minor units; a tenth of the currency's unit where none is known."""
    return _COINS.get(currency) or max(1, 10 ** digits(currency) // 10)


def fill(numbers: Mapping[str, Mapping[str, int]], currency: str) -> dict[str, object]:
    """Turn a lesson's numbers into sums and amounts; `{"cost": {"coins": 600}}`."""
    return {name: _value(*next(iter(what.items())), currency) for name, what in numbers.items()}


def _value(unit: str, count: int, currency: str) -> object:
    if unit == "coins":
        return Money(count * coin_of(currency), currency)
    if unit == "number":
        return count
    return Quantity(count * MILLI, unit)
