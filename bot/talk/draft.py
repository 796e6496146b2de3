"""A draft: the answers a person has given to one flow so far. It stores no position."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.talk.asks import Code

# Doubted answers the person stands by live beside the answers; no row can have this name.
_SURE = "~sure"
# The answers offered when one was not clear: the row, then their codes, a line each.
_WHICH = "~which"
# Set while it is asked whether to drop everything.
_DROPPING = "~dropping"
# Set while a keyboard that shares a place or a number stands below the chat.
_SHARING = "~sharing"


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers to a flow.

    `editing` is a row to ask again though it has a good answer; `unclear` counts answers in a
    row that were not understood.
    """

    id: int
    flow: str
    answers: Mapping[str, Code] = field(default_factory=dict)
    editing: str | None = None
    unclear: int = 0

    @property
    def sure(self) -> frozenset[str]:
        """Doubted answers the person stands by, as `row=code`."""
        return frozenset(filter(None, self.answers.get(_SURE, "").split("\n")))

    @property
    def dropping(self) -> bool:
        """Whether it was just asked if everything should be dropped."""
        return _DROPPING in self.answers

    def ask_to_drop(self) -> "Draft":
        """Note that it was asked whether to drop everything."""
        return replace(self, answers={**self.answers, _DROPPING: "yes"})

    def go_on(self) -> "Draft":
        """Note that nothing is dropped."""
        return self._without(_DROPPING)

    @property
    def sharing(self) -> bool:
        """Whether the keyboard that shares a place or a number was brought up."""
        return _SHARING in self.answers

    def bring_up(self) -> "Draft":
        """Note that the sharing keyboard was brought up."""
        return replace(self, answers={**self.answers, _SHARING: "yes"})

    def put_away(self) -> "Draft":
        """Note that the sharing keyboard is gone."""
        return self._without(_SHARING)

    def _without(self, *names: str) -> "Draft":
        kept = {name: code for name, code in self.answers.items() if name not in names}
        return replace(self, answers=kept)

    def offered(self, row: str) -> tuple[Code, ...]:
        """Give the answers a row offered when it asked which one was meant."""
        name, *codes = self.answers.get(_WHICH, "").split("\n")
        return tuple(codes) if name == row else ()

    def offer(self, row: str, codes: Iterable[Code]) -> "Draft":
        """Note which answers a row offers, that one may be typed."""
        return replace(self, answers={**self.answers, _WHICH: "\n".join((row, *codes))})

    def answered(self, row: str, code: Code, *, meant: bool = False) -> "Draft":
        """Take an answer; `meant` stands by it against a doubt."""
        answers = {**self._without(_SHARING, _WHICH, _DROPPING).answers, row: code}
        if meant:
            answers[_SURE] = "\n".join(sorted(self.sure | {f"{row}={code}"}))
        return replace(self, answers=answers, editing=None, unclear=0)
