"""Reports of letters made before there were cases come along, each as a case of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.store import migration
from bot.store.engine import open_database
from tests.store.test_upgrade import _trade, ask

BEFORE = ("0001*.py", "0002*.py", "0003*.py")  # the migrations before cases
_LETTERS = """
INSERT INTO relay_message (id, order_id, from_id, to_id, kind, words, file, at)
VALUES (7, 1, 2, 1, 'words', 'Your PIN, please', NULL, 5), (8, 1, 2, 1, 'photo', '', 'slip', 6)
"""
_REPORTS = """
INSERT INTO report (id, order_id, letter_id, person_id, about_id, reason, kind, words, file, at,
  state, handled_by, handled_at)
VALUES (3, 1, 7, 1, 2, 'money', 'words', 'Your PIN, please', NULL, 8, 'seen', 1, 9),
  (4, 1, 8, 1, 2, 'other', 'photo', '', 'slip', 9, 'closed', 1, 10)
"""


def _only(folder: Path, *patterns: str) -> Path:
    """Give the migrations whose files are named so, as a market had them then."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(migration.SCRIPTS, folder)
    kept = {path for pattern in patterns for path in (folder / "versions").glob(pattern)}
    for path in set((folder / "versions").glob("0*.py")) - kept:
        path.unlink()
    return folder


def _write(conn: Connection) -> None:
    conn.execute(text(_LETTERS))
    conn.execute(text(_REPORTS))


@pytest.fixture(params=["sqlite", "postgres"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A market whose letters were reported."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/market.db"
    else:
        url = request.getfixturevalue("postgres_mould").make("template0")
    for fill, patterns in ((_trade, BEFORE[:1]), (_write, BEFORE)):
        migration.migrate(url, _only(tmp_path / "migrations", *patterns))
        database = open_database(url)
        database.run_now(fill)
        database.close()
    yield url
    if request.param != "sqlite":
        request.getfixturevalue("postgres_mould").drop(url)


def test_old_reports_come_along_as_cases(old_url: str) -> None:
    assert migration.migrate(old_url)
    cases = "SELECT id, words, state, seen_by, decided_by, decision FROM report_case ORDER BY id"
    assert ask(old_url, cases) == [
        (3, "Your PIN, please", "open", 1, None, None),
        (4, "", "closed", None, 1, None),
    ]
    kept = "SELECT case_id, what, thing, person_id, about_id, photo FROM reported ORDER BY id"
    assert ask(old_url, kept) == [
        (3, "letter", 7, 1, 2, None),
        (4, "letter", 8, 1, 2, "slip"),
    ]
    assert ask(old_url, "SELECT DISTINCT standing FROM person") == [("good",)]


def test_new_cases_are_numbered_on_from_the_old(old_url: str) -> None:
    migration.migrate(old_url)
    new = """
    INSERT INTO report_case (what, words, rank, times, state, opened_at, taught)
    VALUES ('check', '', 0, 1, 'open', 9, (1 = 0)) RETURNING id
    """
    assert ask(old_url, new) == [(5,)]
