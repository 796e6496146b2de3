"""Money a provider takes: held, passed on, sent back, and never counted twice."""

import pytest

from bot.ordering.conditions import Given
from bot.ordering.order import Order
from bot.ordering.rules import Refused
from tests.ordering.books import PAID, by, does, entered, keeps_the_law, pays, weighs
from tests.ordering.stalls import Market
from tests.village import Person

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    return market, amina, joe


def test_a_payment_told_twice_by_the_provider_counts_once(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    assert isinstance(pays(market, PAID), Order)
    assert pays(market, PAID) == Refused("charged")
    assert market.order().payment == "held"
    assert entered(market) == {"held": 25_000, "sale": -25_000}
    assert keeps_the_law(market)


def test_two_real_payments_of_one_order_are_one_and_a_refund(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    pays(market, PAID)
    pays(market, Given(minor=25_000, text="charge 2"))
    assert market.order().payment == "refund_due"
    assert entered(market) == {"held": 50_000, "sale": -25_000, "refund": -25_000}
    assert keeps_the_law(market)


def test_a_card_paid_order_is_the_farmers_money_only_once_it_is_done(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    pays(market, PAID)
    does(amina, "ready")
    does(joe, "receive.5000")
    assert entered(market)["held"] == 25_000
    assert "You get it when the order is done" in amina.taps(data="order.see.1")[-1].text
    does(joe, "approve")
    assert (market.order().state, market.order().payment) == ("completed", "released")
    assert entered(market) == {"released": 25_000, "sale": -25_000}
    assert keeps_the_law(market)


def test_a_payment_that_comes_after_the_end_goes_back_and_moves_nothing(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    does(joe, "cancel.changed")
    assert isinstance(pays(market, PAID), Order)
    after = market.order()
    assert (after.state, after.payment) == ("cancelled", "refund_due")
    assert entered(market) == {"held": 25_000, "refund": -25_000}
    does(joe, "repaid")
    assert market.order() == after, "the buyer's word is no refund of the provider's"
    staff = market.admin()
    does(staff, "repaid")
    assert market.order().payment == "refunded"
    assert entered(market) == {}
    assert keeps_the_law(market)


def test_the_rest_of_a_card_paid_order_that_weighs_more_is_paid_in_cash(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    pays(market, PAID)
    weighs(market, amina, "5.4")
    assert market.order().payment == "due"
    assert "KSh 20," in joe.last.text
    does(amina, "money")
    does(joe, "approve")
    assert entered(market) == {"cash": 2000, "released": 25_000, "sale": -27_000}
    assert keeps_the_law(market)


def test_a_farmer_does_not_pack_what_is_to_be_paid_by_card_first(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    by(market, "card", "buyer", Given())
    does(amina, "ready")
    assert market.order().state == "accepted"
    assert amina.toast == "The buyer has not paid by card yet."
    pays(market, PAID)
    does(amina, "ready")
    assert market.order().state == "ready"


def test_no_button_data_chooses_a_card_or_says_that_one_was_charged(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    before = market.order()
    for who in (amina, joe):
        does(who, "card", "paid", "paid.25000", "route", "take", "pledge", "share", "unfilled")
    assert market.order() == before
