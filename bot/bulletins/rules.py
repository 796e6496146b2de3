"""Decisions about telling many: who is told now, who later, who not, and how fast."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bulletins.bulletin import DRAFT, GONE, LEFT_OUT, Bulletin, Sums, Wording

# So many messages are written by one turn, and so many may wait in the outbox: little enough that
# nobody's reply waits behind them and a stop is felt at once, enough for the pace of Telegram.
BATCH = 60
MOST_UNDERWAY = 150
STEP = timedelta(seconds=1)
LOOK_AGAIN = timedelta(seconds=5)  # for what became of the last messages

LONGEST = 800  # a caption holds 1024 characters with the head
MONTH = timedelta(days=30)
AWAY = timedelta(days=90)  # who has not been here so long is not reminded


@dataclass(frozen=True, slots=True)
class Now:
    """Tell them now."""


@dataclass(frozen=True, slots=True)
class Later:
    """Tell them at that moment: they sleep."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Never:
    """Do not tell them; `fate` says why."""

    fate: str


def decide(
    waking: datetime, now: datetime, *, gone: bool, silent: bool, urgent: bool
) -> Now | Later | Never:
    """Say whether somebody is told; `waking` is their next waking moment, which may be now."""
    if gone or silent:
        return Never(GONE if gone else LEFT_OUT)
    return Now() if urgent or waking <= now else Later(waking)


def may_send(some: Bulletin, written: dict[str, Wording], people: int) -> str | None:
    """Say by a text's key why a bulletin cannot be sent; None when it can."""
    if some.state != DRAFT:
        return "bulletins-already"
    if not written:
        return "bulletins-no-words"
    return None if people else "bulletins-nobody"


def next_step(
    some: Bulletin, sums: Sums, soonest: datetime | None, now: datetime
) -> datetime | None:
    """Say when a bulletin goes on; None when all is said."""
    if not some.is_gathered or (soonest is not None and soonest <= now):
        return now + STEP
    if soonest is not None:
        return max(soonest, now + STEP)
    return now + LOOK_AGAIN if sums.is_open else None


def is_here(seen_at: datetime, now: datetime) -> bool:
    """Whether somebody still comes by."""
    return now - seen_at < AWAY
