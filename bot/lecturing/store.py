"""Lectures, their seats, questions and handouts; and telling many people in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
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
    UniqueConstraint,
    and_,
    bindparam,
    cast,
    delete,
    func,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.lecturing.rules import (
    ALL,
    BOOKED,
    CAME,
    EITHER,
    HOW,
    SEATS,
    STATES,
    TRIES,
    USEFUL,
    WAITING,
    Handout,
    Lecture,
    Listener,
    Question,
    Seat,
    Tally,
)
from bot.people.store import profile
from bot.store.dues import due
from bot.store.faults import Stale
from bot.store.persons import person
from bot.store.schema import Id, Instant, Json, table


def _one_of(words: Sequence[str]) -> str:
    return ", ".join(f"'{each}'" for each in words)


lecture = table(
    "lecture",
    Column("id", Id, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("lecturer", Text),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("zone", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("place_id", Text),
    Column("spot", Text),
    Column("lat_e6", Integer),
    Column("lon_e6", Integer),
    Column("link", Text),
    Column("seats", Integer),
    Column("taken", Integer, nullable=False),
    Column("for_region", Text),
    Column("for_place", Text),
    Column("language", Text),
    Column("code", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("taken >= 0 AND (seats IS NULL OR taken <= seats)", name="seats"),
    CheckConstraint(f"state IN ({_one_of(STATES)})", name="state"),
)
# Written out, since a partial index serves only statements that name its condition.
_IS_OPEN = lecture.c.state == literal_column("'open'")
Index(
    "ix_lecture_ahead",
    lecture.c.country,
    lecture.c.ends_at,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)
Index("ix_lecture_starts_at", lecture.c.starts_at)

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
    CheckConstraint(f"state IN ({_one_of(SEATS)})", name="state"),
    CheckConstraint(f"how IN ({_one_of(HOW)})", name="how"),
    CheckConstraint(f"useful IN ({_one_of(USEFUL)})", name="useful"),
)
_WAITS = seat.c.state == literal_column("'waiting'")
Index(
    "ix_lecture_seat_waiting",
    seat.c.lecture_id,
    seat.c.id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
Index("ix_lecture_seat_person_id", seat.c.person_id)

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

TABLES = (lecture, seat, question, handout)

# Whom a lecture concerns is walked through by where people live.
Index("ix_profile_region", profile.c.region, profile.c.person_id)
Index("ix_profile_place_id", profile.c.place_id, profile.c.person_id)

MOST = 20  # lectures shown at a time
STEP = 500  # people told of a new lecture by one statement
LISTED = 5000  # people on one list of attendance
ASKED = 30  # questions shown at a time
A_DAY = 20  # questions one person may ask at one lecture

_FIELDS = tuple(each.name for each in fields(Lecture))
_COLUMNS = tuple(lecture.c[name] for name in _FIELDS)
_SEAT_FIELDS = tuple(each.name for each in fields(Seat) if each.name != "name")
_SEAT_COLUMNS = tuple(seat.c[name] for name in _SEAT_FIELDS)
_ME = bindparam("whose", type_=Id)
_THIS = seat.c.lecture_id == bindparam("which")
_MY_SEAT = (_THIS, seat.c.person_id == _ME)

_NEW = insert(lecture).returning(lecture.c.id)
_BY_ID = select(*_COLUMNS).where(lecture.c.id == bindparam("which"))
_LOCKED = _BY_ID.with_for_update()
_SAVE = (
    update(lecture)
    .where(lecture.c.id == bindparam("which"), lecture.c.version == bindparam("known"))
    .returning(lecture.c.id)
)
_MINE_TOO = and_(seat.c.lecture_id == lecture.c.id, seat.c.person_id == _ME)
_AHEAD = (
    select(*_COLUMNS, seat.c.state.label("mine"))
    .select_from(lecture)
    .outerjoin(seat, _MINE_TOO)
    .where(
        _IS_OPEN,
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
_LATEST = (
    select(*_COLUMNS)
    .order_by(lecture.c.starts_at.desc(), lecture.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_HAS_ROOM = or_(lecture.c.seats.is_(None), lecture.c.taken < lecture.c.seats)
_TAKE = (
    update(lecture)
    .where(
        lecture.c.id == bindparam("which"),
        _IS_OPEN,
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
_RISE = delete(seat).where(*_MY_SEAT, seat.c.came_at.is_(None)).returning(seat.c.state)
_GONE = delete(seat).where(*_MY_SEAT).returning(seat.c.state)
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
        _WAITS,
    )
    .values(state=BOOKED)
    .returning(seat.c.person_id)
)
_SEAT = select(*_SEAT_COLUMNS).where(*_MY_SEAT)
_SEATS = (
    select(*_SEAT_COLUMNS, person.c.called.label("name"))
    .join(person, person.c.id == seat.c.person_id)
    .where(_THIS)
    .order_by(seat.c.id)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_MY_SEATS = select(*_SEAT_COLUMNS).where(seat.c.person_id == _ME).order_by(seat.c.id)
_MISS = (
    update(seat)
    .where(*_MY_SEAT, seat.c.came_at.is_(None), seat.c.tries < TRIES)
    .values(tries=seat.c.tries + 1)
    .returning(seat.c.tries)
)
_COME = (
    update(seat)
    .where(*_MY_SEAT, seat.c.came_at.is_(None))
    .values(came_at=bindparam("moment"), how=bindparam("way"))
    .returning(seat.c.id)
)
_UNCOME = (
    update(seat)
    .where(*_MY_SEAT, seat.c.came_at.is_not(None))
    .values(came_at=None, how=None)
    .returning(seat.c.id)
)
_JUDGE = (
    update(seat)
    .where(*_MY_SEAT, seat.c.came_at.is_not(None))
    .values(useful=bindparam("said"))
    .returning(seat.c.id)
)
_ATTENDED = select(func.count()).where(seat.c.person_id == _ME, seat.c.came_at.is_not(None))


def _times(condition: Any) -> Any:
    return func.count().filter(condition)


_QUESTIONS_THERE = (
    select(func.count()).where(question.c.lecture_id == bindparam("which")).scalar_subquery()
)
_TALLY = select(
    _times(_WAITS).label("waiting"),
    _times(seat.c.came_at.is_not(None)).label("came"),
    _QUESTIONS_THERE.label("asked"),
    *(_times(seat.c.useful == each).label(each) for each in USEFUL),
).where(_THIS)

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

# -- telling many

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
    whom: _plan_all(_planned(seat.c.person_id).where(_THIS, chosen))
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


# -- lectures


def add(conn: Connection, new: Lecture) -> Lecture:
    """Write down a new lecture."""
    return replace(new, id=conn.execute(_NEW, _row_of(new)).scalar_one())


def _row_of(some: Lecture) -> dict[str, Any]:
    row = {name: getattr(some, name) for name in _FIELDS if name != "id"}
    return row | {"ends_at": some.ends_at}


def load(conn: Connection, lecture_id: int) -> Lecture | None:
    return _one(conn.execute(_BY_ID, {"which": lecture_id}))


def lock(conn: Connection, lecture_id: int) -> Lecture | None:
    """Give a lecture whose seats nobody else changes until the transaction ends."""
    return _one(conn.execute(_LOCKED, {"which": lecture_id}))


def _one(found: Any) -> Lecture | None:
    row = found.mappings().first()
    return None if row is None else Lecture(**row)


def save(conn: Connection, before: Lecture, after: Lecture) -> Lecture:
    """Write a changed lecture. Stale when somebody else changed it meanwhile."""
    saved = replace(after, version=before.version + 1)
    known = {"which": before.id, "known": before.version}
    if conn.execute(_SAVE, _row_of(saved) | known).scalar() is None:
        raise Stale(f"lecture {before.id} version {before.version}")
    return saved


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
    return [(Lecture(**{name: row[name] for name in _FIELDS}), row["mine"]) for row in rows]


def load_latest(conn: Connection, skip: int, most: int) -> list[Lecture]:
    """Give lectures, the last to begin first."""
    found = conn.execute(_LATEST, {"skip": skip, "most": most}).mappings()
    return [Lecture(**row) for row in found]


# -- seats


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


def count_miss(conn: Connection, lecture_id: int, person_id: int) -> int:
    """Count a wrong code; gives how many it were by now."""
    found = conn.execute(_MISS, {"which": lecture_id, "whose": person_id}).scalar()
    return TRIES if found is None else int(found)


def come(conn: Connection, lecture_id: int, person_id: int, how: str, now: datetime) -> bool:
    """Note that somebody is there; False when that is known, or they have no seat."""
    keys = {"which": lecture_id, "whose": person_id, "way": how, "moment": now}
    return conn.execute(_COME, keys).scalar() is not None


def uncome(conn: Connection, lecture_id: int, person_id: int) -> bool:
    """Take back that somebody is there."""
    keys = {"which": lecture_id, "whose": person_id}
    return conn.execute(_UNCOME, keys).scalar() is not None


def judge(conn: Connection, lecture_id: int, person_id: int, useful: str) -> bool:
    """Note what somebody who came thinks; False when they did not come."""
    keys = {"which": lecture_id, "whose": person_id, "said": useful}
    return conn.execute(_JUDGE, keys).scalar() is not None


def count_attended(conn: Connection, person_id: int) -> int:
    """Count the lectures somebody came to."""
    return int(conn.execute(_ATTENDED, {"whose": person_id}).scalar_one())


def load_tally(conn: Connection, lecture_id: int) -> Tally:
    """Count who waits, came and asked, in one statement."""
    row = conn.execute(_TALLY, {"which": lecture_id}).mappings().one()
    useful = {each: row[each] for each in USEFUL}
    return Tally(row["waiting"], row["came"], row["asked"], useful)


# -- questions and handouts


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


# -- one person

_OWN: Mapping[str, Any] = {
    "lecture_seats": select(*_SEAT_COLUMNS).where(seat.c.person_id == _ME),
    "lecture_questions": select(question).where(question.c.person_id == _ME),
}
_FORGET_QUESTIONS = delete(question).where(question.c.person_id == _ME)


def export(conn: Connection, person_id: int) -> dict[str, Any]:
    """Give all that is held of the lectures somebody booked, came to and asked at."""
    return {
        name: [dict(row) for row in conn.execute(statement, {"whose": person_id}).mappings()]
        for name, statement in _OWN.items()
    }


def forget_questions(conn: Connection, person_id: int) -> None:
    conn.execute(_FORGET_QUESTIONS, {"whose": person_id})
