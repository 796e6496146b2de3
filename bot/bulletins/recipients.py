"""Recipients: one row for each person and bulletin, gathered and taken a little at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.bulletins import reach
from bot.bulletins.bulletin import (
    ASLEEP,
    FAILED,
    FATES,
    MISSED,
    SENT,
    UNDERWAY,
    WAITING,
    Bulletin,
    Sums,
)
from bot.bulletins.reach import Segments, Shape
from bot.people.store import profile
from bot.store.persons import Person, person, read_person
from bot.store.schema import Id, Instant, table

WINDOW = 5000  # people looked at by one statement
_NO_SEGMENTS: Segments = MappingProxyType({})

recipient = table(
    "recipient",
    Column("bulletin_id", Id, ForeignKey("bulletin.id"), primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("fate", Text, nullable=False),
    Column("why", Text),
    CheckConstraint(f"fate IN ({', '.join(map(repr, FATES))})", name="fate"),
)
Index("ix_recipient_fate", recipient.c.bulletin_id, recipient.c.fate, recipient.c.at)
Index("ix_recipient_person_id", recipient.c.person_id)

TABLES = (recipient,)

_FATE = recipient.c.fate
_OF = recipient.c.bulletin_id == bindparam("which")


@cache
def gathering(shape: Shape) -> Any:
    """Write down the next people of an audience, those with ids in a window."""
    chosen = (
        select(
            cast(bindparam("which"), BigInteger),
            profile.c.person_id,
            cast(bindparam("now", type_=Instant), BigInteger),
            literal_column(f"'{WAITING}'"),
        )
        .select_from(reach.PEOPLE)
        .where(
            profile.c.person_id > bindparam("after"),
            profile.c.person_id <= bindparam("upto"),
            *reach.conditions(shape),
        )
    )
    names = ["bulletin_id", "person_id", "at", "fate"]
    made = insert(recipient).from_select(names, chosen, include_defaults=False)
    return made.on_conflict_do_nothing(index_elements=["bulletin_id", "person_id"])


_LAST = select(func.max(profile.c.person_id))
_NEXT = (
    select(person)
    .join(recipient, recipient.c.person_id == person.c.id)
    .where(_OF, _FATE == WAITING, recipient.c.at <= bindparam("now", type_=Instant))
    .order_by(recipient.c.at)
    .limit(bindparam("most", type_=Integer))
)
_UNDERWAY = select(func.count()).select_from(
    select(literal(1))
    .where(_OF, _FATE == UNDERWAY)
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
_SOONEST = select(recipient.c.at).where(_OF, _FATE == WAITING).order_by(recipient.c.at).limit(1)
_ONE = (_OF, recipient.c.person_id == bindparam("whose"))
_PUT = update(recipient).where(*_ONE).values(fate=bindparam("becomes"))
_PUT_OFF = update(recipient).where(*_ONE).values(at=bindparam("until"))
# What was sent stays sent, whatever is heard later of another try.
_LAND = (
    update(recipient)
    .where(*_ONE, _FATE != SENT)
    .values(fate=bindparam("becomes"), at=bindparam("then"), why=bindparam("reason"))
)
_SLEEPS = (_FATE == WAITING) & (recipient.c.at > bindparam("now", type_=Instant))
_NOW = case((_SLEEPS, literal(ASLEEP)), else_=_FATE)
_SUMS = select(_NOW, func.count()).where(_OF).group_by(_NOW)
_AGAIN = (
    update(recipient)
    .where(_OF, _FATE == FAILED)
    .values(fate=WAITING, at=bindparam("then"), why=None)
)
_MISSED = (
    select(
        recipient.c.person_id,
        person.c.called,
        func.coalesce(person.c.language, "en").label("language"),
        profile.c.place_id,
        _FATE,
        recipient.c.at,
        recipient.c.why,
    )
    .join(person, person.c.id == recipient.c.person_id)
    .outerjoin(profile, profile.c.person_id == recipient.c.person_id)
    .where(_OF, _FATE.in_(MISSED))
    .order_by(_FATE, recipient.c.person_id)
    .limit(bindparam("most", type_=Integer))
)
_OF_PERSON = select(recipient.c.bulletin_id, recipient.c.at, _FATE).where(
    recipient.c.person_id == bindparam("whose")
)
_FORGET = delete(recipient).where(recipient.c.person_id == bindparam("whose"))


def last_person(conn: Connection) -> int:
    """Give the highest id among those who joined."""
    return conn.execute(_LAST).scalar() or 0


def gather(
    conn: Connection, some: Bulletin, now: datetime, segments: Segments = _NO_SEGMENTS
) -> int:
    """Write down the recipients in the next window of ids; gives the last id looked at."""
    upto = min(some.reached + WINDOW, some.last)
    shape = reach.shape_of(some.audience, some.topic, segments)
    known = reach.compared(some.audience, some.topic, now)
    keys = {"which": some.id, "after": some.reached, "upto": upto}
    conn.execute(gathering(shape), known | keys)
    return upto


def take(conn: Connection, bulletin_id: int, now: datetime, most: int) -> list[Person]:
    """Give the next who are to be told."""
    keys = {"which": bulletin_id, "now": now, "most": most}
    return [read_person(row) for row in conn.execute(_NEXT, keys).mappings()]


def count_underway(conn: Connection, bulletin_id: int, most: int) -> int:
    """Count those whose message waits in the outbox, up to `most`."""
    return int(conn.execute(_UNDERWAY, {"which": bulletin_id, "most": most}).scalar_one())


def soonest(conn: Connection, bulletin_id: int) -> datetime | None:
    """Give when the next one is to be told; None when nobody waits."""
    found: datetime | None = conn.execute(_SOONEST, {"which": bulletin_id}).scalar()
    return found


def put(conn: Connection, bulletin_id: int, fates: Iterable[tuple[int, str]]) -> None:
    """Note what becomes of people."""
    rows = [{"which": bulletin_id, "whose": whose, "becomes": fate} for whose, fate in fates]
    if rows:
        conn.execute(_PUT, rows)


def put_off(conn: Connection, bulletin_id: int, until: Sequence[tuple[int, datetime]]) -> None:
    """Let people be told later."""
    if until:
        rows = [{"which": bulletin_id, "whose": whose, "until": at} for whose, at in until]
        conn.execute(_PUT_OFF, rows)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the message to one person; `why` is what the other side said."""

    bulletin_id: int
    person_id: int
    fate: str
    why: str | None = None


