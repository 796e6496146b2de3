"""How orders travel, on both databases: found by their indexes, and never by somebody else's rows."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.delivering import drivers, store
from bot.delivering.store import Way, Wish
from bot.ordering import store as orders
from bot.ordering.order import Order
from bot.points import store as points
from bot.points.rules import Point, Slot, Window
from bot.store.engine import Database
from tests.ordering.stalls import basket, join, put_up
from tests.plans import plan_of
from tests.village import MORNING

FRIDAY = datetime.fromisoformat("2026-06-05T11:00:00+00:00")
END = FRIDAY + timedelta(hours=3)
DAY = (FRIDAY - timedelta(hours=12), FRIDAY + timedelta(hours=12))


def at_point(conn: Connection, **what: Any) -> tuple[Order, Point]:
    """Have an agreed order of Joe's at a point on Friday."""
    seller = join(conn, 1, "Amina", "sell", MORNING)
    buyer = join(conn, 2, "Joe", "buy", MORNING)
    new = Point(
        0, "Market", "KE", "KE-31", "KE-31-naivasha", "Africa/Nairobi", 1, 2, contact="0712"
    )
    point = points.insert_point(conn, replace(new, windows=(Window(4, 840, 1020, 3),)))
    asked = basket(conn, put_up(conn, seller.id, MORNING), 1000, buyer, "key", MORNING)
    known: dict[str, Any] = {
        "state": "accepted",
        "delivery": "point",
        "point_id": point.id,
        "slot_at": END,
    }
    placed = orders.insert_order(conn, replace(asked, **(known | what)))
    assert placed is not None
    assert points.book(conn, Slot(point.id, FRIDAY, END, 3, 3), buyer.id, "key")
    return placed, point


def test_orders_of_a_day_are_found_by_farmer_point_and_driver(database: Database) -> None:
    def told(conn: Connection) -> list[bool]:
        placed, point = at_point(conn)
        driver = join(conn, 3, "Dan", "buy", MORNING)
        driven = replace(placed, delivery="driver", driver_id=driver.id, version=placed.version + 1)
        orders.save(conn, placed, driven)
        found = (
            store.load_of_seller(conn, placed.seller_id, *DAY),
            store.load_at_point(conn, point.id, *DAY),
            store.load_of_driver(conn, driver.id, *DAY),
        )
        later = (DAY[1], DAY[1] + timedelta(days=1))
        none = (
            store.load_of_seller(conn, placed.seller_id, *later),
            store.load_at_point(conn, point.id, *later),
            store.load_of_driver(conn, driver.id, *later),
            store.load_of_seller(conn, placed.buyer_id, *DAY),
        )
        assert store.count_open_at(conn, point.id, MORNING) == 1
        return [*(each == (driven,) for each in found), *(not each for each in none)]

    assert all(database.run_now(told))


def test_an_order_that_is_not_agreed_is_on_no_list(database: Database) -> None:
    def told(conn: Connection) -> int:
        placed, point = at_point(conn, state="cancelled")
        on_lists = store.load_of_seller(conn, placed.seller_id, *DAY)
        return len(on_lists + store.load_at_point(conn, point.id, *DAY))

    assert database.run_now(told) == 0


def test_a_moved_order_is_on_the_list_of_its_new_day(database: Database) -> None:
    def told(conn: Connection) -> tuple[int, int]:
        placed, _ = at_point(conn, offer_slot_at=END + timedelta(days=3))
        moved = tuple(each + timedelta(days=3) for each in DAY)
        return (
            len(store.load_of_seller(conn, placed.seller_id, *DAY)),
            len(store.load_of_seller(conn, placed.seller_id, *moved)),
        )

    assert database.run_now(told) == (0, 1)


def test_the_way_of_an_order_is_told_by_one_statement(database: Database) -> None:
    def told(conn: Connection) -> tuple[Way, Way]:
        placed, point = at_point(conn)
        plain = store.load_way(conn, placed.id)
        store.keep_wish(conn, Wish(placed.id, "farm", MORNING))
        store.keep_wish(conn, Wish(placed.id, "point", MORNING, point.id, FRIDAY, END))
        wished = store.load_way(conn, placed.id)
        assert store.drop_wish(conn, placed.id)
        assert not store.drop_wish(conn, placed.id)
        assert store.load_way(conn, placed.id + 1) == Way()
        return plain, wished

    plain, wished = database.run_now(told)
    assert (plain.starts_at, plain.ends_at, plain.name, plain.contact) == (
        FRIDAY,
        END,
        "Market",
        "0712",
    )
    assert plain.wish is None
    assert wished.wish is not None
    assert (wished.wish.starts_at, wished.wished) == (FRIDAY, "Market")


async def test_one_link_opened_by_many_at_once_makes_one_driver(database: Database) -> None:
    people = [
        (await database.run(partial(join, chat=each, name="Dan", wants="buy", now=MORNING))).id
        for each in range(1, 9)
    ]
    token = await database.run(lambda conn: drivers.make_invite(conn, people[0], MORNING))
    since = MORNING - timedelta(days=1)
    calls = (
        partial(drivers.take_invite, token=token, person_id=each, now=MORNING, since=since)
        for each in people
    )
    taken = await asyncio.gather(*map(database.run, calls))
    assert sum(each is not None for each in taken) == 1


def test_a_driver_says_what_happened_and_puts_stops_in_order(database: Database) -> None:
    def told(conn: Connection) -> tuple[object, ...]:
        placed, _ = at_point(conn)
        dan = join(conn, 3, "Dan", "buy", MORNING)
        drivers.enlist(conn, dan.id, MORNING)
        drivers.enlist(conn, dan.id, MORNING)
        drivers.note(conn, [placed.id], dan.id, "picked", MORNING)
        drivers.note(conn, [placed.id], dan.id, "delivered", MORNING)
        drivers.save_stops(conn, dan.id, FRIDAY.date(), ["a", "b"])
        drivers.save_stops(conn, dan.id, FRIDAY.date(), ["b", "a"])
        held = drivers.export(conn, dan.id)
        assert (len(held["drives"]), len(held["carried"])) == (1, 2)
        seen = (
            drivers.load_happened(conn, [placed.id]),
            drivers.load_stops(conn, dan.id, FRIDAY.date()),
        )
        drivers.forget(conn, dan.id)
        return (*seen, drivers.load_stops(conn, dan.id, FRIDAY.date()), drivers.load_drivers(conn))

    happened, stops, none, nobody = database.run_now(told)
    assert happened == {1: ("picked", "delivered")}
    assert stops == {"b": 0, "a": 1}
    assert (none, nobody) == ({}, ())


def test_lists_are_found_by_their_indexes(database: Database) -> None:
    keys = {"since": MORNING, "until": MORNING, "rough": MORNING, "which": 1, "key_id": 1}
    plans = {
        "ix_orders_packing": store._OF_SELLER,
        "ix_slot_booking_point_id": store._AT_POINT,
        "ix_orders_driver_id": store._OF_DRIVER,
    }
    for index, statement in plans.items():
        plan = plan_of(database, statement, **keys)
        assert index in plan, plan
        assert "SCAN" not in plan
    assert "SCAN" not in plan_of(database, store._WAY, **keys)
