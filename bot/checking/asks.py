"""The kind of question that takes whatever somebody wants to have checked."""

from bot.checking.rules import FILE, KINDS, PHOTO, UNREAD, VOICE, Brought, recognise
from bot.talk.asks import Ask, Asking, Code, Unclear, Unsure
from bot.talk.event import Documented, Event, Pictured, Said, Voiced
from bot.text.phrase import Phrase, say

_BETWEEN = "\x1f"  # nobody can type it


class Suspect(Ask[Brought]):
    """Any words, a link, a number, a picture or a voice note."""

    takes_words = True

    def read(self, event: Event, asking: Asking) -> Brought | Unclear | Unsure:
        return bring(event) or Unclear()

    def encode(self, value: Brought) -> Code:
        return _BETWEEN.join((value.kind, value.file or "", value.words))

    def decode(self, code: Code, asking: Asking) -> Brought | None:
        kind, _, rest = code.partition(_BETWEEN)
        file, mark, words = rest.partition(_BETWEEN)
        return Brought(kind, words, file or None) if kind in KINDS and mark else None

    def show(self, value: Brought, asking: Asking) -> Phrase:
        if value.kind in UNREAD and not value.words:
            return say(f"talk-{value.kind}")
        return say("talk-words", words=value.words)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        told = (recognise("words"), recognise("0712345678"), Brought(PHOTO, "", "photo"))
        return tuple(map(self.encode, told))


def bring(event: Event) -> Brought | None:
    """Give what an event brings to be checked; None where it brings nothing of the kind."""
    match event:
        case Said(text) if text.strip():
            return recognise(text.replace(_BETWEEN, ""))
        case Pictured(file, caption):
            return Brought(PHOTO, caption.replace(_BETWEEN, "").strip(), file)
        case Voiced(file):
            return Brought(VOICE, "", file)
        case Documented(file, name):
            return Brought(FILE, name.replace(_BETWEEN, "").strip(), file)
    return None
