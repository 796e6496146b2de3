"""Telling many people of a lecture in one statement: those it concerns, those with a seat."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Index,
    Text,
    bindparam,
    cast,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import insert

from bot.lecturing.rules import ALL, BOOKED, CAME, EITHER, Lecture
from bot.lecturing.seats import THIS, seat
from bot.people.store import profile
from bot.store.dues import due
from bot.store.persons import person
from bot.store.schema import Instant, Json

# Whom a lecture concerns is walked through by where people live.
Index("ix_profile_region", profile.c.region, profile.c.person_id)
Index("ix_profile_place_id", profile.c.place_id, profile.c.person_id)

STEP = 500  # people told of a new lecture by one statement

_PLANNED = ("kind", "ref", "person_id", "due_at", "drop_after", "facts", "tries")


def _planned(whose: Any) -> Any:
    """Write what is due to each of many people."""
    return select(
        cast(bindparam("kind"), Text),
        cast(bindparam("ref"), Text),
        whose,
        cast(bindparam("due_at", type_=Instant), BigInteger),
        cast(bindparam("drop_after", type_=Instant), BigInteger),
        cast(bindparam("facts", type_=Json), Text),
        literal_column("0"),
    )


def _plan_all(chosen: Any) -> Any:
    made = insert(due).from_select(_PLANNED, chosen, include_defaults=False)
    moved = {name: made.excluded[name] for name in ("due_at", "drop_after", "facts", "tries")}
    return made.on_conflict_do_update(
        index_elements=["kind", "ref", "person_id"], set_=moved | {"error": None}
    ).returning(due.c.person_id)


_WHOM = MappingProxyType(
    {
        ALL: true(),
        BOOKED: seat.c.state == BOOKED,
        CAME: seat.c.came_at.is_not(None),
        EITHER: or_(seat.c.state == BOOKED, seat.c.came_at.is_not(None)),
    }
)
_TELL_SEATS = {
    whom: _plan_all(_planned(seat.c.person_id).where(THIS, chosen))
    for whom, chosen in _WHOM.items()
}
_TELL_PEOPLE = _plan_all(
    _planned(person.c.id).where(person.c.id.in_(bindparam("ids", expanding=True)))
)
_LIVES = MappingProxyType(
    {
        "place": profile.c.place_id == bindparam("where"),
        "region": profile.c.region == bindparam("where"),
        "country": person.c.country == bindparam("where"),
    }
)
_TELL_LISTENERS = {
    scope: _plan_all(
        _planned(profile.c.person_id)
        .join(person, person.c.id == profile.c.person_id)
        .where(
            lives,
            profile.c.person_id > bindparam("after"),
            profile.c.notices == "all",
            person.c.gone_at.is_(None),
            person.c.stopped_at.is_(None),
            or_(cast(bindparam("tongue"), Text) == "", person.c.language == bindparam("tongue")),
        )
        .order_by(profile.c.person_id)
        .limit(STEP)
    )
    for scope, lives in _LIVES.items()
}


def tell_listeners(conn: Connection, told: Lecture, kind: str, after: int, now: datetime) -> int:
    """Let a notice come due for the next of those a lecture concerns who want news.

    Gives the last id reached, 0 when nobody is left: never more than STEP in one statement.
    """
    scope, where = _scope(told)
    keys = _due(kind, str(told.id), now, told.starts_at, None)
    more = {"where": where, "after": after, "tongue": told.language or ""}
    reached = conn.execute(_TELL_LISTENERS[scope], keys | more).scalars().all()
    return max(reached) if len(reached) == STEP else 0


def _scope(told: Lecture) -> tuple[str, str]:
    if told.for_place is not None:
        return "place", told.for_place
    if told.for_region is not None:
        return "region", told.for_region
    return "country", told.country


def tell_seats(
    conn: Connection,
    lecture_id: int,
    whom: str,
    kind: str,
    at: datetime,
    *,
    ref: int | None = None,
    drop_after: datetime | None = None,
    facts: Any = None,
) -> int:
    """Let a notice come due for all who have a seat (or came), in one statement; gives how many."""
    keys = _due(kind, str(lecture_id if ref is None else ref), at, drop_after, facts)
    return len(conn.execute(_TELL_SEATS[whom], keys | {"which": lecture_id}).all())


def tell_people(
    conn: Connection, ids: Sequence[int], kind: str, ref: int, at: datetime, last: datetime
) -> None:
    """Let a notice come due for these people, in one statement."""
    conn.execute(_TELL_PEOPLE, _due(kind, str(ref), at, last, None) | {"ids": list(ids)})


def _due(kind: str, ref: str, at: datetime, last: datetime | None, facts: Any) -> dict[str, Any]:
    return {"kind": kind, "ref": ref, "due_at": at, "drop_after": last, "facts": facts}
