"""Kinds of question: each reads an answer, offers buttons, and says an answer back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.talk.event import Event, Pictured, Said, Voiced
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, say
from bot.text.spelling import closest, fold

# An answer is kept as a short string: the same code stands in a button and in the draft.
Code = str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be tapped."""

    code: Code
    label: Phrase


@dataclass(frozen=True, slots=True)
class Unclear:
    """The answer was not understood; `hint` says why when more is known than that."""

    hint: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """The answer may mean several things: ask which."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a question stands: the flow's key, the row's name, and the answers so far."""

    flow: str
    row: str
    speaker: Speaker
    so_far: Any

    def key(self, role: str) -> str:
        """Name a text of this question: `sell-price-ask`."""
        return f"{self.flow}-{self.row}-{role}"


class Ask[T](Protocol):
    """A kind of question. `faces` are the answers a later condition can tell apart."""

    wide: bool

    def read(self, event: Event, asking: Asking) -> "T | Unclear | Unsure": ...
    def options(self, asking: Asking) -> tuple[Option, ...]: ...
    def encode(self, value: T) -> Code: ...
    def decode(self, code: Code, asking: Asking) -> T | None: ...
    def show(self, value: T, asking: Asking) -> Phrase: ...
    def face(self, value: T) -> str: ...
    def faces(self) -> tuple[str, ...]: ...
    def samples(self, asking: Asking) -> tuple[Code, ...]: ...
