"""Every row of the table of orders is played in a transcript, as people see it."""

import pytest

from bot.ordering.rules import TABLE, Step
from tests.ordering.rows import names_of
from tests.transcript import FOLDER, TAKES

PLAYED = {
    line.removeprefix(TAKES)
    for path in FOLDER.glob("*.txt")
    for line in path.read_text("utf-8").splitlines()
    if line.startswith(TAKES)
}


def _label(step: Step) -> str:
    return f"{step.law}-{step.command}-{'-'.join(sorted(step.by))}-{step.to}"


# What each play takes is compared as it is played: a line that is no longer true fails there.
@pytest.mark.parametrize("step", TABLE, ids=_label)
def test_a_row_is_played(step: Step) -> None:
    assert PLAYED & set(names_of(step))


def test_no_two_rows_have_the_same_name() -> None:
    names = [name for step in TABLE for name in set(names_of(step))]
    assert len(names) == len(set(names))
