"""Orders by typed words: "accept", "ready 47-208", "47-208"; whatever a button says may be typed."""

import re
from dataclasses import dataclass

from bot.ordering.choices import UNTAPPED
from bot.ordering.rules import COMMANDS
from bot.talk.asks import Ask, Asking, Code, Unclear, Unsure
from bot.talk.event import Event
from bot.talk.flow import Flow, row
from bot.talk.speaker import Speaker
from bot.text.digits import ascii_digits
from bot.text.folding import fold
from bot.text.phrase import Phrase, say

SEE = "see"
# What is only looked at; all but the card itself have a word of their own.
LOOKS = ("more", "papers", "people", "history", "receipt", "photos", "map")
# What staff decide is read back on buttons alone.
SPOKEN = tuple(name for name in COMMANDS if name not in UNTAPPED | {"complete", "refund", "part"})
# What is also said in whole sentences: `order-word-cancel` is "cancel my order|cancel order".
SENTENCES = ("cancel", "claim", SEE)
_NUMBER = re.compile(r"(?<!\d)(\d{2,6})[- ](\d{3})(?!\d)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command in words, or what is to be seen; without a number the order is looked for."""

    command: str
    number: str | None = None


class SpokenAsk(Ask[Spoken]):
    """One of the words on an order's buttons, with or without the order's number."""

    def read(self, event: Event, asking: Asking) -> Spoken | Unclear | Unsure:
        return Unclear()

    def encode(self, value: Spoken) -> Code:
        return f"{value.command}.{value.number or ''}"

    def decode(self, code: Code, asking: Asking) -> Spoken | None:
        command, _, number = code.partition(".")
        return Spoken(command, number or None) if command in {*SPOKEN, *LOOKS, SEE} else None

    def show(self, value: Spoken, asking: Asking) -> Phrase:
        return say("talk-words", words=value.number or value.command)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("accept.47-208",)


class OrderWords(Flow[None], name="orderwords", sums_up=False):
    """Words out of the blue that name an order or what to do with one."""

    said = row(SpokenAsk())

    def done(self) -> Spoken:
        return self.said

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        plain = ascii_digits(text[:80])
        found = _NUMBER.search(plain)
        rest = fold(_NUMBER.sub(" ", plain).replace("#", " "))
        number = f"{found[1]}-{found[2]}" if found else ""
        if found and not rest:
            return {"said": f"{SEE}.{number}"}
        named = (name for name in (*SPOKEN, *LOOKS, SEE) if rest in _names(name, speaker))
        command = next(named, None)
        return {"said": f"{command}.{number}"} if command else {}

    @classmethod
    def examples(cls) -> tuple[None, ...]:
        return (None,)


def _names(command: str, speaker: Speaker) -> set[str]:
    """Give the words for a command in every language, folded."""
    key = f"order-{command}" if command in LOOKS else f"order-do-{command}"
    plain = () if command == SEE else speaker.names(say(key))
    listed = speaker.names(say(f"order-word-{command}")) if command in SENTENCES else ()
    sentences = (each for name in listed for each in name.split("|"))
    return {fold(name) for name in (*plain, *sentences)} - {""}
