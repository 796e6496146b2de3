"""A poster: what is for sale and where, and a big code to scan."""

import unicodedata
from typing import Any

from bot.papers.paper import GREEN, INK, PALE, SOFT, WHITE, Paper

SIZE = (360.0, 480.0)
_MARGIN = 20.0
_BAND = 132.0
_CODE = 190.0


def draw_poster(recipe: dict[str, Any]) -> bytes:
    """Draw a poster as a page of PDF, 3 to 4."""
    picture, title = split_picture(recipe["title"])
    paper = Paper(SIZE, title, rtl=recipe["rtl"])
    paper.add_page()
    width, height = SIZE
    room = width - 2 * _MARGIN
    paper.area(0, 0, width, height, PALE)
    paper.area(0, 0, width, _BAND, GREEN)
    y = 10.0
    if picture:
        y = paper.write(picture, _MARGIN, y, room, 46, side="middle")
    y = max(y, 30)
    size = _size_of(paper, title, room, 2 if not picture else 1)
    paper.write(title, _MARGIN, y, room, size, bold=True, colour=WHITE, side="middle")
    y = _BAND + 10
    for at, line in enumerate(recipe["lines"]):
        big = at == 0
        y = paper.write(
            line, _MARGIN, y, room, 19 if big else 14, bold=big, colour=INK, side="middle"
        )
    foot = height - 30
    side = min(_CODE, foot - y - 8)
    paper.area((width - side) / 2 - 6, foot - side - 6, side + 12, side + 12, WHITE, round_by=10)
    paper.code(recipe["link"], (width - side) / 2, foot - side, side)
    link = recipe["link"].removeprefix("https://")
    paper.write(link, _MARGIN, foot + 7, room, 12, colour=SOFT, side="middle")
    return paper.done()


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
