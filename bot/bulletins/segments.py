"""Segments: audiences kept under a name, and lists of people somebody gathered by hand."""

from collections.abc import Collection
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
    bindparam,
    delete,
    insert,
    select,
    update,
)

from bot.bulletins.audience import Audience, as_codes, read_audience
from bot.store.schema import Id, Instant, Json, table

segment = table(
    "segment",
    Column("id", Id, primary_key=True),
    Column("by_id", Id, ForeignKey("person.id"), nullable=False),
    Column("name", Text),
    Column("audience", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
)
Index("ix_segment_by_id", segment.c.by_id)

member = table(
    "segment_member",
    Column("segment_id", Id, ForeignKey("segment.id"), primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
)
Index("ix_segment_member_person_id", member.c.person_id)

TABLES = (segment, member)


@dataclass(frozen=True, slots=True)
class Segment:
    """An audience that can be used again; one without a name only serves the bulletin it is in."""

    id: int
    name: str | None
    audience: Audience


_COLUMNS = (segment.c.id, segment.c.name, segment.c.audience)
_NEW = insert(segment).returning(segment.c.id)
_JOIN = insert(member)
_BY_ID = select(*_COLUMNS).where(segment.c.id == bindparam("which"))
_NAMED = (
    select(*_COLUMNS)
    .where(segment.c.name.is_not(None))
    .order_by(segment.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_UNNAME = update(segment).where(segment.c.id == bindparam("which")).values(name=None)
_OF_PERSON = (
    select(segment.c.name, segment.c.created_at)
    .join(member, member.c.segment_id == segment.c.id)
    .where(member.c.person_id == bindparam("whose"))
)
_FORGET = delete(member).where(member.c.person_id == bindparam("whose"))


def save(conn: Connection, by_id: int, name: str | None, who: Audience, now: datetime) -> int:
    """Keep an audience under a name; gives its id."""
    row = {"by_id": by_id, "name": name, "audience": as_codes(who), "created_at": now}
    return int(conn.execute(_NEW, row).scalar_one())


def gather(conn: Connection, by_id: int, country: str, ids: Collection[int], now: datetime) -> int:
    """Keep a list of people; gives its id."""
    made = save(conn, by_id, None, Audience(country), now)
    if ids:
        conn.execute(_JOIN, [{"segment_id": made, "person_id": each} for each in sorted(ids)])
    return made


def load(conn: Connection, segment_id: int) -> Segment | None:
    found = conn.execute(_BY_ID, {"which": segment_id}).mappings().first()
    return None if found is None else _read(found)


def load_named(conn: Connection, most: int) -> list[Segment]:
    """Give those with a name, the latest first."""
    return [_read(row) for row in conn.execute(_NAMED, {"most": most}).mappings()]


def unname(conn: Connection, segment_id: int) -> None:
    """Offer a segment no more; where it is used it stays."""
    conn.execute(_UNNAME, {"which": segment_id})


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give which lists somebody is on, and since when."""
    return [dict(row) for row in conn.execute(_OF_PERSON, {"whose": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    conn.execute(_FORGET, {"whose": person_id})


def _read(row: RowMapping) -> Segment:
    return Segment(row["id"], row["name"], read_audience(row["audience"]))
