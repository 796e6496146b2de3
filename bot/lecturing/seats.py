"""Seats: booked, waited for, given back and passed on; and whoever sits in them."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.lecturing.rules import BOOKED, HOW, SEATS, USEFUL, WAITING, Lecture, Listener, Seat
from bot.lecturing.store import COLUMNS, FIELDS, IS_OPEN, lecture
from bot.ordering.store import one_of
from bot.store.persons import person
from bot.store.schema import Id, Instant, table

seat = table(
    "lecture_seat",
    Column("id", Id, primary_key=True),
    Column("lecture_id", Id, ForeignKey("lecture.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("came_at", Instant),
    Column("how", Text),
    Column("tries", Integer, nullable=False),
    Column("useful", Text),
    UniqueConstraint("lecture_id", "person_id"),
    one_of("state", SEATS),
    one_of("how", HOW),
    one_of("useful", USEFUL),
)
WAITS = seat.c.state == literal_column("'waiting'")
Index(
    "ix_lecture_seat_waiting",
    seat.c.lecture_id,
    seat.c.id,
    sqlite_where=WAITS,
    postgresql_where=WAITS,
)
Index("ix_lecture_seat_person_id", seat.c.person_id)

TABLES = (seat,)

MOST = 20  # lectures shown at a time
LISTED = 5000  # people on one list of attendance

_SEAT_FIELDS = tuple(each.name for each in fields(Seat) if each.name != "name")
_SEAT_COLUMNS = tuple(seat.c[name] for name in _SEAT_FIELDS)
ME = bindparam("whose", type_=Id)
THIS = seat.c.lecture_id == bindparam("which")
MY_SEAT = (THIS, seat.c.person_id == ME)

_MINE_TOO = and_(seat.c.lecture_id == lecture.c.id, seat.c.person_id == ME)
_AHEAD = (
    select(*COLUMNS, seat.c.state.label("mine"))
    .select_from(lecture)
    .outerjoin(seat, _MINE_TOO)
    .where(
        IS_OPEN,
        lecture.c.country == bindparam("country"),
        lecture.c.ends_at > bindparam("moment"),
        or_(
            seat.c.id.is_not(None),
            and_(
                or_(lecture.c.for_region.is_(None), lecture.c.for_region == bindparam("region")),
                or_(lecture.c.for_place.is_(None), lecture.c.for_place == bindparam("place")),
                or_(lecture.c.language.is_(None), lecture.c.language == bindparam("tongue")),
            ),
        ),
    )
    .order_by(lecture.c.ends_at, lecture.c.id)
    .limit(MOST)
)
_HAS_ROOM = or_(lecture.c.seats.is_(None), lecture.c.taken < lecture.c.seats)
_TAKE = (
    update(lecture)
    .where(
        lecture.c.id == bindparam("which"),
        IS_OPEN,
        lecture.c.ends_at > bindparam("moment"),
        _HAS_ROOM,
    )
    .values(taken=lecture.c.taken + 1)
    .returning(lecture.c.id)
)
_FREE = (
    update(lecture)
    .where(lecture.c.id == bindparam("which"), lecture.c.taken > 0)
    .values(taken=lecture.c.taken - 1)
)
_FILL = (
    update(lecture)
    .where(lecture.c.id == bindparam("which"))
    .values(taken=lecture.c.taken + bindparam("many"))
)
_SIT = insert(seat).on_conflict_do_nothing().returning(seat.c.id)
_RISE = delete(seat).where(*MY_SEAT, seat.c.came_at.is_(None)).returning(seat.c.state)
_GONE = delete(seat).where(*MY_SEAT).returning(seat.c.state)
_next = seat.alias("next_seat")
_PROMOTE = (
    update(seat)
    .where(
        seat.c.id.in_(
            select(_next.c.id)
            .where(
                _next.c.lecture_id == bindparam("which"),
                _next.c.state == literal_column("'waiting'"),
            )
            .order_by(_next.c.id)
            .limit(bindparam("many", type_=Integer))
        ),
        WAITS,
    )
    .values(state=BOOKED)
    .returning(seat.c.person_id)
)
_SEAT = select(*_SEAT_COLUMNS).where(*MY_SEAT)
_SEATS = (
    select(*_SEAT_COLUMNS, person.c.called.label("name"))
    .join(person, person.c.id == seat.c.person_id)
    .where(THIS)
    .order_by(seat.c.id)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_MY_SEATS = select(*_SEAT_COLUMNS).where(seat.c.person_id == ME).order_by(seat.c.id)


def load_ahead(
    conn: Connection, who: Listener, person_id: int, now: datetime
) -> list[tuple[Lecture, str | None]]:
    """Give the lectures to come that concern somebody, or where they have a seat, with its state."""
    keys = {
        "whose": person_id,
        "country": who.country,
        "region": who.region,
        "place": who.place_id,
        "tongue": who.language,
        "moment": now,
    }
    rows = conn.execute(_AHEAD, keys).mappings()
    return [(Lecture(**{name: row[name] for name in FIELDS}), row["mine"]) for row in rows]


def take(conn: Connection, lecture_id: int, person_id: int, now: datetime) -> str | None:
    """Give somebody without one a seat, or a place in the waiting list; None when they have one.

    One conditional statement counts the seat, so that there are never more than there are.
    """
    has_room = conn.execute(_TAKE, {"which": lecture_id, "moment": now}).scalar() is not None
    state = BOOKED if has_room else WAITING
    row = {"lecture_id": lecture_id, "person_id": person_id, "state": state}
    if conn.execute(_SIT, row | {"since": now, "tries": 0}).scalar() is not None:
        return state
    if has_room:
        conn.execute(_FREE, {"which": lecture_id})
    return None


def leave(conn: Connection, lecture_id: int, person_id: int) -> tuple[str | None, int | None]:
    """Take back the seat of somebody not seen there; gives what it was and who has it now."""
    return _passed_on(conn, _RISE, lecture_id, person_id)


def erase(conn: Connection, lecture_id: int, person_id: int) -> tuple[str | None, int | None]:
    """Take back somebody's seat, and that they came."""
    return _passed_on(conn, _GONE, lecture_id, person_id)


