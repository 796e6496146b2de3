"""Shares of a pool: orders like any other, but agreed or let go by their pool."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ordering import moves
from bot.ordering.conditions import Given
from bot.ordering.order import CLOCK, Order
from bot.store import persons
from tests.ordering.books import by, does, entered, keeps_the_law
from tests.ordering.stalls import Market, basket, turn_of
from tests.village import MORNING, Person

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    return market, amina, joe


def pledge(market: Market, milli: int, key: str = "share") -> Order:
    """Have the farmer of listing 1 promise a share of Joe's large order."""
    listed = market.listing()
    with market.village.engine.begin() as conn:
        buyer = persons.load(conn, 2)
        seller = persons.load(conn, listed.seller_id)
        assert buyer is not None
        assert seller is not None
        asked = basket(conn, listed, milli, buyer, key, market.village.now)
        share = replace(asked, pool_id=7, deadline_at=MORNING + timedelta(days=2))
        placed = moves.move(turn_of(conn, seller, market.village.now), share, "pledge")
        assert isinstance(placed, Order)
        return placed


def test_a_share_of_a_pool_waits_for_the_pool_alone(two: Two) -> None:
    market, amina, _ = two
    pledge(market, 8000)
    (card,) = amina.taps(data="order.see.1")
    assert "Your share is set aside" in card.text
    assert not {"✅ Accept", "❌ Decline"} & set(card.buttons)
    market.village.passes(days=3)
    assert market.order().state == "placed"
    does(amina, "accept", "decline.sold", "counter")
    assert market.history() == ["pledge"]
    assert market.listing().held == 8000


def test_a_pool_that_fills_takes_perhaps_less_and_the_rest_is_for_sale_again(two: Two) -> None:
    market, *_ = two
    pledge(market, 8000)
    by(market, "share", CLOCK, Given(milli=6000))
    order = market.order()
    assert (order.state, order.held, order.payment) == ("accepted", 6000, "due")
    assert market.listing().held == 6000
    assert entered(market) == {"owed": 30_000, "sale": -30_000}
    assert keeps_the_law(market)


def test_a_pool_that_fails_lets_every_share_go(two: Two) -> None:
    market, amina, _ = two
    pledge(market, 8000)
    by(market, "unfilled", CLOCK, Given())
    assert market.order().state == "expired"
    assert market.listing().free == 20_000
    assert "Not enough farmers joined" in amina.taps(data="order.see.1")[-1].text
    assert keeps_the_law(market)


def test_a_farmer_takes_a_share_back_before_the_pool_fills(two: Two) -> None:
    market, amina, _ = two
    pledge(market, 8000)
    does(amina, "cancel.spoiled")
    assert market.order().state == "cancelled"
    assert market.listing().free == 20_000
