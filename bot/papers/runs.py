"""A line as it stands on paper: pieces of one font and one direction, from left to right."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from bot.papers.typefaces import FONTS, clings, font_of, is_unseen
from bot.text.bidi import holds_rtl

_WIDE = range(0x2E80, 0x10000)  # Chinese may be broken after any character ...
_NOT_FIRST = frozenset("、。,.:;!?)]}」』】》〉…～%”’·,。:;!?)%")  # ... that these do not follow


_UNJOINED = frozenset(("latin", "chinese"))


class Run(NamedTuple):
    """Characters in the order they are read."""

    text: str
    font: str
    rtl: bool

    @property
    def is_plain(self) -> bool:
        """Whether it is one letter after the other: nothing joins, stacks or is mirrored."""
        return self.font in _UNJOINED and not self.rtl and not any(map(clings, self.text))


def split_runs(line: str, *, rtl: bool) -> list[Run]:
    """Split a line into runs, the leftmost first, by the Unicode bidirectional algorithm."""
    if not rtl and not holds_rtl(line):
        return list(_split_straight(line))
    base = TextDirection.RTL if rtl else TextDirection.LTR
    fonts = list(_fonts(line))
    paragraph = BidiParagraph(line, base, preserve_bn_chars=True)
    seen = (
        (sign.character, sign.embedding_level, fonts[sign.character_index])
        for sign in paragraph.get_reordered_characters()
        if not is_unseen(sign.character)
    )
    return [
        _run("".join(sign for sign, _, _ in signs), font, level % 2 == 1)
        for (level, font), signs in groupby(seen, key=itemgetter(1, 2))
    ]


def _split_straight(line: str) -> Iterator[Run]:
    """Split a line in which everything runs from left to right."""
    seen = (
        (sign, font) for sign, font in zip(line, _fonts(line), strict=True) if not is_unseen(sign)
    )
    for font, signs in groupby(seen, key=itemgetter(1)):
        yield Run("".join(sign for sign, _ in signs), font, rtl=False)


def _run(text: str, font: str, rtl: bool) -> Run:
    return Run(text[::-1] if rtl else text, font, rtl)


def _fonts(line: str) -> Iterator[str]:
    """Name the font of each character."""
    font = FONTS[0]
    for sign in line:
        if not clings(sign):
            font = font_of(sign) or font
        yield font


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines no wider than `width`, where its script allows."""
    lines: list[str] = []
    for given in text.split("\n"):
        line = ""
        for piece in pieces(given):
            if line and measure((line + piece).rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece
            while measure(line.rstrip()) > width and len(line) > 1:
                fitting = _fitting(line, width, measure)
                lines.append(line[:fitting])
                line = line[fitting:]
        lines.append(line.rstrip())
    return lines


def pieces(text: str) -> Iterator[str]:
    """Split a text where a line may end: after spaces and between Chinese characters."""
    piece = ""
    for sign in text:
        breaks = piece and (piece[-1] == " " or _may_part(piece[-1], sign))
        if breaks and sign != " ":
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _may_part(before: str, after: str) -> bool:
    return (ord(before) in _WIDE or ord(after) in _WIDE) and not (
        after in _NOT_FIRST or clings(after) or is_unseen(before) or is_unseen(after)
    )


def _fitting(word: str, width: float, measure: Callable[[str], float]) -> int:
    """Tell after how many characters a word too long for any line is broken."""
    end = next((n for n in range(2, len(word)) if measure(word[:n]) > width), len(word))
    while end > 2 and clings(word[end - 1]):
        end -= 1
    return max(1, end - 1)
