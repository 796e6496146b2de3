"""The columns of a table: how wide each is, and which hold figures."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Row = Sequence[str]
Measure = Callable[[str], float]

_WORDS = 9  # letters beside the figures of an amount: "1,250.50 KSh", "12 crates"
_CODE = re.compile(r"\d[-:/]\d")  # an hour, a date, the number of an order
LEAST = 34.0  # points; narrower, nothing can be read


@dataclass(frozen=True, slots=True)
class Column:
    """One column, in points from the reading side; figures stand at its far end."""

    x: float
    width: float
    is_figures: bool


def lay_columns(
    rows: Sequence[Row], width: float, gap: float, measure: Measure
) -> tuple[Column, ...]:
    """Share the width among the columns: figures keep theirs, words give way."""
    cells = list(zip(*rows, strict=True))
    wanted = [max(map(measure, column)) for column in cells]
    figures = [at > 0 and all(map(is_figure, column[1:])) for at, column in enumerate(cells)]
    widths = _share(wanted, figures, width - gap * (len(cells) - 1))
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


def _share(wanted: list[float], figures: list[bool], room: float) -> list[float]:
    """Give every column what it wants, or what there is; what is over goes to the words."""
    over = room - sum(wanted)
    gives = [not figure for figure in figures] if not all(figures) else [True] * len(figures)
    if over < 0 and room - sum(
        w for w, g in zip(wanted, gives, strict=True) if not g
    ) < LEAST * sum(gives):
        return [room * wide / sum(wanted) for wide in wanted]
    total = sum(wide for wide, give in zip(wanted, gives, strict=True) if give) or 1.0
    return [
        wide + (over * wide / total if give else 0.0)
        for wide, give in zip(wanted, gives, strict=True)
    ]
