"""Kinds of question only letters need: anything at all, and one's own phone number."""

from bot.relaying.letters import KINDS, PHOTO, PLACE, VOICE, WORDS, Brought
from bot.relaying.rules import LONGEST, tidy_phone
from bot.talk.asks import Ask, Asking, Code, Unclear, Unsure
from bot.talk.event import Contacted, Event, Located, Pictured, Said, Voiced
from bot.text.phrase import Phrase, say

_BETWEEN = "\x1f"  # nobody can type it
_MICRO = 1_000_000


class Anything(Ask[Brought]):
    """Words, a photo, a voice note or a place: whatever one side wants the other to have."""

    takes_words = True

    def read(self, event: Event, asking: Asking) -> Brought | Unclear | Unsure:
        match event:
            case Said(text):
                return _words(text)
            case Pictured(file, caption):
                return Brought(PHOTO, _plain(caption), file)
            case Voiced(file):
                return Brought(VOICE, "", file)
            case Located(latitude, longitude):
                at = round(latitude * _MICRO), round(longitude * _MICRO)
                return Brought(PLACE, "", None, *at)
            case Contacted():
                return Unclear(say("relay-no-contact"))
        return Unclear(say("relay-no-such"))

    def encode(self, value: Brought) -> Code:
        spot = "" if value.lat_e6 is None else f"{value.lat_e6},{value.lon_e6}"
        return _BETWEEN.join((value.kind, value.file or "", spot, value.words))

    def decode(self, code: Code, asking: Asking) -> Brought | None:
        kind, _, rest = code.partition(_BETWEEN)
        file, _, rest = rest.partition(_BETWEEN)
        spot, mark, words = rest.partition(_BETWEEN)
        if kind not in KINDS or not mark:
            return None
        latitude, _, longitude = spot.partition(",")
        at = (int(latitude), int(longitude)) if spot else (None, None)
        return Brought(kind, words, file or None, *at)

    def show(self, value: Brought, asking: Asking) -> Phrase:
        return said(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(
            self.encode(each)
            for each in (
                Brought(WORDS, "words"),
                Brought(PHOTO, "", "photo"),
                Brought(VOICE, "", "voice"),
                Brought(PLACE, "", None, 0, 0),
            )
        )


def said(brought: Brought) -> Phrase:
    """Say in a few words what was brought: the words themselves, or what kind of thing."""
    if brought.kind == WORDS:
        return say("talk-words", words=brought.words)
    kind = say("relay-place" if brought.kind == PLACE else f"talk-{brought.kind}")
    return say("relay-with", kind=kind, words=brought.words) if brought.words else kind


def _words(text: str) -> Brought | Unclear:
    plain = _plain(text)
    if len(plain) > LONGEST:
        return Unclear(say("talk-too-long", longest=LONGEST))
    return Brought(WORDS, plain) if plain else Unclear()


def _plain(text: str) -> str:
    return text.replace(_BETWEEN, "").strip()


class OwnPhone(Ask[str]):
    """Somebody's own number, which only the button of the keyboard proves."""

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        if not isinstance(event, Contacted):
            return Unclear(say("relay-tap-phone"))
        phone = tidy_phone(event.phone) if event.own else None
        return phone or Unclear(say("relay-own-phone"))

    def decode(self, code: Code, asking: Asking) -> str | None:
        return tidy_phone(code)

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("+254712345678",)

    def shares(self) -> tuple[tuple[str, str], ...]:
        return (("phone", "relay-phone-share"),)
