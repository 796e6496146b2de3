"""A poster: what is for sale and where, and a big code to scan."""

import unicodedata
from typing import Any

from bot.papers.paper import GREEN, LEADING, PALE, SOFT, WHITE, Paper

WIDTH, HEIGHT = 360.0, 450.0  # 4 to 5: chats show it whole
_MARGIN = 20.0
_ROOM = WIDTH - 2 * _MARGIN
_BAND = 126.0  # the height of the coloured band with the title
_EMOJI, _FIRST, _LINE, _LINK = 44.0, 20.0, 14.5, 12.0
_CODE, _LEAST_CODE = 180.0, 130.0
_FOOT = 34.0  # below the code, for the link
_GAP = 14.0


def draw_poster(recipe: dict[str, Any]) -> bytes:
    """Draw a poster as a page of PDF; many words make it longer, never the code too small."""
    paper = Paper((WIDTH, HEIGHT), recipe["title"], rtl=recipe["rtl"])
    words = _BAND + _GAP + sum(_height(paper, *line) for line in _sized(recipe["lines"]))
    paper.add_page(height=max(HEIGHT, words + _LEAST_CODE + 2 * _GAP + _FOOT))
    paper.area(0, 0, WIDTH, paper.height, PALE)
    _draw_band(paper, recipe["title"])
    y = _BAND + _GAP
    for line, size in _sized(recipe["lines"]):
        y = paper.write(line, _MARGIN, y, _ROOM, size, bold=size == _FIRST, side="middle")
    _draw_code(paper, recipe["link"], y)
    return paper.done()


def _sized(lines: list[str]) -> list[tuple[str, float]]:
    """Give each line its size: the first, the price, stands out."""
    return [(line, _LINE if at else _FIRST) for at, line in enumerate(lines)]


def _height(paper: Paper, line: str, size: float) -> float:
    return len(paper.lines(line, _ROOM, size, bold=size == _FIRST)) * size * LEADING


def _draw_band(paper: Paper, title: str) -> None:
    picture, words = split_picture(title)
    paper.area(0, 0, WIDTH, _BAND, GREEN)
    y = paper.write(picture, _MARGIN, 8, _ROOM, _EMOJI, side="middle") if picture else 28
    size = _size_of(paper, words, _ROOM, 1 if picture else 2)
    words = words[:1].upper() + words[1:]
    paper.write(words, _MARGIN, y, _ROOM, size, bold=True, colour=WHITE, side="middle")


def _draw_code(paper: Paper, link: str, y: float) -> None:
    """Draw the code as large as there is room below `y`, on white, with the link under it."""
    foot = paper.height - _FOOT
    side = min(_CODE, foot - y - _GAP)
    left = (WIDTH - side) / 2
    paper.area(left, foot - side, side, side, WHITE, round_by=8)
    paper.code(link, left, foot - side, side)
    shown = link.removeprefix("https://")
    paper.write(shown, _MARGIN, foot + 6, _ROOM, _LINK, colour=SOFT, side="middle")


def split_picture(title: str) -> tuple[str, str]:
    """Part a title from the emoji it begins with."""
    end = 0
    while end < len(title) and unicodedata.category(title[end]) in {"So", "Cf", "Mn", "Sk"}:
        end += 1
    picture = title[:end] if any(unicodedata.category(s) == "So" for s in title[:end]) else ""
    return picture, title[len(picture) :].strip()


def _size_of(paper: Paper, title: str, room: float, most: int) -> float:
    """Give the largest size at which the title takes no more than `most` lines."""
    sizes = (30, 26, 22, 18, 15)
    return next((s for s in sizes if len(paper.lines(title, room, s, bold=True)) <= most), 13)
