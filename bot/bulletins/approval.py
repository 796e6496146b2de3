"""Whether a bulletin may go out: what is missing, who has to agree, whether that time is over."""

from collections.abc import Mapping
from datetime import datetime

from bot.bulletins.bulletin import ASKED, AT, DRAFT, Bulletin, Wording

ALONE, TOGETHER = 1, 2  # staff who must agree: the author, or another too
UNSENT = (DRAFT, ASKED)


def fault(some: Bulletin, written: Mapping[str, Wording], people: int, now: datetime) -> str | None:
    """Say by a text's key why a bulletin cannot be sent; None when it can."""
    if some.state != DRAFT:
        return "bulletins-already"
    if not written:
        return "bulletins-no-words"
    if some.starts == AT and some.starts_at is not None and some.starts_at <= now:
        return "bulletins-past"
    return None if people else "bulletins-nobody"


def objection(some: Bulletin, who: int, version: int) -> str | None:
    """Say by a text's key why somebody cannot agree with what they saw of a bulletin, or refuse."""
    if some.state != ASKED or some.version != version:
        return "bulletins-changed"
    return "bulletins-not-alone" if some.by_id == who else None
