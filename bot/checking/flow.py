"""The two talks of checking: what is to be looked at, and what was lost when it already happened."""

from dataclasses import dataclass

from bot.checking.asks import Suspect
from bot.checking.rules import LOSSES, Brought
from bot.talk.asks import Choice
from bot.talk.flow import Flow, row


class Check(Flow[None], name="check", sums_up=False):
    """Something somebody wants to have checked."""

    message = row(Suspect())

    def done(self) -> Brought:
        return self.message

    @classmethod
    def examples(cls) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class Loss:
    """What was lost; `checked` is the id of the message that did it, 0 where none was shown."""

    what: str
    checked: int


class Lost(Flow[int], name="lost", sums_up=False):
    """What was lost; facts are the id of the message that did it."""

    what = row(Choice(*LOSSES))

    def done(self) -> Loss:
        return Loss(self.what, self.facts)

    @classmethod
    def examples(cls) -> tuple[int, ...]:
        return (0,)
