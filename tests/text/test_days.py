from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.days import read_day
from bot.text.reading import NotRead, Several

WEDNESDAY = date(2026, 3, 11)


def test_the_weekday_of_today_is_asked() -> None:
    assert read_day("wednesday", "en", WEDNESDAY) == Several((WEDNESDAY, date(2026, 3, 18)))


def test_a_day_and_month_that_may_be_swapped_are_asked() -> None:
    assert read_day("5/4", "es", WEDNESDAY) == Several((date(2026, 4, 5), date(2026, 5, 4)))
    assert read_day("15/4", "es", WEDNESDAY) == date(2026, 4, 15)


def test_a_date_gone_by_lately_is_read_as_gone_by() -> None:
    assert read_day("1 march", "en", WEDNESDAY) == date(2026, 3, 1)
    assert read_day("5 january 2026", "en", WEDNESDAY) == NotRead()


def test_a_date_long_gone_is_next_years() -> None:
    assert read_day("5 january", "en", WEDNESDAY) == date(2027, 1, 5)


def test_the_last_of_a_month_stays_in_it() -> None:
    assert read_day("tarehe 31", "sw", date(2026, 4, 30)) == date(2026, 5, 31)
    assert read_day("31/2", "en", WEDNESDAY) == NotRead()


@pytest.mark.parametrize(
    "text", ["yesterday", "2 days ago", "not tomorrow", "friday or saturday", "12"]
)
def test_what_is_no_coming_day_is_not_made_one(text: str) -> None:
    assert read_day(text, "en", WEDNESDAY) == NotRead()


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.integers(0, 300))
def test_an_iso_date_is_itself(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(day.isoformat(), "en", today) == day
