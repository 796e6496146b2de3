import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select, text

from bot.store import sqlite
from bot.store.engine import Database, Stale, StoreUnavailable, open_database
from tests.databases import shut

_toys = MetaData()
toy = Table("toy", _toys, Column("id", Integer, primary_key=True, autoincrement=False))


@pytest.fixture(autouse=True)
def _toy(request: pytest.FixtureRequest) -> Any:
    for name in ("database", "sqlite_database", "postgres_database"):
        if name in request.fixturenames:
            request.getfixturevalue(name).run_now(_toys.create_all)


def keep(number: int) -> Any:
    def work(conn: Connection) -> int:
        conn.execute(insert(toy), {"id": number})
        return number

    return work


def keep_and_fail(number: int) -> Any:
    def work(conn: Connection) -> int:
        conn.execute(insert(toy), {"id": number})
        raise LookupError(number)

    return work


def kept(conn: Connection) -> list[int]:
    return list(conn.execute(select(toy.c.id).order_by(toy.c.id)).scalars())


async def test_what_was_acknowledged_is_exactly_what_is_kept(database: Database) -> None:
    works = [keep_and_fail(n) if n % 37 == 5 else keep(n) for n in range(600)]
    outcomes = await asyncio.gather(*map(database.run, works), return_exceptions=True)
    told = [each for each in outcomes if isinstance(each, int)]
    failed = [each for each in outcomes if isinstance(each, LookupError)]
    assert len(told) + len(failed) == 600
    assert [error.args[0] for error in failed] == [n for n in range(600) if n % 37 == 5]
    assert await database.read(kept) == told


async def test_waiting_works_share_a_commit(sqlite_database: Database, statements: Any) -> None:
    gate = threading.Event()
    with statements(sqlite_database) as sent:
        first = sqlite_database.run(lambda _conn: gate.wait(10))
        rest = [sqlite_database.run(keep(n)) for n in range(64)]
        commits = _count_commits(sqlite_database)
        gate.set()
        await asyncio.gather(first, *rest)
    assert len(sent) == 64
    assert len(commits) == 2


def _count_commits(database: Database) -> list[object]:
    from sqlalchemy import event  # noqa: PLC0415

    seen: list[object] = []
    event.listen(database.writing, "commit", seen.append)
    return seen


async def test_a_failing_work_fails_alone_and_the_rest_are_done_singly(
    sqlite_database: Database,
) -> None:
    gate = threading.Event()
    first = sqlite_database.run(lambda _conn: gate.wait(10))
    jobs = [
        sqlite_database.run(keep(1)),
        sqlite_database.run(keep(1)),
        sqlite_database.run(keep(2)),
    ]
    gate.set()
    await first
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    assert outcomes[0] == 1
    assert isinstance(outcomes[1], Exception)
    assert outcomes[2] == 2
    assert await sqlite_database.read(kept) == [1, 2]


async def test_a_work_may_end_in_any_way_without_ending_the_thread(database: Database) -> None:
    def stop(_conn: Connection) -> None:
        raise StopIteration

    def leave(_conn: Connection) -> None:
        raise SystemExit

    for work in (stop, leave):
        with pytest.raises(RuntimeError):
            await database.run(work)
    assert await database.run(keep(3)) == 3


async def test_a_cancelled_wait_does_not_undo_the_work(database: Database) -> None:
    waiting = asyncio.ensure_future(database.run(keep(4)))
    await asyncio.sleep(0)
    waiting.cancel()
    await database.run(keep(5))
    assert 4 in await database.run(kept)


async def test_a_database_out_of_reach_is_told_as_unavailable_and_works_again_after(
    database: Database,
) -> None:
    with shut(database):
        with pytest.raises(StoreUnavailable):
            await database.run(keep(1))
        assert await database.healthy() is False
    assert await database.run(keep(1)) == 1
    assert await database.healthy() is True


async def test_a_full_disk_is_told_as_unavailable_and_what_was_there_stays(
    sqlite_database: Database,
) -> None:
    await sqlite_database.run(keep(1))
    await sqlite_database.run(lambda conn: conn.execute(text("PRAGMA max_page_count=1")).first())

    def fill(conn: Connection) -> None:
        conn.execute(insert(toy), [{"id": n} for n in range(2, 20_000)])

    with pytest.raises(StoreUnavailable, match="full"):
        await sqlite_database.run(fill)
    assert await sqlite_database.run(kept) == [1]


