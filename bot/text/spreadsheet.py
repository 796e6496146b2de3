"""Rows as a CSV file that spreadsheets open and that runs nothing in them."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

Cell = str | int | Decimal

# A spreadsheet takes a cell that begins so for a formula, and looks through spaces before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table: numbers plain, words so that none is a formula, with the mark of UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(guard, head))
    writer.writerows(map(_written, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guard(cell: str) -> str:
    """Put an apostrophe before words that would be a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return guard(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
