"""What happened to an order, as lines one can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.ordering.order import ADMIN, BUYER, DRIVER, SELLER
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


# What more than one may do: whose word it was is said with it.
EITHERS = frozenset(
    ("cancel", "handover", "weigh", "photo", "route", "repaid", "dispute", "did", "didnt")
)
WHO = (BUYER, SELLER, DRIVER, ADMIN)
MOST = 20  # lines on one message; /mydata has them all


def list_lines(history: Sequence[Happening]) -> tuple[Phrase, ...]:
    """Say what happened last, a line each; wrong codes are nobody's business but the limit's."""
    told = [each for each in history if each.command != "miscode"]
    return tuple(map(_line, told[-MOST:]))


def _line(each: Happening) -> Phrase:
    values: dict[str, object] = {"at": Moment(each.at), "what": say(f"order-line-{each.command}")}
    key = "order-line"
    if each.command in EITHERS:
        key += "-by"
        values["who"] = say(f"order-who-{each.role}")
    if each.reason is not None:
        key += "-because"
        values["reason"] = say(f"order-why-{each.reason}")
    return Phrase(key, values)