def land(conn: Connection, fates: Iterable[Fate], now: datetime) -> None:
    """Note what the outbox says became of messages."""
    rows = [
        {
            "which": each.bulletin_id,
            "whose": each.person_id,
            "becomes": each.fate,
            "then": now,
            "reason": each.why,
        }
        for each in fates
    ]
    if rows:
        conn.execute(_LAND, rows)


def load_sums(conn: Connection, bulletin_id: int, now: datetime) -> Sums:
    """Count recipients by fate; together they are all whom it concerns."""
    found = conn.execute(_SUMS, {"which": bulletin_id, "now": now})
    return Sums({row[0]: row[1] for row in found})


def try_again(conn: Connection, bulletin_id: int, now: datetime) -> int:
    """Let those wait anew whose message could not be delivered; gives how many they are."""
    return conn.execute(_AGAIN, {"which": bulletin_id, "then": now}).rowcount


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who was not reached, since when, and why."""

    person_id: int
    called: str | None
    language: str
    place_id: str | None
    fate: str
    at: datetime
    why: str | None


def list_missed(conn: Connection, bulletin_id: int, most: int) -> list[Missed]:
    """Give those who were not reached."""
    found = conn.execute(_MISSED, {"which": bulletin_id, "most": most}).mappings()
    return [Missed(**row) for row in found]


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give what somebody was told, and when."""
    return [dict(row) for row in conn.execute(_OF_PERSON, {"whose": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    conn.execute(_FORGET, {"whose": person_id})
