"""Giving and taking a badge: what staff checked themselves, and why it is taken back."""

from dataclasses import dataclass
from typing import Any

from bot.talk.asks import Choice, Words
from bot.talk.flow import Flow, optional, row
from bot.trusting.rules import CHECKS


@dataclass(frozen=True, slots=True)
class Looked:
    """Of whom a badge is given or taken, and what staff checked of them before."""

    person_id: int
    name: str
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Give:
    """Staff saw something of somebody themselves."""

    person_id: int
    what: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Take:
    """Staff take back what was checked."""

    person_id: int
    what: str
    why: str


def _not_yet(so_far: Any) -> tuple[str, ...]:
    return tuple(code for code in CHECKS if code not in so_far.facts.checks) or CHECKS


def _checked(so_far: Any) -> tuple[str, ...]:
    return so_far.facts.checks or CHECKS


class Verify(Flow[Looked], name="verify"):
    """What staff checked, with a word on how."""

    what = row(Choice(*CHECKS, offered=_not_yet))
    note = optional(Words(longest=120))

    @classmethod
    def examples(cls) -> tuple[Looked, ...]:
        return (Looked(1, "Amina"),)

    def about(self, row: Any) -> dict[str, object]:
        return {"name": self.facts.name}

    def done(self) -> Give:
        return Give(self.facts.person_id, self.what, self.note)


class Unverify(Flow[Looked], name="unverify"):
    """What is taken back, and why."""

    what = row(Choice(*CHECKS, offered=_checked))
    why = row(Words(longest=120))

    @classmethod
    def examples(cls) -> tuple[Looked, ...]:
        return (Looked(1, "Amina", CHECKS),)

    def about(self, row: Any) -> dict[str, object]:
        return {"name": self.facts.name}

    def done(self) -> Take:
        return Take(self.facts.person_id, self.what, self.why)
