"""Random lives of orders: stock and money stay exact whatever people and the clock do."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection

from bot.store.engine import Database
from bot.store.persons import Person
from bot.store.quick import QuickConnection
from bot.store.schema import metadata
from tests.ordering.life import LIVES, Lived, gather, live
from tests.village import memory_engine

# Two thousand lives in all; FARMGATE_LIVES asks for more or fewer.
QUARTERS = 4
EACH = int(os.environ.get("FARMGATE_LIVES", "2000")) // QUARTERS
Village = tuple[Connection, list[Person], Counter[str]]


@pytest.fixture(scope="module")
def village() -> Iterator[Village]:
    engine = memory_engine()
    metadata.create_all(engine)
    with QuickConnection(engine) as conn:
        with conn.begin():
            people = gather(conn)
        yield conn, people, Counter()
    engine.dispose()


@settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
@given(LIVES)
def _live_many(village: Village, lived: Lived) -> None:
    conn, people, done = village
    try:
        done.update(live(conn, people, lived).done)
    finally:
        conn.rollback()


@pytest.mark.parametrize("quarter", range(QUARTERS))
def test_two_thousand_lives_keep_stock_and_money_exact(village: Village, quarter: int) -> None:
    _live_many(village)
    *_, done = village
    assert {"share", "paid", "repaid", "receive"} <= set(done)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_lives_on_postgresql_are_as_exact(postgres_database: Database, lived: Lived) -> None:
    postgres_database.run_now(lambda conn: live(conn, gather(conn), lived))
