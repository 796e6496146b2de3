"""How far a bulletin has come, as staff see it in one message that keeps itself up to date."""

from collections.abc import Iterable, Mapping, Sequence

from bot.bulletins.bulletin import (
    COUNTED,
    DONE,
    FAILED,
    MISSED,
    PAUSED,
    SENDING,
    SET,
    STATES,
    STOPPED,
    Bulletin,
    Sums,
)
from bot.bulletins.screens import ALL, HOME, do, say_audience
from bot.people.tongues import Tongue
from bot.talk.message import Button, File, Message
from bot.text.phrase import Moment, Phrase, Raw, say
from bot.text.spreadsheet import write_csv

_BAR = 10
_MINUTE = 60
_NONE: frozenset[str] = frozenset()
_SAID = tuple(each for each in STATES if each in {SET, SENDING, PAUSED, STOPPED, DONE})
_HEAD = ("person", "name", "language", "place", "result", "since", "reason")

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys((f"sending-is-{each}" for each in _SAID if each != SET), _NONE),
    "sending-is-set": frozenset({"at"}),
    **dict.fromkeys((f"sending-{each}" for each in COUNTED), frozenset({"people"})),
    "sending-bar": frozenset({"bar", "done", "total"}),
    "sending-rate": frozenset({"rate"}),
    "sending-minutes": frozenset({"count"}),
    **dict.fromkeys(
        (
            *("sending-gathering", "sending-pause", "sending-resume", "sending-stop"),
            *("sending-stop-sure", "sending-stop-yes", "sending-look", "sending-missed"),
            *("sending-nobody-missed", "sending-missed-file", "sending-not-now"),
        ),
        _NONE,
    ),
    "sending-again": frozenset({"people"}),
}


def show(
    one: Bulletin,
    sums: Sums,
    by: str,
    tongues: Sequence[Tongue],
    *before: Phrase,
    rate: float = 0.0,
) -> Message:
    """Show how far it has come; the counts add up to all whom it concerns."""
    lines = (
        *before,
        _say_state(one),
        say("bulletins-by", name=by, at=Moment(one.started_at or one.created_at)),
        *say_audience(one.audience, tongues),
        None,
        *_say_sums(one, sums),
        *_say_pace(one, sums, rate),
    )
    return Message(lines, (*_buttons(one, sums), (ALL, HOME)))


def _say_state(one: Bulletin) -> Phrase:
    if one.state == SET:
        return say("sending-is-set", at=Moment(one.starts_at or one.created_at))
    return say(f"sending-is-{one.state}")


def _say_sums(one: Bulletin, sums: Sums) -> Iterable[Phrase]:
    if one.state == SET:
        return
    if not one.is_gathered:
        yield say("sending-gathering")
    yield say("sending-bar", bar=_bar(sums), done=sums.done, total=sums.total)
    yield from (say(f"sending-{each}", people=sums[each]) for each in COUNTED if sums[each])


def _say_pace(one: Bulletin, sums: Sums, rate: float) -> Iterable[Phrase]:
    if one.state != SENDING or rate < 1:
        return
    yield say("sending-rate", rate=round(rate))
    left = sums["waiting"] + sums["underway"]
    yield say("sending-minutes", max(1, round(left / rate / _MINUTE)))


def _bar(sums: Sums) -> Raw:
    done = _BAR * sums.done // sums.total if sums.total else 0
    return Raw("▓" * done + "░" * (_BAR - done))


def _buttons(one: Bulletin, sums: Sums) -> Iterable[tuple[Button, ...]]:
    way = {SENDING: "pause", PAUSED: "resume"}.get(one.state)
    if way:
        yield (_do(one, way), _do(one, "stop"))
    elif one.state == SET:
        yield (do(one, "take-back", "back"), _do(one, "stop"))
    if one.state in {DONE, PAUSED} and sums[FAILED]:
        yield (_do(one, "again", people=sums[FAILED]),)
    if any(sums[each] for each in MISSED):
        yield (_do(one, "missed"), _do(one, "look"))
    else:
        yield (_do(one, "look"),)
    if one.state in {DONE, STOPPED}:
        yield (do(one, "use", "use"),)


def _do(one: Bulletin, what: str, **values: int) -> Button:
    return Button(Phrase(f"sending-{what}", values), f"sending.{what}.{one.id}")


def ask_stop(one: Bulletin) -> Message:
    """Ask whether nobody else is to be told for good."""
    yes = Button(say("sending-stop-yes"), f"sending.halt.{one.id}")
    back = Button(say("talk-back"), f"sending.look.{one.id}")
    return Message((say("sending-stop-sure"),), ((yes,), (back, HOME)))


def write_missed(one: Bulletin, rows: Iterable[Sequence[str | int]]) -> Message:
    """Give the file of those who were not reached."""
    file = File(f"not-reached-{one.id}.csv", write_csv(_HEAD, rows))
    return Message((say("sending-missed-file"),), ((HOME,),), file=file)
