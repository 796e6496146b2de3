from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.money import Money, digits


@pytest.mark.parametrize(
    ("currency", "places"), [("KES", 2), ("JPY", 0), ("UGX", 0), ("TZS", 2), ("TND", 3), ("INR", 2)]
)
def test_a_currency_has_its_iso_decimals(currency: str, places: int) -> None:
    assert digits(currency) == places


def test_more_decimals_than_coins_are_refused() -> None:
    with pytest.raises(ValueError):
        Money.from_decimal(Decimal("1.005"), "KES")
    with pytest.raises(ValueError):
        Money.from_decimal(Decimal("0.5"), "UGX")
    assert Money.from_decimal(Decimal("1.500"), "KES") == Money(150, "KES")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError):
        Money.from_decimal(Decimal(amount), "KES")


def test_a_price_times_a_quantity_is_rounded_half_up() -> None:
    assert Money(150, "KES").times(2_500) == Money(375, "KES")
    assert Money(1, "KES").times(500) == Money(1, "KES")
    assert Money(1, "KES").times(499) == Money(0, "KES")
    assert Money(-1, "KES").times(500) == Money(-1, "KES")


def test_two_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError):
        _ = Money(1, "KES") + Money(1, "UGX")
    with pytest.raises(ValueError):
        _ = Money(1, "KES") < Money(1, "UGX")
    assert Money(1, "KES") != Money(1, "UGX")


def test_amounts_add_subtract_and_compare() -> None:
    assert Money(5, "KES") + Money(7, "KES") - Money(2, "KES") == Money(10, "KES")
    assert Money(5, "KES") < Money(7, "KES")
    assert Money(7, "KES") >= Money(7, "KES")


@given(st.integers(-(10**18), 10**18), st.sampled_from(["KES", "UGX", "TND"]))
def test_major_units_and_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.from_decimal(money.to_decimal(), currency) == money
