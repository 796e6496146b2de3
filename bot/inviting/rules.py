"""Decisions about invites: what a link carries, who came by it, and who may be named to whom."""

import re
from dataclasses import dataclass
from datetime import datetime

LINK = "i"  # the payload of a link is `i_<code>`
JOINED, LISTED, SOLD = "joined", "listed", "sold"
_CODE = re.compile(r"[A-Za-z0-9_-]{8}")


@dataclass(frozen=True, slots=True)
class Invite:
    """Somebody's own invite: its code, and how many of those who came by it got how far.

    `named` is whether newcomers may be told who invites them; None until it was asked.
    """

    person_id: int
    code: str
    made_at: datetime
    region: str | None = None
    named: bool | None = None
    joined: int = 0
    listed: int = 0
    sold: int = 0

    @property
    def payload(self) -> str:
        return f"{LINK}_{self.code}"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who followed an invite before joining; the first one they followed counts.

    `known` is whether the one who invited them may know them by name.
    """

    person_id: int
    by_id: int
    followed_at: datetime
    known: bool = False
    region: str | None = None
    joined_at: datetime | None = None
    listed_at: datetime | None = None
    sold_at: datetime | None = None

    @property
    def step(self) -> str:
        """How far they got."""
        if self.sold_at is not None:
            return SOLD
        return JOINED if self.listed_at is None else LISTED


def read_code(payload: str) -> str | None:
    """Read the code out of a deep link's payload; None for other links."""
    prefix, _, code = payload.partition("_")
    return code if prefix == LINK and _CODE.fullmatch(code) else None


def first_name(called: str | None) -> str:
    """Give the name by which somebody is called."""
    return (called or "").split(" ")[0]


def may_name(invite: Invite, called: str | None, *, is_good: bool) -> bool:
    """Whether newcomers are told who invited them: only who agreed, and stands well here."""
    return invite.named is True and is_good and bool(first_name(called))
