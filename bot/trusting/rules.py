"""Decisions about trust: who may rate whom and when it is shown, and what a move says of somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.kernel.day import is_waking, next_waking
from bot.ordering.order import (
    ACCEPTED,
    BUYER,
    CANCELLED,
    COMPLETED,
    NO_SHOW,
    READY,
    REFUNDED,
    SELLER,
    Order,
)

GOOD, SOSO, BAD = "good", "soso", "bad"
MOODS = (GOOD, SOSO, BAD)

OPEN_FOR = timedelta(days=7)  # how long one may rate; then what was said is shown
CHANGES = timedelta(hours=48)
# After the second word a slip can still be mended; nobody sees the other's word before.
GRACE = timedelta(minutes=10)
FEW = 3  # fewer say nothing of somebody yet, and would be known by name

_LATER = (timedelta(hours=3), timedelta(hours=1), timedelta(minutes=20))

# What can be said, by who says it, whether produce changed hands, and whether it was well.
_REASONS = {
    (BUYER, True, True): ("fresh", "weight", "ontime", "friendly"),
    (BUYER, True, False): ("late", "short", "poor", "rude"),
    (BUYER, False, True): ("friendly", "told"),
    (BUYER, False, False): ("absent", "late", "rude"),
    (SELLER, True, True): ("ontime", "paid", "friendly"),
    (SELLER, True, False): ("late", "unpaid", "rude"),
    (SELLER, False, True): ("friendly", "told"),
    (SELLER, False, False): ("absent", "late", "rude"),
}
REASONS = tuple(dict.fromkeys(code for codes in _REASONS.values() for code in codes))

# Whom something adds to, which count, and how much.
Deed = tuple[int, str, int]

# What staff may have checked of somebody.
CHECKS = ("identity", "farm", "phone", "group")


@dataclass(frozen=True, slots=True)
class Round:
    """An order that ended so that both sides may rate it; `ends` counts how often it did."""

    order_id: int
    buyer_id: int
    seller_id: int
    handed: bool
    ended_at: datetime
    ends: int = 1

    def role_of(self, person_id: int) -> str | None:
        return {self.buyer_id: BUYER, self.seller_id: SELLER}.get(person_id)

    def other(self, person_id: int) -> int:
        return self.seller_id if person_id == self.buyer_id else self.buyer_id

    @property
    def closes_at(self) -> datetime:
        return self.ended_at + OPEN_FOR


@dataclass(frozen=True, slots=True)
class Word:
    """What one side says of the other; `role` is the speaker's, and nobody sees it before `open_at`."""

    order_id: int
    by_id: int
    about_id: int
    role: str
    mood: str
    reasons: tuple[str, ...]
    at: datetime
    open_at: datetime


@dataclass(frozen=True, slots=True)
class Rated:
    """An order to be rated with what was said of it so far."""

    round: Round
    words: tuple[Word, ...] = ()

    def by(self, person_id: int) -> Word | None:
        return next((word for word in self.words if word.by_id == person_id), None)

    def shown_about(self, person_id: int, now: datetime) -> Word | None:
        """Give what the other side says of somebody, once it is shown."""
        words = (word for word in self.words if word.about_id == person_id)
        return next((word for word in words if word.open_at <= now), None)


def reasons(role: str, mood: str, *, handed: bool) -> tuple[str, ...]:
    """List the reasons one can tap."""
    return _REASONS.get((role, handed, mood == GOOD), ())


def refusal(rated: Rated, person_id: int, now: datetime) -> str | None:
    """Say why somebody cannot rate an order, or not any more; None when they can."""
    if rated.round.role_of(person_id) is None:
        return "talk-not-yours"
    own = rated.by(person_id)
    if own is not None:
        fixed = now >= own.open_at or now - own.at >= CHANGES
        return "rate-fixed" if fixed else None
    return "rate-over" if now >= rated.round.closes_at else None


def opens_at(rated: Rated, person_id: int, now: datetime) -> datetime:
    """Give the moment from which a word said now is shown, with the other side's if there is one."""
    other = rated.by(rated.round.other(person_id))
    return rated.round.closes_at if other is None else min(now + GRACE, rated.round.closes_at)


def is_end(before: Order, after: Order) -> bool:
    """Whether both sides may rate from here on."""
    if after.state == before.state:
        return False
    called_off = after.state == CANCELLED and before.state in {ACCEPTED, READY}
    return called_off or after.state in {COMPLETED, NO_SHOW, REFUNDED}


def deeds(before: Order, after: Order, command: str, role: str) -> Iterator[Deed]:
    """Tell what a move adds to what is known of people."""
    buyer, seller = after.buyer_id, after.seller_id
    match before.state, after.state:
        case "placed", "accepted" | "countered" | "declined" if role == SELLER:
            yield seller, "answered", 1
            yield seller, "asked", 1
        case "placed", "expired":
            yield seller, "asked", 1
        case "accepted" | "ready", "cancelled" if command == "cancel":
            yield from _late(buyer, seller, role)
        case was, "no_show" if was != NO_SHOW:
            yield buyer, "buyer_missed", 1
        case "no_show", "disputed":
            yield buyer, "buyer_missed", -1
        case was, "completed" if was != COMPLETED:
            yield seller, "sold", 1
            yield buyer, "bought", 1
        case "disputed", "refunded" if after.handed_at is None:
            yield seller, "seller_missed", 1


def _late(buyer: int, seller: int, role: str) -> Iterator[Deed]:
    """Tell who called off what was agreed; staff and the clock are nobody's fault."""
    if role == BUYER:
        yield buyer, "buyer_late", 1
    elif role == SELLER:
        yield seller, "seller_late", 1


def ask_at(now: datetime, zone: str | None, wake: int, rest: int) -> datetime:
    """Give a quiet moment to ask: later the same waking day, else when it begins again."""
    for later in _LATER:
        moment = now + later
        if next_waking(moment, zone, wake, rest) == moment and is_waking(now, zone, wake, rest):
            return moment
    return next_waking(now + _LATER[-1], zone, wake, rest)


def share(part: int, whole: int) -> int:
    """Give a part in whole percent."""
    return part * 100 // whole if whole else 0


def top_reasons(said: Sequence[tuple[str, ...]], most: int = 3) -> tuple[str, ...]:
    """Give the reasons most people named, the most frequent first."""
    counts = {code: sum(code in reasons for reasons in said) for code in REASONS}
    named = sorted((code for code in REASONS if counts[code]), key=lambda code: -counts[code])
    return tuple(named[:most])
