"""What is asked about a story: of the teller how it is told; of staff other words, or why not."""

from dataclasses import dataclass
from typing import Any

from bot.kernel.quantity import Quantity
from bot.points.asks import PhotoAsk
from bot.selling.produce import crop_phrase, plainly
from bot.stories.rules import LONGEST, leads_around
from bot.stories.story import NAMED, NEIGHBOUR
from bot.talk.asks import Choice, Medium, Words, WordsOrVoice
from bot.talk.flow import Flow, Row, Verdict, optional, row
from bot.text.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Sold:
    """What a story is about: its sale's order, and what was sold of the crop that week."""

    order_id: int
    crop_id: str
    amount: Quantity
    name: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How somebody wants to tell of what they sold."""

    order_id: int
    named: bool
    words: str | None
    voice: str | None
    photo: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What staff typed about a story."""

    story_id: int
    words: str


def _check(words: str | Medium, so_far: Any) -> Verdict:
    if isinstance(words, str) and leads_around(words, so_far.speaker.now):
        return say("story-words-reach")
    return None


class Tell(Flow[Sold], name="story"):
    """Somebody tells neighbours of a good sale."""

    how = row(Choice(NAMED, NEIGHBOUR, columns=1))
    words = optional(WordsOrVoice(LONGEST), check=_check)
    photo = optional(PhotoAsk())

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"name": self.facts.name}

    def card(self) -> tuple[Phrase, ...]:
        """Show what neighbours will read; how far away, each is told their own."""
        who = self.facts.name if self.how == NAMED else say("story-neighbour")
        crop = crop_phrase(self.facts.crop_id)
        amount = plainly(self.facts.amount)
        return (say("story-like", crop=crop, name=who, amount=amount),)

    def picture(self) -> str | None:
        return self.photo

    def done(self) -> Telling:
        said = self.words
        return Telling(
            self.facts.order_id,
            self.how == NAMED,
            said if isinstance(said, str) else None,
            said.file if isinstance(said, Medium) else None,
            self.photo,
        )

    @classmethod
    def examples(cls) -> tuple[Sold, ...]:
        return (Sold(1, "tomato", Quantity(40_000, "kg"), "Amina"),)


class _OfStaff(Flow[int]):
    @classmethod
    def examples(cls) -> tuple[int, ...]:
        return (1,)


class OtherWords(_OfStaff, name="storywords", sums_up=False):
    """Staff put a story into other words; its teller is asked."""

    words = row(Words(LONGEST), check=_check)

    def done(self) -> Said:
        return Said(self.facts, self.words)


class NotThis(_OfStaff, name="storynot", sums_up=False):
    """Staff say in a word why a story is not told."""

    words = row(Words(LONGEST))

    def done(self) -> Said:
        return Said(self.facts, self.words)
