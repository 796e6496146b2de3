"""Moments at which people are cheated are named once, in place."""

import pytest

from tests.relaying.town import Town
from tests.village import Person


def test_a_newcomers_first_order_says_what_comes_first(
    town: Town, amina: Person, peter: Person
) -> None:
    amina.taps(data="order.see.1")
    assert "A newcomer's first order with you (joined: today)" in amina.last.text
    peter.taps(data="order.see.1")
    assert "newcomer" not in peter.last.text
    second = town.places(peter)
    amina.taps(data=f"order.see.{second}")
    assert "newcomer" not in amina.last.text
    amina.taps(data="order.do.1.accept")
    assert "newcomer" not in amina.last.text


def test_who_is_known_for_a_week_is_no_newcomer(town: Town, amina: Person, peter: Person) -> None:
    barasa = town.joins("Barasa", "sell")
    listed = town.lists(barasa)
    town.village.passes(hours=8 * 24)
    second = town.places(peter, listing_id=listed)
    barasa.taps(data=f"order.see.{second}")
    assert "newcomer" not in barasa.last.text


def name_account(farmer: Person, order_id: int, account: str) -> None:
    farmer.taps(data=f"order.do.{order_id}.account")
    farmer.says(account)
    farmer.says("yes")


@pytest.fixture
def named(town: Town, amina: Person, peter: Person) -> int:
    """Amina named an account for Peter's order; gives another of Joe's, still without one."""
    joe = town.joins("Joe")
    second = town.places(joe)
    for order_id, buyer in ((1, peter), (second, joe)):
        amina.taps(data=f"order.do.{order_id}.accept")
        buyer.taps(data=f"order.do.{order_id}.mobile")
    name_account(amina, 1, "Till 111")
    assert town.order().pay_to == "Till 111"
    return second


def test_another_account_is_told_to_who_still_pays_to_the_old_one(
    town: Town, amina: Person, peter: Person, named: int
) -> None:
    name_account(amina, named, "Till 222")
    told = peter.last
    assert "Before: Till 111. Now: Till 222" in told.text
    assert "✉️ Write" in told.buttons


def test_the_same_account_again_is_no_news(
    town: Town, amina: Person, peter: Person, named: int
) -> None:
    heard = len(peter.heard)
    name_account(amina, named, "Till 111")
    assert len(peter.heard) == heard


def test_at_night_another_account_waits(
    town: Town, amina: Person, peter: Person, named: int
) -> None:
    town.village.passes(hours=13)
    heard = len(peter.heard)
    name_account(amina, named, "Till 222")
    assert not any("Till 222" in seen.text for seen in peter.heard[heard:])
    town.village.passes(hours=10)
    assert any("Now: Till 222" in seen.text for seen in peter.heard[heard:])
