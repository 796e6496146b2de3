"""What was decided against whom, the appeals, and the audit of every act about a case."""

from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.standings import STANDINGS
from bot.ordering.store import one_of
from bot.reporting.case import AGAINST, LIFTED, UPHELD, Done, Ruling
from bot.store.schema import Id, Instant, table

ruling = table(
    "report_ruling",
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("report_case.id"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("decision", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("note", Text),
    Column("by_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("until", Instant),
    Column("undone_at", Instant),
    Column("undone_by", Id, ForeignKey("person.id"), index=True),
    Column("appeal", Text),
    Column("appealed_at", Instant),
    Column("answered_by", Id, ForeignKey("person.id"), index=True),
    Column("answered_at", Instant),
    Column("outcome", Text),
    one_of("decision", AGAINST),
    one_of("outcome", (UPHELD, LIFTED)),
)
_IS_WAITING = (
    ruling.c.appealed_at.is_not(None) & ruling.c.outcome.is_(None) & ruling.c.undone_at.is_(None)
)
Index(
    "ix_report_ruling_waiting",
    ruling.c.appealed_at,
    sqlite_where=_IS_WAITING,
    postgresql_where=_IS_WAITING,
)

act = table(
    "report_act",
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("report_case.id"), nullable=False, index=True),
    Column("by_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("act", Text, nullable=False),
    Column("why", Text),
    Column("note", Text),
)

# Who is suspended and leaves is known again by a mark of their Telegram number, and by nothing else.
barred = table(
    "report_barred",
    Column("mark", Text, primary_key=True),
    Column("standing", Text, nullable=False),
    Column("until", Instant),
    one_of("standing", STANDINGS),
)

TABLES = (ruling, act, barred)

_FIELDS = tuple(each.name for each in fields(Ruling))
_NEW = insert(ruling).returning(ruling.c.id)
_BY_ID = select(ruling).where(ruling.c.id == bindparam("key"))
_OF_CASE = select(ruling).where(ruling.c.case_id == bindparam("which")).order_by(ruling.c.id)
_AGAINST = select(ruling).where(ruling.c.person_id == bindparam("whom")).order_by(ruling.c.id)
_COUNT = select(func.count()).where(
    ruling.c.person_id == bindparam("whom"), ruling.c.undone_at.is_(None)
)
APPEALS = select(ruling).where(_IS_WAITING).order_by(ruling.c.appealed_at).limit(20)
_UNDO = (
    update(ruling)
    .where(ruling.c.id == bindparam("key"), ruling.c.undone_at.is_(None))
    .values(undone_at=bindparam("moment"), undone_by=bindparam("by"))
    .returning(ruling)
)
_APPEAL = (
    update(ruling)
    .where(
        ruling.c.id == bindparam("key"),
        ruling.c.appealed_at.is_(None),
        ruling.c.undone_at.is_(None),
    )
    .values(appeal=bindparam("words"), appealed_at=bindparam("moment"))
    .returning(ruling)
)
_ANSWER = (
    update(ruling)
    .where(ruling.c.id == bindparam("key"), _IS_WAITING)
    .values(
        outcome=bindparam("verdict"), answered_by=bindparam("by"), answered_at=bindparam("moment")
    )
    .returning(ruling)
)
_FORGET = update(ruling).where(ruling.c.person_id == bindparam("whom")).values(appeal=None)
_DONE = (
    select(act.c.case_id, act.c.by_id, act.c.at, act.c.act, act.c.why, act.c.note)
    .where(act.c.case_id == bindparam("which"))
    .order_by(act.c.id)
)
_BAR = insert(barred)
_BAR = _BAR.on_conflict_do_update(
    index_elements=["mark"],
    set_={"standing": _BAR.excluded.standing, "until": _BAR.excluded.until},
)
_BARRED = (
    delete(barred)
    .where(barred.c.mark == bindparam("whose"))
    .returning(barred.c.standing, barred.c.until)
)


def add(conn: Connection, new: Ruling) -> Ruling:
    """Keep what a decision means for one accused; gives it with its id."""
    row = {name: getattr(new, name) for name in _FIELDS if name != "id"}
    key = conn.execute(_NEW, row).scalar_one()
    found = load(conn, key)
    assert found is not None
    return found


def load(conn: Connection, id: int) -> Ruling | None:  # noqa: A002  it is the id
    return _first(conn, _BY_ID, key=id)


def load_of(conn: Connection, case_id: int) -> list[Ruling]:
    return _many(conn, _OF_CASE, which=case_id)


def load_against(conn: Connection, person_id: int) -> list[Ruling]:
    """Give every ruling against somebody, the oldest first."""
    return _many(conn, _AGAINST, whom=person_id)


def count_against(conn: Connection, person_id: int) -> int:
    return int(conn.execute(_COUNT, {"whom": person_id}).scalar_one())


def load_appeals(conn: Connection) -> list[Ruling]:
    """Give the appeals that wait, the oldest first."""
    return _many(conn, APPEALS)


def undo(conn: Connection, id: int, by: int, now: datetime) -> Ruling | None:  # noqa: A002  it is the id
    """Take a ruling back; None when it was already."""
    return _first(conn, _UNDO, key=id, by=by, moment=now)


def appeal(conn: Connection, id: int, words: str, now: datetime) -> Ruling | None:  # noqa: A002  it is the id
    """Keep somebody's appeal; None when there is one, or nothing to appeal against."""
    return _first(conn, _APPEAL, key=id, words=words, moment=now)


def answer(conn: Connection, id: int, verdict: str, by: int, now: datetime) -> Ruling | None:  # noqa: A002  it is the id
    """Keep the answer to an appeal; None when there is one."""
    return _first(conn, _ANSWER, key=id, verdict=verdict, by=by, moment=now)


def note(conn: Connection, done: Done) -> None:
    """Write a line of the audit: nothing changes or erases it."""
    row = {each.name: getattr(done, each.name) for each in fields(Done)}
    conn.execute(insert(act), row)


def load_audit(conn: Connection, case_id: int) -> list[Done]:
    return [Done(**row) for row in conn.execute(_DONE, {"which": case_id}).mappings()]


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give what was decided against somebody; not which of the staff decided."""
    hidden = {"by_id", "undone_by", "answered_by"}
    found = conn.execute(_AGAINST, {"whom": person_id}).mappings()
    return [{name: row[name] for name in row if name not in hidden} for row in found]


def forget(conn: Connection, person_id: int) -> None:
    conn.execute(_FORGET, {"whom": person_id})


def bar(conn: Connection, user: int, standing: str, until: datetime | None) -> None:
    """Keep how somebody stood who leaves."""
    conn.execute(_BAR, {"mark": _mark(user), "standing": standing, "until": until})


def take_barred(conn: Connection, user: int) -> tuple[str, datetime | None] | None:
    """Give how somebody who comes back stood when they left; kept no longer."""
    found = conn.execute(_BARRED, {"whose": _mark(user)}).first()
    return None if found is None else (found[0], found[1])


def _mark(user: int) -> str:
    return sha256(f"barred {user}".encode()).hexdigest()


def _first(conn: Connection, statement: Any, **keys: Any) -> Ruling | None:
    row = conn.execute(statement, keys).mappings().first()
    return None if row is None else _read(row)


def _many(conn: Connection, statement: Any, **keys: Any) -> list[Ruling]:
    return [_read(row) for row in conn.execute(statement, keys).mappings()]


def _read(row: Any) -> Ruling:
    return Ruling(**{name: row[name] for name in _FIELDS})
