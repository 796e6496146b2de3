"""What is due: one row for each moment at which a person is to be told something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.store.persons import person
from bot.store.schema import Id, Instant, Json, table

due = table(
    "due",
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("drop_after", Instant),
    Column("facts", Json),
    Column("tries", Integer, nullable=False),
    Column("error", Text),
    UniqueConstraint("kind", "ref", "person_id"),
    Index("ix_due_person_id", "person_id"),
)
# What failed too often stands aside and must not be walked over every second.
Index(
    "ix_due_waiting",
    due.c.due_at,
    due.c.id,
    sqlite_where=due.c.error.is_(None),
    postgresql_where=due.c.error.is_(None),
)
Index(
    "ix_due_aside",
    due.c.id,
    sqlite_where=due.c.error.is_not(None),
    postgresql_where=due.c.error.is_not(None),
)


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something due: `chat` is its person's, in whose order it takes its turn."""

    id: int
    kind: str
    ref: str
    person_id: int
    due_at: datetime
    drop_after: datetime | None
    facts: Any
    tries: int
    chat: int = 0
    error: str | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it is no longer worth telling."""
        return self.drop_after is not None and now > self.drop_after


_PLAN = insert(due)
_PLAN = _PLAN.on_conflict_do_update(
    index_elements=["kind", "ref", "person_id"],
    set_={
        "due_at": _PLAN.excluded.due_at,
        "drop_after": _PLAN.excluded.drop_after,
        "facts": _PLAN.excluded.facts,
        "tries": 0,
        "error": null(),
    },
)
_CANCEL = delete(due).where(
    due.c.kind == bindparam("which"),
    due.c.ref == bindparam("about"),
    or_(bindparam("whose", type_=Id).is_(None), due.c.person_id == bindparam("whose", type_=Id)),
)
_TAKE = (
    select(due, person.c.chat)
    .join(person, person.c.id == due.c.person_id)
    .where(due.c.due_at <= bindparam("moment"), due.c.error.is_(None))
    .order_by(due.c.due_at, due.c.id)
    .limit(bindparam("most", type_=Integer))
)
_ASIDE = (
    select(due, person.c.chat)
    .join(person, person.c.id == due.c.person_id)
    .where(due.c.error.is_not(None))
    .order_by(due.c.id)
    .limit(bindparam("most", type_=Integer))
)
_COUNT_ASIDE = select(func.count()).select_from(due).where(due.c.error.is_not(None))
_CLAIM = (
    delete(due)
    .where(
        due.c.id == bindparam("key"),
        due.c.due_at <= bindparam("moment"),
        due.c.error.is_(None),
    )
    .returning(due)
)
_DROP = delete(due).where(due.c.id == bindparam("key"), due.c.drop_after < bindparam("moment"))
_AGAIN = (
    update(due)
    .where(due.c.id == bindparam("key"), due.c.error.is_(None))
    .values(due_at=bindparam("moment"), tries=due.c.tries + 1)
)
_FAIL = update(due).where(due.c.id == bindparam("key")).values(error=bindparam("trace"))
_RETRY = update(due).where(due.c.error.is_not(None)).values(error=None, tries=0).returning(due.c.id)


def plan(
    conn: Connection,
    kind: str,
    ref: str,
    person_id: int,
    due_at: datetime,
    *,
    drop_after: datetime | None = None,
    facts: Any = None,
) -> None:
    """Have `kind` about `ref` come due for a person; one planned before moves to this moment.

    What comes up after `drop_after` (the bot was down) is dropped, not told late.
    """
    row = {"kind": kind, "ref": ref, "person_id": person_id, "due_at": due_at, "tries": 0}
    conn.execute(_PLAN, row | {"drop_after": drop_after, "facts": facts})


def cancel(conn: Connection, kind: str, ref: str, person_id: int | None = None) -> None:
    """Take back what was planned, for one person or for all."""
    conn.execute(_CANCEL, {"which": kind, "about": ref, "whose": person_id})


def take_due(conn: Connection, now: datetime, limit: int = 500) -> list[DueRow]:
    """Read what is due, the oldest first; it stays until claimed."""
    found = conn.execute(_TAKE, {"moment": now, "most": limit}).mappings()
    return [_read(row) for row in found]


def claim(conn: Connection, id: int, now: datetime) -> DueRow | None:  # noqa: A002  it is the id
    """Take the row out in this transaction; None when it was taken, moved or cancelled."""
    row = conn.execute(_CLAIM, {"key": id, "moment": now}).mappings().first()
    return None if row is None else _read(row)


def drop(conn: Connection, ids: Sequence[int], now: datetime) -> None:
    """Delete those that are too late to tell."""
    conn.execute(_DROP, [{"key": id_, "moment": now} for id_ in ids])


def postpone(conn: Connection, id: int, until: datetime) -> None:  # noqa: A002  it is the id
    """Try a failed one again later; counts the try."""
    conn.execute(_AGAIN, {"key": id, "moment": until})


def set_aside(conn: Connection, id: int, error: str) -> None:  # noqa: A002  it is the id
    """Give one up until an admin has it retried."""
    conn.execute(_FAIL, {"key": id, "trace": error})


def aside(conn: Connection, limit: int = 1000) -> list[DueRow]:
    """List the oldest of what was given up, for admins."""
    return [_read(row) for row in conn.execute(_ASIDE, {"most": limit}).mappings()]


def count_aside(conn: Connection) -> int:
    return conn.execute(_COUNT_ASIDE).scalar_one()


def retry_aside(conn: Connection) -> int:
    """Have everything given up come due again; gives how many."""
    return len(conn.execute(_RETRY).all())


def _read(row: RowMapping) -> DueRow:
    return DueRow(**dict(row))
