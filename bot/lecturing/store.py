"""Lectures: which there are, and what each is."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    Text,
    bindparam,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.lecturing.rules import STATES, Lecture
from bot.ordering.store import one_of
from bot.store.faults import Stale
from bot.store.schema import Id, Instant, table

lecture = table(
    "lecture",
    Column("id", Id, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("lecturer", Text),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("zone", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("place_id", Text),
    Column("spot", Text),
    Column("lat_e6", Integer),
    Column("lon_e6", Integer),
    Column("link", Text),
    Column("seats", Integer),
    Column("taken", Integer, nullable=False),
    Column("for_region", Text),
    Column("for_place", Text),
    Column("language", Text),
    Column("code", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("taken >= 0 AND (seats IS NULL OR taken <= seats)", name="seats"),
    one_of("state", STATES),
)
# Written out, since a partial index serves only statements that name its condition.
IS_OPEN = lecture.c.state == literal_column("'open'")
Index(
    "ix_lecture_ahead",
    lecture.c.country,
    lecture.c.ends_at,
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)
Index("ix_lecture_starts_at", lecture.c.starts_at)

TABLES = (lecture,)

FIELDS = tuple(each.name for each in fields(Lecture))
COLUMNS = tuple(lecture.c[name] for name in FIELDS)

_NEW = insert(lecture).returning(lecture.c.id)
_BY_ID = select(*COLUMNS).where(lecture.c.id == bindparam("which"))
_LOCKED = _BY_ID.with_for_update()
_SAVE = (
    update(lecture)
    .where(lecture.c.id == bindparam("which"), lecture.c.version == bindparam("known"))
    .returning(lecture.c.id)
)
_LATEST = (
    select(*COLUMNS)
    .order_by(lecture.c.starts_at.desc(), lecture.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)


def add(conn: Connection, new: Lecture) -> Lecture:
    """Write down a new lecture."""
    return replace(new, id=conn.execute(_NEW, _row_of(new)).scalar_one())


def _row_of(some: Lecture) -> dict[str, Any]:
    row = {name: getattr(some, name) for name in FIELDS if name != "id"}
    return row | {"ends_at": some.ends_at}


def load(conn: Connection, lecture_id: int) -> Lecture | None:
    return _one(conn.execute(_BY_ID, {"which": lecture_id}))


def lock(conn: Connection, lecture_id: int) -> Lecture | None:
    """Give a lecture whose seats nobody else changes until the transaction ends."""
    return _one(conn.execute(_LOCKED, {"which": lecture_id}))


def _one(found: Any) -> Lecture | None:
    row = found.mappings().first()
    return None if row is None else Lecture(**row)


def save(conn: Connection, before: Lecture, after: Lecture) -> Lecture:
    """Write a changed lecture. Stale when somebody else changed it meanwhile."""
    saved = replace(after, version=before.version + 1)
    known = {"which": before.id, "known": before.version}
    if conn.execute(_SAVE, _row_of(saved) | known).scalar() is None:
        raise Stale(f"lecture {before.id} version {before.version}")
    return saved


def load_latest(conn: Connection, skip: int, most: int) -> list[Lecture]:
    """Give lectures, the last to begin first."""
    found = conn.execute(_LATEST, {"skip": skip, "most": most}).mappings()
    return [Lecture(**row) for row in found]
