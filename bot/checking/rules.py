"""What is made of something shown to be checked: its level, why, where its links lead, what fits."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.guarding import links
from bot.guarding.judge import judge
from bot.guarding.links import Link
from bot.guarding.verdict import (
    FAMILY_OF,
    HELD,
    LEVELS,
    ORDINARY,
    SCAM,
    SUSPICIOUS,
    Context,
)

KINDS = ("words", "link", "number", "photo", "voice", "file")
WORDS, LINK, NUMBER, PHOTO, VOICE, FILE = KINDS
UNREAD = frozenset((PHOTO, VOICE))  # what only people can look at
CLOSED = frozenset((*UNREAD, FILE))  # what the bot itself cannot look into

LONGEST = 4096  # signs of one message of Telegram
MOST, SPAN = 40, timedelta(hours=1)  # that one person may have checked in this time
ONE_BY_ONE = timedelta(minutes=15)  # so long after a check, words out of the blue are shown for it
KEPT = timedelta(days=30)  # what was shown is held so long, for a report

# What may be lost, in the order it is asked.
MONEY, CODE, APP, OPENED, GOODS = LOSSES = ("money", "code", "app", "link", "goods")
STEPS = 3  # of the first ten minutes

# The lesson that fits each family of fraud; ids of locales/lessons.toml.
LESSON_OF = {
    "payment": "fake",
    "reversal": "toomuch",
    "fee": "fees",
    "scan": "pin",
    "code": "pin",
    "leave": "inside",
    "goods": "complaint",
    "income": "fees",
    "inputs": "fees",
    "threat": "happened",
    "remote": "links",
    "link": "links",
    "support": "inside",
    "prize": "fees",
    "person": "toomuch",
}
# The lesson for whom it happened to; it trains to tell genuine from false, too.
AFTERWARDS = "happened"
_MANNER = "written"  # the signal that only the manner of writing is known from frauds

# Signs that make a link alone as bad as this, whatever the rest says.
_BAD = {links.ALIKE: SCAM, links.FILE: SCAM} | dict.fromkeys(
    (links.ODD, links.NUMBER, links.RISKY, links.SHORT, links.AT, links.DEEP, links.LURE),
    SUSPICIOUS,
)
_NAMED = (links.ALIKE, links.ODD, links.FILE, links.RISKY, links.SHORT, links.NUMBER)
_APPS = (".apk", ".xapk", ".apks", ".exe", ".scr", ".jar", ".vbs", ".msi", ".bat")
_LINK, _APP = 24, 23  # patterns: a phishing link, an app that lets others in

_FIGURES = re.compile(r"[\d\s()+.\-/]{7,30}")
_LEAST, _MOST_FIGURES = 7, 15  # digits of a phone number; ITU-T E.164 has 15 at most
_SHOWN = 3  # links named in an answer
_SPOKEN = 8  # signs that are more than a greeting or thanks, in Chinese too


@dataclass(frozen=True, slots=True)
class Brought:
    """Something shown to be checked: words, or a file that only people can look at."""

    kind: str
    words: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen; `level` is None where nothing can be said, as of a picture.

    `number_of` counts the reviewed reports of a phone number.
    """

    kind: str
    level: str | None = None
    signals: tuple[str, ...] = ()
    pattern: int | None = None
    acts: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    number_of: int = 0

    @property
    def is_bad(self) -> bool:
        return self.level in {SUSPICIOUS, SCAM}

    @property
    def is_vague(self) -> bool:
        """Whether nothing but its manner of writing speaks against it: no pattern can be named."""
        return self.level == SUSPICIOUS and self.signals == (_MANNER,)

    @property
    def family(self) -> str | None:
        """Name the family whose advice fits; a request for a key is the first to be warned of."""
        if self.is_vague:
            return None
        asked = next((act for act in ("code", "remote") if act in self.acts & HELD), None)
        if asked is not None:
            return asked
        return FAMILY_OF.get(self.pattern or 0, "link" if self.links else "fee")

    @property
    def lesson(self) -> str:
        return LESSON_OF[self.family] if self.family else AFTERWARDS


@dataclass(frozen=True, slots=True)
class Checked:
    """Something that was shown and what was said of it."""

    id: int
    person_id: int
    brought: Brought
    level: str | None
    at: datetime
    pattern: int | None = None
    genuine_at: datetime | None = None


def recognise(text: str) -> Brought:
    """Tell words from a link or a phone number that stands alone."""
    plain = text.strip()[:LONGEST]
    if is_number(plain):
        return Brought(NUMBER, plain)
    found = links.find(plain, 2)
    lone = len(found) == 1 and not any(sign.isspace() for sign in plain)
    return Brought(LINK if lone else WORDS, plain)


def is_number(text: str) -> bool:
    """Whether a text is a phone number and nothing else."""
    digits = sum(sign.isdecimal() for sign in text)
    return bool(_FIGURES.fullmatch(text)) and _LEAST <= digits <= _MOST_FIGURES


def look_at(brought: Brought, language: str, copy: int | None = None) -> Look:
    """Judge words as read by whoever shows them; what cannot be read has no level."""
    if brought.kind == FILE:
        return _look_at_file(brought.words)
    if not brought.words:
        return Look(brought.kind)
    found = links.find(brought.words)[:_SHOWN]
    if brought.kind == LINK and copy is None:
        return _look_at_link(found[0])
    verdict = judge(brought.words, language, Context(copy=copy))
    acts = verdict.acts if verdict.is_bad else frozenset()
    return Look(brought.kind, verdict.level, verdict.signals, verdict.pattern, acts, found)


def _look_at_file(name: str) -> Look:
    """Judge a file by the ending of its name: an app lets others in, of the rest nothing is known."""
    if not name.casefold().strip().endswith(_APPS):
        return Look(FILE)
    return Look(FILE, SCAM, ("act-remote",), _APP, frozenset(("remote",)))


def _look_at_link(link: Link) -> Look:
    """Judge a link that stands alone by its spelling."""
    level = max((_BAD[sign] for sign in link.signs & set(_BAD)), key=LEVELS.index, default=ORDINARY)
    if level == ORDINARY:
        return Look(LINK, level, links=(link,))
    signals = tuple(f"link-{sign}" for sign in _NAMED if sign in link.signs) or ("link",)
    pattern = _APP if links.FILE in link.signs else _LINK
    return Look(LINK, level, signals, pattern, links=(link,))


def look_at_number(count: int) -> Look:
    """Judge a number by the reviewed reports alone: without any, nothing can be said."""
    return Look(NUMBER, SUSPICIOUS if count else None, number_of=count)


def free_again(count: int, last: datetime | None, now: datetime) -> datetime | None:
    """Say when more may be checked; None for at once."""
    return (last or now) + SPAN if count >= MOST else None


def speaks_of_it(words: str, last: datetime | None, now: datetime) -> bool:
    """Whether words out of the blue are one more thing to check: a check is just over."""
    return last is not None and now - last < ONE_BY_ONE and len(words) >= _SPOKEN
