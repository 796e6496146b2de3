"""Writing directions: isolates that keep a name from garbling the line it stands in."""

import re
import unicodedata

# Unicode Standard Annex 9: first strong isolate, its end, and the right-to-left mark.
FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
_STEERING = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)))
_UNSEEN = _STEERING | {0x200E: None, 0x200F: None, 0x061C: None}
_TAGS = re.compile(r"(?:</?\w+>)*")


def isolate(text: str) -> str:
    """Give the text its own direction, whatever stands around it."""
    return f"{FSI}{text}{PDI}"


def without_steering(words: str) -> str:
    """Take away marks by which a person's words could turn the rest of a line around."""
    return words if words.isascii() else words.translate(_STEERING)


def without_marks(text: str) -> str:
    """Take every invisible direction mark away, as before reading what was typed or tapped."""
    return text if text.isascii() else text.translate(_UNSEEN)


def is_rtl_letter(sign: str) -> bool:
    """Tell whether a character runs from right to left by itself."""
    return unicodedata.bidirectional(sign) in {"R", "AL"}


def holds_rtl(text: str) -> bool:
    """Tell whether a text would turn around part of a line that runs left to right."""
    return not text.isascii() and any(map(is_rtl_letter, text))


def from_the_right(text: str) -> str:
    """Make every line of a right-to-left text start with a right-to-left character.

    Clients take a line's direction from its first strong character; a line that begins with a
    picture, a number or a placeholder gets an invisible mark that decides for it.
    """
    return "\n".join(map(_line_from_the_right, text.split("\n")))


def _line_from_the_right(line: str) -> str:
    start = line[len(_TAGS.match(line)[0]) :]  # type: ignore[index]  # it matches the empty text
    return line if not start or is_rtl_letter(start[0]) else RLM + line
