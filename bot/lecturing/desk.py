"""What staff do with lectures: announce, change, call off, tick who is there, hand out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.feature import Turn
from bot.lecturing import (
    attendance,
    board,
    booking,
    handouts,
    invitations,
    notices,
    rules,
    seats,
    store,
)
from bot.lecturing.flow import Desk, Material, NewLecture, OtherLecture
from bot.lecturing.rules import ALL, OFF, OPEN, STAFF, Handout, Lecture
from bot.people.store import load_profile
from bot.people.tongues import list_tongues
from bot.points import store as points
from bot.talk.event import Due
from bot.talk.message import Message
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

LAST = 1000  # pages of a list


@dataclass(frozen=True)
class Stage:
    """Where staff announce: `languages` are the own names of those offered, by code."""

    languages: Mapping[str, str]

    def facts(self, turn: Turn, answers: Mapping[str, str]) -> Desk:
        """Load what a talk about a lecture starts from."""
        own = load_profile(turn.conn, turn.person.id)
        number = read_id(answers.get("lecture", ""))
        return Desk(
            own.region if own else "",
            tuple(each for each in points.load_all(turn.conn, turn.now) if each.is_open),
            list_tongues(self.languages),
            store.load(turn.conn, number) if number else None,
        )


def show_all(turn: Turn, page: int = 0, *before: Phrase) -> None:
    """Show staff the lectures."""
    found = store.load_latest(turn.conn, page * board.PAGE, board.PAGE + 1)
    turn.show(board.show_all(found, page, *before))


def act(turn: Turn, what: str = "list", code: str = "", *parts: str) -> None:
    """`lecturing.list.<page>`, `lecturing.new`, or `lecturing.<what>.<id>...` about one."""
    if what == "list":
        show_all(turn, read_count(code, LAST) or 0)
    elif what == "new":
        turn.begin(NewLecture.name)
    else:
        found = store.load(turn.conn, read_id(code) or 0)
        if found is None:
            turn.toast(say("talk-already"))
        else:
            _act_on(turn, found, what, *parts)


def _act_on(turn: Turn, found: Lecture, what: str, *parts: str) -> None:
    match what, *parts:
        case "see", *_:
            see(turn, found)
        case "names", *rest:
            _show_names(turn, found, *rest)
        case "questions", *_:
            asked = handouts.load_questions(turn.conn, found.id)
            for message in board.show_questions(found, asked):
                turn.say(message)
        case (("csv" | "pdf"), *_):
            _send(turn, found, what)
        case _ if found.state != OPEN:
            turn.toast(say("lecture-off"))
        case (("tick" | "untick"), who, *rest):
            _tick(turn, found, read_id(who) or 0, what, *rest)
        case _:
            _change(turn, found, what)


def _change(turn: Turn, found: Lecture, what: str) -> None:
    match what:
        case "give":
            turn.begin(Material.name, lecture=str(found.id))
        case "edit" | "off" | "gone" if turn.now >= found.starts_at:
            turn.toast(say("lecture-over"))
        case "edit":
            turn.begin(OtherLecture.name, lecture=str(found.id))
        case "off":
            turn.show(board.confirm_off(found))
        case "gone":
            _call_off(turn, found)
        case _:
            turn.toast(say("talk-already"))


def see(turn: Turn, found: Lecture, *before: Phrase) -> None:
    """Show a lecture as it is."""
    turn.show(board.show_one(found, attendance.load_tally(turn.conn, found.id), turn.now, *before))


# -- announcing and changing


def announce(turn: Turn, new: Lecture) -> None:
    """Announce a lecture; those it concerns are invited step by step, from now on."""
    fault = _fault(turn, new)
    if fault is not None:
        turn.say(Message((fault,)))
        return
    made = store.add(turn.conn, replace(new, code=rules.draw_code()))
    notices.spread(turn, Due(booking.NEXT, str(made.id), turn.now))
    see(turn, made, say("lecturing-announced"))


def _fault(turn: Turn, some: Lecture) -> Phrase | None:
    if not turn.person.is_admin:
        return say("talk-not-yours")
    fault = rules.fault(some, turn.now)
    return None if fault is None else say(fault)


def change(turn: Turn, changed: tuple[int, Mapping[str, Any]]) -> None:
    """Change one thing about a lecture; everybody with a seat is told, reminders move."""
    number, values = changed
    before = store.lock(turn.conn, number)
    if before is None or before.state != OPEN or turn.now >= before.starts_at:
        turn.toast(say("lecture-over"))
        return
    after = replace(before, **values)
    fault = _fault(turn, after)
    if fault is None:
        _keep(turn, before, after)
    else:
        see(turn, before, fault)


def _keep(turn: Turn, before: Lecture, after: Lecture) -> None:
    saved = store.save(turn.conn, before, after)
    if rules.is_moved(before, saved):
        booking.move_reminders(turn, saved)
    if before.seats != saved.seats:
        saved = _fill(turn, saved)
    else:
        _tell(turn, saved, booking.CHANGED)
    see(turn, saved, say("lecturing-changed"))


def _fill(turn: Turn, saved: Lecture) -> Lecture:
    """Give new seats to those who wait."""
    room = seats.LISTED if saved.left is None else saved.left
    lucky = seats.fill(turn.conn, saved.id, room) if room else []
    if lucky:
        booking.welcome(turn, saved, lucky)
    return replace(saved, taken=saved.taken + len(lucky))


def _tell(turn: Turn, found: Lecture, kind: str) -> None:
    invitations.tell_seats(turn.conn, found.id, ALL, kind, turn.now, drop_after=found.ends_at)


def _call_off(turn: Turn, found: Lecture) -> None:
    locked = store.lock(turn.conn, found.id)
    assert locked is not None
    saved = store.save(turn.conn, locked, replace(locked, state=OFF))
    booking.drop_reminders(turn, saved)
    _tell(turn, saved, booking.CALLED_OFF)
    see(turn, saved, say("lecturing-is-off"))


# -- who is there


def _show_names(turn: Turn, found: Lecture, page: str = "0", *_: str) -> None:
    number = read_count(page, LAST) or 0
    held = seats.load_seats(turn.conn, found.id, number * board.PAGE, board.PAGE + 1)
    turn.show(board.show_names(found, held, number))


def _tick(turn: Turn, found: Lecture, who: int, what: str, page: str = "0", *_: str) -> None:
    """Note that somebody with a seat is there, or take it back."""
    if turn.now < found.starts_at - rules.BEFORE:
        turn.toast(say("lecture-early"))
        return
    if what == "tick":
        booking.come(turn, found, who, STAFF)
    else:
        attendance.uncome(turn.conn, found.id, who)
    _show_names(turn, found, page)


def _send(turn: Turn, found: Lecture, kind: str) -> None:
    held = seats.load_seats(turn.conn, found.id)
    if not held:
        turn.toast(say("lecturing-nobody"))
    elif kind == "pdf":
        turn.say(board.send_sheet(found, held))
    else:
        turn.say(board.send_file(found, held, turn.speaker))


def hand_out(turn: Turn, new: Handout) -> None:
    """Give something to all who came, or who had a seat; who is ticked later gets it then."""
    found = store.load(turn.conn, new.lecture_id)
    if found is None or not turn.person.is_admin:
        turn.toast(say("talk-not-yours"))
        return
    given = handouts.give(turn.conn, new, turn.now)
    whom, kind = given.whom, booking.GIVEN
    count = invitations.tell_seats(turn.conn, found.id, whom, kind, turn.now, ref=given.id)
    see(turn, found, say("lecturing-given", count=count))
