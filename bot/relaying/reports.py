"""Reports of letters that are not right: a queue for the staff, with a copy of what was written."""

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
    UniqueConstraint,
    bindparam,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.relaying.letters import CLOSED, NEW, REASONS, SEEN, Report
from bot.relaying.store import brought_row, read_brought
from bot.store.schema import Id, Instant, table

report = table(
    "report",
    Column("id", Id, primary_key=True),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=False, index=True),
    Column("letter_id", Id, ForeignKey("relay_message.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("about_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("file", Text),
    Column("lat_e6", BigInteger),
    Column("lon_e6", BigInteger),
    Column("at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("handled_by", Id, ForeignKey("person.id"), index=True),
    Column("handled_at", Instant),
    UniqueConstraint("letter_id", "person_id"),
    CheckConstraint(f"reason IN ({', '.join(map(repr, REASONS))})", name="reason"),
    CheckConstraint("state IN ('new', 'seen', 'closed')", name="state"),
)
_IS_OPEN = report.c.state != literal_column("'closed'")
Index("ix_report_open", report.c.id, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN)

TABLES = (report,)

_NEW = insert(report).on_conflict_do_nothing().returning(report.c.id)
_BY_ID = select(report).where(report.c.id == bindparam("key"))
_PAGE = (
    select(report).limit(bindparam("most", type_=Integer)).offset(bindparam("skip", type_=Integer))
)
OPEN = _PAGE.where(_IS_OPEN).order_by(report.c.id)
DONE = _PAGE.where(report.c.state == CLOSED).order_by(report.c.id.desc())
_OF_ORDER = select(report.c.id).where(report.c.order_id == bindparam("which")).limit(1)
_MARK = (
    update(report)
    .where(report.c.id == bindparam("key"), report.c.state.in_(bindparam("before", expanding=True)))
    .values(state=bindparam("after"), handled_by=bindparam("by"), handled_at=bindparam("moment"))
    .returning(report)
)
_MINE = select(report).where(report.c.person_id == bindparam("whom")).order_by(report.c.id)
# What staff still have to look at is kept until they have.
_FORGET = (
    update(report)
    .where(report.c.about_id == bindparam("whom"), report.c.state == CLOSED)
    .values(words="", file=None, lat_e6=None, lon_e6=None)
)


def add(conn: Connection, new: Report) -> int | None:
    """Keep a report; None when this letter was reported before."""
    row = {
        name: getattr(new, name)
        for name in ("order_id", "letter_id", "person_id", "about_id", "reason", "at", "state")
    }
    return conn.execute(_NEW, row | brought_row(new.brought)).scalar()


def _read(row: Any) -> Report:
    names = ("id", "order_id", "letter_id", "person_id", "about_id", "reason", "at", "state")
    known = {name: row[name] for name in (*names, "handled_by", "handled_at")}
    return Report(brought=read_brought(row), **known)


def load(conn: Connection, id: int) -> Report | None:  # noqa: A002  it is the id
    row = conn.execute(_BY_ID, {"key": id}).mappings().first()
    return None if row is None else _read(row)


def load_page(conn: Connection, *, is_open: bool, skip: int = 0, most: int = 6) -> list[Report]:
    """Give the open reports, oldest first, or the closed ones, the last first."""
    found = conn.execute(OPEN if is_open else DONE, {"skip": skip, "most": most})
    return [_read(row) for row in found.mappings()]


def has_any(conn: Connection, order_id: int) -> bool:
    """Whether a letter about an order was ever reported."""
    return conn.execute(_OF_ORDER, {"which": order_id}).first() is not None


def mark(conn: Connection, id: int, state: str, by: int, now: datetime) -> Report | None:  # noqa: A002  it is the id
    """Note that staff saw or closed a report; None when it is so already."""
    before = [NEW] if state == SEEN else [NEW, SEEN]
    keys = {"key": id, "before": before, "after": state, "by": by, "moment": now}
    row = conn.execute(_MARK, keys).mappings().first()
    return None if row is None else _read(row)


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give what somebody reported."""
    return [dict(row) for row in conn.execute(_MINE, {"whom": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    """Empty the copies of what somebody wrote in reports that are closed."""
    conn.execute(_FORGET, {"whom": person_id})
