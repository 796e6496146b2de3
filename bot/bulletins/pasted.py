"""A list of people as staff paste it: one a line, or with commas; each read for what it can name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.digits import ascii_digits

MOST = 500  # people in one list: a message holds no more
_SPLIT = re.compile(r"[\n\r\t,;،、，；|]+")
_NAME = re.compile(r"(?:@|https://t\.me/)([A-Za-z0-9_]{4,32})")
_ORDER = re.compile(r"\d{2,6}-\d{3}")
_OFFER = re.compile(r"#(\d{1,15})")
_PHONE = re.compile(r"\+?[\d\s().-]+")
_SHORTEST_PHONE, _LONGEST_PHONE = 7, 15

NAME, ORDER, OFFER, PHONE, UNKNOWN = "name", "order", "offer", "phone", "unknown"


@dataclass(frozen=True, slots=True)
class Pasted:
    """One entry: `text` as it stands there, what `kind` it is, and its `key`."""

    text: str
    kind: str
    key: str


def read_list(text: str) -> tuple[Pasted, ...]:
    """Read @names, telephone numbers, numbers of orders (47-208) and of offers (#12)."""
    return tuple(dict.fromkeys(_entries(text)))[:MOST]


def _entries(text: str) -> Iterator[Pasted]:
    for piece in _SPLIT.split(text):
        words = piece.split()
        for each in words if _are_apart(words) else [" ".join(words)]:
            if each:
                yield _read(each.strip("\"'"))


def _are_apart(words: list[str]) -> bool:
    """Whether each word names somebody by itself; the groups of a telephone number do not."""
    return all(_read(word).kind in {NAME, ORDER, OFFER} for word in words)


def _read(text: str) -> Pasted:
    plain = ascii_digits(text)
    for kind, pattern in ((NAME, _NAME), (OFFER, _OFFER)):
        found = pattern.fullmatch(plain)
        if found is not None:
            return Pasted(text, kind, found[1])
    if _ORDER.fullmatch(plain):
        return Pasted(text, ORDER, plain)
    digits = "".join(filter(str.isdigit, plain))
    if _PHONE.fullmatch(plain) and _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE:
        return Pasted(text, PHONE, digits)
    return Pasted(text, UNKNOWN, text)
