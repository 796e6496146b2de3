"""Readers: what a farmer may be told, and who was told of which story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.people.store import Profile
from bot.selling.sales import sale
from bot.selling.store import listing
from bot.store.schema import Id, Instant, table
from bot.stories import rules
from bot.stories.store import COLUMNS, IS_TOLD, story
from bot.stories.story import DISTRICT, REGION, Effect, Reader, Story, Tally

# One row for each farmer a story was told; of those left without one by lot it is not `shown`.
story_told = table(
    "story_told",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("story_id", Id, ForeignKey("story.id"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("listed_at", Instant),
    Index("ix_story_told_story_id", "story_id", "shown", "at", "listed_at"),
)

TABLES = (story_told,)

_MOST_CROPS = 30
_CHOICE = 40  # newest stories of a place among which the best one is looked for

_ME = bindparam("whose", type_=Id)
_CROPS = select(listing.c.crop_id).where(listing.c.seller_id == _ME).distinct().limit(_MOST_CROPS)
_SOLD = select(sale.c.order_id).where(sale.c.seller_id == _ME).limit(1)
_LAST = (
    select(story_told.c.story_id, story_told.c.at, story_told.c.shown)
    .where(story_told.c.person_id == _ME)
    .order_by(story_told.c.at.desc())
    .limit(1)
)


def has_any(where: Any, *conditions: Any) -> Any:
    """Ask whether there is any such row."""
    return exists().where(where, *conditions)


def _newest(where: Any) -> Any:
    is_new = ~has_any(story_told.c.person_id == _ME, story_told.c.story_id == story.c.id)
    return (
        select(*COLUMNS)
        .where(IS_TOLD, where, story.c.told_at > bindparam("since", type_=Instant), is_new)
        .order_by(story.c.told_at.desc())
        .limit(_CHOICE)
    )


CHOICE = {
    DISTRICT: _newest(story.c.place_id == bindparam("where")),
    REGION: _newest(story.c.region == bindparam("where")),
}
_TELL = insert(story_told).on_conflict_do_nothing().returning(story_told.c.story_id)
LISTED = (
    update(story_told)
    .where(
        story_told.c.person_id == _ME,
        story_told.c.listed_at.is_(None),
        story_told.c.at >= bindparam("since", type_=Instant),
        story_told.c.at <= bindparam("made", type_=Instant),
    )
    .values(listed_at=bindparam("made", type_=Instant))
)
_UNREACHED = delete(story_told).where(
    story_told.c.story_id == bindparam("key"), story_told.c.person_id == _ME
)
_RIPE = story_told.c.at <= bindparam("ripe", type_=Instant)


def _count(*conditions: Any) -> Any:
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)


_DONE = story_told.c.listed_at.is_not(None)
TALLIES = (
    select(
        story_told.c.story_id,
        story_told.c.shown,
        func.count().label("told"),
        _count(_DONE).label("listed"),
        _count(_RIPE).label("ripe"),
        _count(_RIPE, _DONE).label("done"),
    )
    .where(story_told.c.story_id.in_(bindparam("keys", expanding=True)))
    .group_by(story_told.c.story_id, story_told.c.shown)
)
_EXPORT = select(story_told.c.story_id, story_told.c.at, story_told.c.listed_at).where(
    story_told.c.person_id == _ME, story_told.c.shown
)
_FORGET = (
    delete(story_told).where(story_told.c.person_id == _ME),
    delete(story_told).where(
        story_told.c.story_id.in_(select(story.c.id).where(story.c.teller_id == _ME))
    ),
)


@dataclass(frozen=True, slots=True)
class Last:
    """What somebody was last told, and when; not `shown` to those left without one by lot."""

    story_id: int
    at: datetime
    shown: bool


def read_reader(conn: Connection, own: Profile) -> Reader:
    """Find out what a farmer ever offered, beside where they live."""
    crops = frozenset(conn.execute(_CROPS, {"whose": own.person_id}).scalars())
    return Reader(own.person_id, own.region, own.place_id, own.lat_e6, own.lon_e6, crops)


def has_sold(conn: Connection, person_id: int) -> bool:
    return conn.execute(_SOLD, {"whose": person_id}).scalar() is not None


def load_last(conn: Connection, person_id: int) -> Last | None:
    """Give what somebody was told last."""
    row = conn.execute(_LAST, {"whose": person_id}).first()
    return None if row is None else Last(*row)


def load_choice(conn: Connection, reader: Reader, stage: str, now: datetime) -> list[Story]:
    """Give the newest stories of a farmer's district, or region, they were not told of."""
    where = reader.place_id if stage == DISTRICT else reader.region
    keys = {"where": where, "since": now - rules.LIFE, "whose": reader.person_id}
    return [Story(**row) for row in conn.execute(CHOICE[stage], keys).mappings()]


def note_told(
    conn: Connection, story_id: int, person_id: int, now: datetime, *, shown: bool
) -> bool:
    """Note that somebody was told; False when they were before."""
    row = {"story_id": story_id, "person_id": person_id, "at": now, "shown": shown}
    return conn.execute(_TELL, row).scalar() is not None


def note_listed(conn: Connection, person_id: int, made: datetime) -> None:
    """Count an offer for the stories its farmer heard in the two weeks before."""
    keys = {"whose": person_id, "made": made, "since": made - rules.COUNTS_FOR}
    conn.execute(LISTED, keys)


def drop_unreached(conn: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Take back that some were told whom the message never reached: pairs of story and person."""
    if pairs:
        conn.execute(_UNREACHED, [{"key": key, "whose": whose} for key, whose in pairs])


def tally(conn: Connection, ids: Sequence[int], now: datetime) -> dict[int, Effect]:
    """Count what came of some stories, by their ids."""
    if not ids:
        return {}
    found = {each: Effect() for each in ids}
    rows = conn.execute(TALLIES, {"keys": list(ids), "ripe": now - rules.COUNTS_FOR}).mappings()
    for row in rows:
        counted = Tally(*(int(row[name]) for name in ("told", "listed", "ripe", "done")))
        side = Effect(seen=counted) if row["shown"] else Effect(unseen=counted)
        found[row["story_id"]] += side
    return found


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give which stories somebody was told."""
    return [dict(row) for row in conn.execute(_EXPORT, {"whose": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    """Erase what somebody was told, and who was told of their own stories."""
    for statement in _FORGET:
        conn.execute(statement, {"whose": person_id})
