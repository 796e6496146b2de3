"""Prices are rounded to coins people have, and never far."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel import coins
from bot.kernel.money import Money

CURRENCIES = st.sampled_from(["KES", "UGX", "TZS", "CNY", "USD", "IDR", "XYZ"])
MINOR = st.integers(1, 10**12)


@pytest.mark.parametrize(
    ("minor", "currency", "rounded"),
    [
        (8235, "KES", 8200),  # whole shillings
        (1234, "KES", 1250),  # a small price in half shillings
        (2350, "UGX", 2350),
        (243, "CNY", 240),
        (61, "USD", 62),  # two-cent steps
        (1, "KES", 1),
    ],
)
def test_a_price_is_rounded_to_the_coins_in_use(minor: int, currency: str, rounded: int) -> None:
    assert coins.round_price(minor, currency) == Money(rounded, currency)


@given(MINOR, CURRENCIES)
def test_rounding_moves_a_price_by_a_twentieth_at_most(minor: int, currency: str) -> None:
    step = coins.step(minor, currency)
    assert step == 1 or step * 20 <= minor
    assert step <= coins.coin(currency)
    for rounded in (coins.round_price, coins.round_up, coins.round_down):
        assert abs(rounded(minor, currency).minor - minor) <= step
        assert rounded(minor, currency).minor % step == 0


@given(MINOR, CURRENCIES)
def test_up_is_never_less_and_down_never_more(minor: int, currency: str) -> None:
    below, above = coins.round_down(minor, currency), coins.round_up(minor, currency)
    assert below.minor <= minor <= above.minor
