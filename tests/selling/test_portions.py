"""The smallest order and the portions a farmer sells in: whatever is offered can be ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.selling.portions import Portions, portions_of
from tests.ordering.stalls import Market
from tests.selling.farm import listing
from tests.village import Person

PORTIONS = st.builds(
    Portions, free=st.integers(1, 90), least=st.integers(1, 40), step=st.integers(1, 25)
)


def may(portions: Portions, milli: int) -> bool:
    """Say it by the words of the rule, counted out."""
    if milli == portions.free:
        return True
    return portions.least <= milli < portions.free and milli % portions.step == 0


@given(PORTIONS, st.integers(0, 120))
def test_the_nearest_amounts_are_the_nearest_that_may_be_ordered(
    portions: Portions, milli: int
) -> None:
    good = [each for each in range(1, portions.free + 1) if may(portions, each)]
    below = max((each for each in good if each <= milli), default=None)
    above = min((each for each in good if each >= milli), default=None)
    known = [each for each in (below, above) if each is not None]
    assert set(portions.nearest(milli)) == set(known)
    assert abs(portions.fit(milli) - milli) == min(abs(each - milli) for each in known)
    assert portions.first == good[0]


@given(PORTIONS, st.integers(1, 90))
def test_what_may_be_ordered_is_neither_too_little_nor_between(
    portions: Portions, milli: int
) -> None:
    if milli <= portions.free:
        good = portions.is_enough(milli) and portions.is_whole(milli)
        assert good == may(portions, milli)


def test_where_less_than_the_least_is_left_all_of_it_may_be_had() -> None:
    left = Portions(free=3000, least=5000, step=5000)
    assert (left.first, left.nearest(1000), left.fit(9000)) == (3000, (3000,), 3000)


def test_nobody_is_offered_half_a_chicken() -> None:
    hens = portions_of(listing(unit="piece", unit_grams=None, on_hand=9000))
    assert hens.nearest(1500) == (1000, 2000)


def test_where_nothing_is_left_nothing_may_be_had() -> None:
    assert Portions(0).fit(1000) == 0


# -- said by the farmer, kept by the buyer


@pytest.fixture
def bound() -> tuple[Market, Person, Person]:
    """Amina sells 20 kg, not less than 5 kg, in portions of 2.5 kg."""
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    amina.taps(data="listing.more.1")
    amina.taps("Smallest order")
    amina.says("5")
    amina.says("2.5 kg")
    return market, amina, joe


def test_a_farmer_says_the_smallest_order_and_the_portions(
    bound: tuple[Market, Person, Person],
) -> None:
    market, amina, _ = bound
    assert (market.listing().least, market.listing().step) == (5000, 2500)
    assert "Smallest order: 5 kg" in amina.last.text
    assert "portions of 2.5 kg" in amina.last.text


def test_by_taps_alone_any_amount_is_good_again(bound: tuple[Market, Person, Person]) -> None:
    market, amina, _ = bound
    amina.taps(data="listing.least.1")
    amina.taps("Any amount")
    amina.taps("No portions")
    assert (market.listing().least, market.listing().step) == (None, None)


def test_the_card_offers_only_what_may_be_ordered(bound: tuple[Market, Person, Person]) -> None:
    _, _, joe = bound
    joe.taps(data="buy.see.1")
    assert "Smallest order: 5 kg" in joe.last.text
    assert "5 kg = KSh 250" in joe.last.text
    joe.taps("➕")
    assert "7.5 kg = KSh 375" in joe.last.text
    assert not any(label.startswith("➖ ") and "5 kg" not in label for label in joe.last.buttons)


@pytest.mark.parametrize(
    ("typed", "said", "offered"),
    [
        ("3", "smallest order is 5 kg", ["5 kg"]),
        ("6", "portions of 2.5 kg", ["5 kg", "7.5 kg"]),
        ("25", "only 20 kg left", ["20 kg"]),
    ],
)
def test_another_amount_is_answered_with_the_nearest(
    bound: tuple[Market, Person, Person], typed: str, said: str, offered: list[str]
) -> None:
    market, _, joe = bound
    joe.taps(data="buy.type.1")
    joe.says(typed)
    assert joe.sees(said)
    assert [label for label in joe.last.buttons if label.endswith(" kg")] == offered
    joe.taps(offered[0])
    joe.taps("Yes, order")
    assert market.count() == 1


@pytest.mark.parametrize("milli", [1000, 3000, 6000])
def test_forged_data_orders_no_other_amount(
    bound: tuple[Market, Person, Person], milli: int
) -> None:
    market, _, joe = bound
    joe.taps(data=f"buy.order.1.{milli}")
    joe.taps(data="d1..yes")
    joe.taps(data=f"d1.amount.{milli}:kg")
    joe.taps(data="d1..yes")
    assert market.count() == 0


def test_the_last_rest_below_the_least_is_sold(bound: tuple[Market, Person, Person]) -> None:
    market, _, joe = bound
    market.places(market.joins("Wanjiru"), milli=17_500)
    joe.taps(data="buy.see.1")
    assert "2.5 kg = KSh 125" in joe.last.text
    joe.taps("Order 2.5 kg")
    joe.taps("Yes, order")
    assert market.order(2).ordered == 2500
