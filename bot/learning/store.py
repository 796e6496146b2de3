"""What is kept of learning: how far each is with each lesson, reminders, certificates."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.learning import memory
from bot.learning.rules import ASKED, DONE, READING, Certified, Learner, Progress
from bot.ordering.order import COUNTERED, PLACED
from bot.ordering.store import orders
from bot.store.persons import person
from bot.store.schema import Id, Instant, Json, table

LONGEST_WAIT = timedelta(days=4)  # of an order for an answer
TOKEN = 9  # bytes: nobody finds a certificate by trying

progress = table(
    "lesson_progress",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("lesson", Text, primary_key=True),
    Column("step", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("wording", Text),
    Column("tries", Integer, nullable=False),
    Column("first", Text),
    Column("right_at", Instant),
    Column("missed", Boolean, nullable=False),
    Column("card", Json),
    Column("due_at", Instant),
    Column("judged", Text, nullable=False, server_default=""),
    Column("drilled", Integer, nullable=False, server_default="0"),
    Column("believed", Integer, nullable=False, server_default="0"),
    Column("refused", Integer, nullable=False, server_default="0"),
    CheckConstraint("step IN ('reading', 'asked', 'done')", name="step"),
    CheckConstraint("wording IN ('question', 'again')", name="wording"),
    CheckConstraint("(card IS NULL) = (due_at IS NULL)", name="card"),
)
# The counts staff see are read from the index alone.
Index("ix_lesson_progress_lesson", progress.c.lesson, progress.c.step, progress.c.first)

# Who learnt a lesson in a year, for what they did on the market before and after.
Index("ix_lesson_progress_right", progress.c.lesson, progress.c.right_at)

learner = table(
    "learner",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("active_at", Instant, nullable=False),
    Column("nudges", Json, nullable=False),
    Column("ignored", Integer, nullable=False),
    Column("said", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("offered", Json, nullable=False),
    Column("shows", Boolean, nullable=False),
    Column("offered_at", Instant),
)

certificate = table(
    "certificate",
    Column("token", Text, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("course", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    UniqueConstraint("person_id", "course"),
)

TABLES = (progress, learner, certificate)

_OF = select(progress).where(progress.c.person_id == bindparam("whose"))
_KEEP = insert(progress)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["person_id", "lesson"],
    set_={
        column.name: _KEEP.excluded[column.name] for column in progress.c if not column.primary_key
    },
)
_LEARNER = select(learner).where(learner.c.person_id == bindparam("whose"))
_KEEP_LEARNER = insert(learner)
_KEEP_LEARNER = _KEEP_LEARNER.on_conflict_do_update(
    index_elements=["person_id"],
    set_={
        column.name: _KEEP_LEARNER.excluded[column.name]
        for column in learner.c
        if not column.primary_key
    },
)
_GIVE = insert(certificate).on_conflict_do_nothing().returning(certificate.c.token)
_HELD = (
    select(certificate)
    .where(certificate.c.person_id == bindparam("whose"))
    .order_by(certificate.c.given_at, certificate.c.token)
)
BY_TOKEN = (
    select(certificate, person.c.called)
    .join(person, person.c.id == certificate.c.person_id)
    .where(certificate.c.token == bindparam("token"))
)
SHOWN = (
    select(certificate)
    .join(learner, learner.c.person_id == certificate.c.person_id)
    .where(certificate.c.person_id == bindparam("whose"), learner.c.shows)
    .order_by(certificate.c.given_at, certificate.c.token)
)
COUNTS = select(
    progress.c.lesson, progress.c.step, progress.c.first, func.count().label("people")
).group_by(progress.c.lesson, progress.c.step, progress.c.first)
DRILLED = select(
    *(
        func.coalesce(func.sum(each), 0).label(each.name)
        for each in (progress.c.drilled, progress.c.believed, progress.c.refused)
    )
).where(progress.c.lesson == bindparam("of"))
# Spelled out, so that the index over what is open serves it.
_SOLD = orders.c.seller_id == bindparam("whose")
_BOUGHT = orders.c.buyer_id == bindparam("whose")
WAITING = select(orders.c.id).where(_SOLD, orders.c.state == literal_column(f"'{PLACED}'")).limit(1)
WAITING_BUYER = (
    select(orders.c.id).where(_BOUGHT, orders.c.state == literal_column(f"'{COUNTERED}'")).limit(1)
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How people fare with a lesson; `picked` counts first answers by code."""

    lesson: str
    started: int
    reading: int
    asked: int
    done: int
    picked: Mapping[str, int]


