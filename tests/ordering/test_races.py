"""Many at once: stock is never sold twice, and one yes is one order."""

import asyncio
import threading
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import Connection

from bot.ordering import moves, store
from bot.ordering.conditions import Given
from bot.ordering.order import Order
from bot.ordering.rules import Refused
from bot.selling.offers import Listing
from bot.store import persons
from bot.store.engine import Database
from bot.store.persons import Person
from bot.talk.event import Sender
from tests.ordering.stalls import Market, basket, broken_laws, join, put_up, turn_of
from tests.village import MORNING


def market_of(conn: Connection, buyers: int, milli: int) -> tuple[Listing, list[Person]]:
    seller = join(conn, 100, "Amina", "sell", MORNING)
    people = [join(conn, 200 + number, "Joe", "buy", MORNING) for number in range(buyers)]
    return put_up(conn, seller.id, MORNING, milli), people


def place(
    conn: Connection, listed: Listing, buyer: Person, milli: int, key: str = "key"
) -> Order | Refused:
    asked = basket(conn, listed, milli, buyer, key, MORNING)
    return moves.move(turn_of(conn, buyer, MORNING), asked, "place")


async def test_twenty_buyers_of_five_units_are_five_orders(database: Database) -> None:
    listed, buyers = await database.run(lambda conn: market_of(conn, 20, 5000))
    results = await asyncio.gather(
        *(database.run(partial(place, listed=listed, buyer=each, milli=1000)) for each in buyers)
    )
    assert sum(isinstance(each, Order) for each in results) == 5
    assert Counter(each.reason for each in results if isinstance(each, Refused)) == {"sold-out": 15}
    assert await database.run(lambda conn: broken_laws(conn, listed.id)) == []


async def test_four_taps_on_yes_at_once_are_one_order(database: Database) -> None:
    listed, (buyer,) = await database.run(lambda conn: market_of(conn, 1, 5000))
    results = await asyncio.gather(
        *(database.run(lambda conn: place(conn, listed, buyer, 1000)) for _ in range(4))
    )
    assert sum(isinstance(each, Order) for each in results) == 1
    assert Counter(each.reason for each in results if isinstance(each, Refused)) == {"repeated": 3}
    held = await database.run(lambda conn: put_aside(conn, listed))
    assert held == 1000


def put_aside(conn: Connection, listed: Listing) -> int:
    (order,) = store.load_mine(conn, listed.seller_id, is_open=True)
    return order.held


async def test_accepting_and_calling_off_at_once_is_one_of_both(database: Database) -> None:
    listed, (buyer,) = await database.run(lambda conn: market_of(conn, 1, 5000))
    placed = await database.run(lambda conn: place(conn, listed, buyer, 1000))
    assert isinstance(placed, Order)

    def decline(conn: Connection) -> Order | Refused:
        return act(conn, placed.id, listed.seller_id, "decline", "sold")

    def cancel(conn: Connection) -> Order | Refused:
        return act(conn, placed.id, buyer.id, "cancel", "changed")

    results = await asyncio.gather(database.run(decline), database.run(cancel))
    assert sum(isinstance(each, Order) for each in results) == 1
    assert await database.run(lambda conn: broken_laws(conn, listed.id)) == []


def act(
    conn: Connection, order_id: int, person_id: int, command: str, reason: str
) -> Order | Refused:
    who, order = persons.load(conn, person_id), store.load(conn, order_id)
    assert who is not None
    assert order is not None
    return moves.move(turn_of(conn, who, MORNING), order, command, Given(reason=reason))


def test_four_taps_on_yes_in_a_talk_are_one_order() -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    joe.taps(data="buy.order.1.2000")
    yes = joe.last.buttons["✅ Yes, order"]
    for _ in range(4):
        joe.taps(data=yes)
    assert market.count() == 1
    assert market.listing().held == 2000
    assert "already done" in joe.toast


@pytest.mark.parametrize("tap", [1, 2])
def test_two_yeses_to_two_readings_are_two_orders(tap: int) -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    for _ in range(tap):
        market.places(joe)
        market.village.passes(seconds=1)
    assert market.count() == tap


def test_placing_and_accepting_cost_few_statements() -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    joe.taps(data="buy.order.1.2000")
    joe.taps("Yes, order")
    placing = market.village.statements - 1  # without BEGIN
    amina.taps("Accept")
    accepting = market.village.statements - 1
    assert (placing, accepting) == (14, 8)  # one counts what a newcomer ordered today


async def test_two_who_write_to_each_other_at_once_do_not_wait_for_each_other(
    postgres_database: Database,
) -> None:
    """Each is in a turn of their own, which locks them, and each plans something for the other."""
    both = threading.Barrier(2, timeout=5)
    amina, joe = await postgres_database.run(
        lambda conn: (
            join(conn, 100, "Amina", "sell", MORNING),
            join(conn, 200, "Joe", "buy", MORNING),
        )
    )

    def write(conn: Connection, me: Person, other: Person) -> None:
        turn = turn_of(conn, persons.meet(conn, Sender(me.chat, me.chat), MORNING), MORNING)
        both.wait()
        turn.plan("order-news", 1, MORNING, person=other)

    await asyncio.gather(
        postgres_database.run(partial(write, me=amina, other=joe)),
        postgres_database.run(partial(write, me=joe, other=amina)),
    )
