"""The coins people pay with: the step in which prices are said, and rounding to it."""

from types import MappingProxyType

from bot.kernel.money import Money, digits

# Smallest amount in daily use at markets, in minor units; smaller coins exist but nobody has any.
_USUAL = MappingProxyType(
    {
        "BDT": 100,
        "BOB": 10,
        "BRL": 5,
        "CNY": 10,
        "COP": 5000,
        "EGP": 25,
        "ETB": 10,
        "GHS": 10,
        "GTQ": 5,
        "HNL": 20,
        "IDR": 10_000,
        "INR": 100,
        "KES": 100,
        "MAD": 10,
        "MXN": 50,
        "MZN": 50,
        "NGN": 500,
        "PEN": 10,
        "RUB": 100,
        "RWF": 5,
        "SDG": 100,
        "TZS": 5000,
        "UGX": 50,
        "UZS": 10_000,
        "XAF": 5,
        "XOF": 5,
    }
)
_FINEST = 20  # a step is at most so small a part of what is rounded


def coin(currency: str) -> int:
    """Give the smallest amount people pay with, in minor units."""
    return _USUAL.get(currency) or max(1, 10 ** digits(currency) // 20)


def step(minor: int, currency: str) -> int:
    """Give the step a price is rounded to: the usual coin, a smaller one for a small price."""
    most = min(coin(currency), minor // _FINEST)
    size = 1
    while size * 10 <= most:
        size *= 10
    return max((each for each in (size, 2 * size, 5 * size) if each <= most), default=1)


def round_price(minor: int, currency: str) -> Money:
    """Round a price to its step, half up; never to nothing."""
    by = step(minor, currency)
    return Money(max((2 * minor + by) // (2 * by) * by, 1), currency)


def round_down(minor: int, currency: str) -> Money:
    by = step(minor, currency)
    return Money(minor // by * by, currency)


def round_up(minor: int, currency: str) -> Money:
    by = step(minor, currency)
    return Money(-(-minor // by) * by, currency)
