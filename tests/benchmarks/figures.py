"""Medians and spreads, printed so that a reader sees how far the rounds lie apart."""

from collections.abc import Sequence
from statistics import median


def percentile(values: Sequence[float], part: float) -> float:
    """Give the value below which this part (0 to 1) lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Say the median and, in brackets, the least and the most."""
    low, high = min(values), max(values)
    return f"{median(values):,.{digits}f} ({low:,.{digits}f}-{high:,.{digits}f})"


def verdict(value: float, budget: float, *, most: bool = False) -> str:
    """Say whether a figure is within its budget."""
    kept = value <= budget if most else value >= budget
    sign = "at most" if most else "at least"
    return f"{'within' if kept else 'MISSES'} the budget of {sign} {budget:,g}"


def show(title: str, rows: Sequence[tuple[str, str]], notes: Sequence[str] = ()) -> None:
    """Print one benchmark's table."""
    print(f"== {title}")
    width = max(len(name) for name, _ in rows)
    for name, said in rows:
        print(f"  {name:<{width}}  {said}")
    for note in notes:
        print(f"  {note}")
