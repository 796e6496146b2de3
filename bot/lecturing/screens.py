"""What farmers see of lectures: the list, one of them, what is told before and after it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from babel import Locale

from bot.lecturing.rules import BOOKED, USEFUL, WAITING, Handout, Lecture, Seat
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

_NONE: frozenset[str] = frozenset()
_E6 = 1_000_000

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("home-lectures", "command-lectures", "lecture-none", "lecture-title"),
            *("lecture-online", "lecture-online-hidden", "lecture-full", "lecture-off"),
            *("lecture-yours", "lecture-waits", "lecture-was", "lecture-book", "lecture-queue"),
            *("lecture-leave", "lecture-here", "lecture-ask", "lecture-map", "lecture-join"),
            *("lecture-all", "lecture-good", "lecture-soso", "lecture-bad"),
            *("lecture-thanks", "lecture-booked", "lecture-queued", "lecture-have", "lecture-over"),
            *("lecture-left", "lecture-left-queue", "lecture-welcome", "lecture-locked"),
            *("lecture-early", "lecture-seatless", "lecture-asked", "lecture-asked-enough"),
            *("lecture-news", "lecture-freed", "lecture-moved", "lecture-called-off"),
            *("lecture-eve", "lecture-soon", "lecture-past", "lecture-few", "lecture-leave-not"),
        ),
        _NONE,
    ),
    "lecture-name": frozenset({"topic"}),
    "lecture-open": frozenset({"topic"}),
    "lecture-by": frozenset({"name"}),
    "lecture-language": frozenset({"name"}),
    "lecture-when": frozenset({"at", "length"}),
    "lecture-at": frozenset({"spot", "place"}),
    "lecture-at-place": frozenset({"place"}),
    "lecture-room": frozenset({"count"}),
    "lecture-line": frozenset({"topic", "at"}),
    "lecture-line-booked": frozenset({"topic", "at"}),
    "lecture-line-waiting": frozenset({"topic", "at"}),
    "lecture-wrong": frozenset({"count"}),
    "lecture-material": frozenset({"topic"}),
    "lecture-useful": frozenset({"topic"}),
    "lecture-attended": frozenset({"count"}),
}

HOME = Button(say("talk-home"), "home")


def show_list(found: Sequence[tuple[Lecture, str | None]], *before: Phrase) -> Message:
    """List the lectures to come, each with a way to it."""
    if not found:
        return Message((*before, say("lecture-none")), ((HOME,),), listen=True)
    lines = [_line(each, mine) for each, mine in found]
    rows = tuple((_to(each),) for each, _ in found)
    return Message((*before, say("lecture-title"), None, *lines), (*rows, (HOME,)), listen=True)


def _line(one: Lecture, mine: str | None) -> Phrase:
    key = f"lecture-line-{mine}" if mine else "lecture-line"
    return say(key, topic=one.topic, at=Moment(one.starts_at))


def _to(one: Lecture) -> Button:
    return Button(say("lecture-open", topic=one.topic), f"lecture.see.{one.id}")


def card_lines(one: Lecture, *, seated: bool) -> tuple[Phrase, ...]:
    """Say what a lecture is: who, when, where."""
    length = say(f"lecture-length-{one.minutes}")
    return (
        say("lecture-name", topic=one.topic),
        *((say("lecture-by", name=one.lecturer),) if one.lecturer else ()),
        *((say("lecture-language", name=_own_name(one.language)),) if one.language else ()),
        say("lecture-when", at=Moment(one.starts_at), length=length),
        _where(one, seated=seated),
    )


def _own_name(language: str) -> str:
    """Give what its speakers call a language."""
    name = Locale.parse(language).get_language_name() or language
    return name[:1].upper() + name[1:]


def _where(one: Lecture, *, seated: bool) -> Phrase:
    if one.place_id is None:
        return say("lecture-online" if seated else "lecture-online-hidden")
    place = PlaceName(one.place_id)
    if one.spot:
        return say("lecture-at", spot=one.spot, place=place)
    return say("lecture-at-place", place=place)


def _state(one: Lecture, seat: Seat | None) -> tuple[Phrase, ...]:
    if one.state != "open":
        return (say("lecture-off"),)
    if seat is None:
        if one.left is None:
            return ()
        return (say("lecture-room", count=one.left),) if one.left else (say("lecture-full"),)
    if seat.came_at is not None:
        return (say("lecture-was"),)
    return (say("lecture-yours" if seat.state == BOOKED else "lecture-waits"),)


def show_card(one: Lecture, seat: Seat | None, now: datetime, *before: Phrase) -> Message:
    """Show one lecture to somebody, with what they can do."""
    seated = seat is not None and seat.state == BOOKED
    lines = (*before, *card_lines(one, seated=seated), *_state(one, seat))
    return Message(lines, _buttons(one, seat, now), listen=True)


def _buttons(one: Lecture, seat: Seat | None, now: datetime) -> Buttons:
    back = (Button(say("lecture-all"), "lecture.list"), HOME)
    rows = (_likely(one, seat, now), _there(one, seat), _more(one, seat, now))
    return (*((row for row in rows if row) if one.state == "open" else ()), back)


def _likely(one: Lecture, seat: Seat | None, now: datetime) -> tuple[Button, ...]:
    if seat is None:
        key = "lecture-queue" if one.left == 0 else "lecture-book"
        return (_do(one, key, "book"),) if one.is_ahead(now) else ()
    is_there = seat.came_at is None and one.is_on(now)
    return (_do(one, "lecture-here", "here"),) if is_there else ()


def _there(one: Lecture, seat: Seat | None) -> tuple[Button, ...]:
    if one.lat_e6 is not None:
        return (_do(one, "lecture-map", "map"),)
    if one.link and seat is not None and seat.state == BOOKED:
        return (Button(say("lecture-join"), url=one.link),)
    return ()


def _more(one: Lecture, seat: Seat | None, now: datetime) -> tuple[Button, ...]:
    if seat is None or seat.came_at is not None or not one.is_ahead(now):
        return ()
    return (_do(one, "lecture-ask", "ask"), _do(one, "lecture-leave", "leave"))


def _do(one: Lecture, key: str, what: str) -> Button:
    return Button(say(key), f"lecture.{what}.{one.id}")


def show_map(one: Lecture) -> Message:
    """Show where a lecture is."""
    assert one.lat_e6 is not None
    assert one.lon_e6 is not None
    return Message((), place=(one.lat_e6 / _E6, one.lon_e6 / _E6))


def show_off(one: Lecture) -> Message:
    """Tell somebody that they need not come."""
    when = say("lecture-line", topic=one.topic, at=Moment(one.starts_at))
    return Message((say("lecture-called-off"), when), ((_all(), HOME),), listen=True)


def _all() -> Button:
    return Button(say("lecture-all"), "lecture.list")


def show_handout(one: Lecture, given: Handout) -> Message:
    """Hand out what belongs to a lecture."""
    head = say("lecture-material", topic=one.topic)
    match given.kind:
        case "photo":
            return Message((head,), photo=given.body)
        case "voice":
            return Message((head,), voice=given.body)
        case "document":
            return Message((head,), document=given.body)
    return Message((head, None, say("talk-words", words=given.body)), listen=True)


def ask_useful(one: Lecture) -> Message:
    """Ask somebody who came what they think of it."""
    faces = tuple(Button(say(f"lecture-{u}"), f"lecture.use.{one.id}.{u}") for u in USEFUL)
    return Message((say("lecture-useful", topic=one.topic),), (faces,), listen=True)


def attended(count: int) -> Phrase:
    """Say how many lectures somebody came to: a line for a person's card."""
    return say("lecture-attended", count=count)


_TAKEN = {BOOKED: "lecture-booked", WAITING: "lecture-queued"}


def taken(state: str) -> Phrase:
    """Say what became of a tap for a seat."""
    return say(_TAKEN.get(state, f"lecture-{'have' if state == 'already' else 'over'}"))
