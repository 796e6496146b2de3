"""Questions only bulletins have: words of several lines, what goes with them, people, buttons."""

import json
from dataclasses import dataclass

from bot.bulletins.pasted import Pasted, read_list
from bot.bulletins.rules import LONGEST
from bot.selling.asks import DayAsk
from bot.talk.asks import Ask, Asking, Code, Medium, Option, Pick, Unclear, Unsure
from bot.talk.event import Documented, Event, Pictured, Said, Voiced
from bot.text.digits import ascii_digits
from bot.text.marks import Marks, trim
from bot.text.phrase import Marked, Phrase, say

MEDIA = ("photo", "voice", "document")
BARE, WHOLE = "bare", "whole"
_RICH = "\x1f"  # before words that are more than words: nobody can type this sign
_LISTING = "listing."


@dataclass(frozen=True, slots=True)
class Told:
    """Words as they were written: what stands out in them, and the picture they came with."""

    words: str
    marks: Marks = ()
    photo: str | None = None


def write_told(told: Told) -> Code:
    """Write words down as a code; plain ones are their own."""
    if not told.marks and not told.photo:
        return told.words
    return _RICH + json.dumps([told.words, told.marks, told.photo], ensure_ascii=False)


def read_told(code: Code) -> Told | None:
    if not code.startswith(_RICH):
        return Told(code) if code else None
    words, marks, photo = json.loads(code.removeprefix(_RICH))
    return Told(words, tuple((kind, at, long) for kind, at, long in marks), photo)


class LinesAsk(Ask[Told]):
    """What is told, with its line breaks and what stands out; a photo with words is both."""

    takes_words = True

    def read(self, event: Event, asking: Asking) -> Told | Unclear | Unsure:
        match event:
            case Said(text):
                told = Told(*trim(text, event.marks))
            case Pictured(file, caption):
                told = Told(*trim(caption, event.marks), photo=file)
            case _:
                return Unclear()
        if len(told.words) > LONGEST:
            return Unclear(say("talk-too-long", longest=LONGEST))
        return told if told.words else Unclear()

    def encode(self, value: Told) -> Code:
        return write_told(value)

    def decode(self, code: Code, asking: Asking) -> Told | None:
        return read_told(code)

    def show(self, value: Told, asking: Asking) -> Phrase:
        return say("talk-words", words=Marked(value.words, value.marks))

    def face(self, value: Told) -> str:
        return WHOLE if value.photo else BARE

    def faces(self) -> tuple[str, ...]:
        return (BARE, WHOLE)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        words = "Nobody of Farmgate asks for a code."
        return (words, write_told(Told(words, photo="sample")))


class MediumAsk(Ask[Medium]):
    """A photo, a voice note or a document."""

    def read(self, event: Event, asking: Asking) -> Medium | Unclear | Unsure:
        match event:
            case Pictured(file):
                return Medium("photo", file)
            case Voiced(file):
                return Medium("voice", file)
            case Documented(file):
                return Medium("document", file)
        return Unclear()

    def encode(self, value: Medium) -> Code:
        return f"{value.kind}:{value.file}"

    def decode(self, code: Code, asking: Asking) -> Medium | None:
        kind, _, file = code.partition(":")
        return Medium(kind, file) if kind in MEDIA and file else None

    def show(self, value: Medium, asking: Asking) -> Phrase:
        return say(f"bulletins-with-{value.kind}")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(f"{kind}:sample" for kind in MEDIA)


class ListAsk(Ask[tuple[Pasted, ...]]):
    """People, pasted as staff have them."""

    takes_words = True

    def read(self, event: Event, asking: Asking) -> tuple[Pasted, ...] | Unclear | Unsure:
        return (read_list(event.text) if isinstance(event, Said) else ()) or Unclear()

    def encode(self, value: tuple[Pasted, ...]) -> Code:
        return "\n".join(each.text for each in value)

    def decode(self, code: Code, asking: Asking) -> tuple[Pasted, ...] | None:
        return read_list(code) or None

    def show(self, value: tuple[Pasted, ...], asking: Asking) -> Phrase:
        return say("talk-words", words=tuple(each.text for each in value[:3]))

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("@amina_farm\n0700 123 456\n47-208\n#12",)


class SendDay(DayAsk):
    """On which day something goes out."""

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        # Not today: its hours may be over.
        return (self.options(asking)[1].code,)


class PressAsk(Pick):
    """Where a button leads: something from the list, or an offer by its number."""

    is_number = True

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        typed = (
            ascii_digits(event.text).strip().removeprefix("#") if isinstance(event, Said) else ""
        )
        if typed.isascii() and typed.isdigit() and len(typed) < 16:
            return f"{_LISTING}{int(typed)}"
        return super().read(event, asking)

    def decode(self, code: Code, asking: Asking) -> str | None:
        number = code.removeprefix(_LISTING)
        if code != number:
            return code if number.isascii() and number.isdigit() else None
        return super().decode(code, asking)

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)


def samples_of(*codes: Code) -> tuple[Option, ...]:
    """Give options to walk a question with where there is no database."""
    return tuple(Option(each, say("talk-words", words=each)) for each in codes)
