"""However large the market is, a page of it is read by an index, in the order it is shown in."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from bot.finding import store
from bot.kernel.cells import COARSE, FINE
from bot.ordering.filters import CHEAPEST, FRESHEST, NEAREST, Filters, Spot
from bot.ordering.search import Shape, search, statement
from bot.store.engine import Database
from tests import market
from tests.market import NOW, Market
from tests.plans import plan_of
from tests.statements import Statements

MARKET = Market(crops=20, towns=40)
HERE = Spot(1, "KE", *MARKET.places[0])
VALUES: dict[str, Any] = {
    "me": 1,
    "country": "KE",
    "now": 0,
    "day": "9999-12-31",
    "low": 0,
    "high": 2**62,
    "crop": "crop-0",
    "label": "organic",
    "north": 0.0,
    "east": 0.0,
    "shrink": 1.0,
    "far": 1.0,
    "south_most": 0,
    "north_most": 1,
    "west_most": 0,
    "east_most": 1,
    "away": -1.0,
    "rank": 0,
    "last": 0,
    "most": 7,
    "but": 0,
    **{f"cell{at}": at for at in range(9)},
}


@pytest.fixture
def crowded(database: Database) -> Database:
    database.run_now(lambda conn: market.fill(conn, MARKET, 6000))
    return database


def shape(**what: Any) -> Shape:
    usual = {"near": False, "by_price": True, "of_crop": True, "labelled": False, "limited": True}
    return Shape(**{**usual, **what})


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (shape(resolution=FINE, cells=3), "ix_listing_cheap4"),
        (shape(resolution=COARSE, cells=3), "ix_listing_cheap3"),
        (shape(limited=False), "ix_listing_cheap"),
        (shape(resolution=FINE, cells=3, labelled=True), "ix_listing_cheap4"),
        (shape(resolution=FINE, cells=3, near=True), "ix_listing_cheap4"),
        (shape(limited=False, near=True), "ix_listing_cheap"),
        (shape(limited=False, by_price=False), "ix_listing_crop"),
        (shape(resolution=FINE, cells=3, by_price=False, of_crop=False), "ix_listing_fresh4"),
        (shape(resolution=COARSE, cells=3, by_price=False, of_crop=False), "ix_listing_fresh3"),
        (shape(limited=False, by_price=False, of_crop=False), "ix_listing_fresh"),
        (shape(limited=False, by_price=False, of_crop=False, near=True), "ix_listing_fresh"),
    ],
)
def test_each_cell_is_read_by_its_index_in_order(
    crowded: Database, asked: Shape, index: str
) -> None:
    plan = plan_of(crowded, statement(asked), **VALUES)
    # Each cell by the index, and the rows of the page by their keys: nothing is looked through.
    assert plan.count(f"{index} ") == asked.cells, plan
    assert "SCAN listing" not in plan
    assert "Seq Scan on listing" not in plan
    assert "ANY(" not in plan
    # What is sorted is a page of each cell: a cell itself is read in order.
    assert not re.search(r"INDEX ix_listing\w+ \([^\n]*\nUSE TEMP", plan), plan
    assert not re.search(r"Sort  [^\n]*\n[^\n]*\n[^\n]*Index Scan using ix_listing", plan), plan


@pytest.mark.parametrize("resolution", [FINE, COARSE])
def test_the_freshest_of_a_crop_are_read_from_its_offers_or_from_the_freshest(
    crowded: Database, resolution: int
) -> None:
    asked = shape(resolution=resolution, cells=3, by_price=False)
    plan = plan_of(crowded, statement(asked), **VALUES)
    size = 4 if resolution == FINE else 3
    assert len(re.findall(rf"ix_listing_(?:cheap|fresh){size} ", plan)) == asked.cells
    assert "SCAN listing" not in plan
    assert "Seq Scan on listing" not in plan
    assert "ANY(" not in plan


@pytest.mark.parametrize(
    ("filters", "many"),
    [
        (Filters("crop-0", 30, sort=CHEAPEST), 1),
        (Filters("crop-0", 200, sort=FRESHEST), 1),
        (Filters(None, None, sort=FRESHEST), 1),
        (Filters("crop-0", 60, sort=NEAREST), 1),
        (Filters("crop-0", 5, label="organic", most=1, sort=NEAREST), 1),
        (Filters("crop-0", 60, most=1, sort=NEAREST), 2),
        (Filters("crop-0", None, most=1, sort=NEAREST), 3),
    ],
)
def test_a_page_costs_a_known_number_of_statements(
    crowded: Database,
    statements: Callable[[Database], AbstractContextManager[Statements]],
    filters: Filters,
    many: int,
) -> None:
    with statements(crowded) as counted:
        crowded.run_now(lambda conn: search(conn, HERE, filters, NOW, NOW.date()))
    assert len(counted) == many


def test_an_offer_meets_only_the_searches_it_can_fit(crowded: Database) -> None:
    facts = {"country": "KE", "crop": "crop-0", "cell": 1, "after": 0, "most": 100}
    plan = plan_of(crowded, store._SLEEPERS, **facts)
    assert plan.count("ix_search_cell_asleep") == 4
    assert "SCAN search_cell" not in plan
    assert "Seq Scan on search_cell" not in plan
