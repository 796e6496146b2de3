"""Text as Telegram keeps it: cleaned, trimmed, with entities whose offsets count UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.html import parse_html
from bot.sandbox.markdown import parse_markdown
from bot.sandbox.refusals import bad
from bot.sandbox.spans import Span, Unreadable, width

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x20]")
# Telegram drops these: carriage returns, line and paragraph separators, embedding marks.
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?')\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w&])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
)
_LINKED = frozenset({"text_link", "text_mention", "code", "pre", "url", "custom_emoji"})
_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_ARGUMENTS = ("url", "language", "user", "custom_emoji_id")
_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


@dataclass
class Rich:
    """A text and its entities."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)


def read_rich(text: str, parse_mode: str, explicit: Any) -> Rich:
    """Parse, clean and trim; refuse with Telegram's words."""
    if not _is_utf8(text):
        raise bad("strings must be encoded in UTF-8")
    if parse_mode:
        parser = _PARSERS.get(parse_mode.lower())
        if not parser:
            raise bad("unsupported parse_mode")
        try:
            text, spans = parser(text)
        except Unreadable as problem:
            raise bad(f"can't parse entities: {problem}") from None
    else:
        spans = _read_explicit(text, explicit)
    return _finish(text, spans)


def plain(text: str) -> Rich:
    """Read a person's text: cleaned, with commands, links and hashtags found."""
    return _finish(text.encode("utf-8", "ignore").decode(), [])


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read_explicit(text: str, entities: Any) -> list[Span]:
    if not entities:
        return []
    if not isinstance(entities, list):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    total = width(text)
    return [_read_entity(entity, total) for entity in entities if _is_known(entity)]


def _is_known(entity: Any) -> bool:
    if not isinstance(entity, dict):
        raise bad("can't parse entities: MessageEntity must be an Object")
    return str(entity.get("type")) in _KINDS


def _read_entity(entity: dict[str, Any], total: int) -> Span:
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad("can't parse MessageEntity: field must be a Number")
    if offset < 0:
        raise bad(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad(f"receive an entity with incorrect length {length}")
    if offset > total:
        raise bad(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > total:
        end = offset + length
        raise bad(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {end}"
        )
    arguments = {name: entity[name] for name in _ARGUMENTS if name in entity}
    return Span(entity["type"], offset, length, arguments)


def _finish(text: str, spans: list[Span]) -> Rich:
    text, spans = _clean(text, spans)
    text, spans = _trim(text, spans)
    spans += _find(text, spans)
    spans.sort(key=lambda span: (span.offset, -span.length))
    return Rich(text, [span.entity() for span in spans if span.length > 0])


def _clean(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    text = _CONTROL.sub(" ", text)
    if not _DROPPED.search(text):
        return text, spans
    gone = [width(text[: match.start()]) for match in _DROPPED.finditer(text)]

    def shift(offset: int) -> int:
        return offset - sum(1 for place in gone if place < offset)

    moved = [span.between(shift(span.offset), shift(span.end)) for span in spans]
    return _DROPPED.sub("", text), moved


def _trim(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    left = len(text) - len(text.lstrip(" \n"))
    text = text.strip(" \n")
    total = width(text)
    if not spans:
        return text, spans

    def shift(offset: int) -> int:
        return min(max(offset - left, 0), total)

    return text, [span.between(shift(span.offset), shift(span.end)) for span in spans]


def _find(text: str, spans: list[Span]) -> list[Span]:
    if not any(mark in text for mark in "/@#"):
        return []
    taken = [(span.offset, span.end) for span in spans if span.kind in _LINKED]
    found = []
    for match in _FOUND.finditer(text):
        start = width(text[: match.start()])
        length = width(match[0])
        if all(end <= start or begin >= start + length for begin, end in taken):
            found.append(Span(str(match.lastgroup), start, length))
    return found
