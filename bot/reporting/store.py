"""Cases and the reports in them: a queue for the staff, with a copy of what was reported."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.ordering.store import one_of, orders
from bot.people.reported import REPORTABLE
from bot.reporting.case import CLOSED, DECISIONS, GENUINE, OPEN, REASONS, Case, Report
from bot.store.persons import person
from bot.store.schema import Id, Instant, table

report_case = table(
    "report_case",
    Column("id", Id, primary_key=True),
    Column("what", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("decision", Text),
    Column("why", Text),
    Column("note", Text),
    Column("seen_by", Id, ForeignKey("person.id"), index=True),
    Column("decided_by", Id, ForeignKey("person.id"), index=True),
    Column("decided_at", Instant),
    Column("taught", Boolean, nullable=False),
    Column("pattern", Integer),
    one_of("what", REPORTABLE),
    one_of("state", (OPEN, CLOSED)),
    one_of("decision", DECISIONS),
)
_IS_OPEN = report_case.c.state == literal_column("'open'")
_IS_CLOSED = report_case.c.state == literal_column("'closed'")
Index(
    "ix_report_case_open",
    report_case.c.rank,
    report_case.c.id,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)
Index(
    "ix_report_case_closed",
    report_case.c.decided_at,
    sqlite_where=_IS_CLOSED,
    postgresql_where=_IS_CLOSED,
)

reported = table(
    "reported",
    Column("id", Id, primary_key=True),
    Column("case_id", Id, ForeignKey("report_case.id"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("thing", BigInteger, nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("about_id", Id, ForeignKey("person.id"), index=True),
    Column("order_id", Id, ForeignKey("orders.id"), index=True),
    Column("reason", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("photo", Text),
    Column("voice", Text),
    Column("lat_e6", Integer),
    Column("lon_e6", Integer),
    Column("note", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("what", "thing", "person_id"),
    one_of("what", REPORTABLE),
    one_of("reason", REASONS),
)
Index("ix_reported_by", reported.c.person_id, reported.c.at)

TABLES = (report_case, reported)

_CASE_FIELDS = tuple(each.name for each in fields(Case))
_FIELDS = tuple(each.name for each in fields(Report))

_NEW = insert(reported).on_conflict_do_nothing().returning(reported.c.id)
_NEW_CASE = insert(report_case).returning(report_case.c.id)
_CASE = select(report_case).where(report_case.c.id == bindparam("key"))
_REPORT = select(reported).where(reported.c.id == bindparam("key"))
_OF_THING = (
    select(reported.c.case_id)
    .join(report_case, report_case.c.id == reported.c.case_id)
    .where(
        reported.c.what == bindparam("what"),
        reported.c.thing == bindparam("thing"),
        _IS_OPEN,
    )
    .limit(1)
)
_LEAST = case(
    (report_case.c.rank < bindparam("least"), report_case.c.rank), else_=bindparam("least")
)
_HAS_TOLD = select(reported.c.id).where(
    reported.c.what == bindparam("what"),
    reported.c.thing == bindparam("thing"),
    reported.c.person_id == bindparam("whom"),
)
_JOINED = (
    update(report_case)
    .where(report_case.c.id == bindparam("key"))
    .values(times=report_case.c.times + 1, rank=_LEAST)
)
_PAGE = (
    select(report_case)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
WAITING = _PAGE.where(_IS_OPEN).order_by(report_case.c.rank, report_case.c.id)
DECIDED = _PAGE.where(_IS_CLOSED).order_by(report_case.c.decided_at.desc())
_OF_CASE = (
    select(reported)
    .where(reported.c.case_id == bindparam("which"))
    .order_by(reported.c.id)
    .limit(bindparam("most", type_=Integer))
)
_OF_ORDER = select(reported.c.id).where(reported.c.order_id == bindparam("which")).limit(1)
NTH_LAST = (
    select(reported.c.at)
    .where(reported.c.person_id == bindparam("whom"))
    .order_by(reported.c.at.desc())
    .limit(1)
    .offset(bindparam("skip", type_=Integer))
)
# The last ones that were decided; who reports much is not read through to the beginning.
LAST_TOLD = (
    select(report_case.c.decision)
    .join(reported, reported.c.case_id == report_case.c.id)
    .where(reported.c.person_id == bindparam("whom"), report_case.c.decision.is_not(None))
    .order_by(reported.c.at.desc())
    .limit(bindparam("most", type_=Integer))
)
_SEEN = (
    update(report_case)
    .where(report_case.c.id == bindparam("key"), report_case.c.seen_by.is_(None), _IS_OPEN)
    .values(seen_by=bindparam("by"))
    .returning(report_case.c.id)
)
_DECIDE = (
    update(report_case)
    .where(report_case.c.id == bindparam("key"), _IS_OPEN)
    .values(
        state=CLOSED,
        decision=bindparam("choice"),
        why=bindparam("because"),
        note=bindparam("words_of_staff"),
        decided_by=bindparam("by"),
        decided_at=bindparam("moment"),
        taught=bindparam("teaches"),
        pattern=bindparam("family"),
    )
    .returning(report_case)
)
_REOPEN = (
    update(report_case)
    .where(report_case.c.id == bindparam("key"), _IS_CLOSED)
    .values(
        state=OPEN,
        decision=None,
        why=None,
        note=None,
        decided_by=None,
        decided_at=None,
        taught=False,
    )
    .returning(report_case)
)
# Found to be genuine after all: an example of what is no fraud.
_OVERTURN = (
    update(report_case)
    .where(report_case.c.id == bindparam("key"))
    .values(decision=GENUINE, taught=False)
)
_DEALT = (
    select(orders.c.id)
    .limit(1)
    .where(
        or_(
            and_(orders.c.buyer_id == bindparam("one"), orders.c.seller_id == bindparam("two")),
            and_(orders.c.buyer_id == bindparam("two"), orders.c.seller_id == bindparam("one")),
        )
    )
)
_NOTE = (
    update(reported)
    .where(
        reported.c.id == bindparam("key"),
        reported.c.person_id == bindparam("whom"),
        reported.c.note == "",
    )
    .values(note=bindparam("more"))
    .returning(reported.c.case_id)
)
_DONE_ORDERS = select(func.count()).where(
    or_(orders.c.buyer_id == bindparam("whom"), orders.c.seller_id == bindparam("whom")),
    orders.c.state == "completed",
)
_EXAMPLES = (
    select(report_case)
    .where(_IS_CLOSED, report_case.c.decision.is_not(None), report_case.c.words != "")
    .order_by(report_case.c.id)
)
_PARTIES = (
    select(person.c.called)
    .join(reported, or_(reported.c.person_id == person.c.id, reported.c.about_id == person.c.id))
    .where(reported.c.case_id == bindparam("which"))
)
_MINE = select(reported).where(reported.c.person_id == bindparam("whom")).order_by(reported.c.id)
_CLOSED_ONES = select(report_case.c.id).where(_IS_CLOSED)
# What staff still have to look at is kept until they have; what teaches is kept without a name.
_FORGET = (
    update(reported)
    .where(reported.c.about_id == bindparam("whom"), reported.c.case_id.in_(_CLOSED_ONES))
    .values(words="", photo=None, voice=None, lat_e6=None, lon_e6=None)
)
_FORGET_CASE = (
    update(report_case)
    .where(
        _IS_CLOSED,
        report_case.c.taught.is_(False),
        report_case.c.id.in_(
            select(reported.c.case_id).where(reported.c.about_id == bindparam("whom"))
        ),
    )
    .values(words="")
)
_FORGET_NOTES = update(reported).where(reported.c.person_id == bindparam("whom")).values(note="")


def add(conn: Connection, new: Report) -> int | None:
    """Keep a report in its case; None when this person reported this thing before."""
    row = {name: getattr(new, name) for name in _FIELDS if name != "id"}
    return conn.execute(_NEW, row).scalar()


def has_told(conn: Connection, what: str, thing: int, person_id: int) -> bool:
    """Whether somebody reported a thing already."""
    keys = {"what": what, "thing": thing, "whom": person_id}
    return conn.execute(_HAS_TOLD, keys).first() is not None


def open_case(conn: Connection, new: Case) -> int:
    row = {name: getattr(new, name) for name in _CASE_FIELDS if name != "id"}
    return int(conn.execute(_NEW_CASE, row).scalar_one())


def find_open(conn: Connection, what: str, thing: int) -> int | None:
    """Find the open case a thing is in already."""
    return conn.execute(_OF_THING, {"what": what, "thing": thing}).scalar()


def count_in(conn: Connection, case_id: int, rank: int) -> None:
    """Note that one more person reported what a case is about."""
    conn.execute(_JOINED, {"key": case_id, "least": rank})


def load_case(conn: Connection, id: int) -> Case | None:  # noqa: A002  it is the id
    return _first_case(conn, _CASE, key=id)


def load_report(conn: Connection, id: int) -> Report | None:  # noqa: A002  it is the id
    row = conn.execute(_REPORT, {"key": id}).mappings().first()
    return None if row is None else _read(row)


def load_page(conn: Connection, *, is_open: bool, skip: int = 0, most: int = 6) -> list[Case]:
    """Give the cases that wait, the most urgent first, or the decided ones, the last first."""
    found = conn.execute(WAITING if is_open else DECIDED, {"skip": skip, "most": most})
    return [_read_case(row) for row in found.mappings()]


def load_reports(conn: Connection, case_id: int, most: int = 50) -> list[Report]:
    found = conn.execute(_OF_CASE, {"which": case_id, "most": most})
    return [_read(row) for row in found.mappings()]


def has_any(conn: Connection, order_id: int) -> bool:
    """Whether anything about an order was ever reported."""
    return conn.execute(_OF_ORDER, {"which": order_id}).first() is not None


def nth_last(conn: Connection, person_id: int, nth: int) -> datetime | None:
    """Say when somebody made the nth report from their last."""
    return conn.execute(NTH_LAST, {"whom": person_id, "skip": nth - 1}).scalar()


def weigh(conn: Connection, person_id: int, most: int) -> tuple[int, int]:
    """Count somebody's last decided reports, and how many of them were judged genuine."""
    found = conn.execute(LAST_TOLD, {"whom": person_id, "most": most}).scalars().all()
    return len(found), sum(decision == GENUINE for decision in found)


