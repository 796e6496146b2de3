"""Recording one text: what is to be said is shown, and a voice note is the answer."""

from dataclasses import dataclass
from typing import Any

from bot.talk.asks import Ask, Asking, Code, Unclear, Unsure
from bot.talk.event import Event, Voiced
from bot.talk.flow import Flow, row
from bot.text.phrase import Phrase, say
from bot.voices.rules import Prompt

LONGEST = 20  # seconds; what is listened to in a field had better be short


@dataclass(frozen=True, slots=True)
class Recorded:
    """Somebody said a text: the voice note's file id."""

    prompt: Prompt
    file: str


class NoteAsk(Ask[str]):
    """A voice note of a few seconds."""

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        if not isinstance(event, Voiced):
            return Unclear()
        if event.seconds > LONGEST:
            return Unclear(say("voices-too-long", longest=LONGEST))
        return event.file

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code or None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-voice")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("note",)


class Record(Flow[Prompt], name="record", sums_up=False):
    """Staff say a text aloud."""

    note = row(NoteAsk())

    def about(self, row: Any) -> dict[str, object]:
        return {"name": self.facts.name, "words": self.facts.words}

    def done(self) -> Recorded:
        return Recorded(self.facts, self.note)

    @classmethod
    def examples(cls) -> tuple[Prompt, ...]:
        return (Prompt("en", "English", "home-ask", "What would you like to do?"),)
