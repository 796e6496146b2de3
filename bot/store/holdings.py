"""The lanes a worker holds: claim them, read them, mark what was sent, give them back."""

from base64 import b64decode
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Integer,
    bindparam,
    delete,
    exists,
    func,
    literal,
    null,
    select,
    update,
)

from bot.store.outbound import (
    DEAD,
    FIRST_BULK,
    FREE,
    IS_DEAD,
    WAITS,
    Key,
    Queued,
    Row,
    Send,
    Upload,
    lane,
    outbox,
    queue,
)

PAGE = 50


class Page(NamedTuple):
    """The oldest of a lane's rows; `more` when there are others behind them."""

    key: Key
    stamp: int
    rows: tuple[Row, ...]
    more: bool


class Letter(NamedTuple):
    """A dead letter: what could not be sent, and why."""

    id: int
    chat: int
    method: str
    error: str
    created_at: datetime


_SAID = ("id", "method", "body", "files", "expires_at", "fallback", "mark")
_COLUMNS = [outbox.c[name] for name in _SAID]
_OLDEST = (
    select(*_COLUMNS)
    .where(WAITS, outbox.c.chat == bindparam("chat"), outbox.c.cls == bindparam("cls"))
    .order_by(outbox.c.id)
    .limit(bindparam("most", type_=Integer))
)
_STAMP = select(lane.c.stamp).where(
    lane.c.chat == bindparam("chat"),
    lane.c.cls == bindparam("cls"),
    lane.c.holder == bindparam("me"),
)
_FREE = (
    select(lane.c.chat, lane.c.cls)
    .where(FREE, lane.c.cls == bindparam("kind"), lane.c.next_due <= bindparam("moment"))
    .order_by(lane.c.next_due)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_KEYED = (lane.c.chat == bindparam("on_chat"), lane.c.cls == bindparam("on_cls"))
_HOLD = update(lane).where(*_KEYED).values(holder=bindparam("me"))
_HOLD_ALL = (
    update(lane)
    .where(lane.c.cls == bindparam("kind"), lane.c.chat.in_(bindparam("chats", expanding=True)))
    .values(holder=bindparam("me"))
    .returning(lane.c.chat, lane.c.stamp)
)
_FIRST_OF = (
    select(func.min(outbox.c.id))
    .where(
        WAITS,
        outbox.c.cls == bindparam("kind"),
        outbox.c.chat.in_(bindparam("chats", expanding=True)),
    )
    .group_by(outbox.c.chat)
)
_HEADS = select(outbox.c.chat, *_COLUMNS).where(outbox.c.id.in_(_FIRST_OF))


def claim(
    conn: Connection, holder: str, classes: Iterable[int], room: int, now: datetime
) -> list[Page]:
    """Take up to `room` free lanes that are due, the most urgent classes first."""
    pages: list[Page] = []
    for cls in classes:
        if len(pages) < room:
            asked = {"kind": cls, "moment": now, "most": room - len(pages)}
            chats = [row.chat for row in conn.execute(_FREE, asked)]
            take = _hold_heads if cls >= FIRST_BULK else _hold_pages
            pages += take(conn, holder, cls, chats) if chats else []
    return pages


def _hold_pages(conn: Connection, holder: str, cls: int, chats: list[int]) -> list[Page]:
    keys = [Key(chat, cls) for chat in chats]
    conn.execute(_HOLD, [_named(key) | {"me": holder} for key in keys])
    pages = (load_page(conn, holder, key) for key in keys)
    return [page for page in pages if page is not None]


def _hold_heads(conn: Connection, holder: str, cls: int, chats: list[int]) -> list[Page]:
    """Hold lanes of bulk, of which one row at a time goes: two statements for them all.

    The lane is given back between two messages to the same chat.
    """
    asked = {"chats": chats, "kind": cls}
    stamps = {row.chat: row.stamp for row in conn.execute(_HOLD_ALL, asked | {"me": holder})}
    rows = {row.chat: row for row in conn.execute(_HEADS, asked)}
    return [
        _page_of(Key(chat, cls), stamps[chat], rows.get(chat)) for chat in chats if chat in stamps
    ]


def _page_of(key: Key, stamp: int, row: Any) -> Page:
    found = () if row is None else (Row(row.id, _send_of(key, row)),)
    return Page(key, stamp, found, more=bool(found))


def load_page(conn: Connection, holder: str, key: Key, most: int = PAGE) -> Page | None:
    """Read the head of a lane; None when this worker does not hold it."""
    stamp = conn.execute(_STAMP, {"chat": key.chat, "cls": key.cls, "me": holder}).scalar()
    if stamp is None:
        return None
    asked = {"chat": key.chat, "cls": key.cls, "most": most}
    rows = tuple(Row(row.id, _send_of(key, row)) for row in conn.execute(_OLDEST, asked))
    return Page(key, stamp, rows, len(rows) == most)


def _named(key: Key) -> dict[str, Any]:
    return {"on_chat": key.chat, "on_cls": key.cls}


def _send_of(key: Key, row: Any) -> Send:
    return Send(
        key.chat,
        key.cls,
        row.method,
        row.body,
        _unpacked(row.files),
        row.expires_at,
        row.fallback,
        row.mark,
    )


def _unpacked(files: list[list[str]] | None) -> tuple[Upload, ...]:
    return tuple(Upload(field, name, b64decode(text)) for field, name, text in files or ())


_DONE = delete(outbox).where(outbox.c.id == bindparam("key"))
_BURY = (
    update(outbox)
    .where(outbox.c.id == bindparam("key"))
    .values(state=DEAD, error=bindparam("reason"), tries=outbox.c.tries + 1)
)
_EMPTY = ~exists(
    select(literal(1)).where(WAITS, outbox.c.chat == lane.c.chat, outbox.c.cls == lane.c.cls)
)
_CLOSE = delete(lane).where(
    *_KEYED, lane.c.holder == bindparam("me"), lane.c.stamp == bindparam("known"), _EMPTY
)
_LIFE = 2**32  # turns that can add to a lane before it is empty once
_LEFT = select(lane.c.chat, lane.c.cls, lane.c.stamp).where(
    lane.c.chat.in_(bindparam("chats", expanding=True)), lane.c.holder == bindparam("me")
)
_PUT_OFF = (
    update(lane)
    .where(*_KEYED, lane.c.holder == bindparam("me"))
    .values(holder=null(), next_due=bindparam("due"))
)
_DELAY = (
    update(lane)
    .where(lane.c.chat == bindparam("whose"), lane.c.holder == bindparam("me"))
    .values(next_due=bindparam("due"))
)
_HELD_BY = select(lane.c.chat, lane.c.cls, lane.c.stamp).where(lane.c.holder == bindparam("me"))
_FREE_UNCHANGED = (
    update(lane)
    .where(*_KEYED, lane.c.holder == bindparam("me"), lane.c.stamp == bindparam("known"))
    .values(holder=null())
)
_DROP_LANES = delete(lane).where(lane.c.chat == bindparam("whose"))
_DROP_ROWS = delete(outbox).where(WAITS, outbox.c.chat == bindparam("whose"))
_MARKS = select(outbox.c.mark).where(
    WAITS, outbox.c.chat == bindparam("whose"), outbox.c.mark.is_not(None)
)


def finish(conn: Connection, ids: Sequence[int]) -> None:
    """Forget what was sent."""
    if ids:
        conn.execute(_DONE, [{"key": each} for each in ids])


def bury(conn: Connection, letters: Sequence[tuple[int, str]]) -> None:
    """Keep what was refused, with the reason, as dead letters."""
    if letters:
        conn.execute(_BURY, [{"key": each, "reason": reason} for each, reason in letters])


def close(conn: Connection, holder: str, known: Sequence[tuple[Key, int]]) -> dict[Key, int]:
    """Close lanes that are empty as far as their holder knows; gives the stamps of those left.

    The stamp is the proof: a turn that added to the lane meanwhile has raised it by one. A lane
    that a turn has opened anew since has a stamp drawn afresh, and is none of those left.
    """
    if not known:
        return {}
    rows = [_named(key) | {"me": holder, "known": stamp} for key, stamp in sorted(known)]
    if conn.execute(_CLOSE, rows).rowcount == len(rows):
        return {}
    asked = {"chats": [key.chat for key, _ in known], "me": holder}
    stamps = dict(known)
    found = ((Key(row.chat, row.cls), row.stamp) for row in conn.execute(_LEFT, asked))
    return {key: stamp for key, stamp in found if 0 <= stamp - stamps.get(key, stamp) < _LIFE}


def put_off(conn: Connection, holder: str, lanes: Sequence[tuple[Key, datetime]]) -> None:
    """Give lanes back, to be claimed again from the moment given; closed ones stay closed."""
    if lanes:
        rows = [_named(key) | {"me": holder, "due": due} for key, due in sorted(lanes)]
        conn.execute(_PUT_OFF, rows)


def delay(conn: Connection, holder: str, chats: Sequence[tuple[int, datetime]]) -> None:
    """Keep for the next holder that a chat must not be written to before then."""
    if chats:
        rows = [{"whose": chat, "me": holder, "due": due} for chat, due in sorted(chats)]
        conn.execute(_DELAY, rows)


def list_held(conn: Connection, holder: str) -> dict[Key, int]:
    """Give the lanes a worker holds, with their stamps."""
    return {Key(row.chat, row.cls): row.stamp for row in conn.execute(_HELD_BY, {"me": holder})}


def free(conn: Connection, holder: str, lanes: Sequence[tuple[Key, int]]) -> None:
    """Give lanes back that have not changed since, to be claimed at once."""
    rows = [_named(key) | {"me": holder, "known": stamp} for key, stamp in sorted(lanes)]
    conn.execute(_FREE_UNCHANGED, rows)


def drop_chat(conn: Connection, chat: int) -> int:
    """Drop all that waits for a chat that is gone; gives how much that was."""
    # Lanes first: a turn that is adding to one holds its lock, and its rows are then seen.
    conn.execute(_DROP_LANES, {"whose": chat})
    return int(conn.execute(_DROP_ROWS, {"whose": chat}).rowcount)


def list_marks(conn: Connection, chat: int) -> list[str]:
    """Give the marks of what waits for a chat."""
    return list(conn.execute(_MARKS, {"whose": chat}).scalars())


_LETTERS = (
    select(outbox.c.id, outbox.c.chat, outbox.c.method, outbox.c.error, outbox.c.created_at)
    .where(IS_DEAD)
    .order_by(outbox.c.id)
    .limit(bindparam("most", type_=Integer))
)
_COUNT_LETTERS = select(func.count()).select_from(outbox).where(IS_DEAD)
_DROP_DEAD = delete(outbox).where(
    IS_DEAD, outbox.c.mark.startswith(bindparam("begins"), autoescape=False)
)
_TAKE_BACK = (
    delete(outbox)
    .where(IS_DEAD, outbox.c.id == bindparam("key"))
    .returning(outbox.c.chat, outbox.c.cls, *_COLUMNS)
)


def dead(conn: Connection, limit: int = 1000) -> list[Letter]:
    """List the oldest dead letters."""
    found = conn.execute(_LETTERS, {"most": limit})
    return [Letter(row.id, row.chat, row.method, row.error, row.created_at) for row in found]


def count_dead(conn: Connection) -> int:
    return conn.execute(_COUNT_LETTERS).scalar_one()


def drop_dead(conn: Connection, prefix: str) -> int:
    """Drop the dead letters whose marks begin so: whoever set them tries anew."""
    return int(conn.execute(_DROP_DEAD, {"begins": prefix}).rowcount)


def retry_dead(conn: Connection, letter_id: int, now: datetime, holder: str | None) -> list[Queued]:
    """Queue a dead letter again, behind what waits; nothing when it is not there.

    Without a holder the next worker that looks sends it.
    """
    row = conn.execute(_TAKE_BACK, {"key": letter_id}).first()
    if row is None:
        return []
    return queue(conn, [_send_of(Key(row.chat, row.cls), row)], now, holder)
