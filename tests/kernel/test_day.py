"""Weeks as people live them, wherever their clock stands."""

from datetime import UTC, datetime, timedelta

from bot.kernel.day import last_weeks


def test_weeks_begin_on_mondays_as_lived_here() -> None:
    late = datetime(2026, 6, 7, 21, 30, tzinfo=UTC)  # Monday half past midnight in Nairobi
    assert last_weeks(late, "Africa/Nairobi", 2) == (
        datetime(2026, 5, 31, 21, tzinfo=UTC),
        datetime(2026, 6, 7, 21, tzinfo=UTC),
    )


def test_a_week_in_which_the_clock_changes_is_an_hour_shorter() -> None:
    spring = last_weeks(datetime(2026, 4, 1, tzinfo=UTC), "Europe/Madrid", 2)
    assert spring[1] - spring[0] == timedelta(weeks=1) - timedelta(hours=1)
