"""Figures that tell of many and of nobody, months, and when a note comes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.earnings.hints import HINTS, choose
from bot.earnings.rules import Hours, Sums, leaves_enough, months_until, next_note, rounded

NOW = datetime(2026, 6, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, 0), (7, 7), (99, 99), (104, 100), (105, 110), (2905, 2900), (2950, 3000), (995, 1000)],
)
def test_sums_are_told_to_two_figures(number: int, told: int) -> None:
    assert rounded(number) == told


@given(st.integers(0, 10**12))
def test_rounding_is_off_by_at_most_a_twentieth(number: int) -> None:
    assert abs(rounded(number) - number) * 20 <= number


def test_months_go_back_over_the_new_year() -> None:
    assert months_until("2026-02", 3) == ("2025-12", "2026-01", "2026-02")


@given(st.integers(0, 12), st.lists(st.integers(0, 12), max_size=4))
def test_a_wider_area_never_leaves_few_over(outside: int, districts: list[int]) -> None:
    inner = tuple(
        Sums(str(at), "2026-06", "KES", sellers=many, minor=many, greatest=0)
        for at, many in enumerate(districts)
    )
    untold = outside + sum(many for many in districts if many < 5)
    whole = Sums("KE-31", "2026-06", "KES", sellers=outside + sum(districts))
    assert leaves_enough(whole, inner) == (untold == 0 or untold >= 5)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.sampled_from(["Africa/Nairobi", "Europe/Berlin", "America/Bogota", "Asia/Kolkata"]),
    st.integers(0, 6),
    st.sampled_from([480, 750, 1080]),
)
def test_a_note_comes_within_a_week_and_each_covers_its_own(
    naive: datetime, zone: str, day: int, minute: int
) -> None:
    hours = Hours(zone, 420, 1200, minute)
    now = naive.replace(tzinfo=UTC)
    at, on = next_note(now, hours, day)
    assert now < at <= now + timedelta(days=7, hours=1)
    assert on.weekday() == day
    _, after = next_note(at, hours, day)
    assert after - on == timedelta(days=7)


def test_the_first_hint_that_fits_is_told() -> None:
    assert choose({}) is None
    assert choose({hint.seen: hint.least for hint in HINTS}) == HINTS[0]
    for hint in HINTS:
        assert choose({hint.seen: hint.least}) == hint
        assert choose({hint.seen: hint.least - 1}) is None


def test_a_week_is_seven_days_of_ones_own() -> None:
    at, on = next_note(NOW, Hours("Africa/Nairobi", 420, 1200, 480), 0)
    assert (at, on) == (datetime(2026, 6, 8, 5, tzinfo=UTC), date(2026, 6, 8))
