"""Decisions about voices: which texts are worth recording, and what a tap lets be heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.talk.flow import Flow
from bot.talk.message import Speech
from bot.talk.speaker import Speaker
from bot.text.phrase import say
from bot.text.speech import print_of, prints_of

PAGE = 6
# Questions that belong to no row of a flow.
ALWAYS_ASKED = ("home-ask", "talk-cancel-ask")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One text that is always the same: in which language, and how it reads there."""

    language: str
    name: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a language somebody has recorded: keys of texts, in the order of asking."""

    language: str
    missing: tuple[str, ...]
    done: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.missing) + len(self.done)


def keys_of(flows: Iterable[type[Flow[Any]]]) -> tuple[str, ...]:
    """Name every question that may have a text which is always the same."""
    asked: list[str] = []
    for flow in flows:
        asked += [f"{flow.name}-{row.name}-ask" for row in flow.rows]
        asked += [f"{flow.name}-sure-ask"] if flow.sums_up else []
    return (*ALWAYS_ASKED, *asked)


def cover(
    language: str, texts: Iterable[tuple[str, str]], recorded: frozenset[tuple[str, str]]
) -> Coverage:
    """Sort texts, given with their keys, into those somebody recorded and the others.

    The same words under two keys are one text, recorded once.
    """
    by_print: dict[str, str] = {}
    for key, words in texts:
        by_print.setdefault(print_of(words), key)
    known = [(key, (language, each) in recorded) for each, key in by_print.items()]
    return Coverage(
        language,
        missing=tuple(key for key, done in known if not done),
        done=tuple(key for key, done in known if done),
    )


def speech_of(text: str, speaker: Speaker) -> Speech | None:
    """Turn a shown message into what is heard; None where there is no voice for it."""
    said = speaker.aloud(text)
    if not said or not speaker.can_say((text, *text.split("\n"))):
        return None
    return Speech(speaker.language, said, prints_of(text), say("voices-silent"))