def load_shelf(conn: Connection, person_id: int) -> dict[str, Progress]:
    """Give how far somebody is with every lesson they began, by lesson."""
    found = conn.execute(_OF, {"whose": person_id}).mappings()
    return {row["lesson"]: _read(row) for row in found}


def keep(conn: Connection, changed: Progress) -> None:
    card = changed.card
    row = {each.name: getattr(changed, each.name) for each in fields(changed)}
    kept = {
        "card": None if card is None else memory.write(card),
        "due_at": None if card is None else card.due_at,
    }
    conn.execute(_KEEP, row | kept)


def _read(row: Any) -> Progress:
    known = {each.name: row[each.name] for each in fields(Progress)}
    card = None if row["card"] is None else memory.read(row["card"], row["due_at"])
    return Progress(**known | {"card": card})


def load_learner(conn: Connection, person_id: int) -> Learner | None:
    found = conn.execute(_LEARNER, {"whose": person_id}).mappings().first()
    if found is None:
        return None
    nudges = tuple(map(datetime.fromisoformat, found["nudges"]))
    return Learner(**dict(found) | {"nudges": nudges, "offered": tuple(found["offered"])})


def keep_learner(conn: Connection, changed: Learner) -> None:
    nudges = [each.isoformat() for each in changed.nudges]
    conn.execute(_KEEP_LEARNER, asdict(changed) | {"nudges": nudges})


def give_certificate(
    conn: Connection, person_id: int, course: str, now: datetime
) -> Certified | None:
    """Give a certificate; None when there is one of the course already."""
    new = Certified(secrets.token_urlsafe(TOKEN), person_id, course, now)
    made = conn.execute(_GIVE, asdict(new)).scalar()
    return None if made is None else new


def load_certificates(conn: Connection, person_id: int) -> list[Certified]:
    return [Certified(**row) for row in conn.execute(_HELD, {"whose": person_id}).mappings()]


def load_shown(conn: Connection, person_id: int) -> list[Certified]:
    """Give the certificates somebody lets everybody see."""
    return [Certified(**row) for row in conn.execute(SHOWN, {"whose": person_id}).mappings()]


def find_certificate(conn: Connection, token: str) -> tuple[Certified, str] | None:
    """Give a certificate and the name of whose it is."""
    found = conn.execute(BY_TOKEN, {"token": token}).mappings().first()
    if found is None:
        return None
    row = {each.name: found[each.name] for each in fields(Certified)}
    return Certified(**row), found["called"] or ""


def is_asked(conn: Connection, person_id: int, now: datetime) -> bool:
    """Whether an order waits for somebody's answer."""
    facts = {"whose": person_id, "since": now - LONGEST_WAIT}
    return any(conn.execute(each, facts).first() is not None for each in (WAITING, WAITING_BUYER))


def count_lessons(conn: Connection) -> dict[str, Counted]:
    """Count for each lesson who began it, where they are, and what they answered first."""
    rows: dict[str, list[Any]] = {}
    for row in conn.execute(COUNTS):
        rows.setdefault(row.lesson, []).append(row)
    return {lesson: _counted(lesson, found) for lesson, found in rows.items()}


def count_drills(conn: Connection, lesson: str) -> tuple[int, int, int]:
    """Count how often a drill was done, and the errors of both kinds: believed, refused."""
    drilled, believed, refused = conn.execute(DRILLED, {"of": lesson}).one()
    return int(drilled), int(believed), int(refused)


def _counted(lesson: str, rows: list[Any]) -> Counted:
    def at(step: str) -> int:
        return sum(row.people for row in rows if row.step == step)

    picked: dict[str, int] = {}
    for row in rows:
        if row.first is not None:
            picked[row.first] = picked.get(row.first, 0) + row.people
    all_ = sum(row.people for row in rows)
    return Counted(lesson, all_, at(READING), at(ASKED), at(DONE), picked)


def forget(conn: Connection, person_id: int) -> None:
    """Erase all: a certificate of somebody forgotten proves nothing any more."""
    for each in TABLES:
        conn.execute(delete(each).where(each.c.person_id == person_id))
