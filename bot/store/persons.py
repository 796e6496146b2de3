"""The people Farmgate knows: one row for each chat."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    RowMapping,
    Text,
    bindparam,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.standings import GOOD, STANDINGS
from bot.store.faults import Stale
from bot.store.schema import Id, Instant, Json, table

WAKE = 7 * 60
REST = 20 * 60
_SEEN_STEP = timedelta(minutes=5)

person = table(
    "person",
    Column("id", Id, primary_key=True),
    Column("chat", BigInteger, nullable=False, unique=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("username", Text),
    Column("called", Text),
    Column("language", Text),
    Column("country", Text),
    Column("zone", Text),
    Column("wake", Integer, nullable=False),
    Column("rest", Integer, nullable=False),
    Column("native", Boolean, nullable=False),
    Column("roles", Json, nullable=False),
    Column("gone_at", Instant),
    Column("stopped_at", Instant),
    Column("standing", Text, nullable=False, server_default="good"),
    Column("standing_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("wake BETWEEN 0 AND 1439 AND rest BETWEEN 0 AND 1439", name="hours"),
    CheckConstraint(f"standing IN ({', '.join(map(repr, STANDINGS))})", name="standing"),
)


# Written out, since a partial index serves only statements that name its condition.
IS_ADMIN = person.c.roles.op("LIKE", is_comparison=True)(literal_column("""'%"admin"%'"""))
Index("ix_person_admin", person.c.id, sqlite_where=IS_ADMIN, postgresql_where=IS_ADMIN)


class Stranger(Protocol):
    """Who speaks, as the update tells: `talk.event.Sender` is one."""

    @property
    def chat(self) -> int: ...
    @property
    def user(self) -> int: ...
    @property
    def username(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `wake` and `rest` are minutes of their own day between which they may be told.

    `native` is for numbers in the digits of their own script.
    """

    id: int
    chat: int
    user_id: int
    created_at: datetime
    seen_at: datetime
    username: str | None = None
    called: str | None = None
    language: str | None = None
    country: str | None = None
    zone: str | None = None
    wake: int = WAKE
    rest: int = REST
    native: bool = False
    roles: tuple[str, ...] = field(default=())
    gone_at: datetime | None = None
    stopped_at: datetime | None = None
    standing: str = GOOD
    standing_until: datetime | None = None
    version: int = 1

    @property
    def is_admin(self) -> bool:
        return "admin" in self.roles

    @property
    def is_reachable(self) -> bool:
        """Whether the bot may still write first: neither blocked nor told to stop."""
        return self.gone_at is None and self.stopped_at is None

    def stands(self, now: datetime) -> str:
        """Give the standing as it counts now: one that had an end is over by itself."""
        is_over = self.standing_until is not None and self.standing_until <= now
        return GOOD if is_over else self.standing


_BY_ID = select(person).where(person.c.id == bindparam("key"))
_BY_CHAT = select(person).where(person.c.chat == bindparam("key"))
# Not the key: what refers to a person may be written beside their turn.
_LOCKED = _BY_CHAT.with_for_update(key_share=True)
_NEW = insert(person).on_conflict_do_nothing(index_elements=["chat"])
_SAVE = (
    update(person)
    .where(person.c.id == bindparam("key"), person.c.version == bindparam("known"))
    .returning(person.c.id)
)
_SEEN = update(person).where(person.c.id == bindparam("key"))
_GONE = (
    update(person)
    .where(person.c.chat == bindparam("key"), person.c.gone_at.is_(None))
    .values(gone_at=bindparam("moment"), version=person.c.version + 1)
    .returning(person.c.id)
)
_STAND = (
    update(person)
    .where(person.c.id == bindparam("key"))
    .values(
        standing=bindparam("after"),
        standing_until=bindparam("until"),
        version=person.c.version + 1,
    )
)
_BACK = (
    update(person)
    .where(person.c.chat == bindparam("key"), person.c.gone_at.is_not(None))
    .values(gone_at=None, version=person.c.version + 1)
    .returning(person.c.id)
)


def meet(conn: Connection, sender: Stranger, now: datetime) -> Person:
    """Find or make the person who speaks, locked until the transaction ends.

    One statement for somebody known, unless their names changed or five minutes passed.
    """
    found = _find(conn, _LOCKED, sender.chat)
    if found is None:
        conn.execute(_NEW, _row_of(stranger(sender, now)))
        found = _find(conn, _LOCKED, sender.chat)
        assert found is not None
    return _seen(conn, found, sender, now)


def load(conn: Connection, id: int) -> Person | None:  # noqa: A002  it is the id
    return _find(conn, _BY_ID, id)


def load_by_chat(conn: Connection, chat: int) -> Person | None:
    return _find(conn, _BY_CHAT, chat)


def save(conn: Connection, changed: Person) -> Person:
    """Write the whole row; gives it back with its new version. Stale when it moved meanwhile."""
    after = replace(changed, version=changed.version + 1)
    known = {"key": changed.id, "known": changed.version}
    if conn.execute(_SAVE, _row_of(after) | known).scalar() is None:
        raise Stale(f"person {changed.id} version {changed.version}")
    return after


def mark_gone(conn: Connection, chat: int, now: datetime) -> bool:
    """Note that the chat blocked the bot or is no more; tells whether that was news."""
    return conn.execute(_GONE, {"key": chat, "moment": now}).scalar() is not None


def came_back(conn: Connection, chat: int) -> bool:
    """Note that the chat can be written to again; tells whether that was news."""
    return conn.execute(_BACK, {"key": chat}).scalar() is not None


def put_standing(
    conn: Connection,
    id: int,  # noqa: A002  it is the id
    standing: str,
    until: datetime | None = None,
) -> None:
    """Let somebody stand so with the market, until a moment or without end."""
    conn.execute(_STAND, {"key": id, "after": standing, "until": until})


def read_person(row: RowMapping) -> Person:
    """Build a person from a row of this table."""
    known: dict[str, Any] = {name: row[name] for name in _FIELDS}
    return Person(**known | {"roles": tuple(row["roles"])})


_FIELDS = tuple(each.name for each in fields(Person))


def _find(conn: Connection, statement: Any, key: int) -> Person | None:
    row = conn.execute(statement, {"key": key}).mappings().first()
    return None if row is None else read_person(row)


def stranger(sender: Stranger, now: datetime) -> Person:
    """Give somebody nothing is kept of, with no id."""
    return Person(0, sender.chat, sender.user, now, now, sender.username)


def _seen(conn: Connection, known: Person, sender: Stranger, now: datetime) -> Person:
    fresh = now - known.seen_at < _SEEN_STEP
    if fresh and (known.user_id, known.username) == (sender.user, sender.username):
        return known
    change = {"user_id": sender.user, "username": sender.username, "seen_at": now}
    conn.execute(_SEEN, {"key": known.id} | change)
    return replace(known, user_id=sender.user, username=sender.username, seen_at=now)


def _row_of(some: Person) -> dict[str, Any]:
    row = {name: getattr(some, name) for name in _FIELDS if name != "id"}
    return row | {"roles": list(some.roles)}
