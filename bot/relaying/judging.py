"""What the guard thinks of a letter, by its words and by what the market knows beside them. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.guarding.judge import judge
from bot.guarding.verdict import HELD, LEVELS, ORDINARY, Context, Verdict
from bot.ordering.order import BUYER, Order

PAYMENT = "payment"  # the family of frauds about the money of an order
NEWCOMER = timedelta(days=7)  # how long somebody counts as new to the market


def is_new(since: datetime, now: datetime) -> bool:
    """Whether somebody came to the market less than a week ago."""
    return now - since < NEWCOMER


def is_paid(order: Order, role: str) -> bool | None:
    """Whether the book says that an order is paid; None for who does not pay for it."""
    return bool(order.paid) and not order.owed if role == BUYER else None


def judge_words(words: str, languages: Iterable[str], context: Context) -> Verdict:
    """Judge in the writer's language, then the reader's: the worse one counts if both warn."""
    own, *others = (judge(words, each, context) for each in dict.fromkeys(languages))
    if not own.is_bad:
        return own
    return max((own, *(each for each in others if each.is_bad)), key=_badness)


def _badness(verdict: Verdict) -> int:
    return LEVELS.index(verdict.level)


def keys_in(verdict: Verdict) -> list[str]:
    """Name what a bad letter asks for that opens everything: it is held back for these."""
    named = {signal.removeprefix("act-") for signal in verdict.signals} | verdict.acts
    return sorted(named & HELD) if verdict.is_bad else []


def weigh(verdict: Verdict, context: Context) -> Verdict:
    """Let the book speak: who has paid cannot cheat about that payment any more."""
    is_settled = context.paid and verdict.family == PAYMENT and not verdict.acts
    return _as_ordinary(verdict) if is_settled and context.copy is None else verdict


def calm(verdict: Verdict, vouched: Iterable[Verdict]) -> Verdict:
    """Warn no more of what the reader called genuine before, unless it is worse or is held back."""
    known = any(
        before.family == verdict.family and _badness(before) >= _badness(verdict)
        for before in vouched
    )
    return _as_ordinary(verdict) if known and not keys_in(verdict) else verdict


def _as_ordinary(verdict: Verdict) -> Verdict:
    return replace(verdict, level=ORDINARY, signals=(), pattern=None, acts=frozenset())


def write_verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    """Write a verdict as it is kept; one that says nothing is not."""
    if verdict is None or not (verdict.is_bad or verdict.claims or verdict.acts):
        return None
    return {
        "level": verdict.level,
        "signals": list(verdict.signals),
        "pattern": verdict.pattern,
        "acts": sorted(verdict.acts),
        "claims": verdict.claims,
    }


def read_verdict(row: dict[str, Any] | None) -> Verdict | None:
    """Read what `write_verdict` wrote."""
    if row is None:
        return None
    return Verdict(
        level=row["level"],
        signals=tuple(row["signals"]),
        pattern=row["pattern"],
        acts=frozenset(row["acts"]),
        claims=row["claims"],
    )
