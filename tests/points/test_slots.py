"""Slots: every one within its hours, none too early, none too late, at every change of the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.points import rules
from bot.points.rules import Point, Slot, Window, list_slots

ZONES = ("Africa/Nairobi", "Africa/Cairo", "America/Santiago", "Europe/Berlin", "Asia/Kolkata")
MONDAY = date(2026, 6, 1)


def point(*windows: Window, zone: str = "Africa/Nairobi", cutoff: int = 0, **what: Any) -> Point:
    kept = Point(7, "Market", "KE", "KE-31", "KE-31-naivasha", zone, -717_000, 36_430_000)
    return replace(kept, windows=windows, cutoff=cutoff, **what)


FRIDAY = Window(4, 14 * 60, 17 * 60, 20)


def local(day: date, hour: int, minute: int = 0, zone: str = "Africa/Nairobi") -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def test_a_weekly_window_gives_a_slot_in_each_of_two_weeks() -> None:
    first, second = list_slots(point(FRIDAY), {}, MONDAY, local(MONDAY, 9))
    assert first == Slot(7, local(date(2026, 6, 5), 14), local(date(2026, 6, 5), 17), 20, 20)
    assert second.starts_at - first.starts_at == timedelta(days=7)


def test_a_slot_before_the_day_something_is_ready_is_not_offered() -> None:
    (only,) = list_slots(point(FRIDAY), {}, date(2026, 6, 6), local(MONDAY, 9))
    assert only.starts_at == local(date(2026, 6, 12), 14)


@pytest.mark.parametrize(("hour", "many"), [(7, 2), (8, 1), (9, 1)])
def test_orders_close_so_many_hours_before_a_slot(hour: int, many: int) -> None:
    friday = date(2026, 6, 5)
    assert len(list_slots(point(FRIDAY, cutoff=6), {}, friday, local(friday, hour))) == many


def test_a_full_slot_is_not_offered_and_one_with_room_says_how_much() -> None:
    first = local(date(2026, 6, 5), 14)
    (second,) = list_slots(point(FRIDAY), {first: 20}, MONDAY, local(MONDAY, 9))
    assert second.starts_at > first
    nearly, _ = list_slots(point(FRIDAY), {first: 19}, MONDAY, local(MONDAY, 9))
    assert nearly.left == 1


def test_more_orders_than_a_slot_may_now_have_leave_no_room() -> None:
    first = local(date(2026, 6, 5), 14)
    assert len(list_slots(point(FRIDAY), {first: 25}, MONDAY, local(MONDAY, 9))) == 1


@pytest.mark.parametrize("state", ["paused", "removed"])
def test_a_point_that_is_not_open_has_no_slots(state: str) -> None:
    assert not list_slots(point(FRIDAY, state=state), {}, MONDAY, local(MONDAY, 9))


def test_a_button_names_a_slot_only_while_it_may_be_chosen() -> None:
    where, now = point(FRIDAY), local(MONDAY, 9)
    first, _ = list_slots(where, {}, MONDAY, now)
    assert rules.find_slot(where, {}, MONDAY, now, first.code) == first
    assert rules.find_slot(where, {first.starts_at: 20}, MONDAY, now, first.code) is None
    assert rules.find_slot(where, {}, MONDAY, first.starts_at, first.code) is None
    assert rules.find_slot(where, {}, MONDAY, now, "forged") is None


def test_hours_that_the_clock_skips_are_no_slot() -> None:
    skipped = Window(6, 2 * 60, 3 * 60, 5)  # Sunday 29 March 2026, 02:00 to 03:00 in Berlin
    now = datetime(2026, 3, 25, tzinfo=UTC)
    found = list_slots(point(skipped, zone="Europe/Berlin"), {}, date(2026, 3, 25), now)
    assert [slot.starts_at.day for slot in found] == [5]


def test_a_window_keeps_its_local_hour_when_the_clock_changes() -> None:
    noon = Window(6, 12 * 60, 13 * 60, 5)
    now = datetime(2026, 3, 17, tzinfo=UTC)
    before, after = list_slots(point(noon, zone="Europe/Berlin"), {}, date(2026, 3, 17), now)
    assert (before.starts_at.hour, after.starts_at.hour) == (11, 10)


@pytest.mark.parametrize(
    ("window", "fault"),
    [
        (Window(0, 600, 660, 5), None),
        (Window(0, 540, 600, 5), None),
        (Window(1, 480, 700, 5), None),
        (Window(0, 600, 600, 5), "hours"),
        (Window(0, -1, 600, 5), "hours"),
        (Window(0, 600, 1440, 5), "hours"),
        (Window(7, 600, 660, 5), "hours"),
        (Window(0, 480, 540, 0), "capacity"),
        (Window(0, 480, 540, 10**9), "capacity"),
        (Window(0, 700, 730, 5), "overlap"),
        (Window(0, 500, 800, 5), "overlap"),
    ],
)
def test_a_window_that_makes_no_sense_is_named(window: Window, fault: str | None) -> None:
    assert rules.window_fault(window, (Window(0, 660, 720, 5),)) == fault


def _window(weekday: int, start: int, length: int, capacity: int) -> Window:
    return Window(weekday, start, min(start + length, rules.LAST_MINUTE), capacity)


windows = st.builds(
    _window, st.integers(0, 6), st.integers(0, 1430), st.integers(1, 600), st.integers(1, 30)
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(
    st.lists(windows, max_size=6),
    st.sampled_from(ZONES),
    st.integers(0, rules.LONGEST_CUTOFF),
    moments,
    st.integers(-5, 20),
    st.lists(st.integers(0, 40), min_size=20, max_size=20),
)
def test_every_slot_lies_in_its_window_within_reach_and_has_room(
    drawn: list[Window], zone: str, cutoff: int, now: datetime, later: int, taken: list[int]
) -> None:
    kept: list[Window] = []
    for one in drawn:
        if rules.window_fault(one, kept) is None:
            kept.append(one)
    where = point(*kept, zone=zone, cutoff=cutoff)
    today = where.day_of(now)
    ready = today + timedelta(days=later)
    everything = list_slots(where, {}, today, now)
    booked = dict(zip((slot.starts_at for slot in everything), taken, strict=False))
    found = list_slots(where, booked, ready, now)
    assert list(found) == sorted(found, key=lambda slot: slot.starts_at)
    assert len({slot.code for slot in found}) == len(found)
    for slot in found:
        start, end = (at.astimezone(ZoneInfo(zone)) for at in (slot.starts_at, slot.ends_at))
        days = {one.weekday for one in kept}
        assert start.weekday() in days
        assert any(_is_in(slot, one, zone) for one in kept)
        assert now < slot.starts_at - timedelta(hours=cutoff) < slot.ends_at
        assert ready <= start.date() <= end.date()
        assert start.date() < today + timedelta(days=rules.DAYS)
        assert slot.left == slot.capacity - booked.get(slot.starts_at, 0) > 0


def _is_in(slot: Slot, window: Window, zone: str) -> bool:
    """Whether the local clock shows the window's hours, but for the hour a change skips."""
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (slot.starts_at, slot.ends_at))
    shown = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    skips = start.utcoffset() != (start - timedelta(hours=3)).utcoffset() or (
        end.utcoffset() != start.utcoffset()
    )
    named = (window.from_minute, window.to_minute)
    return start.weekday() == window.weekday and (shown == named or skips)
