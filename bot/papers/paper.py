"""Something to draw on: words in every script, lines, areas and codes to scan, in points."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal

import segno
from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont

from bot.papers.runs import Run, split_runs, wrap
from bot.papers.typefaces import BOLD, file_of, writable

Colour = tuple[int, int, int]
Side = Literal["start", "middle", "end"]
INK, SOFT, LINE = (33, 37, 41), (102, 110, 117), (216, 222, 216)
GREEN, PALE, WHITE = (38, 112, 60), (234, 245, 236), (255, 255, 255)
A5, A4 = (419.53, 595.28), (595.28, 841.89)
LEADING = 1.38  # lines apart, in sizes: room for the marks of Devanagari and Arabic
_BASELINE = 1.02  # of the first line below the top
# The same facts give the same bytes: a receipt drawn again is the receipt of then.
_DAY_OF_ALL = datetime(2020, 1, 1, tzinfo=UTC)


class Paper:
    """Pages of one size; in a right-to-left language everything is mirrored."""

    def __init__(self, size: tuple[float, float], title: str, *, rtl: bool) -> None:
        self.width, self.height = size
        self.rtl = rtl
        self._pdf = _new(size, writable(title).strip())
        self._widths = lru_cache(4096)(self._measure)

    def add_page(self, height: float | None = None) -> None:
        """Begin the next page, of another height if need be."""
        self.height = height or self.height
        self._pdf.add_page(format=(self.width, self.height))

    def done(self) -> bytes:
        """Give the pages as PDF; nothing more can be drawn."""
        try:
            return bytes(self._pdf.output())
        finally:
            for font in self._pdf.fonts.values():
                if isinstance(font, TTFFont):
                    font.close()  # also what was only measured with

    # --- words -----------------------------------------------------------------------------

    def measure(self, text: str, size: float, *, bold: bool = False) -> float:
        """Tell how wide a line is."""
        return self._widths(writable(text), bold) * size

    def write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        side: Side = "start",
    ) -> float:
        """Write a text into a column whose top is `y`, in as many lines as it needs; give its foot."""
        for line in self.lines(text, width, size, bold=bold):
            self._write_line(line, (x, y, width), size, bold, colour, side)
            y += size * LEADING
        return y

    def lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Break a text as it is written into a column."""
        clean = writable(text)
        return wrap(clean, width, lambda part: self._widths(part, bold) * size)

    def _write_line(
        self,
        line: str,
        box: tuple[float, float, float],
        size: float,
        bold: bool,
        colour: Colour,
        side: Side,
    ) -> None:
        x, y, width = box
        slack = width - self._widths(line, bold) * size
        from_left = {"start": 0.0, "middle": slack / 2, "end": slack}[side]
        at = self._left(x, width) + (slack - from_left if self.rtl else from_left)
        self._pdf.set_text_color(*colour)
        self._pdf.set_draw_color(*colour)
        for run in split_runs(line, rtl=self.rtl):
            wide = self._set(run, bold, size)
            with self._thick(run, size, bold):
                self._pdf.set_xy(at, y + size * (_BASELINE - 0.8))
                self._pdf.cell(wide, size, run.text)
            at += wide

    def _measure(self, line: str, bold: bool) -> float:
        """Tell how wide a line is at size 1."""
        return sum(self._set(run, bold, 100) for run in split_runs(line, rtl=self.rtl)) / 100

    def _set(self, run: Run, bold: bool, size: float) -> float:
        """Take the run's font in hand, and tell how wide the run will be."""
        family = f"{run.font}-bold" if bold and run.font in BOLD else run.font
        if family not in self._pdf.fonts:
            self._pdf.add_font(family, "", file_of(run.font, bold=bold))
        self._pdf.set_font(family, size=size)
        self._pdf.set_text_shaping(not run.is_plain, direction="rtl" if run.rtl else "ltr")
        return self._pdf.get_string_width(run.text)

    @contextmanager
    def _thick(self, run: Run, size: float, bold: bool) -> Iterator[None]:
        """Write Chinese bold with an outline: a second cut of it would double the fonts."""
        thick = bold and run.font == "chinese"
        if thick:
            self._pdf.set_line_width(size / 36)
            self._pdf.text_mode = TextMode.FILL_STROKE
        yield
        if thick:
            self._pdf.text_mode = TextMode.FILL

    # --- shapes ----------------------------------------------------------------------------

    def area(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        *,
        round_by: float = 0,
    ) -> None:
        """Fill a rectangle."""
        self._pdf.set_fill_color(*colour)
        corners: Any = {"round_corners": True, "corner_radius": round_by} if round_by else {}
        self._pdf.rect(self._left(x, width), y, width, height, style="F", **corners)

    def line(
        self,
        x: float,
        y: float,
        width: float,
        *,
        height: float = 0,
        colour: Colour = LINE,
        thick: float = 0.6,
    ) -> None:
        """Draw a straight line, so far across and down."""
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(thick)
        left = self._left(x, width)
        self._pdf.line(left, y, left + width, y + height)

    def code(self, text: str, x: float, y: float, side: float) -> None:
        """Draw a code to scan, with the white margin it needs within `side`."""
        rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=3)]
        module = side / len(rows)
        left = self._left(x, side)
        self._pdf.set_fill_color(*WHITE)
        self._pdf.rect(left, y, side, side, style="F")
        self._pdf.set_fill_color(*INK)
        for down, row in enumerate(rows):
            for start, length in _dark(row):
                # A hair wider than its place: no light between the rows.
                self._pdf.rect(
                    left + start * module,
                    y + down * module,
                    length * module + 0.02,
                    module + 0.02,
                    style="F",
                )

    def _left(self, x: float, width: float) -> float:
        return self.width - x - width if self.rtl else x


def _dark(row: list[int]) -> Iterator[tuple[int, int]]:
    """Give each stretch of dark modules: where it starts, and how long it is."""
    start = None
    for at, module in enumerate([*row, 0]):
        if module and start is None:
            start = at
        elif not module and start is not None:
            yield start, at - start
            start = None


def _new(size: tuple[float, float], title: str) -> FPDF:
    pdf = FPDF(unit="pt", format=size)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(_DAY_OF_ALL)
    pdf.set_producer("Farmgate")
    pdf.set_title(title)
    return pdf
