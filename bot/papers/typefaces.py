"""The fonts that come along, and which of them writes a character."""

import unicodedata
from functools import cache
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).with_name("fonts")
# In the order they are asked; the emoji before the Chinese signs that look like them.
FONTS = ("latin", "devanagari", "arabic", "emoji", "chinese")
BOLD = frozenset(("latin", "devanagari", "arabic"))
_JOINERS = "\u200c\u200d"
_PICTURE_OF = "\ufe0f"
_ALIKE = {"☐": "□", "✓": "✔", "⋯": "…", "☰": "≡"}  # what looks the same, for what no font has


def file_of(font: str, *, bold: bool = False) -> Path:
    """Give the file of a font; one without a bold cut gives its only one."""
    weight = "-bold" if bold and font in BOLD else ""
    return FOLDER / f"{font}{weight}.{'otf' if font == 'chinese' else 'ttf'}"


@cache
def signs_of(font: str) -> frozenset[int]:
    """Give the characters a font can write."""
    with TTFont(file_of(font), lazy=True) as opened:
        return frozenset(opened.getBestCmap())


@cache
def font_of(sign: str) -> str | None:
    """Name the font that writes a character; None where there is none."""
    return next((font for font in FONTS if ord(sign) in signs_of(font)), None)


@cache
def clings(sign: str) -> bool:
    """Tell whether a character belongs to the one before it, and is written in its font."""
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
    if is_unseen(sign) or font_of(sign) is not None:
        return sign
    if sign in _ALIKE:
        return _ALIKE[sign]
    if unicodedata.category(sign)[0] not in "LNPS" or unicodedata.category(sign) == "So":
        return ""
    return anyascii(sign)


def writable(text: str) -> str:
    """Give a text in which no character would become an empty box."""
    return "".join(map(_written, unicodedata.normalize("NFC", text)))
