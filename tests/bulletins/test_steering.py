"""Staff steer what is on its way: set for a moment, resting, going on, tried again, repeated."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.bulletins import recipients, rules, store
from bot.bulletins.bulletin import AT, MORNING, Bulletin
from bot.bulletins.rules import Pace
from tests.bulletins.office import Office
from tests.bulletins.test_warning import heard
from tests.village import Person

BATCH = Pace().batch
NAIROBI = "Africa/Nairobi"


def changed(office: Office, **parts: Any) -> Bulletin:
    """Change a bulletin that is still written."""
    with office.village.engine.begin() as conn:
        some = store.load(conn, 1)
        assert some is not None
        return store.save(conn, replace(some, **parts))


def crowd(office: Office, count: int = BATCH + 5) -> list[Person]:
    return [office.joins(f"Buyer {at}") for at in range(count)]


def test_resting_nobody_is_told_and_going_on_tells_everybody_once() -> None:
    office = Office()
    njeri, people = office.admin(), crowd(office)
    office.writes(njeri)
    office.sends(njeri)
    office.village.passes(seconds=0)
    njeri.taps("Pause")
    assert njeri.sees("Resting")
    told = sum(map(heard, people))
    office.village.passes(hours=1)
    assert sum(map(heard, people)) == told < len(people)
    njeri.taps("Go on")
    office.village.passes(seconds=5)
    office.lands()
    office.village.passes(minutes=1)
    assert [heard(each) for each in people] == [1] * len(people)
    assert office.sums().of == {"sent": len(people) + 1}


def test_its_progress_is_told_in_one_message_that_is_changed() -> None:
    office = Office()
    njeri, people = office.admin(), crowd(office)
    office.writes(njeri)
    office.sends(njeri)
    before = len(njeri.heard)
    office.village.passes(seconds=20)
    office.lands()
    office.village.passes(seconds=20)
    assert office.bulletin().state == "done"
    shown = [each for each in njeri.heard[before:] if "▓" in each.text or "░" in each.text]
    assert len(people) > 0
    assert all("Told" in each.text or "sent" in each.text for each in shown)
    assert office.bulletin().shown_as is not None


def test_what_failed_is_tried_again_and_nobody_is_told_twice() -> None:
    office = Office()
    njeri, amina, joe = office.admin(), office.joins("Amina", "sell"), office.joins("Joe")
    office.writes(njeri)
    office.sends(njeri)
    office.village.passes(seconds=2)
    office.lands("dead", joe, why="400 wrong")
    office.lands("gone", amina, why="403 Forbidden: bot was blocked by the user")
    office.lands("sent", njeri)
    office.village.passes(minutes=1)
    assert office.sums().of == {"failed": 1, "blocked": 1, "sent": 1}
    njeri.taps("Who was not reached")
    assert njeri.sees("Who was not reached, and why")
    njeri.taps(data="sending.again.1")
    office.village.passes(seconds=2)
    assert (heard(joe), heard(amina)) == (2, 1)
    office.lands("sent", joe)
    office.village.passes(minutes=1)
    assert office.sums().of == {"sent": 2, "blocked": 1}
    njeri.taps(data="sending.again.1")
    assert njeri.sees("That is done already")
    office.village.passes(minutes=1)
    assert heard(joe) == 2


def test_one_set_for_a_moment_waits_for_it_and_can_be_stopped_before() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    changed(office, starts=AT, starts_at=office.village.now + timedelta(hours=2))
    office.sends(njeri)
    assert njeri.sees("Set for")
    office.village.passes(hours=1)
    assert not heard(amina)
    office.village.passes(hours=1)
    office.village.passes(minutes=1)
    assert heard(amina) == 1


def test_stopped_before_its_moment_it_tells_nobody() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    changed(office, starts=AT, starts_at=office.village.now + timedelta(hours=2))
    office.sends(njeri)
    njeri.taps("Stop for good")
    njeri.taps("Yes, stop")
    office.village.passes(days=1)
    assert not heard(amina)


def test_a_repeated_one_goes_out_anew_each_week_until_it_is_stopped() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    changed(office, repeats="weekly")
    office.sends(njeri)
    for week in range(1, 4):
        office.village.passes(minutes=1)
        assert heard(amina) == week
        office.lands(bulletin_id=week)
        office.village.passes(days=7)
    office.village.passes(minutes=1)
    njeri.taps(data="sending.halt.5")
    office.village.passes(days=30)
    assert heard(amina) == 4


def test_in_their_own_morning_nobody_is_told_in_the_evening() -> None:
    evening = datetime(2026, 6, 1, 14, 0, tzinfo=UTC)  # 17:00 in Nairobi
    office = Office(now=evening)
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    changed(office, starts=MORNING)
    office.sends(njeri)
    office.village.passes(hours=2)
    assert not heard(amina)
    assert office.sums()["asleep"] == 2
    office.village.passes(hours=14)
    assert heard(amina) == 1


@pytest.mark.parametrize("what", ["pause", "resume", "halt", "again", "missed", "look"])
def test_nobody_but_staff_steers(what: str) -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    office.sends(njeri)
    amina.taps(data=f"sending.{what}.1")
    assert "not open to you" in amina.toast
    assert office.bulletin().state == "sending"


@pytest.mark.parametrize(
    ("repeats", "first", "now", "then"),
    [
        ("daily", "2026-03-01T06:00", "2026-03-01T06:00", "2026-03-02T06:00"),
        ("weekly", "2026-03-01T06:00", "2026-03-20T00:00", "2026-03-22T06:00"),
        ("monthly", "2026-01-31T06:00", "2026-01-31T06:00", "2026-02-28T06:00"),
        ("monthly", "2026-01-31T06:00", "2026-03-01T06:00", "2026-03-31T06:00"),
    ],
)
def test_a_round_comes_at_the_hour_of_the_first(
    repeats: str, first: str, now: str, then: str
) -> None:
    at, before, after = (datetime.fromisoformat(f"{each}:00+00:00") for each in (first, now, then))
    assert rules.next_round(at, repeats, before, NAIROBI) == after


def test_a_round_keeps_its_hour_over_a_clock_change() -> None:
    first = datetime(2026, 3, 28, 7, 0, tzinfo=UTC)  # 08:00 in Madrid, summer time begins next day
    assert rules.next_round(first, "daily", first, "Europe/Madrid") == datetime(
        2026, 3, 29, 6, 0, tzinfo=UTC
    )


def test_the_sums_are_of_everybody_it_concerns_at_every_moment() -> None:
    office = Office()
    njeri, people = office.admin(), crowd(office)
    office.writes(njeri)
    office.sends(njeri)
    for outcome in ("sent", "dead", "gone"):
        assert office.sums().total == len(people) + 1
        office.village.passes(seconds=1)
        office.lands(outcome)
    counted = office.sums()
    with office.village.engine.begin() as conn:
        missed = recipients.list_missed(conn, 1, 1000)
    assert len(missed) == counted["failed"] + counted["gone"]
    assert len(missed) + counted["sent"] == len(people) + 1
