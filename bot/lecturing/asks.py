"""Questions only lectures have: the day, a web address, a code, what is handed out."""

import re

from bot.selling.asks import DayAsk
from bot.talk.asks import Ask, Asking, Code, Unclear, Unsure
from bot.talk.event import Documented, Event, Pictured, Said, Voiced
from bot.text.digits import ascii_digits
from bot.text.phrase import Phrase, say

LONGEST_LINK = 300
LONGEST_TEXT = 1500
KINDS = ("text", "photo", "voice", "document")
_LINK = re.compile(r"https://[^\s/.]+\.[^\s<>\"]+")
_CODE = re.compile(r"\d{4}")


class LectureDay(DayAsk):
    """On which day: people need time to hear of it, so that today is not offered."""

    codes = ("tomorrow", "days", "week", "fortnight")
    ahead = (1, 3, 7, 14)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (self.options(asking)[0].code,)


class LinkAsk(Ask[str]):
    """The address of a meeting on the web."""

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        text = event.text.strip() if isinstance(event, Said) else ""
        return self.decode(text, asking) or Unclear()

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code if len(code) <= LONGEST_LINK and _LINK.fullmatch(code) else None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("https://meet.example.org/maize",)


class CodeAsk(Ask[str]):
    """The four figures said at a lecture, in any digits."""

    is_number = True

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        typed = ascii_digits(event.text) if isinstance(event, Said) else ""
        return self.decode("".join(typed.split()), asking) or Unclear()

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code if code.isascii() and _CODE.fullmatch(code) else None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("0000",)


class MaterialAsk(Ask[tuple[str, str]]):
    """What is handed out: words, a photo, a voice note or a document, with its kind before it."""

    takes_words = True

    def read(self, event: Event, asking: Asking) -> tuple[str, str] | Unclear | Unsure:
        match event:
            case Pictured(file):
                return ("photo", file)
            case Voiced(file):
                return ("voice", file)
            case Documented(file):
                return ("document", file)
            case Said(text) if len(text) > LONGEST_TEXT:
                return Unclear(say("talk-too-long", longest=LONGEST_TEXT))
            case Said(text) if text.strip():
                return ("text", text.strip())
        return Unclear()

    def encode(self, value: tuple[str, str]) -> Code:
        return ":".join(value)

    def decode(self, code: Code, asking: Asking) -> tuple[str, str] | None:
        kind, _, body = code.partition(":")
        return (kind, body) if kind in KINDS and body else None

    def show(self, value: tuple[str, str], asking: Asking) -> Phrase:
        kind, body = value
        if kind == "document":
            return say("lecturing-document")
        return say("talk-words", words=body) if kind == "text" else say(f"talk-{kind}")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("text:Store maize dry.", "photo:sample", "voice:sample", "document:sample")
