"""Readers: whom a story may be for, found step by step, and who was told of which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.people.store import Profile, profile
from bot.selling.sales import sale
from bot.selling.store import listing
from bot.store.consents import silenced
from bot.store.dues import due
from bot.store.persons import person
from bot.store.schema import Id, Instant, table
from bot.stories import rules
from bot.stories.store import COLUMNS, IS_TOLD, story
from bot.stories.story import Effect, Reader, Story, Tally

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

STEP = 500  # farmers looked at by one statement
DISTRICT, REGION = STAGES = ("district", "region")
_MOST_CROPS = 30
_SPREAD = 1800  # seconds over which those who like news at the same hour are told
_CHOICE = 40  # newest stories of a place among which the best one is looked for

_FARMS = person.c.roles.op("LIKE", is_comparison=True)(literal_column("""'%"farmer"%'"""))
_WHO = profile.c.person_id


def _has(where: Any, *conditions: Any) -> Any:
    return exists().where(where, *conditions)


_OFFERS = _has(listing.c.seller_id == _WHO)
_SUITS = or_(~_OFFERS, _has(listing.c.seller_id == _WHO, listing.c.crop_id == bindparam("crop")))
_WANTS = and_(
    profile.c.notices == "all",
    person.c.gone_at.is_(None),
    person.c.stopped_at.is_(None),
    person.c.standing == "good",
    ~_has(silenced.c.person_id == _WHO, silenced.c.topic == "stories"),
)
_HEARD = _has(
    story_told.c.person_id == _WHO,
    or_(
        story_told.c.story_id == bindparam("key"),
        story_told.c.at > bindparam("lately", type_=Instant),
    ),
)
_IS_NEAR = and_(
    profile.c.lat_e6.between(bindparam("south"), bindparam("north")),
    profile.c.lon_e6.between(bindparam("west"), bindparam("east")),
)


def _looked_at(lives: Any) -> Any:
    """Look at the next few hundred of a place, whoever they are: never further in one statement."""
    return (
        select(profile.c.person_id)
        .where(lives, profile.c.person_id > bindparam("after", type_=Id))
        .order_by(profile.c.person_id)
        .limit(STEP)
        .subquery("looked_at")
    )


def _next(lives: Any, *more: Any) -> Any:
    looked_at = _looked_at(lives)
    fits = and_(
        _FARMS,
        _WHO.is_distinct_from(bindparam("teller", type_=Id)),
        _WANTS,
        ~_has(sale.c.seller_id == _WHO),
        _SUITS,
        ~_HEARD,
        *more,
    )
    return (
        select(
            profile.c.person_id,
            profile.c.hour,
            person.c.zone,
            person.c.wake,
            person.c.rest,
            case((fits, 1), else_=0).label("fits"),
        )
        .select_from(looked_at)
        .join(profile, profile.c.person_id == looked_at.c.person_id)
        .join(person, person.c.id == looked_at.c.person_id)
        .order_by(looked_at.c.person_id)
    )


# The indexes of profiles by place and by region are declared where lectures are announced.
NEXT = {
    DISTRICT: _next(profile.c.place_id == bindparam("where")),
    REGION: _next(
        profile.c.region == bindparam("where"),
        profile.c.place_id != bindparam("but"),
        _IS_NEAR,
    ),
}
_PLAN = insert(due).on_conflict_do_nothing(index_elements=["kind", "ref", "person_id"])

_ME = bindparam("whose", type_=Id)
_CROPS = select(listing.c.crop_id).where(listing.c.seller_id == _ME).distinct().limit(_MOST_CROPS)
_SOLD = select(sale.c.order_id).where(sale.c.seller_id == _ME).limit(1)
_LAST = (
    select(story_told.c.story_id, story_told.c.at, story_told.c.shown)
    .where(story_told.c.person_id == _ME)
    .order_by(story_told.c.at.desc())
    .limit(1)
)


def _newest(where: Any) -> Any:
    is_new = ~_has(story_told.c.person_id == _ME, story_told.c.story_id == story.c.id)
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
class Neighbour:
    """A farmer a story may be for, and when they like news."""

    person_id: int
    hour: str
    zone: str | None
    wake: int
    rest: int

    def news_at(self, now: datetime) -> datetime:
        """Give their hour, or soon after: not everybody's turn comes in the same second."""
        at = rules.news_at(now, self.hour, self.zone, self.wake, self.rest)
        return at + timedelta(seconds=self.person_id % _SPREAD)


@dataclass(frozen=True, slots=True)
class Last:
    """What somebody was last told, and when; not `shown` to those left without one by lot."""

    story_id: int
    at: datetime
    shown: bool


def look_on(
    conn: Connection, told: Story, stage: str, after: int, now: datetime
) -> tuple[list[Neighbour], int]:
    """Look at the next few hundred who live near; gives those it is for, and who was looked at last.

    The last is 0 once nobody is left.
    """
    south, north, west, east = rules.box_around(told)
    keys: dict[str, Any] = {"south": south, "north": north, "west": west, "east": east}
    keys |= {"where": told.place_id if stage == DISTRICT else told.region, "but": told.place_id}
    keys |= {"after": after, "teller": told.teller_id, "crop": told.crop_id, "key": told.id}
    rows = conn.execute(NEXT[stage], keys | {"lately": now - rules.WEEK}).mappings().all()
    found = [_neighbour(row) for row in rows if row["fits"]]
    return found, rows[-1]["person_id"] if len(rows) == STEP else 0


def _neighbour(row: Any) -> Neighbour:
    return Neighbour(row["person_id"], row["hour"], row["zone"], row["wake"], row["rest"])


def plan(
    conn: Connection, kind: str, ref: str, found: Iterable[tuple[Neighbour, bool]], now: datetime
) -> None:
    """Let a story come due for many at their own hour; whoever waits for one already keeps it."""
    rows = [
        {
            "kind": kind,
            "ref": ref,
            "person_id": each.person_id,
            "due_at": each.news_at(now),
            "facts": left_out,
            "tries": 0,
        }
        for each, left_out in found
    ]
    if rows:
        conn.execute(_PLAN, rows)


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
