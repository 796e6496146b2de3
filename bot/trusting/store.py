"""Standing: one row of counts for each person, and the badges staff gave, with who and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    case,
    delete,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.ordering.order import BUYER, SELLER
from bot.store.persons import person
from bot.store.schema import Id, Instant, Json, table
from bot.trusting.ratings import LATEST
from bot.trusting.rules import CHECKS, GOOD, Deed
from bot.trusting.standing import COUNTS, Badge, Side, Standing

standing = table(
    "standing",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    *(Column(name, Integer, nullable=False) for name in COUNTS),
    Column("checks", Json, nullable=False),
)

# Never changed but to be taken back: the list of all that staff gave is its own history.
badge = table(
    "badge",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("note", Text),
    Column("given_by", Id, ForeignKey("person.id"), nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("taken_by", Id, ForeignKey("person.id")),
    Column("taken_at", Instant),
    Column("why", Text),
    CheckConstraint(f"what IN ({', '.join(map(repr, CHECKS))})", name="what"),
)
_STANDS = badge.c.taken_at.is_(None)
Index(
    "ix_badge_standing",
    badge.c.person_id,
    badge.c.what,
    unique=True,
    sqlite_where=_STANDS,
    postgresql_where=_STANDS,
)
Index("ix_badge_person_id", badge.c.person_id)
Index("ix_badge_given_by", badge.c.given_by)
Index("ix_badge_taken_by", badge.c.taken_by)

TABLES = (standing, badge)


_ADD = insert(standing)
_ADD = _ADD.on_conflict_do_update(
    index_elements=["person_id"],
    set_={name: standing.c[name] + _ADD.excluded[name] for name in COUNTS},
)
_CHECK = insert(standing)
_CHECK = _CHECK.on_conflict_do_update(
    index_elements=["person_id"], set_={"checks": _CHECK.excluded.checks}
)


def _said(role: str, *more: Any) -> Any:
    one = case((LATEST.c.role == role, 1), else_=0)
    for condition in more:
        one = case((condition, one), else_=0)
    return func.coalesce(func.sum(one), 0)


# A buyer's word is about the farmer, and the other way round.
_PEOPLE = (
    select(
        _said(BUYER).label("of_seller"),
        _said(BUYER, LATEST.c.mood == GOOD).label("well_of_seller"),
        _said(SELLER).label("of_buyer"),
        _said(SELLER, LATEST.c.mood == GOOD).label("well_of_buyer"),
    )
    .where(LATEST.c.place == 1)
    .subquery()
)
STANDING = (
    select(person.c.id, person.c.created_at, standing, _PEOPLE)
    .select_from(
        person.outerjoin(standing, standing.c.person_id == person.c.id).join(_PEOPLE, true())
    )
    .where(person.c.id == bindparam("whom", type_=Id))
)
_GIVE = insert(badge).on_conflict_do_nothing().returning(badge.c.id)
_TAKE = (
    update(badge)
    .where(badge.c.person_id == bindparam("whom"), badge.c.what == bindparam("which"), _STANDS)
    .values(taken_by=bindparam("by"), taken_at=bindparam("moment"), why=bindparam("because"))
    .returning(badge.c.id)
)
_CHECKS = (
    select(badge.c.what)
    .where(badge.c.person_id == bindparam("whom"), _STANDS)
    .order_by(badge.c.given_at, badge.c.id)
)
BADGES = (
    select(badge)
    .where(badge.c.person_id == bindparam("whom"))
    .order_by(badge.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_COUNTS = select(standing).where(standing.c.person_id == bindparam("whom"))
_FORGET = (
    delete(standing).where(standing.c.person_id == bindparam("whom")),
    delete(badge).where(badge.c.person_id == bindparam("whom")),
)


def add(conn: Connection, deeds: Iterable[Deed]) -> None:
    """Count what people did: one statement, people in the order of their ids."""
    rows: dict[int, dict[str, Any]] = {}
    for whom, what, by in deeds:
        empty = {"person_id": whom, "checks": [], **dict.fromkeys(COUNTS, 0)}
        rows.setdefault(whom, empty)[what] += by
    if rows:
        conn.execute(_ADD, [rows[whom] for whom in sorted(rows)])


def load(conn: Connection, person_id: int, now: datetime) -> Standing | None:
    """Give what is known of somebody, in one statement."""
    row = conn.execute(STANDING, {"whom": person_id, "moment": now}).mappings().first()
    return None if row is None else _read(row)


def _read(row: Any) -> Standing:
    counts = {name: row[name] or 0 for name in COUNTS}
    return Standing(
        person_id=row["id"],
        since=row["created_at"],
        checks=tuple(row["checks"] or ()),
        seller=Side(
            done=counts["sold"],
            happy=row["well_of_seller"],
            people=row["of_seller"],
            late=counts["seller_late"],
            missed=counts["seller_missed"],
            asked=counts["asked"],
            answered=counts["answered"],
        ),
        buyer=Side(
            done=counts["bought"],
            happy=row["well_of_buyer"],
            people=row["of_buyer"],
            late=counts["buyer_late"],
            missed=counts["buyer_missed"],
        ),
    )


def give_badge(conn: Connection, new: Badge) -> bool:
    """Note what staff checked; False when somebody has it already."""
    row = {name: getattr(new, name) for name in ("person_id", "what", "note", "given_by")}
    given = conn.execute(_GIVE, {**row, "given_at": new.given_at}).scalar()
    _note_checks(conn, new.person_id)
    return given is not None


def take_badge(
    conn: Connection, person_id: int, what: str, by: int, why: str, now: datetime
) -> bool:
    """Take a badge back; False when there is none."""
    row = {"whom": person_id, "which": what, "by": by, "because": why, "moment": now}
    taken = conn.execute(_TAKE, row).scalar()
    _note_checks(conn, person_id)
    return taken is not None


def _note_checks(conn: Connection, person_id: int) -> None:
    checks = list(conn.execute(_CHECKS, {"whom": person_id}).scalars())
    empty = dict.fromkeys(COUNTS, 0)
    conn.execute(_CHECK, {"person_id": person_id, "checks": checks, **empty})


def load_badges(conn: Connection, person_id: int, most: int = 6) -> list[Badge]:
    """Give what staff gave and took back, the last first."""
    found = conn.execute(BADGES, {"whom": person_id, "most": most}).mappings()
    return [Badge(**row) for row in found]


def load_counts(conn: Connection, person_id: int) -> dict[str, Any]:
    """Give somebody's row as it is; an empty one where nothing is known."""
    found = conn.execute(_COUNTS, {"whom": person_id}).mappings().first()
    return dict(found) if found else {}


def forget(conn: Connection, person_id: int) -> None:
    for statement in _FORGET:
        conn.execute(statement, {"whom": person_id})