def count_orders(conn: Connection, person_id: int) -> int:
    """Count the orders somebody brought to their end."""
    return int(conn.execute(_DONE_ORDERS, {"whom": person_id}).scalar_one())


def see(conn: Connection, id: int, by: int) -> bool:  # noqa: A002  it is the id
    """Note that staff look at a case; False when somebody does already."""
    return conn.execute(_SEEN, {"key": id, "by": by}).first() is not None


def decide(conn: Connection, decided: Case) -> Case | None:
    """Close a case as it was decided; None when that was done already."""
    keys = {
        "key": decided.id,
        "choice": decided.decision,
        "because": decided.why,
        "words_of_staff": decided.note,
        "by": decided.decided_by,
        "moment": decided.decided_at,
        "teaches": decided.taught,
        "family": decided.pattern,
    }
    return _first_case(conn, _DECIDE, **keys)


def reopen(conn: Connection, id: int) -> Case | None:  # noqa: A002  it is the id
    """Take a decision back; None when there is none."""
    return _first_case(conn, _REOPEN, key=id)


def overturn(conn: Connection, id: int) -> None:  # noqa: A002  it is the id
    """Let a case be an example of what is genuine: an appeal showed it."""
    conn.execute(_OVERTURN, {"key": id})


def has_dealt(conn: Connection, one: int, two: int) -> bool:
    """Whether two people ever had an order between them."""
    return conn.execute(_DEALT, {"one": one, "two": two}).first() is not None


