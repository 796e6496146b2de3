"""The money screen's queries in both databases, each by an index however many orders there are."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text

from bot.kernel.money import Money
from bot.ordering import ledger, store
from bot.ordering.order import ACCEPTED, CANCELLED, CLAIMED, COMPLETED, DUE, REFUND_DUE, Order
from bot.paying import moneybook
from bot.selling import sales
from bot.store.engine import Database
from tests.ordering.stalls import put_up
from tests.plans import plan_of
from tests.pricing.town import sale
from tests.somebody import meet
from tests.village import MORNING

SINCE = MORNING - timedelta(weeks=13)


def deal(conn: Connection, number: int = 1, **changes: Any) -> Order:
    """Write an order of Joe (2) from Amina (1): 5 kg at 80 shillings."""
    amina, joe = meet(conn, 1, MORNING).id, meet(conn, 2, MORNING).id
    listed = put_up(conn, amina, MORNING)
    new = Order(
        key=f"key {number}",
        buyer_id=joe,
        seller_id=amina,
        listing_id=listed.id,
        crop_id="tomato",
        unit="kg",
        ordered=5000,
        price_minor=8000,
        currency="KES",
        total=40_000,
        slot_at=MORNING,
        placed_at=MORNING,
        moved_at=MORNING - timedelta(days=number),
    )
    made = store.insert_order(conn, replace(new, **changes))
    assert made is not None
    return made


def test_debts_are_what_a_buyer_has_to_pay_or_says_is_paid(database: Database) -> None:
    def work(conn: Connection) -> Any:
        deal(conn, 1, state=ACCEPTED, payment=DUE)
        deal(conn, 2, state=ACCEPTED, payment=CLAIMED, currency="UGX")
        deal(conn, 3, state=CANCELLED, payment=CLAIMED)
        deal(conn, 4, state=COMPLETED, payment="confirmed", paid_cash=40_000)
        joe = meet(conn, 2, MORNING).id
        return [o.key for o in moneybook.load_debts(conn, joe)], moneybook.sum_debts(conn, joe)

    keys, owed = database.run_now(work)
    assert keys == ["key 1", "key 2", "key 3"]
    assert owed == (Money(40_000, "KES"), Money(40_000, "UGX"))


def test_both_sides_find_what_goes_back(database: Database) -> None:
    def work(conn: Connection) -> Any:
        deal(conn, 1, state=CANCELLED, payment=REFUND_DUE, paid_cash=40_000)
        deal(conn, 2, state=ACCEPTED, payment=DUE)
        return [
            [o.back for o in moneybook.load_back(conn, meet(conn, chat, MORNING).id)]
            for chat in (1, 2, 3)
        ]

    assert database.run_now(work) == [[40_000], [40_000], []]


def test_what_a_buyer_paid_is_added_up_from_the_ledger(database: Database) -> None:
    def work(conn: Connection) -> Any:
        for number, days in ((1, 1), (2, 200)):
            paid = deal(conn, number, state=COMPLETED, payment="confirmed", paid_cash=40_000)
            unpaid = replace(paid, state=ACCEPTED, payment=DUE, paid_cash=0)
            ledger.enter(conn, unpaid, paid, MORNING - timedelta(days=days), actor_id=0)
        return moneybook.sum_paid(conn, meet(conn, 2, MORNING).id, SINCE)

    assert database.run_now(work) == (Money(40_000, "KES"),)


def test_a_statement_shows_what_was_paid_after_a_refund(database: Database) -> None:
    def work(conn: Connection) -> Any:
        done = deal(conn, 1, state=COMPLETED, payment="confirmed", refund_minor=10_000)
        mine = replace(sale(price=60), order_id=done.id, seller_id=done.seller_id)
        sales.record(conn, replace(mine, buyer_id=done.buyer_id))
        return done.number, moneybook.load_sales(conn, done.seller_id, SINCE, 10)

    number, (line,) = database.run_now(work)
    assert (line.number, line.price, line.total) == (
        number,
        Money(6000, "KES"),
        Money(30_000, "KES"),
    )


@pytest.fixture
def crowded(database: Database) -> Database:
    """Two thousand orders of a hundred people."""
    database.run_now(_crowd)
    return database


def _crowd(conn: Connection) -> None:
    people = [meet(conn, chat, MORNING).id for chat in range(1, 101)]
    first = deal(conn, 1, state=COMPLETED, payment="confirmed", paid_cash=40_000)
    payments = (*("confirmed",) * 37, DUE, CLAIMED, REFUND_DUE)
    rows = [
        store._row_of(first)
        | {"key": f"k{at}", "number": f"n{at}", "payment": payments[at // 7 % 40]}
        | {"buyer_id": people[at % 20], "seller_id": people[at // 20 % 100]}
        for at in range(2000)
    ]
    conn.execute(insert(store.orders), rows)
    known = conn.execute(select(store.orders.c.id, store.orders.c.seller_id)).all()
    entries = [
        {"order_id": order, "seller_id": seller, "account": account, "minor": minor}
        | {"currency": "KES", "actor_id": 0, "at": MORNING - timedelta(days=order % 300)}
        for order, seller in known
        for account, minor in (("cash", 40_000), ("sale", -40_000))
    ]
    conn.execute(insert(ledger.money_entry), entries)
    conn.execute(text("ANALYZE"))


KEYS = {"me": 1, "since": SINCE, "moved": SINCE, "skip": 0}


@pytest.mark.parametrize(
    ("name", "indexes"),
    [
        ("_DEBTS", ["ix_orders_owed"]),
        ("_SUM_DEBTS", ["ix_orders_owed"]),
        ("_BACK", ["ix_orders_back_seller_id", "ix_orders_back_buyer_id"]),
        ("_SUM_PAID", ["ix_orders_buyer_id", "ix_money_entry_order_id"]),
        ("_SALES", ["ix_sale_seller_id"]),
    ],
)
def test_each_query_is_answered_by_an_index(
    crowded: Database, name: str, indexes: list[str]
) -> None:
    plan = plan_of(crowded, getattr(moneybook, name), **KEYS)
    for index in indexes:
        assert f"{index} " in plan, plan
    assert "SCAN orders" not in plan
    assert "SCAN sale" not in plan
    assert "SCAN money_entry" not in plan
    assert "Seq Scan" not in plan