def _passed_on(
    conn: Connection, statement: Any, lecture_id: int, person_id: int
) -> tuple[str | None, int | None]:
    keys = {"which": lecture_id, "whose": person_id}
    state: str | None = conn.execute(statement, keys).scalar()
    if state != BOOKED:
        return state, None
    heir = conn.execute(_PROMOTE, {"which": lecture_id, "many": 1}).scalar()
    if heir is None:
        conn.execute(_FREE, {"which": lecture_id})
    return state, heir


def fill(conn: Connection, lecture_id: int, many: int) -> list[int]:
    """Give free seats to the first of those who wait; gives who got one."""
    lucky = list(conn.execute(_PROMOTE, {"which": lecture_id, "many": many}).scalars())
    if lucky:
        conn.execute(_FILL, {"which": lecture_id, "many": len(lucky)})
    return lucky


def load_seat(conn: Connection, lecture_id: int, person_id: int) -> Seat | None:
    row = conn.execute(_SEAT, {"which": lecture_id, "whose": person_id}).mappings().first()
    return None if row is None else Seat(**row)


def load_seats(conn: Connection, lecture_id: int, skip: int = 0, most: int = LISTED) -> list[Seat]:
    """Give the seats of a lecture in the order they were booked, with names."""
    found = conn.execute(_SEATS, {"which": lecture_id, "skip": skip, "most": most}).mappings()
    return [Seat(**dict(row) | {"name": row["name"] or ""}) for row in found]


def load_seats_of(conn: Connection, person_id: int) -> list[Seat]:
    return [Seat(**row) for row in conn.execute(_MY_SEATS, {"whose": person_id}).mappings()]


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give all that is held of the lectures somebody booked and came to."""
    return [dict(row) for row in conn.execute(_MY_SEATS, {"whose": person_id}).mappings()]
