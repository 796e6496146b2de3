"""Bulletins and their words in each language."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import (
    BigInteger,
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

from bot.bulletins.audience import as_codes, read_audience
from bot.bulletins.bulletin import AT_ONCE, LISTED, Bulletin, Wording
from bot.store.faults import Stale
from bot.store.schema import Id, Instant, Json, table

bulletin = table(
    "bulletin",
    Column("id", Id, primary_key=True),
    Column("by_id", Id, ForeignKey("person.id"), nullable=False),
    Column("topic", Text, nullable=False),
    Column("audience", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Column("reached", Id, nullable=False),
    Column("last", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("starts", Text, nullable=False, server_default=AT_ONCE),
    Column("starts_at", Instant),
    Column("repeats", Text),
    Column("name", Text),
    Column("buttons", Json),
    Column("approved_by", Id, ForeignKey("person.id")),
    Column("of_id", Id, ForeignKey("bulletin.id")),
    Column("shown_to", Id, ForeignKey("person.id")),
    Column("shown_as", BigInteger),
)
Index("ix_bulletin_by_id", bulletin.c.by_id)
Index("ix_bulletin_approved_by", bulletin.c.approved_by)
Index("ix_bulletin_shown_to", bulletin.c.shown_to)
Index("ix_bulletin_of_id", bulletin.c.of_id)
Index("ix_bulletin_state", bulletin.c.state, bulletin.c.id)

wording = table(
    "bulletin_wording",
    Column("bulletin_id", Id, ForeignKey("bulletin.id"), primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("photo", Text),
    Column("voice", Text),
    Column("document", Text),
    Column("marks", Json),
)

TABLES = (bulletin, wording)

_FIELDS = tuple(each.name for each in fields(Bulletin))
_COLUMNS = tuple(bulletin.c[name] for name in _FIELDS)
_NEW = insert(bulletin).returning(bulletin.c.id)
_BY_ID = select(*_COLUMNS).where(bulletin.c.id == bindparam("which"))
_LOCKED = _BY_ID.with_for_update()
_SAVE = (
    update(bulletin)
    .where(bulletin.c.id == bindparam("which"), bulletin.c.version == bindparam("known"))
    .returning(bulletin.c.id)
)
_LATEST = (
    select(*_COLUMNS)
    .where(bulletin.c.state.in_(bindparam("states", expanding=True)))
    .order_by(bulletin.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_STATES = select(bulletin.c.state, func.count()).group_by(bulletin.c.state)
_PARTS = tuple(each.name for each in fields(Wording) if each.name != "language")
_WRITE = insert(wording)
_WRITE = _WRITE.on_conflict_do_update(
    index_elements=["bulletin_id", "language"],
    set_={name: _WRITE.excluded[name] for name in _PARTS},
)
_WORDINGS = (
    select(wording.c.language, *(wording.c[name] for name in _PARTS))
    .where(wording.c.bulletin_id == bindparam("which"))
    .order_by(wording.c.language)
)
_UNWRITE = delete(wording).where(
    wording.c.bulletin_id == bindparam("which"), wording.c.language == bindparam("tongue")
)
_BY = select(*_COLUMNS).where(bulletin.c.by_id == bindparam("whose")).order_by(bulletin.c.id)


def add(conn: Connection, new: Bulletin) -> Bulletin:
    return replace(new, id=conn.execute(_NEW, _row_of(new)).scalar_one())


def load(conn: Connection, bulletin_id: int) -> Bulletin | None:
    return _one(conn.execute(_BY_ID, {"which": bulletin_id}))


def lock(conn: Connection, bulletin_id: int) -> Bulletin | None:
    """Give a bulletin nobody else changes until the transaction ends."""
    return _one(conn.execute(_LOCKED, {"which": bulletin_id}))


def save(conn: Connection, changed: Bulletin) -> Bulletin:
    """Write a changed bulletin. Stale when somebody else changed it meanwhile."""
    after = replace(changed, version=changed.version + 1)
    known = {"which": changed.id, "known": changed.version}
    if conn.execute(_SAVE, _row_of(after) | known).scalar() is None:
        raise Stale(f"bulletin {changed.id} version {changed.version}")
    return after


def load_latest(
    conn: Connection, skip: int, most: int, states: Sequence[str] = LISTED
) -> list[Bulletin]:
    """Give those in some of the states, the latest first."""
    keys = {"skip": skip, "most": most, "states": list(states)}
    return [_read(row) for row in conn.execute(_LATEST, keys).mappings()]


def count_states(conn: Connection) -> dict[str, int]:
    """Count bulletins by their state."""
    return {row[0]: row[1] for row in conn.execute(_STATES)}


def copy_wordings(conn: Connection, from_id: int, to_id: int) -> None:
    """Give one bulletin the words of another, in every language."""
    for each in load_wordings(conn, from_id).values():
        write(conn, to_id, each)


def load_by(conn: Connection, person_id: int) -> list[Bulletin]:
    """Give all that somebody wrote."""
    return [_read(row) for row in conn.execute(_BY, {"whose": person_id}).mappings()]


def write(conn: Connection, bulletin_id: int, new: Wording) -> None:
    """Keep the words of one language, in place of those before."""
    conn.execute(_WRITE, {"bulletin_id": bulletin_id, **asdict(new)})


def unwrite(conn: Connection, bulletin_id: int, language: str) -> None:
    conn.execute(_UNWRITE, {"which": bulletin_id, "tongue": language})


def load_wordings(conn: Connection, bulletin_id: int) -> dict[str, Wording]:
    """Give the words by language."""
    found = conn.execute(_WORDINGS, {"which": bulletin_id}).mappings()
    return {row["language"]: _read_wording(row) for row in found}


def _one(found: Any) -> Bulletin | None:
    row = found.mappings().first()
    return None if row is None else _read(row)


def _read(row: Any) -> Bulletin:
    audience = read_audience(row["audience"])
    return Bulletin(**{**row, "audience": audience, "buttons": tuple(row["buttons"] or ())})


def _read_wording(row: Any) -> Wording:
    return Wording(**{**row, "marks": tuple(map(tuple, row["marks"] or ()))})


def _row_of(some: Bulletin) -> dict[str, Any]:
    row = {name: getattr(some, name) for name in _FIELDS if name != "id"}
    return row | {"audience": as_codes(some.audience)}
