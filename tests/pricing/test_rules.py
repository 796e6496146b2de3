"""What a sale was made at, when weeks begin, and what a harvest must bring."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel import coins
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.order import COMPLETED, Order
from bot.pricing.rules import KEPT, Effort, sale_of
from bot.selling.measures import Measure
from tests.village import MORNING

KILO = Measure("kg", 1000)


def order(**changes: Any) -> Order:
    base = Order(
        key="k",
        buyer_id=2,
        seller_id=1,
        listing_id=1,
        crop_id="tomato",
        unit="sack",
        ordered=2000,
        price_minor=400_000,
        currency="KES",
        total=800_000,
        slot_at=MORNING,
        placed_at=MORNING,
        moved_at=MORNING,
        id=7,
        unit_grams=50_000,
        place_id="KE-31-naivasha",
        state=COMPLETED,
    )
    return replace(base, **changes)


def test_a_sale_is_kept_by_the_kilo_where_the_weight_is_known() -> None:
    sold = sale_of(order(), "UG")
    assert sold is not None
    assert (sold.price, sold.rate, sold.milli) == (400_000, 8_000_000, 2000)
    assert (sold.country, sold.region, sold.place_id) == ("KE", "KE-31", "KE-31-naivasha")
    assert (sold.sold_by, sold.fine) == ("kg", 8_000_000)


def test_a_sale_without_a_weight_is_kept_by_its_unit() -> None:
    sold = sale_of(order(unit_grams=None, place_id=None), "UG")
    assert sold is not None
    assert (sold.rate, sold.sold_by, sold.fine) == (None, "sack", 400_000_000)
    assert (sold.country, sold.region) == ("UG", None)


def test_a_part_refund_lowers_the_price_of_a_sale() -> None:
    sold = sale_of(order(refund_minor=200_000), "KE")
    assert sold is not None
    assert (sold.price, sold.rate) == (300_000, 6_000_000)


def test_what_was_paid_back_whole_was_no_sale() -> None:
    assert sale_of(order(refund_minor=800_000), "KE") is None
    assert sale_of(order(ordered=0), "KE") is None


def effort(**changes: Any) -> Effort:
    base = Effort("tomato", Money(500_000, "KES"), Quantity(100_000, "kg"), 1000)
    return replace(base, **changes)


def test_what_is_lost_makes_the_rest_dearer() -> None:
    assert effort().least(KILO) == Money(5000, "KES")
    lossy = effort(kept=KEPT["fifth"])
    assert lossy.left == Quantity(80_000, "kg")
    assert lossy.least(KILO) == Money(6300, "KES")  # 62.50 and up to the whole shilling


def test_a_price_is_told_in_any_unit_whose_weight_is_known() -> None:
    sacks = effort(harvest=Quantity(2000, "sack"), grams=50_000)
    assert sacks.least(sacks.measure) == Money(250_000, "KES")
    assert sacks.least(KILO) == Money(5000, "KES")
    unknown = effort(harvest=Quantity(2000, "sack"), grams=None)
    assert unknown.least(unknown.measure) == Money(250_000, "KES")
    assert unknown.least(KILO) is None


@given(
    costs=st.integers(1, 10**12),
    milli=st.integers(1, 10**9),
    kept=st.sampled_from([Fraction(1), *KEPT.values()]),
    grams=st.integers(50, 10**6),
    currency=st.sampled_from(["KES", "UGX", "USD", "TZS"]),
)
def test_the_price_brings_back_the_costs_and_a_step_less_would_not(
    costs: int, milli: int, kept: Fraction, grams: int, currency: str
) -> None:
    told = Effort("tomato", Money(costs, currency), Quantity(milli, "sack"), grams, kept)
    for measure, units in (
        (told.measure, Fraction(milli, 1000) * kept),
        (KILO, Fraction(milli, 1000) * kept * grams / 1000),
    ):
        least = told.least(measure)
        assert least is not None
        assert least.minor * units >= costs
        assert (least.minor - coins.step(least.minor, currency)) * units < costs


@pytest.mark.parametrize("share", KEPT)
def test_what_is_left_is_never_more_than_was_harvested(share: str) -> None:
    assert effort(kept=KEPT[share]).left < effort().left
