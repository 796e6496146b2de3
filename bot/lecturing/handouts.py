"""What is asked of a lecturer, and what is given to those who came."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Text, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.lecturing.rules import Handout, Question
from bot.store.persons import person
from bot.store.schema import Id, Instant, table

question = table(
    "lecture_question",
    Column("id", Id, primary_key=True),
    Column("lecture_id", Id, ForeignKey("lecture.id"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("words", Text),
    Column("voice", Text),
    Column("asked_at", Instant, nullable=False),
)

handout = table(
    "lecture_handout",
    Column("id", Id, primary_key=True),
    Column("lecture_id", Id, ForeignKey("lecture.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("whom", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
)

TABLES = (question, handout)

ASKED = 30  # questions shown at a time
A_DAY = 20  # questions one person may ask at one lecture

_ME = bindparam("whose", type_=Id)
_ASKED_SO_FAR = select(func.count()).where(
    question.c.person_id == _ME, question.c.lecture_id == bindparam("which")
)
_ASK = insert(question)
_QUESTIONS = (
    select(
        question.c.lecture_id,
        question.c.person_id,
        question.c.words,
        question.c.voice,
        person.c.called.label("name"),
    )
    .join(person, person.c.id == question.c.person_id)
    .where(question.c.lecture_id == bindparam("which"))
    .order_by(question.c.id)
    .limit(ASKED)
)
_GIVE = insert(handout).returning(handout.c.id)
_HANDOUT_FIELDS = tuple(handout.c[each.name] for each in fields(Handout))
_HANDOUT = select(*_HANDOUT_FIELDS).where(handout.c.id == bindparam("which"))
_HANDOUTS = (
    select(handout.c.id).where(handout.c.lecture_id == bindparam("which")).order_by(handout.c.id)
)
_OF_ONE = select(question).where(question.c.person_id == _ME)
_FORGET_QUESTIONS = delete(question).where(question.c.person_id == _ME)


def ask(conn: Connection, asked: Question, now: datetime) -> bool:
    """Keep a question to the lecturer; False when somebody asked enough."""
    keys = {"which": asked.lecture_id, "whose": asked.person_id}
    if conn.execute(_ASKED_SO_FAR, keys).scalar_one() >= A_DAY:
        return False
    row = {"lecture_id": asked.lecture_id, "person_id": asked.person_id, "asked_at": now}
    conn.execute(_ASK, row | {"words": asked.words, "voice": asked.voice})
    return True


def load_questions(conn: Connection, lecture_id: int) -> list[Question]:
    found = conn.execute(_QUESTIONS, {"which": lecture_id}).mappings()
    return [Question(**dict(row) | {"name": row["name"] or ""}) for row in found]


def give(conn: Connection, new: Handout, now: datetime) -> Handout:
    """Keep what is given to those who came."""
    row = {"lecture_id": new.lecture_id, "kind": new.kind, "body": new.body, "whom": new.whom}
    return replace(new, id=conn.execute(_GIVE, row | {"given_at": now}).scalar_one())


def load_handout(conn: Connection, handout_id: int) -> Handout | None:
    row = conn.execute(_HANDOUT, {"which": handout_id}).mappings().first()
    return None if row is None else Handout(**row)


def load_handouts(conn: Connection, lecture_id: int) -> list[int]:
    """Give the ids of all that was given after a lecture."""
    return list(conn.execute(_HANDOUTS, {"which": lecture_id}).scalars())


def export_questions(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give all that somebody asked."""
    return [dict(row) for row in conn.execute(_OF_ONE, {"whose": person_id}).mappings()]


def forget_questions(conn: Connection, person_id: int) -> None:
    conn.execute(_FORGET_QUESTIONS, {"whose": person_id})
