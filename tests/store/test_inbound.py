from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.store import inbound
from bot.store.engine import Database
from bot.store.inbound import InboxRow
from tests.plans import plan_of


def keep(database: Database, now: datetime, *numbers: int, who: int = 7) -> list[int]:
    rows = [InboxRow(number, who, now, {"update_id": number}) for number in numbers]
    return database.run_now(lambda conn: inbound.store(conn, rows))


def test_only_what_is_new_is_named(database: Database, now: datetime) -> None:
    assert keep(database, now, 3, 1, 2) == [3, 1, 2]
    assert keep(database, now, 2, 4, 3) == [4]


def test_a_batch_is_kept_by_one_statement(
    database: Database, now: datetime, statements: Any
) -> None:
    with statements(database) as sent:
        keep(database, now, *range(100))
    assert sent.kinds == ["insert inbox"]


def test_an_update_is_finished_once_and_its_words_are_forgotten(
    database: Database, now: datetime
) -> None:
    keep(database, now, 1)

    def work(conn: Connection) -> list[bool]:
        return [inbound.finish(conn, 1), inbound.finish(conn, 1), inbound.set_aside(conn, 1, "no")]

    assert database.run_now(work) == [True, False, False]
    bodies = database.run_now(lambda conn: conn.execute(text("SELECT body FROM inbox")).all())
    assert bodies == [(None,)]


def test_the_oldest_that_waits_comes_first(database: Database, now: datetime) -> None:
    keep(database, now, 5, 3, 9)
    keep(database, now, 1, who=8)

    def work(conn: Connection) -> list[int]:
        seen = []
        while (row := inbound.oldest_waiting(conn, 7)) is not None:
            seen.append(row.update_id)
            inbound.finish(conn, row.update_id)
        return seen

    assert database.run_now(work) == [3, 5, 9]


def test_what_waits_is_paged_in_order_up_to_a_moment(database: Database, now: datetime) -> None:
    keep(database, now, *range(1, 6))
    keep(database, now + timedelta(minutes=1), 6, who=8)

    def work(conn: Connection) -> list[list[tuple[int, int]]]:
        later = now + timedelta(minutes=1)
        pages = [inbound.waiting(conn, now, -1, 3), inbound.waiting(conn, now, 3, 3)]
        return [*pages, inbound.waiting(conn, later, 5, 3)]

    assert database.run_now(work) == [[(1, 7), (2, 7), (3, 7)], [(4, 7), (5, 7)], [(6, 8)]]


def test_pruning_takes_the_oldest_done_ones_little_by_little(
    database: Database, now: datetime
) -> None:
    keep(database, now, *range(10))

    def work(conn: Connection) -> list[int]:
        for number in range(8):
            inbound.finish(conn, number)
        later = now + timedelta(days=2)
        return [inbound.prune(conn, now), *(inbound.prune(conn, later, 5) for _ in range(3))]

    assert database.run_now(work) == [0, 5, 3, 0]
    assert database.run_now(inbound.count_waiting) == 2


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (inbound._OLDEST, "ix_inbox_waiting"),
        (inbound._WAITING, "ix_inbox_open"),
        (inbound._ASIDE, "ix_inbox_open"),
        (inbound._OLD, "ix_inbox_received_at"),
    ],
)
def test_what_is_done_is_never_walked_over(database: Database, statement: Any, index: str) -> None:
    assert index in plan_of(database, statement)
