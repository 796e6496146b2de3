"""The outbox tables: what waits to be sent, in lanes; a lane is one chat's messages of one class."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    Text,
    case,
    insert,
    literal_column,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.schema import Id, Instant, Json, table

# Classes from here on are bulk: paced over all chats, never sent from the turn's own hand.
FIRST_BULK = 3
CLASSES = 5
WAITING, DEAD = 0, 2

outbox = table(
    "outbox",
    Column("id", Id, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("cls", Integer, nullable=False),
    Column("method", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("files", Json),
    Column("fallback", Text),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("tries", Integer, nullable=False),
    Column("state", Integer, nullable=False),
    Column("error", Text),
    Column("mark", Text),
)
# Written into the statement: a bound value would keep PostgreSQL from its partial indexes.
WAITS = outbox.c.state == literal_column(str(WAITING))
IS_DEAD = outbox.c.state == literal_column(str(DEAD))
Index(
    "ix_outbox_waiting",
    outbox.c.chat,
    outbox.c.cls,
    outbox.c.id,
    sqlite_where=WAITS,
    postgresql_where=WAITS,
)
Index("ix_outbox_dead", outbox.c.id, sqlite_where=IS_DEAD, postgresql_where=IS_DEAD)

# A lane exists while it has something waiting. `holder` is the worker that sends it; `stamp`
# grows with every turn that adds to it, so that the holder sees when it does not know all.
lane = table(
    "lane",
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("cls", Integer, primary_key=True, autoincrement=False),
    Column("next_due", Instant, nullable=False),
    Column("holder", Text),
    Column("stamp", BigInteger, nullable=False),
)
FREE = lane.c.holder.is_(None)
HELD = lane.c.holder.is_not(None)
Index("ix_lane_free", lane.c.cls, lane.c.next_due, sqlite_where=FREE, postgresql_where=FREE)
Index("ix_lane_held", lane.c.holder, sqlite_where=HELD, postgresql_where=HELD)


class Upload(NamedTuple):
    """A file that goes with a call, in the named field."""

    field: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Send:
    """One call to make for a chat.

    `cls` is its class, 0 the most urgent. Past `expires_at` it is dropped unsent. `fallback` is
    the method to use, with the same body less its `message_id`, when the message to edit has
    vanished. What becomes of one with a `mark` is told to who set it.
    """

    chat: int
    cls: int
    method: str
    body: dict[str, Any]
    files: tuple[Upload, ...] = ()
    expires_at: datetime | None = None
    fallback: str | None = None
    mark: str | None = None


class Key(NamedTuple):
    """Which lane."""

    chat: int
    cls: int


class Row(NamedTuple):
    """A send with its place in the outbox; ids grow within a lane."""

    id: int
    send: Send

    @property
    def key(self) -> Key:
        return Key(self.send.chat, self.send.cls)


class Queued(NamedTuple):
    """What a turn added to one lane; `ours` when this worker may send it.

    `fresh` when the lane was empty before: then `rows` are all there is.
    """

    key: Key
    rows: tuple[Row, ...]
    stamp: int
    fresh: bool
    ours: bool


_LANE = upsert(lane)
_LINE_UP = _LANE.on_conflict_do_update(
    index_elements=["chat", "cls"],
    set_={
        "stamp": lane.c.stamp + 1,
        "holder": case(
            (FREE & (lane.c.next_due <= _LANE.excluded.next_due), _LANE.excluded.holder),
            else_=lane.c.holder,
        ),
    },
).returning(lane.c.chat, lane.c.cls, lane.c.holder, lane.c.stamp)
# Bulk is read from its lanes when its moment comes: no worker needs to know more than that it is.
_LINE_UP_BULK = _LANE.on_conflict_do_update(
    index_elements=["chat", "cls"], set_={"stamp": lane.c.stamp + 1}
)
_PUT = insert(outbox)
_ADD = _PUT.returning(outbox.c.id)


def queue(
    conn: Connection, sends: Sequence[Send], now: datetime, holder: str | None
) -> list[Queued]:
    """Add what a turn says, one lane at a time in the order given; `holder` is this worker.

    The lane is locked before its rows get their ids, so ids follow the order of commits.
    """
    queued = []
    lanes = _by_lane(sends)
    bulk = {key: group for key, group in lanes.items() if key.cls >= FIRST_BULK}
    for key, group in lanes.items():
        if key in bulk:
            continue
        stamp, fresh, ours = _line_up(conn, key, now, holder)
        added = conn.execute(_ADD, [_row_of(send, now) for send in group])
        ids = sorted(row.id for row in added)
        rows = tuple(map(Row, ids, group))
        queued.append(Queued(key, rows, stamp, fresh, ours))
    if bulk:
        _queue_bulk(conn, bulk, now)
    return [*queued, *(Queued(key, (), 0, fresh=False, ours=False) for key in bulk)]


def _queue_bulk(conn: Connection, lanes: dict[Key, list[Send]], now: datetime) -> None:
    """Add to many lanes by two statements, however many they are."""
    conn.execute(_LINE_UP_BULK, [_lane_of(key, now, None) for key in lanes])
    conn.execute(_PUT, [_row_of(send, now) for group in lanes.values() for send in group])


def _lane_of(key: Key, now: datetime, holder: str | None) -> dict[str, Any]:
    stamp = secrets.randbits(62)
    return {"chat": key.chat, "cls": key.cls, "next_due": now, "holder": holder, "stamp": stamp}


def _by_lane(sends: Sequence[Send]) -> dict[Key, list[Send]]:
    lanes: dict[Key, list[Send]] = {}
    for send in sends:
        lanes.setdefault(Key(send.chat, send.cls), []).append(send)
    # Always in the same order: two turns that write to the same chats must not lock crosswise.
    return lanes if len(lanes) == 1 else dict(sorted(lanes.items()))


def _line_up(
    conn: Connection, key: Key, now: datetime, holder: str | None
) -> tuple[int, bool, bool]:
    facts = _lane_of(key, now, holder)
    row = conn.execute(_LINE_UP, facts).one()
    return row.stamp, row.stamp == facts["stamp"], row.holder is not None and row.holder == holder


def _row_of(send: Send, now: datetime) -> dict[str, Any]:
    return {
        "chat": send.chat,
        "cls": send.cls,
        "method": send.method,
        "body": send.body,
        "files": _packed(send.files),
        "fallback": send.fallback,
        "created_at": now,
        "expires_at": send.expires_at,
        "tries": 0,
        "state": WAITING,
        "mark": send.mark,
    }


def _packed(files: tuple[Upload, ...]) -> list[list[str]] | None:
    if not files:
        return None
    return [[each.field, each.name, b64encode(each.content).decode()] for each in files]
