"""Digits of every script: folded to 0-9 for reading, and written in a language's own."""

import unicodedata

_ASCII = "0123456789"


def ascii_digits(text: str) -> str:
    """Fold decimal digits of any script to 0-9; everything else stays."""
    return text if text.isascii() else "".join(map(_fold, text))


def native_digits(text: str, digits: str) -> str:
    """Write 0-9 in the ten `digits` of a script; nothing changes where there are none."""
    return text.translate(str.maketrans(_ASCII, digits)) if digits else text


def _fold(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else _ASCII[digit]
