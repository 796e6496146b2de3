"""Marks: how parts of a person's words stand out (bold, italic, a link), kept beside the words.

Where a mark begins and how long it is counts in UTF-16 units, as Telegram counts.
"""

import html
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from types import MappingProxyType

Mark = tuple[str, int, int]
Marks = tuple[Mark, ...]

_TAGS = MappingProxyType(
    {
        "bold": "b",
        "italic": "i",
        "underline": "u",
        "strikethrough": "s",
        "spoiler": "tg-spoiler",
        "code": "code",
    }
)
_CODE = "code"
_LINK = "link "  # before the address of a link
_SAFE = "https://"  # no other address is passed on


def mark_of(kind: str, address: str, start: int, length: int) -> Mark | None:
    """Give the mark of a kind; None for one that is not passed on."""
    if kind == "text_link":
        return (_LINK + address, start, length) if address.startswith(_SAFE) else None
    return (kind, start, length) if kind in _TAGS else None


def units(words: str) -> int:
    """Count words as Telegram does."""
    return len(words.encode("utf-16-le", "ignore")) // 2


def shift(marks: Iterable[Mark], start: int, length: int) -> Marks:
    """Give the marks of a piece of the words, counted from where the piece begins."""
    moved = ((kind, max(at - start, 0), min(at + long - start, length)) for kind, at, long in marks)
    return tuple((kind, at, end - at) for kind, at, end in moved if at < end)


def move(marks: Iterable[Mark], before: str, change: Callable[[str], str]) -> Marks:
    """Give the marks of words that were changed all through, such as composed anew."""
    raw = before.encode("utf-16-le", "ignore")

    def place(at: int) -> int:
        return units(change(raw[: 2 * at].decode("utf-16-le", "ignore")))

    moved = ((kind, place(at), place(at + long)) for kind, at, long in marks)
    return tuple((kind, at, end - at) for kind, at, end in moved if at < end)


def trim(words: str, marks: Iterable[Mark]) -> tuple[str, Marks]:
    """Take the blanks around words away; the marks stay where they were."""
    kept = words.strip()
    before = words[: len(words) - len(words.lstrip())]
    return kept, shift(marks, units(before), units(kept))


def mark_up(words: str, marks: Iterable[Mark], write: Callable[[str], str]) -> str:
    """Give marked words as HTML; `write` escapes a piece of them."""
    known = [*marks]
    return "".join(_wrap(write(piece), kinds) for piece, kinds in _pieces(words, known))


def _pieces(words: str, marks: list[Mark]) -> Iterator[tuple[str, list[str]]]:
    """Cut words where a mark begins or ends: each piece with the kinds that hold for all of it."""
    raw = words.encode("utf-16-le", "ignore")
    last = len(raw) // 2
    edges = {min(at, last) for mark in marks for at in (mark[1], mark[1] + mark[2])}
    places = sorted({0, last, *(at for at in edges if not _is_inside(raw, at))})
    for start, end in pairwise(places):
        kinds = [kind for kind, at, long in marks if at <= start and end <= at + long]
        yield raw[2 * start : 2 * end].decode("utf-16-le", "ignore"), kinds


def _is_inside(raw: bytes, at: int) -> bool:
    """Whether a place lies between the two halves of one sign."""
    return 0xDC <= raw[2 * at + 1] < 0xE0 if 2 * at < len(raw) else False


def _wrap(piece: str, kinds: list[str]) -> str:
    # Nothing else can stand out inside code.
    for kind in [_CODE] if _CODE in kinds else dict.fromkeys(kinds):
        piece = _tagged(piece, kind)
    return piece


def _tagged(piece: str, kind: str) -> str:
    if kind.startswith(_LINK):
        return f'<a href="{html.escape(kind.removeprefix(_LINK))}">{piece}</a>'
    tag = _TAGS.get(kind)
    return piece if tag is None else f"<{tag}>{piece}</{tag}>"
