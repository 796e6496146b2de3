"""What Telegram tells of how parts of a text stand out."""

from collections.abc import Mapping
from typing import Any

from bot.text.marks import Mark, Marks, mark_of

MOST = 100  # of them in a message
_FURTHEST = 1 << 16


def read_marks(message: Mapping[str, Any], field: str) -> Marks:
    """Read the marks of a message's text or caption; what cannot be read is left out."""
    told = message.get(field)
    if not isinstance(told, list):
        return ()
    return tuple(filter(None, map(_mark, told[:MOST])))


def _mark(told: Any) -> Mark | None:
    match told:
        case {"type": str(kind), "offset": int(start), "length": int(length)} if (
            0 <= start < _FURTHEST and 0 < length < _FURTHEST
        ):
            return mark_of(kind, str(told.get("url", "")), start, length)
    return None
