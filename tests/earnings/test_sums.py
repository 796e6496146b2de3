"""Sums of many months, farmers and corrections, proven equal to adding everything up anew."""

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.earnings import store, sums
from bot.earnings.rules import ALL_CROPS, Earned, months_until
from bot.store.engine import Database
from bot.store.persons import person
from tests.plans import plan_of
from tests.somebody import meet

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
EXAMPLE = Earned(
    order_id=1,
    seller_id=1,
    crop_id="tomato",
    unit="kg",
    milli=5000,
    grams=5000,
    minor=40_000,
    currency="KES",
    district="KE-31-naivasha",
    region="KE-31",
    month="2026-06",
    at=NOW,
)
PLACES = (("KE-31-naivasha", "KE-31"), ("KE-31-gilgil", "KE-31"), ("KE-31", "KE-31"), (None, None))


def draw(lot: random.Random, order_id: int, sellers: list[int]) -> Earned:
    district, region = lot.choice(PLACES)
    return replace(
        EXAMPLE,
        order_id=order_id,
        seller_id=lot.choice(sellers),
        crop_id=lot.choice(("tomato", "kale", "maize")),
        grams=lot.choice((None, lot.randrange(1, 90_000))),
        minor=lot.randrange(1, 10**6),
        currency=lot.choice(("KES", "KES", "UGX")),
        district=district,
        region=region,
        month=lot.choice(("2026-05", "2026-06")),
    )


def add_up(found: list[Earned]) -> dict[tuple[str, ...], dict[str, int]]:
    """Add everything up by looking at one sale after another."""
    groups: defaultdict[tuple[str, ...], list[Earned]] = defaultdict(list)
    for each in found:
        for area in {each.district, each.region} - {None}:
            for crop in (ALL_CROPS, each.crop_id):
                groups[str(area), each.month, each.currency, crop].append(each)
    return {key: _sum(group) for key, group in groups.items()}


def _sum(group: list[Earned]) -> dict[str, int]:
    by_seller: defaultdict[int, int] = defaultdict(int)
    for each in group:
        by_seller[each.seller_id] += each.minor
    return {
        "sellers": len(by_seller),
        "orders": len(group),
        "grams": sum(each.grams or 0 for each in group),
        "minor": sum(each.minor for each in group),
        "greatest": max(by_seller.values()),
    }


def kept(conn: Connection) -> dict[tuple[str, ...], dict[str, int]]:
    found = conn.execute(select(sums.board).where(sums.board.c.orders > 0)).mappings()
    names = ("sellers", "orders", "grams", "minor", "greatest")
    return {
        (row["area"], row["month"], row["currency"], row["crop_id"]): {n: row[n] for n in names}
        for row in found
    }


def test_after_any_sales_and_corrections_the_sums_are_those_of_all_sales(
    database: Database,
) -> None:
    lot = random.Random(20260601)

    def work(conn: Connection) -> None:
        sellers = [meet(conn, chat, NOW).id for chat in range(1, 9)]
        alive: dict[int, Earned] = {}
        for step in range(200):
            before = alive.pop(lot.choice(list(alive)), None) if alive and step % 3 == 2 else None
            if before is not None:
                sums.count(conn, before, -1)
            if before is None or lot.random() < 0.5:
                made = draw(lot, step, sellers)
                sums.count(conn, made, 1)
                alive[step] = made
            if step % 40 == 39:
                assert kept(conn) == add_up(list(alive.values()))
        for each in alive.values():
            sums.count(conn, each, -1)
        assert kept(conn) == {}
        assert conn.execute(select(sums.board.c.minor).where(sums.board.c.greatest > 0)).all() == []

    database.run_now(work)


def test_sales_counted_at_the_same_time_add_up(postgres_database: Database) -> None:
    lot = random.Random(7)

    def meet_all(conn: Connection) -> list[int]:
        return [meet(conn, chat, NOW).id for chat in range(1, 9)]

    sellers = postgres_database.run_now(meet_all)
    made = [draw(lot, at, sellers) for at in range(120)]

    def work(own: list[Earned]) -> None:
        for each in own:
            postgres_database.run_now(partial(sums.count, some=each, sign=1))
        for each in own[::2]:
            postgres_database.run_now(partial(sums.count, some=each, sign=-1))

    parts = [made[at::4] for at in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, parts))
    left = [each for part in parts for each in part[1::2]]
    assert postgres_database.run_now(kept) == add_up(left)


def test_crops_are_read_by_weight_and_names_only_of_who_agreed(database: Database) -> None:
    def work(conn: Connection) -> None:
        people = [meet(conn, chat, NOW).id for chat in (1, 2, 3)]
        for at, (who, crop) in enumerate(zip(people, ("kale", "maize", "kale"), strict=True)):
            name = f"P{at}"
            conn.execute(person.update().where(person.c.id == who).values(called=name))
            some = replace(EXAMPLE, order_id=at, seller_id=who, crop_id=crop, grams=1000 * (at + 1))
            sums.count(conn, some, 1)
        store.name(conn, people[0], NOW, may=True)
        store.name(conn, people[1], NOW, may=False)
        found = sums.load(conn, ("KE-31",), months_until("2026-06", 2), "KES")
        (whole,) = found.values()
        assert (whole.sellers, whole.grams) == (3, 6000)
        assert [each.crop_id for each in sums.load_crops(conn, whole, 5)] == ["kale", "maize"]
        assert sums.load_names(conn, whole, 5) == ["P0"]
        assert sums.sells(conn, whole, people[2])
        assert not sums.sells(conn, whole, 999)
        assert len(sums.export(conn, people[0])) == 4

    database.run_now(work)


KEYS: dict[str, Any] = {"areas": ["x"], "months": ["2026-06"], "money": "KES", "since": NOW}
KEYS |= {"area_": "x", "month_": "2026-06", "currency_": "KES", "crop_id_": "", "until": NOW}


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (sums._CROPS, "pk_board_sum"),
        (sums._NAMES, "board_share"),
        (sums._EXPORT, "ix_board_share_seller_id"),
        (store._BETWEEN, "ix_earned_seller_id"),
        (store._MISSED, "ix_orders_seller_id"),
        (store._OFFERS, "ix_listing_"),
    ],
)
def test_whatever_grows_is_read_by_an_index(database: Database, statement: Any, index: str) -> None:
    plan = plan_of(database, statement, me=1, **(KEYS | {"whose": 1}))
    assert index in plan or "sqlite_autoindex_board" in plan
    assert "SCAN board" not in plan
