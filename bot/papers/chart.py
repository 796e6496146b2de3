"""A chart of bars: upright where they fit side by side, else lying one below the other."""

from collections.abc import Sequence
from typing import Any

from bot.papers.paper import GREEN, INK, LEADING, PALE, SOFT, Paper

WIDTH = 360.0
_MARGIN = 16.0
_ROOM = WIDTH - 2 * _MARGIN
_TITLE, _SAID, _LABEL, _NOTE = 17.0, 12.5, 12.0, 11.5
_UPRIGHT = 170.0  # the height of the tallest bar
_ROW = 46.0  # the height of a lying bar with its words
_BAR = (94, 170, 110)

Bar = dict[str, Any]


def draw_chart(recipe: dict[str, Any]) -> bytes:
    """Draw a chart as a page of PDF, 360 points wide and as high as it needs."""
    bars, title, note = recipe["bars"], recipe["title"], recipe["note"] or ""
    paper = Paper((WIDTH, WIDTH), title, rtl=recipe["rtl"])
    upright = bool(bars) and _stand(paper, bars)
    body = _UPRIGHT + 77 if upright else _ROW * len(bars) + 8
    words = _height(paper, title, _TITLE, bold=True) + _height(paper, note, _NOTE)
    paper.add_page(height=words + body + 2 * _MARGIN + 8)
    y = paper.write(title, _MARGIN, _MARGIN - 4, _ROOM, _TITLE, bold=True, colour=GREEN) + 6
    (_draw_upright if upright else _draw_lying)(paper, bars, y)
    paper.write(note, _MARGIN, y + body, _ROOM, _NOTE, colour=SOFT)
    return paper.done()


def _height(paper: Paper, text: str, size: float, *, bold: bool = False) -> float:
    return len(paper.lines(text, _ROOM, size, bold=bold)) * size * LEADING


def _stand(paper: Paper, bars: Sequence[Bar]) -> bool:
    """Tell whether every bar has room for its words when they stand side by side."""
    slot = _ROOM / len(bars) - 4
    return all(
        paper.measure(bar["said"], _SAID, bold=True) <= slot
        and len(paper.lines(bar["label"], slot, _LABEL)) <= 2
        and all(paper.measure(word, _LABEL) <= slot for word in bar["label"].split())
        for bar in bars
    )


def _top(bar: Bar) -> int:
    top: int = max(bar["value"], bar["high"] or 0)
    return top


def _scale(bars: Sequence[Bar], length: float) -> float:
    return length / max(1, *map(_top, bars))


def _has_range(bar: Bar) -> bool:
    return bar["low"] is not None and bar["high"] is not None


def _draw_upright(paper: Paper, bars: Sequence[Bar], y: float) -> None:
    scale, slot = _scale(bars, _UPRIGHT), _ROOM / len(bars)
    base = y + _UPRIGHT + 27
    wide = min(slot * 0.62, 54)
    for at, bar in enumerate(bars):
        left = _MARGIN + at * slot
        x, height = left + (slot - wide) / 2, max(bar["value"] * scale, 1.5)
        paper.area(x, base - height, wide, height, _BAR)
        if _has_range(bar):
            _draw_range_up(
                paper, left + slot / 2, base - bar["high"] * scale, base - bar["low"] * scale
            )
        above = base - max(_top(bar) * scale, 1.5) - _SAID * LEADING - 6
        paper.write(bar["said"], left, above, slot, _SAID, bold=True, side="middle")
        paper.write(bar["label"], left + 2, base + 5, slot - 4, _LABEL, colour=SOFT, side="middle")
    paper.line(_MARGIN, base, _ROOM, colour=SOFT, thick=0.8)


def _draw_range_up(paper: Paper, x: float, top: float, foot: float) -> None:
    paper.line(x, top, 0, height=foot - top, colour=INK, thick=1.4)
    for y in (top, foot):
        paper.line(x - 4, y, 8, colour=INK, thick=1.4)


def _draw_lying(paper: Paper, bars: Sequence[Bar], y: float) -> None:
    scale = _scale(bars, _ROOM) if bars else 0
    for bar in bars:
        said = paper.measure(bar["said"], _SAID, bold=True)
        label = paper.lines(bar["label"], _ROOM - said - 10, _LABEL)[0]
        paper.write(label, _MARGIN, y, _ROOM, _LABEL, colour=INK)
        paper.write(bar["said"], _MARGIN, y, _ROOM, _SAID, bold=True, side="end")
        at = y + 21
        paper.area(_MARGIN, at, _ROOM, 12, PALE, round_by=3)
        paper.area(_MARGIN, at, max(bar["value"] * scale, 2), 12, _BAR)
        if _has_range(bar):
            _draw_range_across(paper, at + 6, bar["low"] * scale, bar["high"] * scale)
        y += _ROW


def _draw_range_across(paper: Paper, y: float, low: float, high: float) -> None:
    paper.line(_MARGIN + low, y, high - low, colour=INK, thick=1.4)
    for x in (low, high):
        paper.line(_MARGIN + x, y - 4, 0, height=8, colour=INK, thick=1.4)
