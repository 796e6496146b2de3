from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.quantity import Quantity


def test_thousandths_are_the_smallest_part() -> None:
    assert Quantity.from_decimal(Decimal("2.125"), "kg") == Quantity(2125, "kg")
    with pytest.raises(ValueError):
        Quantity.from_decimal(Decimal("2.1255"), "kg")
    with pytest.raises(ValueError):
        Quantity.from_decimal(Decimal("NaN"), "kg")


def test_two_units_do_not_mix() -> None:
    with pytest.raises(ValueError):
        _ = Quantity(1, "kg") + Quantity(1, "sack")
    with pytest.raises(ValueError):
        _ = Quantity(1, "kg") < Quantity(1, "sack")


def test_quantities_add_subtract_and_compare() -> None:
    assert Quantity(5, "kg") + Quantity(7, "kg") - Quantity(2, "kg") == Quantity(10, "kg")
    assert Quantity(5, "kg") < Quantity(7, "kg")


def test_idle_zeros_are_not_shown() -> None:
    assert str(Quantity(2500, "kg").to_decimal()) == "2.5"
    assert str(Quantity(20_000, "kg").to_decimal()) == "20"


@given(st.integers(-(10**15), 10**15))
def test_whole_units_and_back(milli: int) -> None:
    quantity = Quantity(milli, "kg")
    assert Quantity.from_decimal(quantity.to_decimal(), "kg") == quantity
