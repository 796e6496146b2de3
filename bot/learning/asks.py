"""Kinds of question of a lesson being written: several lines, a photo, a voice note."""

import re
from dataclasses import dataclass

from bot.talk.asks import Ask, Asking, Code, Media, Medium, Unclear, Unsure
from bot.talk.event import Event, Said, Voiced
from bot.text.phrase import Phrase, say

LONGEST_NOTE = 60  # seconds: no lesson is listened to for longer
# Where a sentence ends; a point between digits ends none.
_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？؟।])\s*")

_SIGNS = re.compile(r"\s*[;；؛|]\s*")  # what people put between things in one line


@dataclass(frozen=True, slots=True)
class Span:
    """How many lines there may be, and how many characters in each, and in all."""

    fewest: int
    most: int
    longest: int
    in_all: int


class Lines(Ask[tuple[str, ...]]):
    """Several lines; what is written in one go is taken apart, `by_sentence` or at semicolons."""

    takes_words = True

    def __init__(self, span: Span, *, by_sentence: bool = False) -> None:
        self.span = span
        self.by_sentence = by_sentence

    def read(self, event: Event, asking: Asking) -> tuple[str, ...] | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        lines = _lines(event.text)
        if len(lines) == 1:
            apart = _ENDS if self.by_sentence else _SIGNS
            lines = _lines("\n".join(apart.split(lines[0])))
        return lines if self._fits(lines) else Unclear(self._hint())

    def _fits(self, lines: tuple[str, ...]) -> bool:
        span = self.span
        fits = all(len(line) <= span.longest for line in lines)
        return fits and span.fewest <= len(lines) <= span.most and _size(lines) <= span.in_all

    def _hint(self) -> Phrase:
        span = self.span
        return say(
            "learning-lines",
            fewest=span.fewest,
            most=span.most,
            longest=span.longest,
            all=span.in_all,
        )

    def encode(self, value: tuple[str, ...]) -> Code:
        return "\n".join(value)

    def decode(self, code: Code, asking: Asking) -> tuple[str, ...] | None:
        return _lines(code) or None

    def show(self, value: tuple[str, ...], asking: Asking) -> Phrase:
        return say("talk-words", words="\n".join(value))

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("\n".join(("one", "two", "three")[: self.span.fewest]),)


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(filter(None, lines))


def _size(lines: tuple[str, ...]) -> int:
    return len("\n".join(lines))


class Only(Media):
    """A photo, or a voice note of at most a minute: whichever `kind` says."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, event: Event, asking: Asking) -> Medium | Unclear | Unsure:
        found = super().read(event, asking)
        if isinstance(event, Voiced) and event.seconds > LONGEST_NOTE:
            return Unclear(say("learning-note-long", longest=LONGEST_NOTE))
        return found if isinstance(found, Medium) and found.kind == self.kind else Unclear()

    def decode(self, code: Code, asking: Asking) -> Medium | None:
        found = super().decode(code, asking)
        return found if found is not None and found.kind == self.kind else None

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (f"{self.kind}:sample",)
