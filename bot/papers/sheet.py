"""A page to print or keep: a title, lines, tables, a code to scan."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.papers.columns import Column, lay_columns
from bot.papers.paper import A4, A5, GREEN, LEADING, LINE, PALE, SOFT, Paper

MARGIN = 36.0
_TITLE, _TEXT, _CELL, _SMALL = 17.0, 10.5, 9.5, 8.5
_GAP, _PAD = 13.0, 4.0
_CODE = 96.0
_NARROW = 360.0  # the width of a table of less than a few columns
_FEW, _SOME = 4, 6  # columns that fit on half a page, and on a page upright


def draw_sheet(recipe: dict[str, Any]) -> bytes:
    """Draw a sheet as PDF, on paper as large as its widest table needs."""
    tables = recipe["tables"]
    widest = max((len(table["head"]) for table in tables), default=0)
    pen = _Pen(Paper(_size_for(widest), recipe["title"], rtl=recipe["rtl"]))
    pen.head(recipe["title"])
    for line in recipe["lines"]:
        pen.line(line)
    for table in tables:
        pen.table(table["head"], table["rows"], table["foot"])
    if recipe["qr"]:
        pen.code(recipe["qr"])
    return pen.paper.done()


def _size_for(columns: int) -> tuple[float, float]:
    if columns <= _FEW:
        return A5
    return A4 if columns <= _SOME else (A4[1], A4[0])


class _Grid(NamedTuple):
    """A table's columns and its whole width."""

    columns: tuple[Column, ...]
    width: float


class _Pen:
    """Writes downwards, and turns the page when it is full."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.room = paper.width - 2 * MARGIN
        self.y = MARGIN
        self._pages = 0
        self._turn()

    def head(self, title: str) -> None:
        self.y = self.paper.write(title, MARGIN, self.y, self.room, _TITLE, bold=True, colour=GREEN)
        self.y += _PAD
        self.paper.line(MARGIN, self.y, self.room, colour=GREEN, thick=1.6)
        self.y += 2 * _PAD

    def line(self, text: str | None) -> None:
        for part in self.paper.lines(text, self.room, _TEXT) if text else ():
            self._reserve(_TEXT * LEADING)
            self.y = self.paper.write(part, MARGIN, self.y, self.room, _TEXT)
        self.y += _PAD / 2 if text else 2 * _PAD

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], foot: Sequence[str]
    ) -> None:
        filled = [_fill(row, head) for row in (*rows, *([foot] if foot else ()))]
        grid = self._lay([head, *filled])
        self.y += 2 * _PAD
        self._head_of(head, grid)
        for row in filled[: len(rows)]:
            if self._reserve(self._height(row, grid)):
                self._head_of(head, grid)
            self._row(row, grid)
            self.paper.line(MARGIN, self.y, grid.width)
        if foot:
            self._reserve(self._height(filled[-1], grid))
            self.paper.line(MARGIN, self.y, grid.width, colour=GREEN, thick=1)
            self._row(filled[-1], grid, bold=True)
        self.y += 2 * _PAD

    def _lay(self, rows: Sequence[Sequence[str]]) -> _Grid:
        """Lay a table's columns; a few of them are not torn apart on a wide page."""
        width = min(self.room, _NARROW) if len(rows[0]) < _FEW else self.room

        def measure(cell: str) -> float:
            return self.paper.measure(cell, _CELL, bold=True)  # the widest it can be written

        return _Grid(lay_columns(rows, width - 2 * _PAD, _GAP, measure), width)

    def code(self, text: str) -> None:
        self.y += 2 * _PAD
        self._reserve(_CODE)
        self.paper.code(text, MARGIN, self.y, _CODE)
        self.y += _CODE

    def _head_of(self, head: Sequence[str], grid: _Grid) -> None:
        height = self._height(head, grid)
        self._reserve(3 * height)
        self.paper.area(MARGIN, self.y, grid.width, height, PALE)
        self._row(head, grid, bold=True)

    def _row(self, cells: Sequence[str], grid: _Grid, *, bold: bool = False) -> None:
        foot = self.y + self._height(cells, grid)
        for cell, column in zip(cells, grid.columns, strict=True):
            self.paper.write(
                cell,
                MARGIN + _PAD + column.x,
                self.y + _PAD,
                column.width,
                _CELL,
                bold=bold,
                side="end" if column.is_figures else "start",
            )
        self.y = foot

    def _height(self, cells: Sequence[str], grid: _Grid) -> float:
        tallest = max(
            len(self.paper.lines(cell, column.width, _CELL, bold=True))
            for cell, column in zip(cells, grid.columns, strict=True)
        )
        return tallest * _CELL * LEADING + 2 * _PAD

    def _reserve(self, height: float) -> bool:
        """Turn the page if so much does not fit any more; tell whether it was turned."""
        full = self.y + height > self.paper.height - MARGIN
        if full:
            self._turn()
        return full

    def _turn(self) -> None:
        self.paper.add_page()
        self._pages += 1
        self.y = MARGIN
        if self._pages > 1:
            foot = self.paper.height - MARGIN * 0.75
            self.paper.write(
                str(self._pages), MARGIN, foot, self.room, _SMALL, colour=SOFT, side="end"
            )
            self.paper.line(MARGIN, foot, self.room, colour=LINE)


def _fill(row: Sequence[str], head: Sequence[str]) -> Sequence[str]:
    """Give a row as many cells as the head has."""
    return [*row, *[""] * (len(head) - len(row))][: len(head)]
