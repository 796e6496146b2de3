"""Reviewed frauds: texts that near copies are found by, and marks of the numbers they named."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Select,
    Text,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.guarding import copies
from bot.reporting.case import OPEN
from bot.reporting.store import report_case
from bot.store.schema import Id, table

band = table(
    "report_band",
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "case_id",
        Id,
        ForeignKey("report_case.id"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
)
number = table(
    "report_number",
    Column("mark", Text, primary_key=True),
    Column(
        "case_id",
        Id,
        ForeignKey("report_case.id"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
)

TABLES = (band, number)

_MOST = 50  # cases that share a band with a text and are compared with it
_NEAR = (
    select(report_case.c.id, report_case.c.words, report_case.c.pattern)
    .join(band, band.c.case_id == report_case.c.id)
    .where(band.c.band.in_([bindparam(f"band{at}") for at in range(copies.BANDS)]))
    .distinct()
    .limit(_MOST)
)
OPEN_NEAR = _NEAR.where(report_case.c.state == OPEN)
TAUGHT_NEAR = _NEAR.where(report_case.c.taught)
_KEEP = insert(band).on_conflict_do_nothing()
_DROP = delete(band).where(band.c.case_id == bindparam("which"))
_KEEP_NUMBER = insert(number).on_conflict_do_nothing()
_DROP_NUMBERS = delete(number).where(number.c.case_id == bindparam("which"))
COUNT = select(func.count()).where(number.c.mark == bindparam("wanted"))


def keep(conn: Connection, case_id: int, words: str) -> None:
    """Let near copies of a case's words be found."""
    rows = [{"band": key, "case_id": case_id} for key in copies.bands(words)]
    if rows:
        conn.execute(_KEEP, rows)


def drop(conn: Connection, case_id: int) -> None:
    """Let near copies of a case no longer be found: it was no fraud."""
    conn.execute(_DROP, {"which": case_id})
    conn.execute(_DROP_NUMBERS, {"which": case_id})


def find_open(conn: Connection, words: str) -> int | None:
    """Find the open case a text is nearly a copy of."""
    found = _near(conn, OPEN_NEAR, words)
    return found[0] if found else None


def find_taught(conn: Connection, words: str) -> tuple[int, int | None] | None:
    """Find the reviewed fraud a text is nearly a copy of: its case and its pattern."""
    return _near(conn, TAUGHT_NEAR, words)


def _near(conn: Connection, statement: Select[Any], words: str) -> tuple[int, int | None] | None:
    keys = copies.bands(words)
    if not keys:
        return None
    found = conn.execute(statement, {f"band{at}": key for at, key in enumerate(keys)}).all()
    nearest = copies.nearest(words, [(row[0], row[1]) for row in found])
    return next(((row[0], row[2]) for row in found if row[0] == nearest), None)


def keep_numbers(conn: Connection, case_id: int, marks: Iterable[str]) -> None:
    rows = [{"mark": mark, "case_id": case_id} for mark in sorted(marks)]
    if rows:
        conn.execute(_KEEP_NUMBER, rows)


def count_number(conn: Connection, mark: str) -> int:
    """Count the reviewed frauds that named a number."""
    return int(conn.execute(COUNT, {"wanted": mark}).scalar_one())
