"""What `farmgate check` proves: of every flow, every text in every language, every button."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot import home
from bot.feature import Feature
from bot.speakers import ANYTIME, Speakers
from bot.store.persons import Person
from bot.talk import texts as talk_texts
from bot.talk.check import Proof, prove
from bot.talk.flow import Flow
from bot.talk.message import Message
from bot.telegram import profile
from bot.text.catalog import Catalogs
from bot.text.phrase import Phrase
from bot.text.review import review

LONGEST_MESSAGE = 4096  # UTF-16 units after entities, by the Bot API
LONGEST_LABEL = 64  # characters of a button that a narrow phone can still show, cut
NOON = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

_NONE: frozenset[str] = frozenset()


@dataclass
class Findings:
    """Everything the walk through all features found out."""

    faults: list[str] = field(default_factory=list)
    texts: dict[str, frozenset[str]] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)
    ways: int = 0
    flows: int = 0


def check(features: Sequence[Feature], catalogs: Catalogs) -> Findings:
    """Prove everything; an empty list of faults means the bot may ship."""
    found = Findings(texts=_own_texts(), buttons=set(talk_texts.BUTTONS))
    for feature in features:
        _read_feature(feature, found)
        found.faults.extend(feature.proves(catalogs) if feature.proves else ())
        for entry in feature.flows:
            found.flows += 1
            for proof in _prove_in_each_language(entry.flow, catalogs):
                _add(proof, found)
    found.faults.extend(map(str, review(catalogs, found.texts, buttons=found.buttons)))
    found.faults.extend(_word_faults(catalogs))
    found.faults = list(dict.fromkeys(found.faults))
    return found


def _own_texts() -> dict[str, frozenset[str]]:
    words = {f"talk-word-{name}": _NONE for name in ANYTIME}
    return {**talk_texts.TEXTS, **home.TEXTS, **profile.TEXTS, **words}


def _read_feature(feature: Feature, found: Findings) -> None:
    found.texts |= dict(feature.texts)
    found.texts |= {f"home-{entry.name}": _NONE for entry in feature.entries}
    found.buttons |= {f"home-{entry.name}" for entry in feature.entries}
    listed = (command.name for command in feature.commands if command.listed)
    found.texts |= {f"command-{name}": _NONE for name in listed}


def _add(proof: Proof, found: Findings) -> None:
    found.faults.extend(proof.faults)
    found.texts = {**proof.texts, **found.texts}
    found.buttons |= proof.buttons
    found.ways += len(proof.ways)


def _prove_in_each_language(kind: type[Flow[Any]], catalogs: Catalogs) -> Iterator[Proof]:
    speakers = Speakers(catalogs)
    for language in catalogs.languages:
        person = Person(1, 1, 1, NOON, NOON, language=language)
        speaker = speakers.speaker(person, None, NOON)
        yield prove(kind, speaker, Reader(language, speakers.say(person, NOON), speaker.label))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads messages in one language as a person would get them, and finds what cannot be sent."""

    language: str
    say: Callable[[Phrase], str]
    label: Callable[[Phrase], str]

    def __call__(self, message: Message) -> Iterator[str]:
        try:
            text = "\n".join("" if line is None else self.say(line) for line in message.lines)
            labels = [self.label(button.label) for row in message.buttons for button in row]
        except KeyError as missing:
            yield f"{self.language}: {missing} is missing"
            return
        yield from _size_faults(self.language, text, labels)


def _size_faults(language: str, text: str, labels: Iterable[str]) -> Iterator[str]:
    if len(text.encode("utf-16-le")) // 2 > LONGEST_MESSAGE:
        yield f"{language}: a message is too long for Telegram: {text[:40]!r}"
    yield from (
        f"{language}: a button is too long to be read: {label!r}"
        for label in labels
        if len(label) > LONGEST_LABEL
    )


def _word_faults(catalogs: Catalogs) -> Iterator[str]:
    """Find words of any time that would mean two things."""
    meanings: dict[str, set[str]] = {}
    for language in catalogs.languages:
        for name in ANYTIME:
            for word in catalogs.entry(language, f"talk-word-{name}").texts[0].split("|"):
                meanings.setdefault(word.strip().casefold(), set()).add(name)
    for word, names in meanings.items():
        if len(names) > 1:
            yield f"the word {word!r} means {' and '.join(sorted(names))}"
