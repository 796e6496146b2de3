"""What staff see of bulletins, and what readers are told."""

from collections.abc import Mapping, Sequence

from bot.bulletins.audience import ROLES, Audience
from bot.bulletins.bulletin import (
    Bulletin,
    Wording,
    choose_wording,
    order_languages,
    stand_in,
)
from bot.kernel.topics import MONTHLY, WARNING
from bot.people.tongues import Tongue
from bot.selling.produce import crop_phrase
from bot.talk.buttons import turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, Raw, say

PAGE = 6
_SNIPPET = 24
_NONE: frozenset[str] = frozenset()

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("home-bulletins", "command-bulletins"),
            *("bulletins-title", "bulletins-none", "bulletins-new", "bulletins-back"),
            *("bulletins-everywhere", "bulletins-urgent", "bulletins-calm"),
            *(f"bulletins-{each}" for each in ROLES),
            "bulletins-is-draft",
            *("bulletins-drop", "bulletins-dropped"),
            *("bulletins-already", "bulletins-no-words", "bulletins-nobody"),
            *(
                "bulletins-head",
                "bulletins-monthly",
            ),
            *(f"bulletins-mute-{each}" for each in (WARNING, MONTHLY)),
            *(f"bulletins-muted-{each}" for each in (WARNING, MONTHLY)),
            *("bulletins-unmute", "bulletins-unmuted"),
        ),
        _NONE,
    ),
    "bulletins-item": frozenset({"at", "words"}),
    "bulletins-by": frozenset({"name", "at"}),
    "bulletins-place": frozenset({"place"}),
    "bulletins-crop": frozenset({"crop"}),
    "bulletins-language": frozenset({"language"}),
    "bulletins-people": frozenset({"count"}),
    "bulletins-written": frozenset({"language", "people"}),
    "bulletins-instead": frozenset({"language", "people", "other"}),
    "bulletins-write": frozenset({"language"}),
    "bulletins-look": frozenset({"language"}),
    "bulletins-send": frozenset({"people"}),
    "bulletins-sure": frozenset({"count"}),
    "bulletins-yes": frozenset({"people"}),
}

HOME = Button(say("talk-home"), "home")
ALL = Button(say("bulletins-back"), "bulletins.list.0")


def _do(one: Bulletin, key: str, what: str, *more: str, **values: Raw | int) -> Button:
    data = ".".join(("bulletins", what, str(one.id), *more))
    return Button(Phrase(f"bulletins-{key}", values), data)


def show_all(found: Sequence[tuple[Bulletin, str]], page: int, *before: Phrase) -> Message:
    """List bulletins with their words, the latest first; one more than a page tells of others."""
    items = tuple((_item(*each),) for each in found[:PAGE])
    pager = turn_pages(page, lambda to: f"bulletins.list.{to}", more=len(found) > PAGE)
    ways = (Button(say("bulletins-new"), "bulletins.new"), HOME)
    head = say("bulletins-title" if found or page else "bulletins-none")
    return Message((*before, head), (*items, *((pager,) if pager else ()), ways))


def _item(one: Bulletin, words: str) -> Button:
    short = words if len(words) <= _SNIPPET else f"{words[: _SNIPPET - 1]}…"
    label = say("bulletins-item", at=Moment(one.created_at, "day"), words=" ".join(short.split()))
    return Button(label, f"bulletins.see.{one.id}")


def say_audience(some: Audience, tongues: Sequence[Tongue]) -> tuple[Phrase, ...]:
    """Say whom something concerns."""
    lines = [_say_where(some), say(f"bulletins-{'urgent' if some.urgent else 'calm'}")]
    if some.role:
        lines.insert(1, say(f"bulletins-{some.role}"))
    if some.crop:
        lines.append(say("bulletins-crop", crop=crop_phrase(some.crop)))
    if some.language:
        lines.append(say("bulletins-language", language=_name(some.language, tongues)))
    return tuple(lines)


def _say_where(some: Audience) -> Phrase:
    if some.region is None:
        return say("bulletins-everywhere")
    return say("bulletins-place", place=PlaceName(some.region))


def _name(code: str, tongues: Sequence[Tongue]) -> Raw:
    return Raw(next((each.name for each in tongues if each.code == code), code))


# -- before it is sent


def show_draft(
    one: Bulletin,
    written: Mapping[str, Wording],
    counts: Mapping[str, int],
    tongues: Sequence[Tongue],
    *before: Phrase,
) -> Message:
    """Show a bulletin that is being written: whom it concerns, and who reads which words."""
    offered = [each.code for each in tongues if counts.get(each.code) or each.code in written]
    codes = order_languages(offered, counts)
    people = sum(counts.values())
    lines = (
        *before,
        say("bulletins-is-draft"),
        *say_audience(one.audience, tongues),
        None,
        say("bulletins-people", people),
        *(_coverage(code, written, counts, tongues) for code in codes),
    )
    rows = tuple(_write_row(one, code, written, tongues) for code in codes)
    send = (_do(one, "send", "sure", people=people), _do(one, "drop", "drop"))
    return Message(lines, (*rows, send, (ALL, HOME)))


def _coverage(
    code: str,
    written: Mapping[str, Wording],
    counts: Mapping[str, int],
    tongues: Sequence[Tongue],
) -> Phrase:
    other = stand_in(code, written)
    name, readers = _name(code, tongues), counts.get(code, 0)
    if other is None:
        return say("bulletins-written", language=name, people=readers)
    return say("bulletins-instead", language=name, people=readers, other=_name(other, tongues))


def _write_row(
    one: Bulletin, code: str, written: Mapping[str, Wording], tongues: Sequence[Tongue]
) -> tuple[Button, ...]:
    name = _name(code, tongues)
    write = _do(one, "write", "write", code, language=name)
    return (write, _do(one, "look", "look", code, language=name)) if written else (write,)


def confirm(one: Bulletin, people: int) -> Message:
    """Ask whether so many people are really to be told."""
    yes = _do(one, "yes", "go", people=people)
    back = Button(say("talk-back"), f"bulletins.see.{one.id}")
    return Message((say("bulletins-sure", people),), ((yes,), (back, HOME)))


# -- what readers see


def show_reader(
    language: str, written: Mapping[str, Wording], topic: str, *, sample: bool = False
) -> Message | None:
    """Give what a reader of a language is told; None where nothing is written yet.

    A `sample` is for staff: its button leads nowhere.
    """
    chosen = choose_wording(language, written)
    if chosen is None:
        return None
    lines = (say("bulletins-head"), None, say("talk-words", words=chosen.words))
    buttons = () if sample else ((_mute(topic),),)
    return Message(lines, buttons, photo=chosen.photo, voice=chosen.voice)


def _mute(topic: str) -> Button:
    return Button(say(f"bulletins-mute-{topic}"), f"bulletin.mute.{topic}")


def show_monthly() -> Message:
    """Tell that Farmgate never asks for a PIN, a code or a fee."""
    return Message((say("bulletins-monthly"),), ((_mute(MONTHLY), HOME),), listen=True)


def show_muted(topic: str) -> Message:
    again = Button(say("bulletins-unmute"), f"bulletin.unmute.{topic}")
    return Message((say(f"bulletins-muted-{topic}"),), ((again, HOME),))
