"""Cutting a long text into messages: whole lines if it can, never inside markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

# What clings to the character before it: marks, variation selectors, skin tones, joined signs.
_CLINGS = "[\u0300-\u036f\u200c\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d."
# A tag, an entity, or one character with what clings to it.
_TOKEN = re.compile(
    rf"<[^<>]*>|&(?:[A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);|\s|.(?:{_CLINGS}){{0,10}}", re.DOTALL
)
_TAG_NAME = re.compile(r"</?([A-Za-z-]+)")


def measure(html: str) -> int:
    """Count a text as Telegram does: UTF-16 units of what is seen."""
    return sum(_units(token) for token in _TOKEN.findall(html))


def split(html: str, limit: int) -> list[str]:
    """Cut into parts of at most `limit` seen units; what is open at a cut is closed and reopened."""
    # A seen character is at most two units, so a short text needs no closer look.
    if len(html) * 2 <= limit or measure(html) <= limit:
        return [html]
    cutter = _Cutter(limit)
    for token in _TOKEN.findall(html):
        cutter.add(token)
    return list(cutter.parts())


@dataclass
class _Cutter:
    limit: int
    tokens: list[str] = field(default_factory=list)
    units: int = 0
    done: list[str] = field(default_factory=list)

    def add(self, token: str) -> None:
        if self.units + _units(token) > self.limit:
            self._cut()
        self.tokens.append(token)
        self.units += _units(token)

    def parts(self) -> Iterator[str]:
        yield from (part for part in self.done if unescape(_plain(part)).strip())
        rest = "".join(self.tokens)
        if _plain(rest).strip():
            yield rest.strip("\n")

    def _cut(self) -> None:
        at = self._place()
        head, tail = self.tokens[:at], self.tokens[at:]
        still_open = _open_tags(head)
        closing = [f"</{_tag_name(tag)}>" for tag in reversed(still_open)]
        self.done.append("".join([*head, *closing]).strip("\n"))
        while tail and tail[0] in "\n ":
            tail = tail[1:]
        self.tokens = [*still_open, *tail]
        self.units = sum(_units(token) for token in self.tokens)

    def _place(self) -> int:
        """Choose where to cut: after the last line, else the last word, else where it is full.

        A line or word is only taken when that leaves the part at least half full.
        """
        for mark in "\n", " ":
            at = _after_last(self.tokens, mark)
            if sum(_units(token) for token in self.tokens[:at]) * 2 >= self.limit:
                return at
        return len(self.tokens)


def _after_last(tokens: list[str], mark: str) -> int:
    return next((at + 1 for at in reversed(range(len(tokens))) if tokens[at] == mark), 0)


def _units(token: str) -> int:
    if len(token) == 1:
        return 2 if ord(token) > 0xFFFF else 1
    if token[0] == "<" and token[-1] == ">":
        return 0
    return len(unescape(token).encode("utf-16-le")) // 2


def _open_tags(tokens: list[str]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if len(token) > 1 and token[0] == "<":
            if token[1] == "/":
                del found[-1:]
            else:
                found.append(token)
    return found


def _tag_name(tag: str) -> str:
    match = _TAG_NAME.match(tag)
    return match.group(1) if match else ""


def _plain(html: str) -> str:
    return re.sub(r"<[^<>]*>", "", html)
