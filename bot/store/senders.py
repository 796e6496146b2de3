"""The workers that send, and the pace they share."""

from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Text,
    bindparam,
    case,
    delete,
    func,
    null,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.outbound import HELD, WAITS, lane, outbox
from bot.store.schema import Instant, table

# A worker that sends; past `until` the others take its lanes.
sender = table(
    "sender",
    Column("name", Text, primary_key=True),
    Column("until", Instant, nullable=False),
)

# The bot's send limit, shared by all workers: up to which moment sends are spoken for.
rate = table(
    "rate",
    Column("name", Text, primary_key=True),
    Column("tat", Instant, nullable=False),
)

_ENTRY = upsert(sender)
_JOIN = _ENTRY.on_conflict_do_update(index_elements=["name"], set_={"until": _ENTRY.excluded.until})
_RENEW = (
    update(sender)
    .where(sender.c.name == bindparam("me"))
    .values(until=bindparam("later"))
    .returning(sender.c.name)
)
_LEAVE = delete(sender).where(sender.c.name == bindparam("me"))
# Every connection bears its worker's name: a worker without any is dead, or cut off.
_DOUBT = text(
    "UPDATE sender SET until = :soon WHERE until > :soon AND NOT EXISTS"
    " (SELECT FROM pg_stat_activity WHERE application_name = sender.name)"
).bindparams(bindparam("soon", type_=Instant))
_EXPIRE = delete(sender).where(sender.c.until < bindparam("moment")).returning(sender.c.name)
_ORPHANED = HELD & lane.c.holder.not_in(select(sender.c.name))
_COUNT_ORPHANS = (
    select(func.count())
    .select_from(outbox.join(lane, (outbox.c.chat == lane.c.chat) & (outbox.c.cls == lane.c.cls)))
    .where(WAITS, _ORPHANED)
)
_FREE_ORPHANS = update(lane).where(_ORPHANED).values(holder=null())
_RELEASE = update(lane).where(lane.c.holder == bindparam("me")).values(holder=null())


def join(conn: Connection, me: str, now: datetime, until: datetime) -> int:
    """Enter this worker; frees what an earlier life of it held and tells how many rows."""
    conn.execute(_LEAVE, {"me": me})
    left = take_over(conn, now)
    conn.execute(_JOIN, {"name": me, "until": until})
    return left


def renew(conn: Connection, me: str, until: datetime) -> bool:
    """Stay entered; False when the others have given this worker up and took its lanes."""
    return conn.execute(_RENEW, {"me": me, "later": until}).first() is not None


def doubt_unseen(conn: Connection, soon: datetime) -> None:
    """Give the workers that PostgreSQL has no connection of only until then to be heard again."""
    conn.execute(_DOUBT, {"soon": soon})


def take_over(conn: Connection, now: datetime) -> int:
    """Free the lanes of workers that are gone; gives the rows that may have been sent already."""
    expire(conn, now)
    return free_orphans(conn)


def expire(conn: Connection, now: datetime) -> list[str]:
    """Forget the workers whose time is over, and name them."""
    return [row.name for row in conn.execute(_EXPIRE, {"moment": now})]


def free_orphans(conn: Connection) -> int:
    """Free the lanes of workers nobody knows; gives the rows that may have been sent already."""
    rows = conn.execute(_COUNT_ORPHANS).scalar_one()
    conn.execute(_FREE_ORPHANS)
    return rows


def leave(conn: Connection, me: str) -> None:
    """Go in good order: nothing held, nothing doubtful."""
    conn.execute(_LEAVE, {"me": me})
    conn.execute(_RELEASE, {"me": me})


_BEGIN = upsert(rate).on_conflict_do_nothing(index_elements=["name"])
_RESERVE = (
    update(rate)
    .where(rate.c.name == bindparam("whose"))
    .values(
        tat=case(
            (rate.c.tat > bindparam("since", type_=Instant), rate.c.tat),
            else_=bindparam("since", type_=Instant),
        )
        + bindparam("span", type_=BigInteger)
    )
    .returning(rate.c.tat)
)
_HALT = (
    update(rate)
    .where(rate.c.name == bindparam("whose"), rate.c.tat < bindparam("moment"))
    .values(tat=bindparam("moment"))
)


def reserve(conn: Connection, name: str, since: datetime, seconds: float) -> datetime:
    """Reserve so many seconds of a shared pace, from `since` at the earliest; gives their begin."""
    span = round(seconds * 1_000_000)
    asked = {"whose": name, "since": since, "span": span}
    tat = conn.execute(_RESERVE, asked).scalar()
    if tat is None:
        conn.execute(_BEGIN, {"name": name, "tat": since})
        tat = conn.execute(_RESERVE, asked).scalar_one()
    begin: datetime = tat - timedelta(microseconds=span)
    return begin


def halt(conn: Connection, name: str, until: datetime) -> None:
    """Let nobody reserve anything of a shared pace before then."""
    conn.execute(_HALT, {"whose": name, "moment": until})
