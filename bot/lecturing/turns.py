"""What farmers do with lectures: look, book, give back, ask, be there, say if it was useful."""

from collections.abc import Mapping
from dataclasses import replace

from bot.feature import Turn
from bot.lecturing import attendance, booking, desk, handouts, rules, screens, seats, store
from bot.lecturing.flow import EXAMPLE, Asked, AskLecturer, CheckIn, There
from bot.lecturing.rules import (
    ALREADY,
    BOOKED,
    EARLY,
    HERE,
    LOCKED,
    OVER,
    SEATLESS,
    WRONG,
    Lecture,
    Listener,
    Seat,
)
from bot.people.store import load_profile
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say

_WORTH = {
    HERE: "lecture-welcome",
    ALREADY: "lecture-welcome",
    OVER: "lecture-over",
    EARLY: "lecture-early",
    LOCKED: "lecture-locked",
    SEATLESS: "lecture-seatless",
}


def command(turn: Turn, words: str) -> None:
    """Show the lectures: to staff as those who hold them."""
    if turn.person.is_admin:
        desk.show_all(turn)
    else:
        _list(turn)


def _list(turn: Turn) -> None:
    who = _listener(turn)
    found = seats.load_ahead(turn.conn, who, turn.person.id, turn.now) if who else []
    turn.show(screens.show_list(found))


def _listener(turn: Turn) -> Listener | None:
    own = load_profile(turn.conn, turn.person.id)
    if own is None:
        return None
    country = turn.person.country or turn.speaker.country
    return Listener(country, own.region, own.place_id, turn.person.language)


def act(turn: Turn, what: str = "list", code: str = "", *parts: str) -> None:
    """`lecture.list`, or `lecture.<what>.<id>...` about one."""
    if what == "list":
        _list(turn)
        return
    found = store.load(turn.conn, read_id(code) or 0)
    seat = seats.load_seat(turn.conn, found.id, turn.person.id) if found else None
    if found is None or not _may_see(turn, found, seat):
        turn.toast(say("talk-already"))
    else:
        _act_on(turn, found, seat, what, *parts)


def _may_see(turn: Turn, found: Lecture, seat: Seat | None) -> bool:
    if seat is not None:
        return True
    who = _listener(turn)
    return who is not None and rules.concerns(found, who)


def _act_on(turn: Turn, found: Lecture, seat: Seat | None, what: str, *parts: str) -> None:
    match what, *parts:
        case "see", *_:
            turn.show(screens.show_card(found, seat, turn.now))
        case "book", *_:
            _see(turn, found, screens.taken(booking.book(turn, found.id)))
        case "map", *_ if found.lat_e6 is not None:
            turn.say(screens.show_map(found))
        case "use", said, *_ if seat is not None and said in rules.USEFUL:
            _judge(turn, found, said)
        case (("leave" | "ask" | "here"), *_) if seat is not None:
            _with_seat(turn, found, seat, what)
        case _:
            turn.toast(say("lecture-seatless" if seat is None else "talk-already"))


def _with_seat(turn: Turn, found: Lecture, seat: Seat, what: str) -> None:
    worth = rules.judge(found, seat, "", turn.now)
    if what == "here" and worth != WRONG:
        _see(turn, found, say(_WORTH[worth]))
    elif what == "here":
        turn.begin(CheckIn.name, lecture=str(found.id))
    elif not found.is_ahead(turn.now):
        _see(turn, found, say("lecture-over"))
    elif what == "ask":
        turn.begin(AskLecturer.name, lecture=str(found.id))
    else:
        _leave(turn, found)


def _leave(turn: Turn, found: Lecture) -> None:
    left = booking.leave(turn, found)
    if left is None:
        _see(turn, found, say("lecture-leave-not"))
    else:
        _see(turn, found, say("lecture-left" if left == BOOKED else "lecture-left-queue"))


def _see(turn: Turn, found: Lecture, *before: Phrase) -> None:
    """Show a lecture as it stands after what was done."""
    now = store.load(turn.conn, found.id) or found
    seat = seats.load_seat(turn.conn, found.id, turn.person.id)
    turn.show(screens.show_card(now, seat, turn.now, *before))


def _judge(turn: Turn, found: Lecture, said: str) -> None:
    if attendance.judge(turn.conn, found.id, turn.person.id, said):
        turn.toast(say("lecture-thanks"))
    else:
        turn.toast(say("talk-already"))


# -- talks


def facts(turn: Turn, answers: Mapping[str, str]) -> Lecture:
    """Load which lecture a talk is about."""
    found = store.load(turn.conn, read_id(answers.get("lecture", "")) or 0)
    return found or replace(EXAMPLE, id=0)


def arrive(turn: Turn, there: There) -> None:
    """Take a typed code."""
    found = store.load(turn.conn, there.lecture_id)
    if found is None:
        turn.toast(say("talk-already"))
        return
    worth, left = booking.check_in(turn, found, there.code)
    if worth == WRONG and left > 0:
        turn.begin(CheckIn.name, say("lecture-wrong", count=left), lecture=str(found.id))
    else:
        _see(turn, found, say(_WORTH.get(worth, "lecture-locked")))


def ask(turn: Turn, asked: Asked) -> None:
    """Keep a question to the lecturer, of somebody with a seat."""
    found = store.load(turn.conn, asked.lecture_id)
    seat = seats.load_seat(turn.conn, asked.lecture_id, turn.person.id)
    if found is None or seat is None or not found.is_ahead(turn.now):
        turn.toast(say("lecture-over"))
    elif handouts.ask(turn.conn, asked.by(turn.person.id), turn.now):
        _see(turn, found, say("lecture-asked"))
    else:
        _see(turn, found, say("lecture-asked-enough"))


# -- one person


def line_of(turn: Turn, person_id: int) -> tuple[Phrase, ...]:
    """Say how many lectures somebody came to, for a card of another feature; nothing for none."""
    count = attendance.count_attended(turn.conn, person_id)
    return (screens.attended(count),) if count else ()
