import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.store import copies, lockfile, sqlite
from bot.store.copies import CopyRefused, worth_keeping
from bot.store.engine import Database, open_database
from bot.store.lockfile import AlreadyRunning
from bot.store.persons import Person, person
from tests.somebody import meet


def chats(url: str) -> list[int]:
    database = open_database(url)
    found = database.run_now(lambda conn: list(conn.execute(select(person.c.chat)).scalars()))
    database.close()
    return sorted(found)


def meeting(chat: int, now: datetime) -> Callable[[Connection], Person]:
    return lambda conn: meet(conn, chat, now)


def settle(url: str, now: datetime, *who: int) -> None:
    database = open_database(url)
    for chat in who:
        database.run_now(meeting(chat, now))
    database.close()


async def test_a_copy_made_while_turns_go_on_is_whole(
    sqlite_database: Database, now: datetime, tmp_path: Path
) -> None:
    turns = [sqlite_database.run(meeting(n, now)) for n in range(1, 400)]
    copy = await asyncio.to_thread(copies.backup, sqlite_database.url, tmp_path / "copy.db")
    await asyncio.gather(*turns)
    found = chats(f"sqlite:///{copy}")
    assert found == list(range(1, len(found) + 1))
    assert [path.name for path in tmp_path.glob("*.unfinished")] == []
    assert await sqlite_database.run(lambda conn: meet(conn, 1000, now))


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_only_the_owner_reads_the_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'farm.db'}"
    assert touch(url) == 1
    copy = copies.backup(url, tmp_path / "copies" / "copy.db")
    copies.restore(copy, url)
    for path in (sqlite.path_of(url), copy):
        assert path.stat().st_mode & 0o777 == 0o600


def touch(url: str) -> object:
    database = open_database(url)
    found = database.run_now(lambda conn: conn.exec_driver_sql("SELECT 1").scalar())
    database.close()
    return found


def test_a_restored_copy_takes_the_place_of_the_file_and_of_its_log(
    sqlite_url: str, now: datetime, tmp_path: Path
) -> None:
    settle(sqlite_url, now, 1, 2)
    copy = copies.backup(sqlite_url, tmp_path / "copy.db")
    settle(sqlite_url, now, 3)
    _leave_a_log(sqlite_url)
    old = copies.restore(copy, sqlite_url)
    assert chats(sqlite_url) == [1, 2]
    assert chats(f"sqlite:///{old}") == [1, 2, 3, 99]


def _leave_a_log(url: str) -> None:
    """Write somebody more and die, so that the row stays in the log."""
    script = (
        "import os, sys; from bot.store import sqlite; from sqlalchemy import text\n"
        "conn = sqlite.open_writer(sys.argv[1]).connect(); tx = conn.begin()\n"
        "conn.execute(text('INSERT INTO person (chat, user_id, wake, rest, native, roles, created_at,"
        " seen_at, version) SELECT 99, 99, wake, rest, native, roles, created_at, seen_at, version"
        " FROM person WHERE chat = 1'))\n"
        "tx.commit(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, url], check=False, timeout=30)
    assert Path(f"{sqlite.path_of(url)}-wal").stat().st_size > 0


def test_nothing_is_restored_while_the_bot_runs(
    sqlite_url: str, now: datetime, tmp_path: Path
) -> None:
    settle(sqlite_url, now, 1)
    copy = copies.backup(sqlite_url, tmp_path / "copy.db")
    settle(sqlite_url, now, 2)
    with lockfile.held(sqlite_url), pytest.raises(AlreadyRunning):
        copies.restore(copy, sqlite_url)
    assert chats(sqlite_url) == [1, 2]


def test_the_lock_of_a_process_that_died_is_free(sqlite_url: str) -> None:
    script = (
        "import os, sys; from bot.store import lockfile\n"
        "lockfile.held(sys.argv[1]).__enter__(); os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", script, sqlite_url], check=False, timeout=30)
    assert ended.returncode == 9
    with lockfile.held(sqlite_url):
        pass


def test_a_damaged_copy_is_refused_and_the_file_stays(
    sqlite_url: str, now: datetime, tmp_path: Path
) -> None:
    settle(sqlite_url, now, 1)
    copy = copies.backup(sqlite_url, tmp_path / "copy.db")
    whole = copy.read_bytes()
    copy.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    with pytest.raises(CopyRefused):
        copies.restore(copy, sqlite_url)
    copy.write_text("not a database")
    with pytest.raises(CopyRefused):
        copies.restore(copy, sqlite_url)
    with pytest.raises(CopyRefused, match="no copy"):
        copies.restore(tmp_path / "missing.db", sqlite_url)
    assert chats(sqlite_url) == [1]


def test_a_database_that_is_not_there_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="no database"):
        copies.backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_postgres_is_left_to_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="pg_dump"):
        copies.backup("postgresql://localhost/farmgate", tmp_path / "copy.db")
    with pytest.raises(CopyRefused, match="pg_restore"):
        copies.restore(tmp_path / "copy.db", "postgresql://localhost/farmgate")


def test_the_last_seven_days_and_four_weeks_before_are_kept() -> None:
    today = date(2026, 11, 23)
    days = [today - timedelta(days=n) for n in range(100)]
    kept = worth_keeping(days)
    assert len(kept) == 11
    assert set(days[:7]) <= kept
    older = sorted(kept - set(days[:7]), reverse=True)
    assert older == [date(2026, 11, 16), date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)]
    assert worth_keeping([]) == set()


def test_the_copy_of_the_day_takes_the_oldest_ones_away_and_nothing_else(
    sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "farmgate-mine.db").touch()
    for back in range(1, 60):
        (folder / f"farmgate-{date(2026, 11, 23) - timedelta(days=back)}.db").touch()
    made = copies.backup_of_day(sqlite_url, folder, date(2026, 11, 23))
    assert made.name == "farmgate-2026-11-23.db"
    assert made.stat().st_size > 0
    assert len(list(folder.glob("farmgate-2*.db"))) == 11
    assert (folder / "farmgate-mine.db").exists()
