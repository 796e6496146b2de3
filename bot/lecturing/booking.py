"""Seats taken, given back and passed on, with what their owners are told and reminded of."""

from datetime import datetime

from bot.feature import Turn
from bot.lecturing import attendance, handouts, invitations, rules, seats, store
from bot.lecturing.rules import ALREADY, BOOKED, HERE, OVER, WRONG, Lecture
from bot.store import dues

NEWS, NEXT = "lecture-news", "lecture-next"
EVE, SOON = "lecture-eve", "lecture-soon"
FREED, CHANGED, CALLED_OFF = "lecture-freed", "lecture-changed", "lecture-off"
GIVEN, USEFUL = "lecture-handout", "lecture-useful"
REMINDERS = (EVE, SOON)


def book(turn: Turn, lecture_id: int) -> str:
    """Take a seat for whoever taps; gives what became of it."""
    found = store.lock(turn.conn, lecture_id)
    if found is None or not found.is_ahead(turn.now):
        return OVER
    state = seats.take(turn.conn, found.id, turn.person.id, turn.now)
    if state == BOOKED:
        remind(turn, found, turn.person.id)
    return state or ALREADY


def leave(turn: Turn, found: Lecture) -> str | None:
    """Give a seat back; the next one who waits has it and is told. None without a seat to leave."""
    store.lock(turn.conn, found.id)
    state, heir = seats.leave(turn.conn, found.id, turn.person.id)
    _pass_on(turn, found, turn.person.id, heir)
    return state


def erase(turn: Turn, lecture_id: int) -> None:
    """Forget that somebody had a seat."""
    found = store.lock(turn.conn, lecture_id)
    if found is not None:
        _, heir = seats.erase(turn.conn, found.id, turn.person.id)
        _pass_on(turn, found, turn.person.id, heir if found.is_ahead(turn.now) else None)


def _pass_on(turn: Turn, found: Lecture, former: int, heir: int | None) -> None:
    for kind in REMINDERS:
        dues.cancel(turn.conn, kind, str(found.id), former)
    if heir is not None:
        welcome(turn, found, [heir])


def welcome(turn: Turn, found: Lecture, heirs: list[int]) -> None:
    """Tell those who waited that a seat is theirs now, and remind them like the others."""
    planned = ((FREED, turn.now, found.ends_at), *coming(turn, found))
    for kind, at, last in planned:
        invitations.tell_people(turn.conn, heirs, kind, found.id, at, last)


def remind(turn: Turn, found: Lecture, person_id: int) -> None:
    """Plan what somebody with a seat is reminded of; what would be late is left out."""
    for kind, at, last in coming(turn, found):
        dues.plan(turn.conn, kind, str(found.id), person_id, at, drop_after=last)


def coming(turn: Turn, found: Lecture) -> list[tuple[str, datetime, datetime]]:
    return [each for each in moments(found) if each[1] > turn.now]


def moments(found: Lecture) -> tuple[tuple[str, datetime, datetime], ...]:
    """Give the reminders of a lecture: which, when, and until when each makes sense."""
    eve, soon = rules.eve_of(found), rules.soon_of(found)
    return (EVE, eve, eve + rules.STALE_EVE), (SOON, soon, found.starts_at)


def move_reminders(turn: Turn, found: Lecture) -> None:
    """Let everybody's reminders come at other hours: one statement each, however many there are."""
    for kind, at, last in moments(found):
        if at > turn.now:
            invitations.tell_seats(turn.conn, found.id, BOOKED, kind, at, drop_after=last)
        else:
            dues.cancel(turn.conn, kind, str(found.id))


def drop_reminders(turn: Turn, found: Lecture) -> None:
    for kind in (*REMINDERS, NEWS, FREED, CHANGED):
        dues.cancel(turn.conn, kind, str(found.id))


# -- being there


def check_in(turn: Turn, found: Lecture, typed: str) -> tuple[str, int]:
    """Take a code typed at a lecture; gives what it was worth and how many tries are left."""
    seat = seats.load_seat(turn.conn, found.id, turn.person.id)
    worth = rules.judge(found, seat, typed, turn.now)
    if worth == WRONG:
        missed = attendance.count_miss(turn.conn, found.id, turn.person.id)
        return WRONG, rules.TRIES - missed
    if worth == HERE:
        come(turn, found, turn.person.id, rules.CODE)
    return worth, 0


def come(turn: Turn, found: Lecture, person_id: int, how: str) -> None:
    """Note that somebody is there: they are asked what they think, and get what was handed out."""
    if not attendance.come(turn.conn, found.id, person_id, how, turn.now):
        return
    after = max(found.ends_at, turn.now) + rules.ASK_AFTER
    dues.plan(turn.conn, USEFUL, str(found.id), person_id, after)
    for given in handouts.load_handouts(turn.conn, found.id):
        dues.plan(turn.conn, GIVEN, str(given), person_id, turn.now)
