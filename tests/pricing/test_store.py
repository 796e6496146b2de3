"""Completed sales in both databases, found by indexes however many there are."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.pricing.leaving import export
from bot.selling import bags, sales
from bot.selling.board import AREAS, COUNTRY, DISTRICT, MOST, REGION, Sale
from bot.store.engine import Database
from tests.ordering.stalls import join
from tests.plans import plan_of
from tests.pricing.town import sale, sell_much
from tests.somebody import meet
from tests.village import MORNING

PLACES = {DISTRICT: "KE-31-naivasha", REGION: "KE-31", COUNTRY: "KE"}
KEYS: dict[str, Any] = {"crop": "tomato", "since": MORNING - timedelta(days=30)}


def write(conn: Connection, *sold: Sale) -> None:
    """Write sales of people who exist."""
    who = meet(conn, 1, MORNING).id
    for each in sold:
        sales.record(conn, replace(each, seller_id=who, buyer_id=who))


def load(conn: Connection, area: str, since: datetime = KEYS["since"]) -> list[int]:
    return [each.price for each in sales.load_area(conn, "tomato", area, PLACES[area], since)]


@pytest.mark.parametrize("area", AREAS)
def test_sales_are_read_newest_first(database: Database, area: str) -> None:
    def work(conn: Connection) -> list[int]:
        write(conn, *(sale(order_id=n, price=n) for n in range(1, 4)))
        write(conn, sale(order_id=7, crop_id="maize"), sale(order_id=8, at=MORNING - timedelta(40)))
        return load(conn, area)

    assert database.run_now(work) == [100, 200, 300]


def test_no_more_than_the_newest_are_read(database: Database) -> None:
    def work(conn: Connection) -> int:
        write(conn, *(sale(order_id=n) for n in range(MOST + 5)))
        return len(load(conn, COUNTRY))

    assert database.run_now(work) == MOST


def test_told_of_again_a_sale_changes_its_price_and_keeps_its_day(database: Database) -> None:
    first = sale()

    def work(conn: Connection) -> list[Sale]:
        write(conn, first)
        write(conn, sale(price=60, at=MORNING, milli=4000))
        return sales.load_of(conn, meet(conn, 1, MORNING).id, KEYS["since"])

    (kept,) = database.run_now(work)
    assert (kept.price, kept.rate, kept.milli, kept.at) == (6000, 6_000_000, 4000, first.at)


def test_a_sale_that_came_to_nothing_is_gone(database: Database) -> None:
    def work(conn: Connection) -> list[int]:
        write(conn, sale())
        sales.remove(conn, sale().order_id)
        return load(conn, REGION)

    assert database.run_now(work) == []


def test_each_week_has_its_own_sales(database: Database) -> None:
    starts = [MORNING - timedelta(weeks=back) for back in (3, 2, 1)]

    def work(conn: Connection) -> list[list[int]]:
        made = (
            sale(order_id=n, price=n, at=MORNING - timedelta(days=days))
            for n, days in ((1, 20), (2, 9), (3, 7), (4, 8))
        )
        write(conn, *made)
        weeks = sales.load_weeks(conn, "tomato", REGION, "KE-31", starts)
        return [[each.price for each in week] for week in weeks]

    assert database.run_now(work) == [[100], [400, 200], [300]]


def test_crops_sold_most_come_first(database: Database) -> None:
    def work(conn: Connection) -> tuple[str, ...]:
        write(conn, *(sale(order_id=n, crop_id=c) for n, c in enumerate(("maize", "kale", "kale"))))
        return sales.load_crops(conn, "KE-31", KEYS["since"])

    assert database.run_now(work) == ("kale", "maize")


@pytest.mark.parametrize(("farmers", "place"), [(3, "KE-31-naivasha"), (2, None)])
def test_whoever_sets_a_price_recalls_what_was_sold_near_by(
    database: Database, farmers: int, place: str | None
) -> None:
    def work(conn: Connection) -> Any:
        me = join(conn, 99, "Amina", "sell", MORNING).id
        for n in range(farmers):
            who = meet(conn, n + 1, MORNING).id
            sales.record(conn, sale(order_id=n, price=80 + n, seller_id=who, buyer_id=me))
        return bags.recall(conn, bags.Asker(me, "KE", "KES", MORNING), "tomato").board

    board = database.run_now(work)
    assert board.sellers == farmers
    assert (board.area if board.quotes else None) == place


def test_a_person_is_given_what_they_sold_and_bought(database: Database) -> None:
    def work(conn: Connection) -> Any:
        write(conn, sale())
        return export(conn, meet(conn, 1, MORNING).id)

    held = database.run_now(work)
    assert [each["crop_id"] for each in held["sales"]] == ["tomato"]
    assert held["sales"] == held["purchases"]


@pytest.fixture
def crowded(database: Database) -> Database:
    database.run_now(sell_much)
    return database


def is_read_in_order(plan: str) -> bool:
    return not any(
        word in plan for word in ("Sort", "TEMP B-TREE", "SCAN sale", "Seq Scan on sale")
    )


@pytest.mark.parametrize("area", AREAS)
def test_an_area_is_read_by_its_index_in_order(crowded: Database, area: str) -> None:
    plan = plan_of(crowded, sales._IN[area], place="x", **KEYS)
    assert f"ix_sale_crop_{area} " in plan
    assert is_read_in_order(plan)


@pytest.mark.parametrize("area", AREAS)
def test_weeks_are_read_by_the_index_in_order(crowded: Database, area: str) -> None:
    moments = {f"{name}{at}": MORNING for name in ("since", "until") for at in range(3)}
    plan = plan_of(crowded, sales._weeks(area, 3), place="x", crop="tomato", **moments)
    assert plan.count(f"ix_sale_crop_{area} ") == 3
    assert is_read_in_order(plan)


@pytest.mark.parametrize(
    ("name", "index"),
    [("_CROPS", "ix_sale_region"), ("_OF", "ix_sale_seller_id"), ("_BOUGHT", "ix_sale_buyer_id")],
)
def test_lists_are_read_by_their_index_in_order(crowded: Database, name: str, index: str) -> None:
    plan = plan_of(crowded, getattr(sales, name), place="x", me=1, **KEYS)
    assert f"{index} " in plan
    assert is_read_in_order(plan)
