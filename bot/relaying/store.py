"""Letters as they were passed on, kept as evidence, and who does not want to hear of whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.guarding.verdict import Verdict
from bot.ordering.store import orders
from bot.relaying.judging import read_verdict, write_verdict
from bot.relaying.letters import KINDS, Brought, Letter
from bot.store.schema import Id, Instant, Json, table

relay_message = table(
    "relay_message",
    Column("id", Id, primary_key=True),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=False),
    Column("from_id", Id, ForeignKey("person.id"), nullable=False),
    Column("to_id", Id, ForeignKey("person.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("file", Text),
    Column("lat_e6", BigInteger),
    Column("lon_e6", BigInteger),
    Column("at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("verdict", Json),
    Column("opened_at", Instant),
    Column("vouched_at", Instant),
    CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name="kind"),
)
Index("ix_relay_message_order_id", relay_message.c.order_id, relay_message.c.id)
Index(
    "ix_relay_message_writer",
    relay_message.c.order_id,
    relay_message.c.from_id,
    relay_message.c.id,
)
_WAITS = relay_message.c.told_at.is_(None)
Index(
    "ix_relay_message_waiting",
    relay_message.c.order_id,
    relay_message.c.to_id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
Index("ix_relay_message_from_id", relay_message.c.from_id)
Index("ix_relay_message_to_id", relay_message.c.to_id)
_VOUCHED = relay_message.c.vouched_at.is_not(None)
Index(
    "ix_relay_message_vouched",
    relay_message.c.to_id,
    relay_message.c.from_id,
    sqlite_where=_VOUCHED,
    postgresql_where=_VOUCHED,
)

_REMEMBERED = 20  # letters of one writer that a reader called genuine
EVERY = 0  # stands for all orders with somebody

relay_mute = table(
    "relay_mute",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("other_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("order_id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
Index("ix_relay_mute_other_id", relay_mute.c.other_id)

TABLES = (relay_message, relay_mute)

_NEW = insert(relay_message).returning(relay_message.c.id)
_BY_ID = select(relay_message).where(relay_message.c.id == bindparam("key"))
_OF_ORDER = relay_message.c.order_id == bindparam("which", type_=Id)
TAKE = (
    update(relay_message)
    .where(
        _OF_ORDER,
        relay_message.c.to_id == bindparam("whom", type_=Id),
        _WAITS,
    )
    .values(told_at=bindparam("moment", type_=Instant))
    .returning(relay_message)
)
LAST = (
    select(relay_message)
    .where(_OF_ORDER)
    .order_by(relay_message.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
NTH = (
    select(relay_message.c.at)
    .where(_OF_ORDER, relay_message.c.from_id == bindparam("whom", type_=Id))
    .order_by(relay_message.c.id.desc())
    .limit(1)
    .offset(bindparam("skip", type_=Integer))
)
VOUCHED = (
    select(relay_message.c.verdict)
    .where(
        relay_message.c.to_id == bindparam("whom", type_=Id),
        relay_message.c.from_id == bindparam("other", type_=Id),
        _VOUCHED,
    )
    .order_by(relay_message.c.id.desc())
    .limit(_REMEMBERED)
)
_ALL_VOUCHED = (
    select(relay_message.c.words, orders.c.buyer_name, orders.c.seller_name)
    .join(orders, orders.c.id == relay_message.c.order_id)
    .where(_VOUCHED, relay_message.c.words != "")
    .order_by(relay_message.c.id)
)
_OPEN = (
    update(relay_message)
    .where(relay_message.c.id == bindparam("key"))
    .values(opened_at=bindparam("moment", type_=Instant))
)
_VOUCH = (
    update(relay_message)
    .where(relay_message.c.id == bindparam("key"), relay_message.c.vouched_at.is_(None))
    .values(vouched_at=bindparam("moment", type_=Instant))
    .returning(relay_message.c.id)
)
_OF_PERSON = or_(
    relay_message.c.from_id == bindparam("whom"), relay_message.c.to_id == bindparam("whom")
)
_EXPORT = select(relay_message).where(_OF_PERSON).order_by(relay_message.c.id)
_EXPORT_MUTES = select(relay_mute).where(relay_mute.c.person_id == bindparam("whom"))
_MUTE = insert(relay_mute).on_conflict_do_nothing()
_MUTES_OF = (
    relay_mute.c.person_id == bindparam("whom", type_=Id),
    relay_mute.c.other_id == bindparam("other", type_=Id),
    relay_mute.c.order_id.in_((bindparam("which", type_=Id), EVERY)),
)
MUTED = select(relay_mute.c.order_id).where(*_MUTES_OF)
_UNMUTE = delete(relay_mute).where(*_MUTES_OF)
_FORGET_LETTERS = (
    update(relay_message)
    .where(relay_message.c.from_id == bindparam("whom"))
    .values(words="", file=None, lat_e6=None, lon_e6=None)
)
_FORGET_MUTES = delete(relay_mute).where(
    or_(relay_mute.c.person_id == bindparam("whom"), relay_mute.c.other_id == bindparam("whom"))
)


def add(conn: Connection, new: Letter) -> int:
    """Keep a letter; it waits until somebody shows it to its reader."""
    row = {
        "order_id": new.order_id,
        "from_id": new.from_id,
        "to_id": new.to_id,
        "at": new.at,
        "verdict": write_verdict(new.verdict),
        **brought_row(new.brought),
    }
    return int(conn.execute(_NEW, row).scalar_one())


def brought_row(brought: Brought) -> dict[str, Any]:
    """Write what was brought as columns."""
    return {
        "kind": brought.kind,
        "words": brought.words,
        "file": brought.file,
        "lat_e6": brought.lat_e6,
        "lon_e6": brought.lon_e6,
    }


def read_brought(row: Any) -> Brought:
    """Read what was brought from columns."""
    return Brought(row["kind"], row["words"], row["file"], row["lat_e6"], row["lon_e6"])


def _read(row: Any) -> Letter:
    return Letter(
        id=row["id"],
        order_id=row["order_id"],
        from_id=row["from_id"],
        to_id=row["to_id"],
        brought=read_brought(row),
        at=row["at"],
        told_at=row["told_at"],
        verdict=read_verdict(row["verdict"]),
        opened_at=row["opened_at"],
        vouched_at=row["vouched_at"],
    )


def load(conn: Connection, id: int) -> Letter | None:  # noqa: A002  it is the id
    row = conn.execute(_BY_ID, {"key": id}).mappings().first()
    return None if row is None else _read(row)


def take_waiting(conn: Connection, order_id: int, to_id: int, now: datetime) -> list[Letter]:
    """Give what waits for a reader about an order, oldest first, and note that it is shown."""
    keys = {"which": order_id, "whom": to_id, "moment": now}
    found = conn.execute(TAKE, keys).mappings()
    return sorted(map(_read, found), key=lambda letter: letter.id)


def load_last(conn: Connection, order_id: int, *, skip: int = 0, most: int = 6) -> list[Letter]:
    """Give the letters about an order, the last first."""
    keys = {"which": order_id, "skip": skip, "most": most}
    return [_read(row) for row in conn.execute(LAST, keys).mappings()]


def nth_last(conn: Connection, order_id: int, from_id: int, n: int) -> datetime | None:
    """Tell when somebody's n-th letter from the last about an order was written."""
    keys = {"which": order_id, "whom": from_id, "skip": n - 1}
    return conn.execute(NTH, keys).scalar()


