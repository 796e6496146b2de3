"""Stories as they are kept, and when somebody was last asked for one."""

from collections.abc import Sequence
from dataclasses import fields, replace
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
    bindparam,
    delete,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.ordering.store import one_of
from bot.store.faults import Stale
from bot.store.schema import Id, Instant, table
from bot.stories.story import STATES, Story

story = table(
    "story",
    Column("id", Id, primary_key=True),
    Column("teller_id", Id, ForeignKey("person.id"), nullable=False),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("region", Text, nullable=False),
    Column("place_id", Text, nullable=False),
    Column("lat_e6", BigInteger, nullable=False),
    Column("lon_e6", BigInteger, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("words", Text),
    Column("photo", Text),
    Column("voice", Text),
    Column("state", Text, nullable=False),
    Column("was", Text),
    Column("changed", Boolean, nullable=False),
    Column("why", Text),
    Column("decided_by", Id, ForeignKey("person.id")),
    Column("made_at", Instant, nullable=False),
    Column("moved_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("version", Integer, nullable=False),
    UniqueConstraint("teller_id", "order_id"),
    one_of("state", STATES),
)
# Written out, since a partial index serves only statements that name its condition.
IS_TOLD = story.c.state == literal_column("'told'")
IS_WAITING = story.c.state == literal_column("'waiting'")
for _area in ("region", "place_id"):
    Index(
        f"ix_story_told_{_area}",
        story.c[_area],
        story.c.told_at,
        sqlite_where=IS_TOLD,
        postgresql_where=IS_TOLD,
    )
Index("ix_story_waiting", story.c.made_at, sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)
Index("ix_story_order_id", story.c.order_id)
Index("ix_story_decided_by", story.c.decided_by)

story_asked = table(
    "story_asked",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)

TABLES = (story, story_asked)

FIELDS = tuple(each.name for each in fields(Story))
COLUMNS = tuple(story.c[name] for name in FIELDS)
_MOST_MINE = 12
_ME = bindparam("whose", type_=Id)

_NEW = insert(story).on_conflict_do_nothing().returning(story.c.id)
_BY_ID = select(*COLUMNS).where(story.c.id == bindparam("key"))
_SAVE = (
    update(story)
    .where(story.c.id == bindparam("key"), story.c.version == bindparam("known"))
    .returning(story.c.id)
)
OF_TELLER = (
    select(*COLUMNS).where(story.c.teller_id == _ME).order_by(story.c.id.desc()).limit(_MOST_MINE)
)
WAITING_ONES = (
    select(*COLUMNS)
    .where(IS_WAITING)
    .order_by(story.c.made_at)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
LATEST = (
    select(*COLUMNS)
    .order_by(story.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_ASKED = select(story_asked.c.at).where(story_asked.c.person_id == _ME)
_NOTE_ASKED = insert(story_asked)
_NOTE_ASKED = _NOTE_ASKED.on_conflict_do_update(
    index_elements=["person_id"], set_={"at": _NOTE_ASKED.excluded.at}
)
_ALL_OF = select(*COLUMNS).where(story.c.teller_id == _ME).order_by(story.c.id)
_FORGET = (
    delete(story).where(story.c.teller_id == _ME),
    delete(story_asked).where(story_asked.c.person_id == _ME),
)


def add(conn: Connection, new: Story) -> Story | None:
    """Write down a new story; None where the sale has one already."""
    made = conn.execute(_NEW, _row_of(new)).scalar()
    return None if made is None else replace(new, id=made)


def _row_of(some: Story) -> dict[str, Any]:
    return {name: getattr(some, name) for name in FIELDS if name != "id"}


def load(conn: Connection, story_id: int) -> Story | None:
    found = _many(conn, _BY_ID, key=story_id)
    return found[0] if found else None


def save(conn: Connection, before: Story, after: Story) -> Story:
    """Write a changed story. Stale when somebody else changed it meanwhile."""
    saved = replace(after, version=before.version + 1)
    known = {"key": before.id, "known": before.version}
    if conn.execute(_SAVE, _row_of(saved) | known).scalar() is None:
        raise Stale(f"story {before.id} version {before.version}")
    return saved


def load_of(conn: Connection, teller_id: int) -> list[Story]:
    """Give somebody's stories, the newest first."""
    return _many(conn, OF_TELLER, whose=teller_id)


def load_waiting(conn: Connection, skip: int, most: int) -> list[Story]:
    """Give the stories staff have not decided about, the oldest first."""
    return _many(conn, WAITING_ONES, skip=skip, most=most)


def load_latest(conn: Connection, skip: int, most: int) -> list[Story]:
    """Give stories of every state, the newest first."""
    return _many(conn, LATEST, skip=skip, most=most)


def _many(conn: Connection, statement: Any, **keys: Any) -> list[Story]:
    return [Story(**row) for row in conn.execute(statement, keys).mappings()]


def asked_at(conn: Connection, person_id: int) -> datetime | None:
    """Tell when somebody was last asked for a story."""
    found: datetime | None = conn.execute(_ASKED, {"whose": person_id}).scalar()
    return found


def note_asked(conn: Connection, person_id: int, now: datetime) -> None:
    conn.execute(_NOTE_ASKED, {"person_id": person_id, "at": now})


def export(conn: Connection, person_id: int) -> Sequence[dict[str, Any]]:
    """Give all that is held of somebody's stories."""
    return [dict(row) for row in conn.execute(_ALL_OF, {"whose": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    """Erase somebody's stories; who was told of them is erased before."""
    for statement in _FORGET:
        conn.execute(statement, {"whose": person_id})
