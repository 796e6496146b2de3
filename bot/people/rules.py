"""Decisions about people: what they may be called, who has joined, when they are told things."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.kernel.spelling import in_latin
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

_REACH = re.compile(
    r"[@＠]|://|\bwww\.|\bt\.me\b|\w\.(?:com|org|net|info|link|shop)\b", re.IGNORECASE
)
_DIGITS_OF_A_PHONE = 6
_LOOKALIKES = str.maketrans("013457", "oieast")
# Words that would make somebody look like the market's own staff, in Latin letters.
_STAFF = frozenset(
    in_latin(word)
    for word in (
        *("admin", "admins", "administrator", "moderator", "staff", "support", "helpdesk"),
        *("official", "bot", "farmgate", "telegram", "system", "service", "customer care"),
        *("soporte", "administrador", "moderador", "oficial", "msimamizi", "msaada"),
        *("एडमिन", "सहायता", "مشرف", "الدعم", "ادمن"),
    )
)
_STAFF_ZH = ("客服", "管理员", "管理員", "官方", "工作人员", "机器人", "系统")
_NAMES_OF_THE_HOUSE = ("farmgate", "telegram")


def tidy_name(text: str) -> str:
    """Give a name without what cannot be seen and without stray spaces."""
    seen = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Cc"})
    return " ".join(seen.split())


def name_fault(name: str) -> Phrase | None:
    """Say kindly why somebody cannot be called this; None for a good name."""
    if not any(unicodedata.category(char)[0] == "L" for char in name):
        return say("people-name-letters")
    if _is_reach(name):
        return say("people-name-contact")
    if _is_staff(name):
        return say("people-name-staff")
    return None


def fit_name(name: str) -> str:
    """Give Telegram's name if one may be called so, else nothing."""
    tidy = tidy_name(name)[:LONGEST_NAME].rstrip()
    return tidy if tidy and name_fault(tidy) is None else ""


def _is_reach(name: str) -> bool:
    digits = sum(unicodedata.decimal(char, None) is not None for char in name)
    return _REACH.search(name) is not None or digits >= _DIGITS_OF_A_PHONE


def _is_staff(name: str) -> bool:
    if any(word in name for word in _STAFF_ZH):
        return True
    whole = _plain(name)
    words = {_plain(word) for word in re.split(r"[\W_]+", name)}
    return bool(_STAFF & {*words, whole}) or any(own in whole for own in _NAMES_OF_THE_HOUSE)


def _plain(word: str) -> str:
    """Undo letters of other scripts and digits that only look like the word's own."""
    latin = in_latin(word).rstrip("0123456789")
    return latin.translate(_LOOKALIKES)
