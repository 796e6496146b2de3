"""Buttons and words compared: one spelling, without emoji and punctuation, near or exact."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.text import spelling

LONGEST = 200  # nothing that is compared is longer; hostile input is cut before any work


def fold(text: str) -> str:
    """Give the comparable form of a short text: 'Sí, ¡claro! ✅' -> 'si claro'."""
    return _fold(text[:LONGEST])


# The same labels are compared with every answer, in every language.
@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    kept = (char if _is_of_a_word(char) else " " for char in spelling.fold(text))
    return " ".join("".join(kept).split())


def _is_of_a_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def nearest(text: str, candidates: Sequence[str]) -> int | None:
    """Give the index of the one folded candidate a folded text spells, or nearly spells.

    One slip is forgiven in words of four letters and more, two from eight on; a tie is no match.
    """
    if not text:
        return None
    if text in candidates:
        return candidates.index(text)
    allowed = _slips(len(text))
    scored = [
        (OSA.distance(text, name, score_cutoff=allowed), at)
        for at, name in enumerate(candidates)
        if name
    ]
    close = sorted(pair for pair in scored if pair[0] <= allowed)
    if not allowed or not close or (len(close) > 1 and close[0][0] == close[1][0]):
        return None
    return close[0][1]


def _slips(length: int) -> int:
    return 0 if length < 4 else 1 if length < 8 else 2


def read_index(text: str) -> int | None:
    """Read a bare small whole number in any script's digits, as people type to choose a button."""
    digits = text.strip().rstrip(".)").removesuffix("\u20e3").rstrip("\ufe0f")
    if not 1 <= len(digits) <= 2 or not all(
        unicodedata.decimal(char, None) is not None for char in digits
    ):
        return None
    return int("".join(str(unicodedata.decimal(char)) for char in digits))
