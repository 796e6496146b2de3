"""Neighbours: the farmers a story is for, found a few hundred at a time, and planned to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, literal_column, or_, select
from sqlalchemy.dialects.postgresql import insert

from bot.people.store import profile
from bot.selling.sales import sale
from bot.selling.store import listing
from bot.store.consents import silenced
from bot.store.dues import due
from bot.store.persons import person
from bot.store.schema import Id, Instant
from bot.stories import rules
from bot.stories.readers import has_any, story_told
from bot.stories.story import DISTRICT, REGION, Story

STEP = 500  # farmers looked at by one statement
_SPREAD = 1800  # seconds over which those who like news at the same hour are told

_FARMS = person.c.roles.op("LIKE", is_comparison=True)(literal_column("""'%"farmer"%'"""))
_WHO = profile.c.person_id


_OFFERS = has_any(listing.c.seller_id == _WHO)
_SUITS = or_(~_OFFERS, has_any(listing.c.seller_id == _WHO, listing.c.crop_id == bindparam("crop")))
_WANTS = and_(
    profile.c.notices == "all",
    person.c.gone_at.is_(None),
    person.c.stopped_at.is_(None),
    person.c.standing == "good",
    ~has_any(silenced.c.person_id == _WHO, silenced.c.topic == "stories"),
)
_HEARD = has_any(
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
        ~has_any(sale.c.seller_id == _WHO),
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
