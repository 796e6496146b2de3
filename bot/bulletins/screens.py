"""What readers are told, and the words staff and readers share about a bulletin."""

from collections.abc import Mapping, Sequence

from bot.bulletins.audience import ACTIVITIES, LEARNING, ROLES, SALES, Audience
from bot.bulletins.bulletin import (
    AT,
    AT_ONCE,
    MORNING,
    REPEATS,
    Bulletin,
    Wording,
    choose_wording,
)
from bot.kernel.topics import MONTHLY, TOPICS, WRITTEN
from bot.people.tongues import Tongue
from bot.selling.produce import crop_phrase
from bot.talk.message import Button, Message
from bot.text.phrase import Marked, Moment, Phrase, PlaceName, Raw, say

_NONE: frozenset[str] = frozenset()
SAMPLE = "bulletins.sample"  # the data of a button that is only shown

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("home-bulletins", "command-broadcast", "bulletins-back"),
            *("bulletins-everywhere", "bulletins-urgent", "bulletins-calm", "bulletins-listed"),
            *(f"bulletins-{each}" for each in (*ROLES, *ACTIVITIES, *SALES)),
            *(f"bulletins-learns-{each}" for each in LEARNING),
            *(f"bulletins-topic-{each}" for each in WRITTEN),
            *(f"bulletins-head-{each}" for each in WRITTEN),
            *(f"bulletins-how-{each}" for each in WRITTEN),
            *(f"bulletins-repeats-{each}" for each in REPEATS),
            "bulletins-monthly",
            *(f"bulletins-mute-{each}" for each in TOPICS),
            *(f"bulletins-muted-{each}" for each in TOPICS),
            *("bulletins-unmute", "bulletins-unmuted", "bulletins-open-lesson"),
        ),
        _NONE,
    ),
    "bulletins-open-listing": frozenset({"offer"}),
    "bulletins-by": frozenset({"name", "at"}),
    "bulletins-place": frozenset({"place"}),
    "bulletins-crop": frozenset({"crop"}),
    "bulletins-language": frozenset({"language"}),
    "bulletins-at": frozenset({"at"}),
    "bulletins-morning": frozenset({"day"}),
    "bulletins-without": frozenset({"who"}),
}

HOME = Button(say("talk-home"), "home")
ALL = Button(say("bulletins-back"), "bulletins.list.0")


def do(one: Bulletin, key: str, what: str, *more: str, **values: object) -> Button:
    """Make a button that does something with a bulletin."""
    data = ".".join(("bulletins", what, str(one.id), *more))
    return Button(Phrase(f"bulletins-{key}", values), data)


def say_audience(some: Audience, tongues: Sequence[Tongue]) -> tuple[Phrase, ...]:
    """Say whom something concerns."""
    urgent = say(f"bulletins-{'urgent' if some.urgent else 'calm'}")
    return (_say_where(some), *_say_who(some, tongues), *_say_without(some, tongues), urgent)


def _say_where(some: Audience) -> Phrase:
    place = some.place or some.region
    if place is None:
        return say("bulletins-everywhere")
    return say("bulletins-place", place=PlaceName(place))


def _say_who(some: Audience, tongues: Sequence[Tongue]) -> tuple[Phrase, ...]:
    plain = [f"bulletins-{each}" for each in (some.role, some.activity, some.sales) if each]
    plain += [f"bulletins-learns-{some.learning}"] if some.learning else []
    plain += ["bulletins-listed"] if some.listed else []
    lines = [say(key) for key in plain]
    if some.crop:
        lines.append(say("bulletins-crop", crop=crop_phrase(some.crop)))
    if some.language:
        lines.append(say("bulletins-language", language=tongue_name(some.language, tongues)))
    return tuple(lines)


def _say_without(some: Audience, tongues: Sequence[Tongue]) -> tuple[Phrase, ...]:
    if some.without is None:
        return ()
    where = (_say_where(some.without),) if some.without.region or some.without.place else ()
    return (say("bulletins-without", who=(*where, *_say_who(some.without, tongues))),)


def say_start(one: Bulletin) -> tuple[Phrase, ...]:
    """Say when a bulletin goes out, where that is not at once."""
    if one.starts == AT_ONCE or one.starts_at is None:
        return ()
    often = (say(f"bulletins-repeats-{one.repeats}"),) if one.repeats else ()
    if one.starts == MORNING:
        return (say("bulletins-morning", day=Moment(one.starts_at, "day")), *often)
    assert one.starts == AT
    return (say("bulletins-at", at=Moment(one.starts_at)), *often)


def tongue_name(code: str, tongues: Sequence[Tongue]) -> Raw:
    return Raw(next((each.name for each in tongues if each.code == code), code))


# -- what readers see


def show_reader(
    language: str,
    written: Mapping[str, Wording],
    topic: str,
    buttons: Sequence[str] = (),
    *before: Phrase,
    sample: bool = False,
) -> Message | None:
    """Give what a reader of a language is told; None where nothing is written yet.

    A `sample` is for staff: its last button silences nothing.
    """
    chosen = choose_wording(language, written)
    if chosen is None:
        return None
    words = say("talk-words", words=Marked(chosen.words, chosen.marks))
    lines = (
        *before,
        say(f"bulletins-head-{topic}"),
        None,
        words,
        None,
        say(f"bulletins-how-{topic}"),
    )
    mute = Button(say(f"bulletins-mute-{topic}"), SAMPLE) if sample else _mute(topic)
    return Message(
        lines,
        (*((show_press(each),) for each in buttons), (mute,)),
        photo=chosen.photo,
        voice=chosen.voice,
        document=chosen.document,
    )


def show_press(code: str) -> Button:
    """Give a button as readers get it: to an offer, a lesson, or something on the first screen."""
    kind, _, name = code.partition(".")
    if kind == "listing":
        return Button(say("bulletins-open-listing", offer=name), f"told.{code}")
    label = say(f"home-{name}") if kind == "flow" else say("bulletins-open-lesson")
    return Button(label, f"told.{code}")


def _mute(topic: str) -> Button:
    return Button(say(f"bulletins-mute-{topic}"), f"bulletin.mute.{topic}")


def show_monthly() -> Message:
    """Tell that Farmgate never asks for a PIN, a code or a fee."""
    return Message((say("bulletins-monthly"),), ((_mute(MONTHLY), HOME),), listen=True)


def show_muted(topic: str) -> Message:
    again = Button(say("bulletins-unmute"), f"bulletin.unmute.{topic}")
    return Message((say(f"bulletins-muted-{topic}"),), ((again, HOME),))
