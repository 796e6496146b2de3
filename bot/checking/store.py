"""What people had checked, kept for a while so that it can be reported."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.checking.rules import KINDS, Brought, Checked, Look
from bot.store.schema import Id, Instant, table

checked = table(
    "checked",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("file", Text),
    Column("level", Text),
    Column("pattern", Integer),
    Column("at", Instant, nullable=False),
    Column("genuine_at", Instant),
    CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name="kind"),
)
Index("ix_checked_person", checked.c.person_id, checked.c.at)

TABLES = (checked,)

_ADD = insert(checked).returning(checked.c.id)
_LOAD = select(checked).where(checked.c.id == bindparam("which"))
_LATELY = select(func.count(), func.max(checked.c.at)).where(
    checked.c.person_id == bindparam("whom"), checked.c.at > bindparam("since", type_=Instant)
)
_OWN = (checked.c.id == bindparam("which"), checked.c.person_id == bindparam("whom"))
_VOUCH = (
    update(checked)
    .where(*_OWN, checked.c.genuine_at.is_(None))
    .values(genuine_at=bindparam("moment", type_=Instant))
    .returning(checked.c.id)
)
_DROP = delete(checked).where(*_OWN)
_FORGET = delete(checked).where(checked.c.person_id == bindparam("whom"))
_EXPORT = select(checked).where(checked.c.person_id == bindparam("whom")).order_by(checked.c.id)


def add(conn: Connection, person_id: int, brought: Brought, look: Look, now: datetime) -> int:
    """Keep what was shown and what was said of it; gives its id."""
    row = {
        "person_id": person_id,
        "kind": brought.kind,
        "words": brought.words,
        "file": brought.file,
        "level": look.level,
        "pattern": look.pattern,
        "at": now,
    }
    return int(conn.execute(_ADD, row).scalar_one())


def load(conn: Connection, id: int) -> Checked | None:  # noqa: A002  it is the id
    row = conn.execute(_LOAD, {"which": id}).mappings().first()
    if row is None:
        return None
    brought = Brought(row["kind"], row["words"], row["file"])
    own = {name: row[name] for name in ("id", "person_id", "level", "at", "pattern", "genuine_at")}
    return Checked(brought=brought, **own)


def count_lately(conn: Connection, person_id: int, since: datetime) -> tuple[int, datetime | None]:
    """Count what somebody had checked since a moment, and say when it was last."""
    count, last = conn.execute(_LATELY, {"whom": person_id, "since": since}).one()
    return int(count), last


def vouch(conn: Connection, id: int, person_id: int, now: datetime) -> bool:  # noqa: A002
    """Note that somebody holds what they showed for genuine; False when noted before, or not theirs."""
    found = conn.execute(_VOUCH, {"which": id, "whom": person_id, "moment": now})
    return found.scalar() is not None


def drop(conn: Connection, id: int, person_id: int) -> None:  # noqa: A002  it is the id
    conn.execute(_DROP, {"which": id, "whom": person_id})


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give all that somebody had checked and is still held."""
    rows = conn.execute(_EXPORT, {"whom": person_id}).mappings()
    return {"checked": [dict(row) for row in rows]}


def forget(conn: Connection, person_id: int) -> None:
    conn.execute(_FORGET, {"whom": person_id})
