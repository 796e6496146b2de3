"""What is told in own words: more about a report, a reason of staff, an appeal."""

from dataclasses import dataclass

from bot.reporting.rules import LONGEST_APPEAL, LONGEST_NOTE
from bot.talk.asks import Words
from bot.talk.flow import Flow, row


@dataclass(frozen=True, slots=True)
class Matter:
    """What the words are about: a report, a case or a ruling, and for a case the decision."""

    id: int
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's words about a matter."""

    matter: Matter
    words: str


class _About(Flow[Matter]):
    @classmethod
    def examples(cls) -> tuple[Matter, ...]:
        return (Matter(1, "warn"),)


class Adding(_About, name="reportnote", sums_up=False):
    """What somebody adds to their report."""

    words = row(Words(longest=LONGEST_NOTE))

    def done(self) -> Told:
        return Told(self.facts, self.words)


class Because(_About, name="because", sums_up=False):
    """Why staff decide so, in their own words."""

    words = row(Words(longest=LONGEST_NOTE))

    def done(self) -> Told:
        return Told(self.facts, self.words)


class Appeal(_About, name="appeal", sums_up=False):
    """Why somebody thinks a decision is wrong."""

    words = row(Words(longest=LONGEST_APPEAL))

    def done(self) -> Told:
        return Told(self.facts, self.words)
