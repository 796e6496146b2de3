"""Where to: asked only of those with a collection point near by; a slot is never given twice."""

from dataclasses import replace
from typing import Any

import pytest

from bot.ordering.pickup import EXAMPLE
from bot.points import store as points
from bot.points.rules import Window
from tests.ordering.stalls import Market
from tests.village import Person

Near = tuple[Market, Person]


def opens(market: Market, **changes: Any) -> None:
    """Open a collection point at the school, every day from eight to noon."""
    with market.village.engine.begin() as conn:
        points.insert_point(conn, replace(EXAMPLE, id=0, booked={}, **changes))


def booked(market: Market) -> list[int]:
    with market.village.engine.begin() as conn:
        (point,) = points.load_all(conn, market.village.now)
    return list(point.booked.values())


@pytest.fixture
def near() -> Near:
    """Amina's tomatoes, a school near by with room for two orders, and Joe."""
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    opens(market, windows=tuple(Window(day, 480, 720, 2) for day in range(7)))
    return market, joe


def test_an_order_goes_to_the_point_and_slot_that_was_chosen(near: Near) -> None:
    market, joe = near
    joe.taps(data="buy.order.1.5000")
    assert joe.sees("Where is it picked up?")
    joe.taps("Karai Primary School, tomorrow 8:00")
    assert "📍 Karai Primary School" in joe.last.text
    joe.taps("Yes, order")
    order = market.order()
    assert (order.delivery, order.point_id) == ("point", 1)
    assert order.slot.isoformat() == "2026-06-02T09:00:00+00:00"
    assert booked(market) == [1]


def test_at_the_farm_no_slot_is_taken(near: Near) -> None:
    market, joe = near
    joe.taps(data="buy.order.1.5000")
    joe.says("at the farm")
    joe.taps("Yes, order")
    assert (market.order().delivery, market.order().point_id) == ("farm", None)
    assert booked(market) == []


@pytest.mark.parametrize("where", [{"lat_e6": 1_000_000}, {"country": "UG"}, {"windows": ()}])
def test_where_there_is_no_point_near_nothing_is_asked(where: dict[str, Any]) -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    opens(market, **where)
    joe.taps(data="buy.order.1.5000")
    assert joe.sees("Place this order?")


def test_a_full_slot_gives_way_to_the_next_day(near: Near) -> None:
    market, joe = near
    for _ in range(2):
        joe.taps(data="buy.order.1.1000")
        joe.taps("Karai Primary School, tomorrow")
        joe.taps("Yes, order")
        market.village.passes(seconds=1)
    joe.taps(data="buy.order.1.1000")
    assert any("Wed, 3 Jun" in label for label in joe.last.buttons)


def test_a_slot_that_filled_before_the_yes_is_asked_again(near: Near) -> None:
    market, joe = near
    joe.taps(data="buy.order.1.1000")
    joe.taps("Karai Primary School, tomorrow")
    yes = joe.last.buttons["✅ Yes, order"]
    for name in ("Wanjiru", "Otieno"):
        other = market.joins(name)
        other.taps(data="buy.order.1.1000")
        other.taps("Karai Primary School, tomorrow")
        other.taps("Yes, order")
    joe.taps(data=yes)
    assert market.count() == 2
    assert joe.sees("full by now")
    joe.taps("Karai Primary School, Wed")
    joe.taps("Yes, order")
    assert market.order(3).slot.isoformat() == "2026-06-03T09:00:00+00:00"


def test_what_is_sold_out_takes_no_slot(near: Near) -> None:
    market, joe = near
    joe.taps(data="buy.order.1.20000")
    joe.taps("Karai Primary School")
    yes = joe.last.buttons["✅ Yes, order"]
    with market.village.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE listing SET on_hand = 5000")
    joe.taps(data=yes)
    assert (market.count(), booked(market)) == (0, [])


@pytest.mark.parametrize("code", ["7:29673360", "1:1", "1:x", "x:1", ":", "1:29673361"])
def test_a_forged_place_is_no_answer(near: Near, code: str) -> None:
    market, joe = near
    joe.taps(data="buy.order.1.1000")
    joe.taps(data=f"d1.where.{code}")
    joe.taps(data="d1..yes")
    assert market.count() == 0


def test_a_yes_at_the_farm_costs_no_more_than_before(near: Near) -> None:
    market, joe = near
    joe.taps(data="buy.order.1.1000")
    joe.taps("At the farm")
    joe.taps("Yes, order")
    assert market.village.statements - 1 == 14  # one counts what a newcomer ordered today
