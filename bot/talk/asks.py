"""Kinds of question: each reads an answer, offers buttons, and says an answer back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.talk.event import Event, Pictured, Said, Voiced
from bot.talk.speaker import Speaker
from bot.text.folding import fold, nearest, read_index
from bot.text.phrase import Phrase, say
from bot.text.sentence import refuses

T = TypeVar("T")

# An answer is kept as a short string: the same code stands in a button and in the draft.
Code = str

PAGE = 6  # entries of a long list shown at a time (rule 2 of the research on reading little)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be tapped."""

    code: Code
    label: Phrase


@dataclass(frozen=True, slots=True)
class Unclear:
    """The answer was not understood; `hint` says why where more is known than that."""

    hint: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """The answer may mean several things: ask which."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a question stands: the flow's name, the row's name, the speaker, the answers so far."""

    flow: str
    row: str
    speaker: Speaker
    so_far: Any

    def key(self, role: str) -> str:
        """Name a text of this question: `sell-price-ask`."""
        return f"{self.flow}-{self.row}-{role}"


class Ask(Generic[T]):
    """A kind of question. Its `faces` are what a later row's condition can tell apart."""

    columns = 2  # buttons in a row
    keypad = False  # whether a number can be tapped together, key by key
    is_number = False  # whether a bare number is an answer, not the place of a button
    takes_words = False  # whether any words are an answer, the name of a command too

    def read(self, event: Event, asking: Asking) -> "T | Unclear | Unsure":
        """Understand an answer, or say what is missing."""
        raise NotImplementedError

    def options(self, asking: Asking) -> tuple[Option, ...]:
        """Offer answers to tap, best first."""
        return ()

    def encode(self, value: T) -> Code:
        """Write an answer so that `decode` gives it back."""
        return str(value)

    def decode(self, code: Code, asking: Asking) -> T | None:
        """Read a kept or tapped answer; None when it is no answer (any more)."""
        raise NotImplementedError

    def show(self, value: T, asking: Asking) -> Phrase:
        """Say an answer back, for the summary."""
        raise NotImplementedError

    def face(self, value: T) -> str:
        """Name what a condition may ask of an answer."""
        return ""

    def faces(self) -> tuple[str, ...]:
        """List every face an answer can have."""
        return ("",)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        """Give codes of good answers, at least one for each face: what `check` walks with."""
        raise NotImplementedError

    def roles(self) -> tuple[str, ...]:
        """List the texts this kind of question needs beyond those every row has."""
        return ()

    def shares(self) -> tuple[tuple[str, str], ...]:
        """List what a reply keyboard may share: ("location" | "phone", text key)."""
        return ()


def spelled(
    event: Event, options: tuple[Option, ...], speaker: Speaker, *, by_place: bool = True
) -> Code | None:
    """Find the option a typed answer names: by its words, its place or a near spelling."""
    if not isinstance(event, Said):
        return None
    index = read_index(event.text) if by_place else None
    if index is not None and 1 <= index <= len(options):
        return options[index - 1].code
    typed = fold(event.text)
    owners = [
        (fold(name), option.code) for option in options for name in speaker.names(option.label)
    ]
    exact = {code for name, code in owners if name and name == typed}
    if len(exact) == 1:
        return exact.pop()
    emoji = {
        option.code for option in options if _same_symbol(event.text, speaker.label(option.label))
    }
    if len(emoji) == 1:
        return emoji.pop()
    own = [fold(speaker.label(option.label)) for option in options]
    begun = [
        at for at, name in enumerate(own) if len(typed) > 1 and f"{name} ".startswith(f"{typed} ")
    ]
    if len(begun) == 1:
        return options[begun[0]].code
    if len(options) == 1 and speaker.lexicon.get(typed) == "yes":
        return options[0].code
    at = nearest(typed, own)
    return None if at is None else options[at].code


def mentioned(event: Event, options: tuple[Option, ...], speaker: Speaker) -> Code | None:
    """Find the one option a sentence speaks of: "I want to buy, please"."""
    if not isinstance(event, Said) or refuses(event.text, speaker.language, speaker.country):
        return None
    words = f" {fold(event.text)} "
    labels = ((fold(speaker.label(option.label)), option.code) for option in options)
    found = [code for label, code in labels if label and f" {label} " in words]
    return found[0] if len(found) == 1 else None


def _same_symbol(text: str, label: str) -> bool:
    stripped = text.strip().rstrip("\ufe0f")
    return bool(stripped) and not fold(stripped) and label.startswith(stripped)


