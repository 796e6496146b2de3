"""The fonts that come along, and which of them writes a character."""

import unicodedata
from functools import cache
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).with_name("fonts")
# In the order they are asked; the emoji before the Chinese signs that look like them.
FACES = ("latin", "devanagari", "arabic", "emoji", "chinese")
BOLD = frozenset(("latin", "devanagari", "arabic"))
_JOINERS = "\u200c\u200d"
_PICTURE_OF = "\ufe0f"
_ALIKE = {"☐": "□", "✓": "✔", "⋯": "…", "☰": "≡"}  # what looks the same, for what no face has


def file_of(face: str, *, bold: bool = False) -> Path:
    """Give the file of a face; one without a bold cut gives its only one."""
    weight = "-bold" if bold and face in BOLD else ""
    return FOLDER / f"{face}{weight}.{'otf' if face == 'chinese' else 'ttf'}"


@cache
def signs_of(face: str) -> frozenset[int]:
    """Give the characters a face can write."""
    with TTFont(file_of(face), lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def face_of(sign: str) -> str | None:
    """Name the face that writes a character; None where there is none."""
    return next((face for face in FACES if ord(sign) in signs_of(face)), None)


@cache
def clings(sign: str) -> bool:
    """Tell whether a character belongs to the one before it, and is written in its face."""
    return (
        sign in _JOINERS or unicodedata.combining(sign) != 0 or unicodedata.category(sign) == "Mc"
    )


@cache
def is_unseen(sign: str) -> bool:
    """Tell whether a character only steers, and leaves no trace on paper."""
    return sign not in _JOINERS and unicodedata.category(sign) in {"Cf", "Cc", "Cs", "Co"}


@cache
def _written(sign: str) -> str:
    """Give what is written for a character: itself, Latin letters that sound alike, or nothing."""
    if sign == _PICTURE_OF:
        return ""
    if is_unseen(sign) or face_of(sign) is not None:
        return sign
    if sign in _ALIKE:
        return _ALIKE[sign]
    if unicodedata.category(sign)[0] not in "LNPS" or unicodedata.category(sign) == "So":
        return ""
    return anyascii(sign)


def writable(text: str) -> str:
    """Give a text in which no character would become an empty box."""
    return "".join(map(_written, unicodedata.normalize("NFC", text)))
