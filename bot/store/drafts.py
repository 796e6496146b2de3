"""Conversations under way: one row for each person and flow."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    Text,
    UniqueConstraint,
    bindparam,
    literal_column,
    select,
    update,
)
from sqlalchemy import delete as delete_from
from sqlalchemy.dialects.postgresql import insert

from bot.store.faults import Stale
from bot.store.schema import Id, Instant, Json, table

ACTIVE = "active"
PARKED = "parked"

draft = table(
    "draft",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("flow", Text, nullable=False),
    Column("answers", Json, nullable=False),
    Column("editing", Text),
    Column("unclear", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("person_id", "flow"),
    CheckConstraint(f"state IN ('{ACTIVE}', '{PARKED}')", name="state"),
)
# A person is in one conversation at a time.
Index(
    "uq_draft_active",
    draft.c.person_id,
    unique=True,
    sqlite_where=draft.c.state == ACTIVE,
    postgresql_where=draft.c.state == ACTIVE,
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A conversation under way; id 0 is one not saved yet."""

    person_id: int
    flow: str
    started_at: datetime
    touched_at: datetime
    id: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    editing: str | None = None
    unclear: int = 0
    state: str = ACTIVE
    version: int = 1


_BY_ID = select(draft).where(draft.c.id == bindparam("key"))
_BY_FLOW = select(draft).where(
    draft.c.person_id == bindparam("person"), draft.c.flow == bindparam("name")
)
# Written out, not bound: SQLite makes a new plan for each value that may allow a partial index.
_IS_ACTIVE = draft.c.state == literal_column(f"'{ACTIVE}'")
_IS_PARKED = draft.c.state == literal_column(f"'{PARKED}'")
_UNDER_WAY = select(draft).where(draft.c.person_id == bindparam("person"), _IS_ACTIVE)
_TALKING = select(draft.c.person_id).where(
    draft.c.person_id.in_(bindparam("ids", expanding=True)), _IS_ACTIVE
)
_PUT_ASIDE = (
    select(draft)
    .where(draft.c.person_id == bindparam("person"), _IS_PARKED)
    .order_by(draft.c.touched_at.desc(), draft.c.id.desc())
)
_NEW = (
    insert(draft).on_conflict_do_nothing(index_elements=["person_id", "flow"]).returning(draft.c.id)
)
_SAVE = (
    update(draft)
    .where(draft.c.id == bindparam("key"), draft.c.version == bindparam("known"))
    .returning(draft.c.id)
)
_PARK = (
    update(draft)
    .where(draft.c.person_id == bindparam("person"), _IS_ACTIVE)
    .values(state=PARKED, version=draft.c.version + 1)
    .returning(draft.c.id)
)
_DELETE = delete_from(draft).where(draft.c.id == bindparam("key"))
_REPLACE = delete_from(draft).where(
    draft.c.person_id == bindparam("person"), draft.c.flow == bindparam("name")
)
_FIELDS = tuple(each.name for each in fields(DraftRow))
_CHANGING = tuple(name for name in _FIELDS if name not in {"id", "person_id", "flow", "started_at"})


def load(conn: Connection, id: int) -> DraftRow | None:  # noqa: A002  it is the id
    return _first(conn, _BY_ID, key=id)


def list_talking(conn: Connection, person_ids: Sequence[int]) -> set[int]:
    """Give those of many people who have a conversation under way."""
    return set(conn.execute(_TALKING, {"ids": list(person_ids)}).scalars())


def load_active(conn: Connection, person_id: int) -> DraftRow | None:
    return _first(conn, _UNDER_WAY, person=person_id)


def load_flow(conn: Connection, person_id: int, flow: str) -> DraftRow | None:
    return _first(conn, _BY_FLOW, person=person_id, name=flow)


def load_parked(conn: Connection, person_id: int) -> list[DraftRow]:
    """Give the parked conversations, the last touched first."""
    found = conn.execute(_PUT_ASIDE, {"person": person_id}).mappings()
    return [_read(row) for row in found]


def save(conn: Connection, changed: DraftRow) -> DraftRow:
    """Keep the draft; gives it back with its id and new version.

    A new one (id 0) takes the place of an older one of the same flow. Stale when a known one
    was changed or deleted meanwhile.
    """
    if changed.id == 0:
        return _start(conn, changed)
    after = replace(changed, version=changed.version + 1)
    row = {name: getattr(after, name) for name in _CHANGING}
    known = {"key": changed.id, "known": changed.version}
    if conn.execute(_SAVE, row | known).scalar() is None:
        raise Stale(f"draft {changed.id} version {changed.version}")
    return after


def delete(conn: Connection, id: int) -> None:  # noqa: A002  it is the id
    conn.execute(_DELETE, {"key": id})


def park_active(conn: Connection, person_id: int) -> int | None:
    """Put the conversation under way aside; gives its id, None when there was none."""
    return conn.execute(_PARK, {"person": person_id}).scalar()


def _start(conn: Connection, new: DraftRow) -> DraftRow:
    row = _row_of(new)
    made = conn.execute(_NEW, row).scalar()
    if made is None:
        conn.execute(_REPLACE, {"person": new.person_id, "name": new.flow})
        made = conn.execute(_NEW, row).scalar_one()
    return replace(new, id=made)


def _first(conn: Connection, statement: Select[Any], **keys: Any) -> DraftRow | None:
    row = conn.execute(statement, keys).mappings().first()
    return None if row is None else _read(row)


def _read(row: Any) -> DraftRow:
    return DraftRow(**{name: row[name] for name in _FIELDS})


def _row_of(some: DraftRow) -> dict[str, Any]:
    return {name: getattr(some, name) for name in _FIELDS if name != "id"}
