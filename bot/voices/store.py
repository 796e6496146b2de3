"""Clips: voice notes Telegram holds already, found by language and the print of their text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Index,
    Text,
    bindparam,
    delete,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.store.schema import Instant, table

RECORDED, MADE = "recorded", "made"

# A machine's clips keep no words: there may be names and prices in them.
clip = table(
    "clip",
    Column("language", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text),
    Column("made_at", Instant, nullable=False),
    CheckConstraint("kind IN ('recorded', 'made')", name="kind"),
)
_IS_MADE = clip.c.kind == literal_column("'made'")
Index("ix_clip_made", clip.c.made_at, sqlite_where=_IS_MADE, postgresql_where=_IS_MADE)

TABLES = (clip,)


@dataclass(frozen=True, slots=True)
class Clip:
    """A voice note by its file id; `words` are those somebody recorded."""

    language: str
    hash: str
    file_id: str
    kind: str
    words: str | None
    made_at: datetime


_FIND = select(clip).where(
    clip.c.language == bindparam("language"),
    clip.c.hash.in_(bindparam("prints", expanding=True)),
)
_KEEP = insert(clip)
_KEEP_MADE = _KEEP.on_conflict_do_nothing()
_RECORD = _KEEP.on_conflict_do_update(
    index_elements=["language", "hash"],
    set_={name: _KEEP.excluded[name] for name in ("file_id", "kind", "words", "made_at")},
)
_DROP = (
    delete(clip)
    .where(
        clip.c.language == bindparam("language"),
        clip.c.hash == bindparam("print"),
        clip.c.kind == bindparam("kind"),
    )
    .returning(clip.c.hash)
)
_RECORDED = select(clip.c.language, clip.c.hash).where(clip.c.kind == RECORDED)
_PRUNE = delete(clip).where(_IS_MADE, clip.c.made_at < bindparam("before"))


def find(conn: Connection, language: str, prints: Sequence[str]) -> Clip | None:
    """Give the clip of the first of these prints that has one; a person's before a machine's."""
    found = conn.execute(_FIND, {"language": language, "prints": list(prints)}).mappings()
    clips = [Clip(**row) for row in found]
    return min(clips, key=lambda one: (one.kind == MADE, prints.index(one.hash)), default=None)


def record(conn: Connection, new: Clip) -> None:
    """Keep what somebody recorded, instead of whatever was heard before."""
    conn.execute(_RECORD, _row(new))


def keep_made(conn: Connection, new: Clip) -> None:
    """Keep what a machine said; what a person recorded meanwhile stays."""
    conn.execute(_KEEP_MADE, _row(new))


def drop(conn: Connection, language: str, print_: str, kind: str) -> bool:
    """Forget a clip; False when there is none of this kind."""
    key = {"language": language, "print": print_, "kind": kind}
    return conn.execute(_DROP, key).scalar() is not None


def load_recorded(conn: Connection) -> frozenset[tuple[str, str]]:
    """Give language and print of everything somebody recorded."""
    return frozenset((row.language, row.hash) for row in conn.execute(_RECORDED))


def prune(conn: Connection, before: datetime) -> None:
    """Forget what a machine said long ago; it is said again when somebody asks."""
    conn.execute(_PRUNE, {"before": before})


def _row(new: Clip) -> dict[str, object]:
    return {column.name: getattr(new, column.name) for column in clip.c}