def add_note(conn: Connection, id: int, person_id: int, words: str) -> int | None:  # noqa: A002  it is the id
    """Keep what somebody adds to their own report, once; gives its case."""
    return conn.execute(_NOTE, {"key": id, "whom": person_id, "more": words}).scalar()


def load_examples(conn: Connection) -> list[tuple[Case, list[str]]]:
    """Give every decided case that says something, with the names of who had part in it."""
    cases = [_read_case(row) for row in conn.execute(_EXAMPLES).mappings()]
    return [(case, _names(conn, case.id)) for case in cases]


def _names(conn: Connection, case_id: int) -> list[str]:
    return [name for name in conn.execute(_PARTIES, {"which": case_id}).scalars() if name]


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give what somebody reported."""
    return [dict(row) for row in conn.execute(_MINE, {"whom": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    """Empty the copies of what somebody wrote in cases that are closed."""
    for statement in (_FORGET, _FORGET_CASE, _FORGET_NOTES):
        conn.execute(statement, {"whom": person_id})


def _first_case(conn: Connection, statement: Any, **keys: Any) -> Case | None:
    row = conn.execute(statement, keys).mappings().first()
    return None if row is None else _read_case(row)


def _read_case(row: Any) -> Case:
    return Case(**{name: row[name] for name in _CASE_FIELDS})


def _read(row: Any) -> Report:
    return Report(**{name: row[name] for name in _FIELDS})
