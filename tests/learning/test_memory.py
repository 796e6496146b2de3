"""When a lesson is asked again, and that what is kept outlives the library's versions."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.learning import memory
from bot.learning.memory import AGAIN, GOOD, HARD

NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)
# A row as it was written when this was new; rows like it stand in people's databases.
OLD_ROW = {
    "form": 1,
    "state": "relearning",
    "step": 0,
    "stability": 3.5,
    "difficulty": 6.25,
    "reviewed_at": "2026-05-31T06:00:00+00:00",
}


def gaps(*ratings: str, safety: bool = False) -> list[int]:
    """Days from each answer to the next time it is asked, always answered on the day."""
    found, known, now = [], None, NOW
    for rating in ratings:
        known = memory.review(known, rating, now, safety=safety)
        found.append((known.due_at - now).days)
        now = known.due_at
    return found


def test_what_is_known_sleeps_longer_and_longer_and_never_over_sixty_days() -> None:
    assert gaps(GOOD, GOOD, GOOD, GOOD) == [4, 31, 60, 60]


def test_what_was_missed_returns_the_next_day() -> None:
    assert gaps(AGAIN)[0] == 1
    assert gaps(GOOD, GOOD, AGAIN, GOOD)[2] == 1


def test_safety_never_sleeps_longer_than_fourteen_days() -> None:
    assert gaps(GOOD, GOOD, GOOD, GOOD, safety=True) == [4, 14, 14, 14]


@pytest.mark.parametrize("rating", [AGAIN, HARD, GOOD])
def test_the_same_answers_give_the_same_days(rating: str) -> None:
    assert gaps(GOOD, rating, GOOD) == gaps(GOOD, rating, GOOD)


def test_a_row_of_old_is_read_and_goes_on() -> None:
    known = memory.read(OLD_ROW, NOW)
    assert known.reviewed_at == NOW - timedelta(days=1)
    after = memory.review(known, HARD, NOW)
    assert after.state in {"review", "relearning"}
    assert after.due_at > NOW
    assert memory.read(memory.write(after), after.due_at) == after


def test_what_is_written_has_the_form_of_old() -> None:
    written = memory.write(memory.review(None, GOOD, NOW))
    assert set(written) == set(OLD_ROW)
    assert written["form"] == 1
