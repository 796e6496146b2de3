"""A stretch of formatted text, counted in UTF-16 units as the Bot API counts."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

_USER = re.compile(r"tg://user\?id=(\d+)\Z")
_LINK = re.compile(
    r"(?:(?:https?|tg|ton)://)?[^\s/]+(?:\.[^\s/]+|://).*|(?:tg|ton)://.+", re.DOTALL
)


class Unreadable(Exception):
    """A text that breaks its parse mode's rules; the message is Telegram's."""


@dataclass(frozen=True)
class Span:
    kind: str
    offset: int
    length: int
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def between(self, start: int, end: int) -> "Span":
        return replace(self, offset=start, length=max(0, end - start))

    def entity(self) -> dict[str, Any]:
        return {
            "type": self.kind,
            "offset": self.offset,
            "length": self.length,
            **self.arguments,
        }


def width(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def bytes_before(text: str, position: int) -> int:
    """Telegram's messages point at bytes."""
    return len(text[:position].encode("utf-8", "surrogatepass"))


def link(url: str, offset: int, length: int) -> Span | None:
    """Make a link, a mention of a user by id, or nothing when the address is none."""
    if user := _USER.match(url):
        known = {"id": int(user[1]), "is_bot": False, "first_name": "User"}
        return Span("text_mention", offset, length, {"user": known})
    if not _LINK.match(url):
        return None
    if "://" not in url:
        url = f"http://{url}"
    scheme, _, rest = url.partition("://")
    tail = "" if "/" in rest or "?" in rest or scheme in ("tg", "ton") else "/"
    return Span("text_link", offset, length, {"url": f"{scheme.lower()}://{rest}{tail}"})
