"""The two questions of talking through the bot: what is to be passed on, and one's own number."""

from dataclasses import dataclass
from typing import Any

from bot.relaying.asks import Anything, OwnPhone
from bot.relaying.letters import Brought
from bot.talk.flow import Flow, row


@dataclass(frozen=True, slots=True)
class Between:
    """About which order somebody writes, and to whom."""

    order_id: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Something to be passed on about an order."""

    order_id: int
    brought: Brought


@dataclass(frozen=True, slots=True)
class Given:
    """Somebody's own number, to be shown to the other side of an order."""

    order_id: int
    phone: str


class _About(Flow[Between]):
    @classmethod
    def examples(cls) -> tuple[Between, ...]:
        return (Between(1, "47-208", "Amina"),)

    def about(self, row: Any) -> dict[str, object]:
        return {"name": self.facts.name, "order": self.facts.number}


class Write(_About, name="relay", sums_up=False):
    """What one side of an order says to the other."""

    letter = row(Anything())

    def done(self) -> Sent:
        return Sent(self.facts.order_id, self.letter)


class MyNumber(_About, name="mynumber", sums_up=False):
    """One's own phone number, once both sides agreed."""

    phone = row(OwnPhone())

    def done(self) -> Given:
        return Given(self.facts.order_id, self.phone)
