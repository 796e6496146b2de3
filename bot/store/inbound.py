"""The inbox table: every update once, until its turn is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    RowMapping,
    Text,
    bindparam,
    delete,
    func,
    literal_column,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.store.schema import Instant, Json, table

WAITING, DONE, ASIDE = 0, 1, 2

inbox = table(
    "inbox",
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_key", BigInteger, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("body", Json),
    Column("state", Integer, nullable=False),
    Column("error", Text),
)
Index(
    "ix_inbox_waiting",
    inbox.c.person_key,
    inbox.c.update_id,
    sqlite_where=inbox.c.state == WAITING,
    postgresql_where=inbox.c.state == WAITING,
)
Index(
    "ix_inbox_open",
    inbox.c.state,
    inbox.c.update_id,
    sqlite_where=inbox.c.state != DONE,
    postgresql_where=inbox.c.state != DONE,
)
Index("ix_inbox_received_at", inbox.c.received_at)


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update as it came; `person_key` is whose updates keep their order."""

    update_id: int
    person_key: int
    received_at: datetime
    body: Any = None
    state: int = WAITING
    error: str | None = None


_STORE = (
    insert(inbox).on_conflict_do_nothing(index_elements=["update_id"]).returning(inbox.c.update_id)
)
# Written out, not bound: a plan made for any value cannot use an index of one value.
_OPEN = inbox.c.state != literal_column(str(DONE))
_WAITS = inbox.c.state == literal_column(str(WAITING))
IS_ASIDE = _OPEN & (inbox.c.state == literal_column(str(ASIDE)))
_IS_DONE = inbox.c.state == literal_column(str(DONE))
_OLDEST = (
    select(inbox)
    .where(inbox.c.person_key == bindparam("whose"), _WAITS)
    .order_by(inbox.c.update_id)
    .limit(1)
)
_ONE = select(inbox).where(inbox.c.update_id == bindparam("key"), _WAITS)
_WAITING = (
    select(inbox.c.update_id, inbox.c.person_key)
    .where(
        _OPEN,
        _WAITS,
        inbox.c.update_id > bindparam("after"),
        inbox.c.received_at <= bindparam("moment"),
    )
    .order_by(inbox.c.update_id)
    .limit(bindparam("most", type_=Integer))
)
_FINISH = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("key"), _WAITS)
    .values(state=DONE, body=null())
    .returning(inbox.c.update_id)
)
_FAIL = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("key"), _WAITS)
    .values(state=ASIDE, error=bindparam("trace"))
    .returning(inbox.c.update_id)
)
_ASIDE = (
    select(inbox)
    .where(IS_ASIDE)
    .order_by(inbox.c.update_id)
    .limit(bindparam("most", type_=Integer))
)
_COUNT_ASIDE = select(func.count()).select_from(inbox).where(IS_ASIDE)
_RETRY = (
    update(inbox)
    .where(IS_ASIDE, inbox.c.update_id == bindparam("key"))
    .values(state=WAITING, error=null())
    .returning(inbox.c.update_id, inbox.c.person_key)
)
_OLD = (
    select(inbox.c.update_id)
    .where(_IS_DONE, inbox.c.received_at < bindparam("moment"))
    .order_by(inbox.c.received_at)
    .limit(bindparam("most", type_=Integer))
)
_PRUNE = delete(inbox).where(inbox.c.update_id.in_(_OLD))
_COUNT = select(func.count()).select_from(inbox).where(_OPEN, _WAITS)


def store(conn: Connection, updates: Sequence[InboxRow]) -> list[int]:
    """Keep what has not come before; gives the ids that are new, in the order given."""
    new = {row.update_id for row in conn.execute(_STORE, [_row_of(each) for each in updates])}
    return [each.update_id for each in updates if each.update_id in new]


def oldest_waiting(conn: Connection, person_key: int) -> InboxRow | None:
    return _first(conn, _OLDEST, whose=person_key)


def load_waiting(conn: Connection, update_id: int) -> InboxRow | None:
    return _first(conn, _ONE, key=update_id)


def waiting(
    conn: Connection, before: datetime, after: int = -1, limit: int = 1000
) -> list[tuple[int, int]]:
    """Give (update_id, person_key) of what came by then and waits, in order, beyond `after`."""
    found = conn.execute(_WAITING, {"moment": before, "after": after, "most": limit})
    return [(row.update_id, row.person_key) for row in found]


def count_waiting(conn: Connection) -> int:
    return conn.execute(_COUNT).scalar_one()


def finish(conn: Connection, update_id: int) -> bool:
    """Mark the update done and forget its words; False when that was done before."""
    return conn.execute(_FINISH, {"key": update_id}).first() is not None


def set_aside(conn: Connection, update_id: int, error: str) -> bool:
    """Keep an update that cannot be handled, with what went wrong; False when it is done."""
    return conn.execute(_FAIL, {"key": update_id, "trace": error}).first() is not None


def aside(conn: Connection, limit: int = 1000) -> list[InboxRow]:
    """List the oldest of what was set aside, for admins."""
    found = conn.execute(_ASIDE, {"most": limit}).mappings()
    return [InboxRow(**dict(row)) for row in found]


def count_aside(conn: Connection) -> int:
    return conn.execute(_COUNT_ASIDE).scalar_one()


def retry_aside(conn: Connection, update_id: int) -> tuple[int, int] | None:
    """Have one wait again; gives (update_id, person_key) so that its lane can be woken."""
    row = conn.execute(_RETRY, {"key": update_id}).first()
    return None if row is None else (row.update_id, row.person_key)


def prune(conn: Connection, before: datetime, limit: int = 1000) -> int:
    """Delete the oldest of what was done before then; Telegram repeats a day at most."""
    return conn.execute(_PRUNE, {"moment": before, "most": limit}).rowcount


def _first(conn: Connection, statement: Any, **keys: Any) -> InboxRow | None:
    row: RowMapping | None = conn.execute(statement, keys).mappings().first()
    return None if row is None else InboxRow(**dict(row))


def _row_of(some: InboxRow) -> dict[str, Any]:
    row: dict[str, Any] = {"update_id": some.update_id, "person_key": some.person_key}
    return row | {"received_at": some.received_at, "body": some.body, "state": WAITING}