def open_held(conn: Connection, letter_id: int, now: datetime) -> None:
    """Note that the reader wants to see a letter that was held back."""
    conn.execute(_OPEN, {"key": letter_id, "moment": now})


def vouch(conn: Connection, letter_id: int, now: datetime) -> bool:
    """Note that the reader called a letter genuine; False when they did before."""
    return conn.execute(_VOUCH, {"key": letter_id, "moment": now}).scalar() is not None


def load_vouched(conn: Connection, reader: int, writer: int) -> list[Verdict]:
    """Give what was thought of the letters of a writer that a reader called genuine."""
    found = conn.execute(VOUCHED, {"whom": reader, "other": writer}).scalars()
    return [verdict for verdict in map(read_verdict, found) if verdict]


def load_all_vouched(conn: Connection) -> list[tuple[str, list[str]]]:
    """Give every text that was warned of and called genuine, with the names of both sides."""
    return [(words, names) for words, *names in conn.execute(_ALL_VOUCHED)]


def mute(conn: Connection, person_id: int, other_id: int, order_id: int, now: datetime) -> None:
    """Keep somebody's letters back, about one order or about every one."""
    row = {"person_id": person_id, "other_id": other_id, "order_id": order_id, "at": now}
    conn.execute(_MUTE, row)


def unmute(conn: Connection, person_id: int, other_id: int, order_id: int) -> None:
    """Hear of somebody again, about an order and about every other."""
    conn.execute(_UNMUTE, {"whom": person_id, "other": other_id, "which": order_id})


def is_muted(conn: Connection, person_id: int, other_id: int, order_id: int) -> bool:
    """Whether somebody does not want to hear from somebody else about an order."""
    keys = {"whom": person_id, "other": other_id, "which": order_id}
    return conn.execute(MUTED, keys).first() is not None


def export(conn: Connection, person_id: int) -> dict[str, Any]:
    """Give every letter somebody wrote or got, and whom they muted."""
    whom = {"whom": person_id}
    return {
        "letters": [dict(row) for row in conn.execute(_EXPORT, whom).mappings()],
        "mutes": [dict(row) for row in conn.execute(_EXPORT_MUTES, whom).mappings()],
    }


def forget(conn: Connection, person_id: int) -> None:
    """Empty somebody's letters; that there were some stays for who got them."""
    conn.execute(_FORGET_LETTERS, {"whom": person_id})
    conn.execute(_FORGET_MUTES, {"whom": person_id})
