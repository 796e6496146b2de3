"""Decisions about people: what they may be called, who has joined, when they are told things."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.guarding import names
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say

ADMIN, FARMER, BUYER = "admin", "farmer", "buyer"

SELL, BUY, BOTH = "sell", "buy", "both"
WANTS = (SELL, BUY, BOTH)
_ROLES = MappingProxyType({SELL: (FARMER,), BUY: (BUYER,), BOTH: (FARMER, BUYER)})

LONGEST_NAME = 40

# When news is welcome: minutes of the person's own day.
HOURS = MappingProxyType({"morning": 8 * 60, "noon": 12 * 60 + 30, "evening": 18 * 60})
# Between which minutes of their day people may be told anything; the texts name these hours.
AWAKE = MappingProxyType(
    {"usual": (7 * 60, 20 * 60), "early": (5 * 60, 19 * 60), "late": (8 * 60, 22 * 60)}
)

ALL, NEEDED, NONE = "all", "needed", "none"
NOTICES = (ALL, NEEDED, NONE)

SAME_CALL = timedelta(hours=1)  # asked for a person so lately, nobody is called twice

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what Telegram lets a deep link carry


def roles_of(wants: str, before: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the roles somebody has who wants this, beside those not asked for here."""
    kept = set(before) - {FARMER, BUYER}
    return tuple(sorted(kept | set(_ROLES[wants])))


def with_admin(roles: Iterable[str], *, admin: bool) -> tuple[str, ...]:
    """Grant or take away the role that only the settings give."""
    return tuple(sorted({*roles, ADMIN} if admin else set(roles) - {ADMIN}))


def has_joined(roles: Collection[str]) -> bool:
    return FARMER in roles or BUYER in roles


def may_pass(language: str | None, roles: Collection[str]) -> bool:
    """Whether somebody need not be led to the questions of joining; staff may work without."""
    return language is not None and (has_joined(roles) or ADMIN in roles)


def is_payload(text: str) -> bool:
    """Whether a deep link can have brought these words."""
    return _PAYLOAD.fullmatch(text) is not None


def is_same_call(asked_at: datetime | None, now: datetime) -> bool:
    """Whether somebody who asks for a person is still waiting for the last one."""
    return asked_at is not None and now - asked_at < SAME_CALL


def about(context: Sequence[str]) -> str:
    """Read what a call for a person is about: `order.12`.

    Button data can be forged, and staff will tap what is made of it: nothing else gets through.
    """
    match tuple(context):
        case ("order" | "listing" as verb, number) if read_id(number) is not None:
            return f"{verb}.{number}"
    return ""


# -- names


def tidy_name(text: str) -> str:
    """Give a name without what cannot be seen and without stray spaces."""
    seen = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Cc"})
    return " ".join(seen.split())


def name_fault(name: str) -> Phrase | None:
    """Say kindly why somebody cannot be called this; None for a good name."""
    fault = names.find_fault(name)
    return None if fault is None else say(f"people-name-{fault}")


def fit_name(name: str) -> str:
    """Give Telegram's name if one may be called so, else nothing."""
    tidy = tidy_name(name)[:LONGEST_NAME].rstrip()
    return tidy if tidy and name_fault(tidy) is None else ""
