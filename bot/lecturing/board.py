"""What staff see of lectures: all of them, one with its counts and code, who is there, questions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.lecturing.rules import BOOKED, OPEN, USEFUL, Lecture, Question, Seat, Tally
from bot.lecturing.screens import HOME, card_lines
from bot.talk.buttons import turn_pages
from bot.talk.message import Button, File, Message, Sheet, Table
from bot.talk.speaker import Speaker
from bot.text.phrase import Moment, Phrase, Raw, say
from bot.text.spreadsheet import write_csv

PAGE = 6
_NONE: frozenset[str] = frozenset()
_HEAD = ("name", "state", "came", "how")

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("lecturing-title", "lecturing-none", "lecturing-new", "lecturing-change"),
            *("lecturing-off", "lecturing-off-ask", "lecturing-off-yes", "lecturing-off-no"),
            *("lecturing-tick", "lecturing-tick-ask", "lecturing-questions", "lecturing-material"),
            *(
                "lecturing-csv",
                "lecturing-pdf",
                "lecturing-document",
                "lecturing-mine",
                "lecturing-back",
            ),
            *("lecturing-announced", "lecturing-changed", "lecturing-is-off"),
            *("lecturing-nobody", "lecturing-no-questions"),
            *("lecturing-booked-word", "lecturing-waiting-word"),
            *("lecturing-by-code", "lecturing-by-staff"),
            *(f"lecturing-head-{each}" for each in _HEAD),
        ),
        _NONE,
    ),
    "lecturing-item": frozenset({"topic", "at"}),
    "lecturing-item-off": frozenset({"topic", "at"}),
    "lecturing-given": frozenset({"count"}),
    "lecturing-code": frozenset({"code"}),
    "lecturing-counts": frozenset({"taken", "seats", "waiting"}),
    "lecturing-counts-open": frozenset({"taken"}),
    "lecturing-came": frozenset({"count", "asked"}),
    "lecturing-useful": frozenset(USEFUL),
    "lecturing-here": frozenset({"name"}),
    "lecturing-away": frozenset({"name"}),
    "lecturing-question": frozenset({"name", "words"}),
    "lecturing-question-voice": frozenset({"name"}),
    "lecturing-list": frozenset({"topic", "at"}),
    "lecturing-sum": frozenset({"came", "taken"}),
}


def _do(one: Lecture, key: str, what: str) -> Button:
    return Button(say(f"lecturing-{key}"), f"lecturing.{what}.{one.id}")


def show_all(found: Sequence[Lecture], page: int, *before: Phrase) -> Message:
    """List lectures, the last first; one more than a page tells that there are others."""
    items = tuple((_item(each),) for each in found[:PAGE])
    pager = turn_pages(page, lambda to: f"lecturing.list.{to}", more=len(found) > PAGE)
    ways = (Button(say("lecturing-new"), "lecturing.new"),)
    mine = (Button(say("lecturing-mine"), "lecture.list"), HOME)
    head = say("lecturing-title" if found or page else "lecturing-none")
    return Message((*before, head), (*items, *((pager,) if pager else ()), ways, mine))


def _item(one: Lecture) -> Button:
    key = "lecturing-item" if one.state == OPEN else "lecturing-item-off"
    words = say(key, topic=one.topic, at=Moment(one.starts_at))
    return Button(words, f"lecturing.see.{one.id}")


def show_one(one: Lecture, tally: Tally, now: datetime, *before: Phrase) -> Message:
    """Show a lecture to staff."""
    back = (Button(say("lecturing-back"), "lecturing.list.0"), HOME)
    lines = (*before, *card_lines(one, seated=True), None, *_counts(one, tally))
    if one.state != OPEN:
        return Message((*lines, say("lecture-off")), (back,))
    return Message((*lines, say("lecturing-code", code=Raw(one.code))), (*_ways(one, now), back))


def _counts(one: Lecture, tally: Tally) -> tuple[Phrase, ...]:
    said = (say("lecturing-useful", **tally.useful),) if any(tally.useful.values()) else ()
    return (
        _booked(one, tally),
        say("lecturing-came", count=tally.came, asked=tally.asked),
        *said,
    )


def _booked(one: Lecture, tally: Tally) -> Phrase:
    if one.seats is None:
        return say("lecturing-counts-open", taken=one.taken)
    return say("lecturing-counts", taken=one.taken, seats=one.seats, waiting=tally.waiting)


def _ways(one: Lecture, now: datetime) -> tuple[tuple[Button, ...], ...]:
    lists = (_do(one, "csv", "csv"), _do(one, "pdf", "pdf"))
    after = (_do(one, "tick", "names"), _do(one, "questions", "questions"))
    rows = (after, (_do(one, "material", "give"),), lists)
    if now < one.starts_at:
        return ((_do(one, "change", "edit"), _do(one, "off", "off")), *rows)
    return rows


def confirm_off(one: Lecture) -> Message:
    """Ask whether a lecture is really called off."""
    yes, no = _do(one, "off-yes", "gone"), _do(one, "off-no", "see")
    head = say("lecture-name", topic=one.topic)
    return Message((head, say("lecturing-off-ask")), ((yes,), (no,)))


def show_names(one: Lecture, seats: Sequence[Seat], page: int) -> Message:
    """Let staff tick who is there; one more than a page tells that there are others."""
    ticks = tuple((_tick(one, each, page),) for each in seats[:PAGE])
    pager = turn_pages(page, lambda to: f"lecturing.names.{one.id}.{to}", more=len(seats) > PAGE)
    head = say("lecturing-tick-ask" if seats or page else "lecturing-nobody")
    rows = (*ticks, *((pager,) if pager else ()), (_back(one), HOME))
    return Message((say("lecture-name", topic=one.topic), head), rows)


def _tick(one: Lecture, seat: Seat, page: int) -> Button:
    key = "lecturing-away" if seat.came_at is None else "lecturing-here"
    what = "tick" if seat.came_at is None else "untick"
    data = f"lecturing.{what}.{one.id}.{seat.person_id}.{page}"
    return Button(say(key, name=seat.name), data)


def _back(one: Lecture) -> Button:
    return Button(say("talk-back"), f"lecturing.see.{one.id}")


def show_questions(one: Lecture, asked: Sequence[Question]) -> tuple[Message, ...]:
    """Show what people would like to hear about; voice notes each by itself."""
    written = [
        say("lecturing-question", name=each.name, words=each.words) for each in asked if each.words
    ]
    spoken = tuple(
        Message((say("lecturing-question-voice", name=each.name),), voice=each.voice)
        for each in asked
        if each.voice
    )
    lines = written or ([] if spoken else [say("lecturing-no-questions")])
    head = Message((say("lecture-name", topic=one.topic), *lines), ((_back(one), HOME),))
    return (head, *spoken)


# -- who was there


def _title(one: Lecture) -> Phrase:
    return say("lecturing-list", topic=one.topic, at=Moment(one.starts_at))


def _state(seat: Seat) -> Phrase:
    return say(f"lecturing-{'booked' if seat.state == BOOKED else 'waiting'}-word")


def _cells(seat: Seat) -> tuple[Phrase, ...]:
    came: object = "" if seat.came_at is None else Moment(seat.came_at)
    how = say(f"lecturing-by-{seat.how}") if seat.how else say("talk-words", words="")
    return (
        say("talk-words", words=seat.name),
        _state(seat),
        say("talk-words", words=came),
        how,
    )


def send_sheet(one: Lecture, seats: Sequence[Seat]) -> Message:
    """Give who booked and came as a page to print."""
    came = sum(each.came_at is not None for each in seats)
    head = tuple(say(f"lecturing-head-{each}") for each in _HEAD)
    table = Table(head, tuple(map(_cells, seats)))
    total = say("lecturing-sum", came=came, taken=len(seats))
    sheet = Sheet(f"lecture-{one.id}", _title(one), (total, None), (table,))
    return Message((_title(one),), sheet=sheet)


def send_file(one: Lecture, seats: Sequence[Seat], speaker: Speaker) -> Message:
    """Give who booked and came as a file for a spreadsheet; moments in UTC."""
    head = [speaker.label(say(f"lecturing-head-{each}")) for each in _HEAD]
    rows = [_row(each, speaker) for each in seats]
    file = File(f"lecture-{one.id}.csv", write_csv(head, rows))
    return Message((_title(one),), file=file)


def _row(seat: Seat, speaker: Speaker) -> tuple[str, ...]:
    came = seat.came_at.isoformat(timespec="minutes") if seat.came_at else ""
    how = speaker.label(say(f"lecturing-by-{seat.how}")) if seat.how else ""
    return (seat.name, speaker.label(_state(seat)), came, how)
