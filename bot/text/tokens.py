"""Folded text cut into numbers, words and signs."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.text.spelling import fold

LONGEST = 240  # letters; no answer to one question is longer, and a hostile megabyte ends here
_MOST = 64  # words, or characters of Chinese
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963"
_TOKEN = re.compile(
    rf"""
    (?P<fraction>(?<![\d.,/])\d{{1,3}}/\d{{1,3}}(?![\d/]))
  | (?P<number>(?<!\d)(?<!\d[.,])(?:\d{{1,3}}(?:\ \d{{3}})+(?:[.,٫]\d+)?(?![\d,.]\d|\d)|\d+(?:[.,'٫٬]\d+)*|(?<![^\W_])[.,٫]\d+(?:[.,]\d+)*))
  | (?P<word>[{HAN}]|(?:[^\W\d_{HAN}]|[{_MARKS}])+)
  | (?P<sign>/[=-](?!\d)|[^\s\w]|_)
    """,
    re.VERBOSE,
)
_IGNORED = frozenset(".,;!?()[]\"'،。，、！？；·…“”‘’:：")


@dataclass(frozen=True, slots=True)
class Token:
    """glued: no space before it."""

    kind: Literal["number", "fraction", "word", "sign"]
    text: str
    glued: bool = False


def tokens(text: str) -> list[Token] | None:
    """None for what is too long to be an answer."""
    if len(text) > LONGEST:
        return None
    folded = fold(text)
    if len(folded) > 2 * LONGEST:
        return None
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(folded):
        kind, said = match.lastgroup, match.group()
        if not _idle(folded, match):
            found.append(Token(kind, said, match.start() == end > 0))  # type: ignore[arg-type]
        end = match.end()
        if len(found) > _MOST:
            return None
    return found


def phrase(text: str) -> str:
    """Give the key under which words are looked up: tokens joined by single spaces."""
    if text.isascii() and text.isalpha():
        return text.casefold()  # most names, and fast
    return " ".join(token.text for token in tokens(text) or ())


def _idle(text: str, match: "re.Match[str]") -> bool:
    """Punctuation says nothing, except a mark inside figures, as in 12:30 or 20.-25."""
    if match.group() not in _IGNORED:
        return False
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return not (before.isdigit() and after.isdigit())
