"""Decided cases as examples for the judge's training, without names and numbers."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from bot.guarding.judge import judge
from bot.reporting import rules, store
from bot.reporting.case import GENUINE, Case
from bot.text.language import SOURCE

HEAD = "label\tkind\tact\ttext"


Said = tuple[str, list[str]]


def write(conn: Connection, year: int, vouched: Iterable[Said] = ()) -> tuple[str, int]:
    """Give the examples as the training's table, and how many there are.

    `vouched` are words their reader called genuine though they were warned of them, with the names
    of those concerned.
    """
    fine = ("\t".join(("ordinary", "vouched", "-", _hide(*each, year))) for each in vouched)
    lines = [*_lines(conn, year), *fine]
    return "\n".join([HEAD, *lines]) + "\n", len(lines)


def _lines(conn: Connection, year: int) -> Iterator[str]:
    for case, names in store.load_examples(conn):
        if case.taught or case.decision == GENUINE:
            yield "\t".join(_cells(case, names, year))


def _cells(case: Case, names: list[str], year: int) -> tuple[str, str, str, str]:
    text = _hide(case.words, names, year)
    if case.decision == GENUINE:
        return "ordinary", "reported", "-", text
    verdict = judge(case.words, SOURCE)
    kind = f"p{case.pattern:02d}" if case.pattern else "reported"
    return "scam", kind, next(iter(sorted(verdict.acts)), "-"), text


def _hide(words: str, names: list[str], year: int) -> str:
    return rules.hide(words, names, year).replace("\t", " ")
