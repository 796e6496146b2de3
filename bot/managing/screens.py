"""What could not be delivered or handled, as the staff see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.talk.message import Button, Message, tell
from bot.text.phrase import Moment, Phrase, say

SHOWN = 6  # of each kind

TEXTS: Mapping[str, frozenset[str]] = {
    "dead-none": frozenset(),
    "dead-letters": frozenset(("many",)),
    "dead-updates": frozenset(("many",)),
    "dead-dues": frozenset(("many",)),
    "dead-line": frozenset(("what", "why", "at")),
    "dead-retry": frozenset(),
    "dead-retried": frozenset(("many",)),
    "command-dead": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done: what, why in a line, and since when."""

    what: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kind:
    """Failures of one kind: how many there are, and the oldest."""

    many: int
    oldest: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Failures:
    """Messages nobody got, updates nobody could handle, moments that never came."""

    letters: Kind
    updates: Kind
    dues: Kind


def show_failures(failures: Failures) -> Message:
    """List what failed, with one button that tries all of it again."""
    kinds = (
        ("dead-letters", failures.letters),
        ("dead-updates", failures.updates),
        ("dead-dues", failures.dues),
    )
    lines: list[Phrase | None] = []
    for key, kind in kinds:
        if kind.many:
            lines += [say(key, many=kind.many), *map(_line, kind.oldest), None]
    home = Button(say("talk-home"), "home")
    if not lines:
        return tell(say("dead-none"), buttons=((home,),))
    return tell(*lines[:-1], buttons=((Button(say("dead-retry"), "dead.retry"),), (home,)))


def _line(failure: Failure) -> Phrase:
    return say("dead-line", what=failure.what, why=failure.why, at=Moment(failure.at))
