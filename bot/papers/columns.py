"""The columns of a table: how wide each is, and which hold figures."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.papers.runs import pieces

Row = Sequence[str]
Measure = Callable[[str], float]

_WORDS = 9  # letters beside the figures of an amount: "1,250.50 KSh", "12 crates"
_CODE = re.compile(r"\d[-:/]\d")  # an hour, a date, the number of an order


@dataclass(frozen=True, slots=True)
class Column:
    """One column, in points from the reading side; figures stand at its far end."""

    x: float
    width: float
    is_figures: bool


def lay_columns(
    rows: Sequence[Row], width: float, gap: float, measure: Measure
) -> tuple[Column, ...]:
    """Share the width among the columns: figures keep theirs whole, words may take more lines."""
    cells = list(zip(*rows, strict=True))
    figures = [at > 0 and all(map(is_figure, column[1:])) for at, column in enumerate(cells)]
    wanted = [max(map(measure, column)) for column in cells]
    needed = [
        max(measure(piece) for cell in column for piece in ("", *map(str.rstrip, pieces(cell))))
        for column in cells
    ]
    least = [w if f else n for w, n, f in zip(wanted, needed, figures, strict=True)]
    widths = _share(wanted, least, figures, width - gap * (len(cells) - 1))
    columns, x = [], 0.0
    for wide, kind in zip(widths, figures, strict=True):
        columns.append(Column(x, wide, kind))
        x += wide + gap
    return tuple(columns)


def is_figure(cell: str) -> bool:
    """Tell whether a cell is an amount, which is read from its end; an empty one may be."""
    letters = sum(sign.isalpha() for sign in cell)
    has_figures = any(map(str.isdigit, cell)) and not _CODE.search(cell)
    return not cell.strip() or (has_figures and letters <= _WORDS)


def _share(
    wanted: list[float], least: list[float], figures: list[bool], room: float
) -> list[float]:
    """Give every column what it wants, or between that and the least, or what there is."""
    if sum(wanted) <= room:
        words = [0.0 if figure else wide for wide, figure in zip(wanted, figures, strict=True)]
        return _stretch(wanted, words if any(words) else wanted, room)
    if sum(least) <= room:
        more = [want - need for want, need in zip(wanted, least, strict=True)]
        return _stretch(least, more, room)
    return [room * wide / sum(least) for wide in least]


def _stretch(widths: list[float], shares: list[float], room: float) -> list[float]:
    """Add what is left of the room, in these shares."""
    over, whole = room - sum(widths), sum(shares) or 1.0
    return [wide + over * share / whole for wide, share in zip(widths, shares, strict=True)]
