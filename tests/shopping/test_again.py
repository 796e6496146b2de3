"""What was bought is ordered again by one tap, at the price of today."""

import pytest

from tests.shopping.mall import Mall, after_a_sale
from tests.village import Person

Kept = tuple[Mall, Person, Person]


@pytest.fixture
def kept() -> Kept:
    """Joe has bought 5 kg of Amina's tomatoes."""
    return after_a_sale()


def test_one_tap_reads_the_same_order_back_at_todays_price(kept: Kept) -> None:
    mall, _, joe = kept
    mall.sets(1, price_minor=6000)
    joe.taps(data="order.see.1")
    joe.taps("Order again")
    assert "Total: KSh 300" in joe.last.text
    joe.taps("Yes, order")
    assert (mall.order(2).ordered, mall.order(2).total) == (5000, 30_000)


def test_the_farmers_newer_listing_is_found(kept: Kept) -> None:
    mall, amina, joe = kept
    mall.sets(1, state="sold_out")
    mall.lists(amina, price_minor=4000)
    joe.taps(data="again.1")
    joe.taps("Yes, order")
    assert mall.order(2).listing_id == 2


def test_less_than_before_is_asked(kept: Kept) -> None:
    mall, _, joe = kept
    mall.sets(1, on_hand=3000)
    joe.taps(data="again.1")
    assert joe.sees("only 3 kg left")
    joe.taps("3 kg")
    joe.taps("Yes, order")
    assert mall.order(2).ordered == 3000


def test_where_it_is_gone_the_nearest_others_are_shown(kept: Kept) -> None:
    mall, _, joe = kept
    mall.sets(1, state="withdrawn")
    mall.lists(mall.joins("Baraka", "sell"), price_minor=6000)
    joe.taps(data="again.1")
    assert joe.sees("nearest others")
