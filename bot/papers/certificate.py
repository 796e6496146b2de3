"""A certificate: who learned what, what they can do, and a code that proves it."""

from typing import Any

from bot.papers.paper import GREEN, INK, LEADING, PALE, SOFT, WHITE, Paper
from bot.papers.poster import split_picture

WIDTH, HEIGHT = 420.0, 315.0  # 4 to 3: lies like a paper on the wall
_EDGE, _MARGIN = 10.0, 26.0
_HEAD, _WHO, _COURSE, _CAN, _FOOT = 16.0, (34.0, 28.0, 22.0, 16.0), 22.0, 15.0, 12.0
_CODE = 96.0
_EMOJI = 34.0
_ROOM = WIDTH - 2 * _MARGIN


def draw_certificate(recipe: dict[str, Any]) -> bytes:
    """Draw a certificate as a page of PDF; much to say makes it longer."""
    paper = Paper((WIDTH, HEIGHT), recipe["title"], rtl=recipe["rtl"])
    beside = _ROOM - _CODE - 12
    foot = sum(_height(paper, line, beside, _CAN) for line in recipe["can"])
    foot = max(foot + _height(paper, recipe["foot"], beside, _FOOT) + 8, _CODE)
    top = _top_height(paper, recipe)
    paper.add_page(height=max(HEIGHT, top + foot + _MARGIN))
    paper.area(0, 0, WIDTH, paper.height, GREEN)
    paper.area(_EDGE, _EDGE, WIDTH - 2 * _EDGE, paper.height - 2 * _EDGE, WHITE, round_by=6)
    _write_top(paper, recipe)
    _write_foot(paper, recipe, paper.height - _MARGIN - foot, beside)
    return paper.done()


def _top_height(paper: Paper, recipe: dict[str, Any]) -> float:
    picture, course = split_picture(recipe["title"])
    sized = (
        (recipe["head"], _HEAD),
        (recipe["who"], _size_of(paper, recipe["who"])),
        (course, _COURSE),
    )
    words = sum(_height(paper, line, _ROOM, size) for line, size in sized)
    return 26 + (_EMOJI * LEADING if picture else 0) + words + 30


def _write_top(paper: Paper, recipe: dict[str, Any]) -> None:
    picture, course = split_picture(recipe["title"])
    y = 22.0
    if picture:
        y = paper.write(picture, _MARGIN, y, _ROOM, _EMOJI, side="middle")
    y = paper.write(recipe["head"], _MARGIN, y, _ROOM, _HEAD, colour=SOFT, side="middle") + 4
    size = _size_of(paper, recipe["who"])
    y = paper.write(recipe["who"], _MARGIN, y, _ROOM, size, bold=True, colour=GREEN, side="middle")
    paper.line(WIDTH / 2 - 60, y + 2, 120)
    paper.write(course, _MARGIN, y + 8, _ROOM, _COURSE, bold=True, colour=INK, side="middle")


def _write_foot(paper: Paper, recipe: dict[str, Any], y: float, beside: float) -> None:
    paper.area(_EDGE + 6, y - 8, WIDTH - 2 * _EDGE - 12, paper.height - y - 12, PALE, round_by=6)
    paper.code(recipe["link"], WIDTH - _MARGIN - _CODE, y, _CODE)
    for line in recipe["can"]:
        y = paper.write(line, _MARGIN, y, beside, _CAN)
    paper.write(recipe["foot"], _MARGIN, y + 6, beside, _FOOT, colour=SOFT)


def _size_of(paper: Paper, name: str) -> float:
    """Give the largest size at which a name stands in one line."""
    fits = (s for s in _WHO if len(paper.lines(name, _ROOM, s, bold=True)) == 1)
    return next(fits, _WHO[-1])


def _height(paper: Paper, line: str, room: float, size: float) -> float:
    return len(paper.lines(line, room, size)) * size * LEADING
