"""A question only bulletins have: words of several lines."""

from bot.bulletins.rules import LONGEST
from bot.talk.asks import Ask, Asking, Code, Unclear, Unsure
from bot.talk.event import Event, Said
from bot.text.phrase import Phrase, say


class LinesAsk(Ask[str]):
    """What is told, with its line breaks."""

    takes_words = True

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        text = event.text.strip() if isinstance(event, Said) else ""
        if len(text) > LONGEST:
            return Unclear(say("talk-too-long", longest=LONGEST))
        return text or Unclear()

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code or None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("Nobody of Farmgate asks for a code.",)
