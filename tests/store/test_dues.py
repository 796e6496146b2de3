from datetime import datetime, timedelta

from sqlalchemy import Connection, delete

from bot.store import dues, persons
from bot.store.engine import Database
from tests.plans import plan_of
from tests.somebody import meet


def test_what_was_planned_is_read_in_order_with_its_chat(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> list[tuple[str, int, object]]:
        whose = meet(conn, 7, now).id
        dues.plan(conn, "k", "later", whose, now, facts={"crop": "tomato"})
        dues.plan(conn, "k", "sooner", whose, now - timedelta(hours=1))
        dues.plan(conn, "k", "tomorrow", whose, now + timedelta(days=1))
        return [(row.ref, row.chat, row.facts) for row in dues.take_due(conn, now)]

    assert database.run_now(work) == [("sooner", 7, None), ("later", 7, {"crop": "tomato"})]


def test_planning_again_moves_and_clears_what_went_wrong(database: Database, now: datetime) -> None:
    later = now + timedelta(hours=1)

    def work(conn: Connection) -> list[dues.DueRow]:
        whose = meet(conn, 7, now).id
        dues.plan(conn, "k", "a", whose, now)
        first = dues.take_due(conn, now)[0]
        dues.postpone(conn, first.id, now)
        dues.set_aside(conn, first.id, "trace")
        dues.plan(conn, "k", "a", whose, later, drop_after=later, facts=[1])
        return [*dues.take_due(conn, now), *dues.take_due(conn, later), *dues.aside(conn)]

    (row,) = database.run_now(work)
    assert (row.due_at, row.drop_after, row.facts, row.tries) == (later, later, [1], 0)


def test_a_row_is_claimed_once(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> list[bool]:
        dues.plan(conn, "k", "a", meet(conn, 7, now).id, now)
        first = dues.take_due(conn, now)[0].id
        return [dues.claim(conn, first, now) is not None for _ in range(2)]

    assert database.run_now(work) == [True, False]


def test_a_forgotten_persons_dues_go_with_them(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> list[dues.DueRow]:
        dues.plan(conn, "k", "a", meet(conn, 7, now).id, now)
        conn.execute(delete(persons.person))
        return dues.take_due(conn, now)

    assert database.run_now(work) == []


def test_a_tick_reads_only_what_is_due(database: Database) -> None:
    assert "ix_due_waiting" in plan_of(database, dues._TAKE)
