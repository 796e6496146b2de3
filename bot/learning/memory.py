"""How well a lesson is remembered, and when it is asked again: the library's sums, our own record.

What is kept names everything by words of ours, so that it outlives the library's versions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from fsrs import Card, Rating, Scheduler, State

AGAIN, HARD, GOOD = "again", "hard", "good"
RETENTION = 0.85  # the share of cards that is to be remembered when they come due
LONGEST, LONGEST_SAFETY = timedelta(days=60), timedelta(days=14)
_DAY = timedelta(days=1)
_RATINGS = {AGAIN: Rating.Again, HARD: Rating.Hard, GOOD: Rating.Good}
_STATES = {"learning": State.Learning, "review": State.Review, "relearning": State.Relearning}
_NAMES = {state: name for name, state in _STATES.items()}
_FORM = 1  # of what is kept; a new form reads the older ones
_NO_CARD = 1  # the library numbers cards by the clock unless it is told a number


@dataclass(frozen=True, slots=True)
class Memory:
    """A card as it is kept: how fast it is forgotten, and when it was and will be asked."""

    state: str
    step: int | None
    stability: float
    difficulty: float
    reviewed_at: datetime
    due_at: datetime


@cache
def _scheduler() -> Scheduler:
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(_DAY,),
        relearning_steps=(_DAY,),
        maximum_interval=LONGEST.days,
        enable_fuzzing=False,
    )


def review(known: Memory | None, rating: str, now: datetime, *, safety: bool = False) -> Memory:
    """Take an answer into account; a card about safety never sleeps longer than 14 days."""
    card = Card(card_id=_NO_CARD, due=now) if known is None else _card(known)
    after, _ = _scheduler().review_card(card, _RATINGS[rating], now)
    assert after.stability is not None
    assert after.difficulty is not None
    due = min(after.due, now + LONGEST_SAFETY) if safety else after.due
    return Memory(_NAMES[after.state], after.step, after.stability, after.difficulty, now, due)


def _card(known: Memory) -> Card:
    return Card(
        card_id=_NO_CARD,
        state=_STATES[known.state],
        step=known.step,
        stability=known.stability,
        difficulty=known.difficulty,
        due=known.due_at,
        last_review=known.reviewed_at,
    )


def write(memory: Memory) -> dict[str, Any]:
    """Write what is kept beside the moment it is due."""
    return {
        "form": _FORM,
        "state": memory.state,
        "step": memory.step,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "reviewed_at": memory.reviewed_at.isoformat(),
    }


def read(kept: Mapping[str, Any], due_at: datetime) -> Memory:
    return Memory(
        kept["state"],
        kept["step"],
        float(kept["stability"]),
        float(kept["difficulty"]),
        datetime.fromisoformat(kept["reviewed_at"]).astimezone(UTC),
        due_at,
    )
