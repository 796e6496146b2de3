"""What is said of something that was checked, and what to do when it already happened."""

from collections.abc import Iterator
from datetime import datetime

from bot.checking.rules import AFTERWARDS, CLOSED, NUMBER, STEPS, Look
from bot.guarding import links
from bot.guarding.links import Link
from bot.guarding.verdict import ADVERT, ORDINARY
from bot.kernel.hotlines import Hotline
from bot.people.reported import CHECK
from bot.talk.message import Button, Message, tell
from bot.text.phrase import Moment, Phrase, say

Rows = tuple[tuple[Button, ...], ...]

_HOME = Button(say("talk-home"), "home")
_PERSON = Button(say("talk-person"), "help.person")
_ANOTHER = Button(say("checking-another"), "check.ask")
_INITIALS = 4  # letters of a name that is said letter by letter
_NEAREST = 6  # numbers to call that are shown where haste is needed


def show_look(look: Look, checked: int) -> Message:
    """Answer what somebody showed: how bad, why, what to do."""
    if look.kind in CLOSED:
        return Message((*_unread(look), *_read(look)), _buttons(look, checked), listen=True)
    read = _number(look) if look.kind == NUMBER else _read(look)
    return Message(tuple(read), _buttons(look, checked), listen=True)


def _unread(look: Look) -> Iterator[Phrase | None]:
    yield say(f"checking-{look.kind}")
    if look.level is not None:
        yield None


def _number(look: Look) -> Iterator[Phrase | None]:
    if look.level is not None:
        yield say(f"guard-level-{look.level}")
        yield say("checking-number", count=look.number_of)
    else:
        yield say("checking-number-none")
    yield say("checking-number-never")


def _read(look: Look) -> Iterator[Phrase | None]:
    if look.level is None:
        return
    yield say(f"guard-level-{look.level}")
    if look.level in {ORDINARY, ADVERT}:
        yield say(f"checking-{look.level}")
    yield from map(_link, look.links)
    if look.is_bad:
        yield from _reasons(look)


def _reasons(look: Look) -> Iterator[Phrase | None]:
    yield None
    yield say("checking-why")
    for signal in look.signals:
        yield say("checking-signal", signal=say(f"guard-signal-{signal}"))
    yield None
    yield say("checking-do")
    advice = f"guard-{look.family}" if look.family else "checking-calm"
    yield say(f"{advice}-stop")
    yield say(f"{advice}-check")
    yield say("guard-tell")


def _link(link: Link) -> Phrase:
    """Name where a link leads; the name is set as code, so that it cannot be tapped open."""
    if links.KNOWN in link.signs:
        return say("checking-link-known", domain=link.domain)
    if link.brand:
        return say("checking-link-brand", domain=link.domain, brand=_called(link.brand))
    return say("checking-link", domain=link.domain)


def _called(brand: str) -> str:
    """Write a brand's name as people know it: MTN, Safaricom."""
    return brand.upper() if len(brand) <= _INITIALS else brand.title()


def _buttons(look: Look, checked: int) -> Rows:
    report = Button(say("checking-report"), f"report.{CHECK}.{checked}")
    ways = (_ANOTHER, _HOME)
    if look.kind in CLOSED and look.level is None:
        return (ways,)
    if look.kind == NUMBER:
        return ((report,), ways)
    fine = Button(say("checking-fine"), f"check.fine.{checked}")
    if not look.is_bad:
        return ((report,), ways)
    happened = Button(say("guard-happened"), f"check.happened.{checked}")
    lesson = Button(say("checking-lesson"), f"learn.open.{look.lesson}")
    return ((report, fine), (happened,), (lesson,), ways)


def show_busy(again: datetime) -> Message:
    """Ask for patience with somebody who shows very much."""
    return tell(say("checking-enough", at=Moment(again, "time")))


def show_steps(what: str, lines: tuple[Hotline, ...], checked: int) -> Message:
    """Say what to do in the first ten minutes, with the numbers to call."""
    steps = (say(f"checking-lost-{what}-{at}") for at in range(1, STEPS + 1))
    numbers = (None, *map(_line, lines[:_NEAREST])) if lines else ()
    told = (
        say("checking-first"),
        None,
        *steps,
        *numbers,
        None,
        say("checking-keep"),
        say("checking-again"),
    )
    report = (Button(say("checking-report"), f"report.{CHECK}.{checked}"),) if checked else ()
    lesson = Button(say("checking-lesson"), f"learn.open.{AFTERWARDS}")
    return Message(told, ((*report, _PERSON), (lesson,), (_HOME,)), listen=True)


def show_hotlines(lines: tuple[Hotline, ...]) -> Message:
    """Show whom to call in a country; where nobody is known, a person."""
    if not lines:
        return Message((say("checking-hotline-none"),), ((_PERSON,), (_HOME,)), listen=True)
    told = (say("checking-hotline"), None, *map(_line, lines), None, say("checking-hotline-own"))
    happened = Button(say("guard-happened"), "check.happened")
    return Message(told, ((happened,), (_PERSON, _HOME)), listen=True)


def _line(line: Hotline) -> Phrase:
    return say(f"checking-line-{line.kind}", name=line.name, digits=line.number)
