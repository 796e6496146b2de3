"""What is kept of lessons staff wrote: every edition there ever was."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)

from bot.learning.editions import DRAFT, PAST, PUBLISHED, Edition
from bot.store.schema import Id, Instant, Json, table

MOST_DRAFTS = 20

edition = table(
    "lesson_edition",
    Column("id", Id, primary_key=True),
    Column("lesson", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Json, nullable=False),
    Column("picture", Text),
    Column("voice", Text),
    Column("state", Text, nullable=False),
    Column("by_id", Id),
    Column("at", Instant, nullable=False),
    UniqueConstraint("lesson", "language", "version"),
    CheckConstraint("state IN ('draft', 'published', 'past')", name="state"),
)
_IS_PUBLISHED = edition.c.state == literal_column("'published'")
_IS_DRAFT = edition.c.state == literal_column("'draft'")
Index(
    "uq_lesson_edition_published",
    edition.c.language,
    edition.c.lesson,
    unique=True,
    sqlite_where=_IS_PUBLISHED,
    postgresql_where=_IS_PUBLISHED,
)
Index("ix_lesson_edition_draft", edition.c.id, sqlite_where=_IS_DRAFT, postgresql_where=_IS_DRAFT)

TABLES = (edition,)

PUBLISHED_IN = select(edition).where(edition.c.language == bindparam("language"), _IS_PUBLISHED)
_PUBLISHED = select(edition).where(_IS_PUBLISHED).order_by(edition.c.id)
_BY_IDS = select(edition).where(edition.c.id.in_(bindparam("ids", expanding=True)))
DRAFTS = select(edition).where(_IS_DRAFT).order_by(edition.c.id.desc()).limit(MOST_DRAFTS)
_IS_OF = (edition.c.lesson == bindparam("of")) & (edition.c.language == bindparam("spoken"))
_NEXT = select(func.coalesce(func.max(edition.c.version), 0) + 1).where(_IS_OF)
_ADD = insert(edition).returning(edition.c.id)
_RETIRE = update(edition).where(_IS_OF, _IS_PUBLISHED).values(state=PAST)
_PUBLISH = update(edition).where(edition.c.id == bindparam("which"), _IS_DRAFT)
_FORGET = update(edition).where(edition.c.by_id == bindparam("whose")).values(by_id=None)


def load_read(conn: Connection, language: str, pinned: Sequence[int]) -> list[Edition]:
    """Give what is published in a language, and the editions somebody is in the middle of."""
    found = _read(conn, PUBLISHED_IN, language=language)
    return found + (_read(conn, _BY_IDS, ids=list(pinned)) if pinned else [])


def load_published(conn: Connection) -> list[Edition]:
    """Give what is published in any language, the newest last."""
    return _read(conn, _PUBLISHED)


def load_drafts(conn: Connection) -> list[Edition]:
    """Give the newest drafts."""
    return _read(conn, DRAFTS)


def load(conn: Connection, id_: int) -> Edition | None:
    return next(iter(_read(conn, _BY_IDS, ids=[id_])), None)


def _read(conn: Connection, statement: Any, **given: Any) -> list[Edition]:
    return [Edition(**row) for row in conn.execute(statement, given).mappings()]


def add_draft(conn: Connection, new: Edition) -> Edition:
    """Keep a draft as the next version of its lesson and language; gives it numbered."""
    of = {"of": new.lesson, "spoken": new.language}
    row: dict[str, Any] = {each.name: getattr(new, each.name) for each in fields(Edition)}
    row |= {"version": conn.execute(_NEXT, of).scalar_one(), "state": DRAFT}
    del row["id"]
    return Edition(**row, id=conn.execute(_ADD, row).scalar_one())


def publish(conn: Connection, draft: Edition, now: datetime) -> bool:
    """Let a draft take the place of what was published; False when it is no draft any more."""
    found = load(conn, draft.id)
    if found is None or found.state != DRAFT:
        return False
    conn.execute(_RETIRE, {"of": draft.lesson, "spoken": draft.language})
    given = {"which": draft.id, "state": PUBLISHED, "at": now}
    return conn.execute(_PUBLISH, given).rowcount == 1


def forget(conn: Connection, person_id: int) -> None:
    """Keep the lessons, but not who wrote them."""
    conn.execute(_FORGET, {"whose": person_id})