class Choice(Ask[str]):
    """One of a few fixed answers, each with a text of its own: `sell-ready-today`.

    `offered` may leave some out for a person; one left out is no answer.
    """

    def __init__(
        self,
        *codes: str,
        columns: int = 2,
        offered: Callable[[Any], tuple[str, ...]] | None = None,
    ) -> None:
        self.codes = codes
        self.columns = columns
        self.offered = offered

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        options, speaker = self.options(asking), asking.speaker
        said = spelled(event, options, speaker) or mentioned(event, options, speaker)
        return said or Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(Option(code, say(asking.key(code))) for code in self._open(asking))

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code if code in self._open(asking) else None

    def _open(self, asking: Asking) -> tuple[str, ...]:
        return self.offered(asking.so_far) if self.offered else self.codes

    def show(self, value: str, asking: Asking) -> Phrase:
        return say(asking.key(value))

    def face(self, value: str) -> str:
        return value

    def faces(self) -> tuple[str, ...]:
        return self.codes

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return self._open(asking)

    def roles(self) -> tuple[str, ...]:
        return self.codes


class Pick(Ask[str]):
    """One of a list that depends on facts or earlier answers; long lists come in pages of six.

    `source` gives the options from the answers so far; an option no longer offered is no answer.
    """

    def __init__(
        self,
        source: Callable[[Any], tuple[Option, ...]],
        *,
        find: Callable[[str, Any], tuple[Option, ...]] | None = None,
        columns: int = 2,
    ) -> None:
        self.source = source
        self.find = find
        self.columns = columns

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        code = spelled(event, self.options(asking), asking.speaker)
        if code is not None:
            return code
        if self.find is None or not isinstance(event, Said):
            return Unclear()
        found = self.find(event.text, asking.so_far)
        return Unclear() if not found else found[0].code if len(found) == 1 else Unsure(found)

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return self.source(asking.so_far)

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code if any(option.code == code for option in self.options(asking)) else None

    def show(self, value: str, asking: Asking) -> Phrase:
        return next(option.label for option in self.options(asking) if option.code == value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(option.code for option in self.options(asking)[:1])


class Words(Ask[str]):
    """A few free words, at most `longest` characters; `suggest` may offer one to tap."""

    def __init__(
        self, longest: int = 60, suggest: Callable[[Any], tuple[Option, ...]] | None = None
    ) -> None:
        self.longest = longest
        self.suggest = suggest

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        words = " ".join(event.text.split())
        if len(words) > self.longest:
            return Unclear(say("talk-too-long", longest=self.longest))
        return words or Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return self.suggest(asking.so_far) if self.suggest else ()

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code or None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("words",)


@dataclass(frozen=True, slots=True)
class Medium:
    """A photo or a voice note, by its file id."""

    kind: str  # "photo" | "voice"
    file: str


class Media(Ask[Medium]):
    """A photo or a voice note."""

    def read(self, event: Event, asking: Asking) -> Medium | Unclear | Unsure:
        match event:
            case Pictured(file):
                return Medium("photo", file)
            case Voiced(file):
                return Medium("voice", file)
        return Unclear()

    def encode(self, value: Medium) -> Code:
        return f"{value.kind}:{value.file}"

    def decode(self, code: Code, asking: Asking) -> Medium | None:
        kind, _, file = code.partition(":")
        return Medium(kind, file) if kind in {"photo", "voice"} and file else None

    def show(self, value: Medium, asking: Asking) -> Phrase:
        return say(f"talk-{value.kind}")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("photo:sample", "voice:sample")


class WordsOrVoice(Ask[str | Medium]):
    """A few free words, typed or as a voice note: whoever cannot write can answer too."""

    def __init__(
        self, longest: int = 60, suggest: Callable[[Any], tuple[Option, ...]] | None = None
    ) -> None:
        self.words = Words(longest, suggest)

    def read(self, event: Event, asking: Asking) -> str | Medium | Unclear | Unsure:
        if isinstance(event, Voiced):
            return Medium("voice", event.file)
        return self.words.read(event, asking)

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return self.words.options(asking)

    def encode(self, value: str | Medium) -> Code:
        return value if isinstance(value, str) else f"{_VOICE}{value.file}"

    def decode(self, code: Code, asking: Asking) -> str | Medium | None:
        if code.startswith(_VOICE):
            return Medium("voice", code.removeprefix(_VOICE))
        return self.words.decode(code, asking)

    def show(self, value: str | Medium, asking: Asking) -> Phrase:
        return self.words.show(value, asking) if isinstance(value, str) else say("talk-voice")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (*self.words.samples(asking), f"{_VOICE}sample")


# Before the file of a voice note: words that were typed cannot hold this sign.
_VOICE = "\x1f"
