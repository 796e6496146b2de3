"""What happened to an order, as lines one can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.text.phrase import Moment, Phrase, say


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of an order's history; `facts` keeps the figures as they were then."""

    order_id: int
    at: datetime
    actor_id: int
    role: str
    command: str
    before: str
    after: str
    reason: str | None
    facts: Mapping[str, Any]


MOST = 20  # lines on one message; /mydata has them all


def list_lines(history: Sequence[Happening]) -> tuple[Phrase, ...]:
    """Say what happened last, a line each; wrong codes are nobody's business but the limit's."""
    told = [each for each in history if each.command != "miscode"]
    return tuple(map(_line, told[-MOST:]))


def _line(each: Happening) -> Phrase:
    what = say(f"order-line-{each.command}")
    if each.reason is None:
        return say("order-line", at=Moment(each.at), what=what)
    reason = say(f"order-why-{each.reason}")
    return say("order-line-because", at=Moment(each.at), what=what, reason=reason)
