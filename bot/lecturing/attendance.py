"""Attendance: who came to a lecture, how that is known, and what they thought of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from bot.lecturing.handouts import question
from bot.lecturing.rules import TRIES, USEFUL, Tally
from bot.lecturing.seats import ME, MY_SEAT, THIS, WAITS, seat

_MISS = (
    update(seat)
    .where(*MY_SEAT, seat.c.came_at.is_(None), seat.c.tries < TRIES)
    .values(tries=seat.c.tries + 1)
    .returning(seat.c.tries)
)
_COME = (
    update(seat)
    .where(*MY_SEAT, seat.c.came_at.is_(None))
    .values(came_at=bindparam("moment"), how=bindparam("way"))
    .returning(seat.c.id)
)
_UNCOME = (
    update(seat)
    .where(*MY_SEAT, seat.c.came_at.is_not(None))
    .values(came_at=None, how=None)
    .returning(seat.c.id)
)
_JUDGE = (
    update(seat)
    .where(*MY_SEAT, seat.c.came_at.is_not(None))
    .values(useful=bindparam("said"))
    .returning(seat.c.id)
)
_ATTENDED = select(func.count()).where(seat.c.person_id == ME, seat.c.came_at.is_not(None))


def _times(condition: Any) -> Any:
    return func.count().filter(condition)


_QUESTIONS_THERE = (
    select(func.count()).where(question.c.lecture_id == bindparam("which")).scalar_subquery()
)
_TALLY = select(
    _times(WAITS).label("waiting"),
    _times(seat.c.came_at.is_not(None)).label("came"),
    _QUESTIONS_THERE.label("asked"),
    *(_times(seat.c.useful == each).label(each) for each in USEFUL),
).where(THIS)


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
