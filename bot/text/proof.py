"""What makes one text unfit to be sent: markup, length, words, spaces, direction."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.kernel.units import unit_name
from bot.text.bidi import is_rtl_letter
from bot.text.language import Language
from bot.text.template import HOLE, TAG

_TAG_LIKE = re.compile(r"</?[A-Za-z][^>]*>?")
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+);")
_MEASURES = ("kg", "g", "t", "litre", "ha")


@dataclass(frozen=True, slots=True)
class Limits:
    """Characters a reader sees at most; `widths` says how long a placeholder's value may get."""

    message: int = 160
    button: int = 30
    width: int = 12
    widths: Mapping[str, int] = field(
        default_factory=lambda: {"count": 3, "number": 5, "name": 20, "place": 18, "buyer": 20}
    )

    def length(self, text: str) -> int:
        """Measure a text without its tags and with its longest plausible values."""
        holes = sum(self.widths.get(name, self.width) for name in HOLE.findall(text))
        return len(HOLE.sub("", TAG.sub("", text))) + holes


def text_faults(text: str, language: Language) -> Iterator[str]:
    """Tell what is wrong with a text by itself, in a few words each."""
    if not text.strip():
        yield "empty"
        return
    for check in _CHECKS:
        yield from check(text, language)


def _markup(text: str, _: Language) -> Iterator[str]:
    rest = TAG.sub("", text)
    for tag in _TAG_LIKE.findall(rest):
        yield f"{tag} is not one of <b>, <i>, <code>"
    for entity in _ENTITY.findall(rest):
        yield f"{entity} is written as the sign itself"
    if not _balanced(TAG.findall(text)):
        yield "tags do not close in order"


def _balanced(tags: list[str]) -> bool:
    open_tags: list[str] = []
    for tag in tags:
        if not tag.startswith("</"):
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag.replace("/", ""):
            return False
    return not open_tags


def _braces(text: str, _: Language) -> Iterator[str]:
    if set("{}") & set(HOLE.sub("", text)):
        yield "a brace that is no {placeholder}"


def _spaces(text: str, language: Language) -> Iterator[str]:
    if text != text.strip() or "  " in text:
        yield "stray spaces"
    if _unkept(language.code).search(text):
        yield "a number and its unit need a non-breaking space between them"


@cache
def _unkept(language: str) -> re.Pattern[str]:
    units = "|".join(re.escape(unit_name(unit, language, "short")) for unit in _MEASURES)
    return re.compile(rf"(?:\d (?:{units})(?!\w)|\{{number\}} | \{{number\}})")


def _words(text: str, language: Language) -> Iterator[str]:
    for word in language.avoid:
        # In the middle of a Latin word it is another word: sw "kubatilisha" is to cancel.
        if re.search(rf"(?<![a-zà-ÿ]){re.escape(word)}", text, re.IGNORECASE):
            yield f"{word!r} blames the reader"


def _direction(text: str, language: Language) -> Iterator[str]:
    if not language.is_rtl:
        return
    for line in HOLE.sub("", TAG.sub("", text)).split("\n"):
        strong = (sign for sign in line if unicodedata.bidirectional(sign) in {"L", "R", "AL"})
        if not is_rtl_letter(next(strong, "\u0627")):
            yield "a line starts with a left-to-right letter"


_CHECKS: tuple[Callable[[str, Language], Iterator[str]], ...] = (
    _markup,
    _braces,
    _spaces,
    _words,
    _direction,
)
