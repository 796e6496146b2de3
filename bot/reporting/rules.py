"""Decisions about reports: who may decide, what a decision means, whose reports come later."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from bot.guarding.mask import HIDDEN, mask
from bot.kernel.standings import BANNED, GOOD, RESTRICTED, SUSPENDED
from bot.reporting.case import AGAINST, BAN, FRAUD, GENUINE, RESTRICT, SCAM, SUSPEND, Case, Ruling

RESTRICTED_FOR = timedelta(days=7)
HOUR = timedelta(hours=1)
MOST = 10  # reports of one person and hour
LAST = 6  # decided reports by which somebody's reports are weighed
FEWEST = 3  # of them, before anybody's reports come later
LATER = 1  # the rank of what only often mistaken people report
LONGEST_NOTE, LONGEST_APPEAL = 300, 600

STANDING_OF = {RESTRICT: RESTRICTED, SUSPEND: SUSPENDED, BAN: BANNED}
_TAIL = 9  # last digits of a phone number that are the same however it is written
_FEWEST_DIGITS = 6
_FIGURES = re.compile(r"\d[\d\s().+-]{4,}\d")


def offered(accused: Collection[int]) -> tuple[str, ...]:
    """Name the decisions there are: without an accused it is genuine, or a fraud to learn from."""
    return (GENUINE, *AGAINST) if accused else (GENUINE, SCAM)


def end_of(decision: str, now: datetime) -> datetime | None:
    """Say until when a decision holds; None for one without an end."""
    return now + RESTRICTED_FOR if decision == RESTRICT else None


def standing_after(rulings: Iterable[Ruling], now: datetime) -> tuple[str, datetime | None]:
    """Give how somebody stands by all that holds against them: the hardest, and its end."""
    held = [
        ruling
        for ruling in rulings
        if ruling.undone_at is None
        and ruling.decision in STANDING_OF
        and (ruling.until is None or ruling.until > now)
    ]
    if not held:
        return GOOD, None
    # Of several as hard the one that ends last; one without an end lasts longest.
    hardest = max(
        held,
        key=lambda one: (
            AGAINST.index(one.decision),
            one.until or datetime.max.replace(tzinfo=now.tzinfo),
        ),
    )
    return STANDING_OF[hardest.decision], hardest.until


def teaches(decision: str, why: str | None, words: str) -> bool:
    """Whether near copies of a case are known from now on."""
    return bool(words) and (decision == SCAM or (decision in AGAINST and why == FRAUD))


def may_decide(case_sides: Collection[int], staff: int) -> bool:
    """Whether staff may decide: never about themselves or what they reported."""
    return staff not in case_sides


def may_answer(ruling: Ruling, staff: int, everyone: Collection[int]) -> bool:
    """Whether staff may answer an appeal: another than who decided, where there is another."""
    others = set(everyone) - {ruling.by_id, ruling.person_id}
    return staff != ruling.person_id and (staff != ruling.by_id or not others)


def may_appeal(ruling: Ruling, person: int) -> bool:
    """Whether somebody may appeal: once, against what still holds."""
    return ruling.person_id == person and ruling.appealed_at is None and ruling.undone_at is None


def is_mistaken(told: int, mistaken: int) -> bool:
    """Whether most of somebody's last reports were judged genuine: theirs are read later."""
    return told >= FEWEST and 2 * mistaken > told


def free_again(at: datetime | None, now: datetime) -> datetime | None:
    """Say when one may report again whose tenth report from the last was at this moment."""
    return at + HOUR if at is not None and now < at + HOUR else None


def mark_of(number: str) -> str | None:
    """Give what stands for a phone number: nobody reads the number from it; None for no number."""
    digits = "".join(char for char in number if char.isdecimal())
    plain = "".join(str(int(char)) for char in digits)[-_TAIL:]
    return sha256(plain.encode()).hexdigest()[:32] if len(plain) >= _FEWEST_DIGITS else None


def numbers_in(words: str) -> set[str]:
    """Give what stands for the phone numbers in a text."""
    found = (mark_of(each[0]) for each in _FIGURES.finditer(words))
    return {mark for mark in found if mark is not None}


def hide(words: str, names: Iterable[str], year: int) -> str:
    """Hide names, numbers and addresses in what others learn from."""
    shown = _FIGURES.sub(HIDDEN, mask(words, year).text)
    parts = {part for name in names for part in name.split() if len(part) > 1}
    for part in sorted(parts, key=len, reverse=True):
        shown = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", HIDDEN, shown, flags=re.IGNORECASE)
    return " ".join(shown.split())


def label_of(case: Case) -> str:
    """Say what a decided case is an example of."""
    return "ordinary" if case.decision == GENUINE else "scam"