async def test_a_read_only_file_is_told_as_unavailable_and_opened_anew(
    sqlite_database: Database,
) -> None:
    await sqlite_database.run(lambda conn: conn.execute(text("PRAGMA query_only=ON")).rowcount)
    with pytest.raises(StoreUnavailable, match="readonly"):
        await sqlite_database.run(keep(1))
    assert await sqlite_database.run(keep(1)) == 1


async def test_the_reading_side_cannot_write(database: Database) -> None:
    with pytest.raises(StoreUnavailable):
        await database.read(keep(1))
    assert await database.run(kept) == []


async def test_a_long_read_does_not_hold_up_a_turn(database: Database) -> None:
    gate = threading.Event()
    reading = asyncio.ensure_future(database.read(lambda conn: (kept(conn), gate.wait(10))))
    await asyncio.wait_for(database.run(keep(1)), 5)
    gate.set()
    await reading


async def test_works_that_deadlock_are_done_again(postgres_database: Database) -> None:
    await postgres_database.run(keep(1))
    await postgres_database.run(keep(2))
    met = threading.Barrier(2, timeout=10)
    tries: list[int] = []

    def cross(first: int, second: int) -> Any:
        def work(conn: Connection) -> None:
            tries.append(first)
            conn.execute(text("UPDATE toy SET id = id WHERE id = :n"), {"n": first})
            if len(tries) <= 2:
                met.wait()
            conn.execute(text("UPDATE toy SET id = id WHERE id = :n"), {"n": second})

        return work

    await asyncio.gather(postgres_database.run(cross(1, 2)), postgres_database.run(cross(2, 1)))
    assert len(tries) == 3


async def test_a_cut_connection_is_opened_anew(postgres_database: Database) -> None:
    def cut(conn: Connection) -> None:
        conn.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )

    await asyncio.gather(*(postgres_database.run(lambda _conn: time.sleep(0.05)) for _ in range(8)))
    await postgres_database.run(cut)
    outcomes = await asyncio.gather(*(postgres_database.run(keep(n)) for n in range(40)))
    assert await postgres_database.run(kept) == outcomes


async def test_a_stale_row_has_the_work_done_again_on_postgres(postgres_database: Database) -> None:
    tries: list[int] = []

    def work(conn: Connection) -> str:
        tries.append(1)
        keep(7)(conn)
        if len(tries) < 3:
            raise Stale
        return "kept"

    assert await postgres_database.run(work) == "kept"
    assert len(tries) == 3


def test_a_server_that_is_away_is_told_as_unavailable(tmp_path: Path) -> None:
    away = open_database(f"postgresql://nobody@/nothing?host={tmp_path}", threads=1)
    with pytest.raises(StoreUnavailable):
        away.run_now(kept)
    away.close()


def test_closing_finishes_what_was_given(sqlite_url: str) -> None:
    opened = open_database(sqlite_url)
    opened.run_now(_toys.create_all)
    loop = asyncio.new_event_loop()

    async def give() -> None:
        for n in range(200):
            opened.run(keep(n))

    loop.run_until_complete(give())
    loop.close()
    opened.close()
    other = sqlite.driver.connect(str(sqlite.path_of(sqlite_url)))
    assert other.execute("SELECT count(*) FROM toy").fetchone() == (200,)
    other.close()


def test_every_commit_reaches_the_disk(sqlite_database: Database) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys")

    def settings(conn: Connection) -> list[object]:
        return [conn.exec_driver_sql(f"PRAGMA {each}").scalar() for each in asked]

    assert sqlite_database.run_now(settings) == ["wal", 2, 1]


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 53, 4), True),
    ],
)
def test_the_versions_with_the_log_fault_are_known(version: tuple[int, ...], mended: bool) -> None:
    assert sqlite.is_mended(version) is mended


def test_an_address_without_a_file_is_refused() -> None:
    with pytest.raises(ValueError, match="in a file"):
        open_database("sqlite://")
