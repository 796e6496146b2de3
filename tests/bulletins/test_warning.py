"""Staff warn whom it concerns; each in their language and hours, none twice, with exact sums."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.bulletins.rules import Pace
from bot.people.store import load_profile, save_profile
from bot.store import persons
from tests.bulletins.office import Office
from tests.village import Person

WORDS = "Hang up on callers who want a code."
BATCH, MOST_UNDERWAY = Pace().batch, Pace().most_underway
NIGHT = datetime(2026, 6, 1, 19, 30, tzinfo=UTC)  # 22:30 in Nairobi


def heard(who: Person) -> int:
    return sum(WORDS in each.text for each in who.heard)


def test_a_warning_reaches_its_region_once_and_nobody_else() -> None:
    office = Office()
    njeri, amina, joe = office.admin(), office.joins("Amina", "sell"), office.joins("Joe")
    far = office.joins("Barasa", region="KE-01", place="KE-01-eldama-ravine")
    office.writes(njeri, region="Nakuru")
    assert not heard(amina)
    assert njeri.sees("3 people are told")
    office.sends(njeri)
    office.village.passes(minutes=1)
    assert (heard(amina), heard(joe), heard(far)) == (1, 1, 0)
    assert office.sums().of == {"underway": 3}
    office.lands()
    office.village.passes(minutes=1)
    assert office.bulletin().state == "done"
    assert office.sums().of == {"sent": 3}
    assert njeri.sees("Everybody who can be reached was told")


def test_each_reads_their_own_language_and_who_has_none_reads_english() -> None:
    office = Office()
    njeri = office.admin()
    asha, ravi = office.joins("Asha", language="sw"), office.joins("Ravi", language="hi")
    office.writes(njeri)
    assert njeri.sees("Kiswahili: 1. They get it in English.")
    njeri.taps("✍️ Kiswahili")
    assert njeri.sees("Write it in Kiswahili")
    njeri.says("Kata simu.")
    njeri.sends_photo()
    assert njeri.sees("✅ Kiswahili: 1")
    njeri.taps("👁 Kiswahili")
    assert njeri.sees("Tahadhari kutoka Farmgate")
    assert njeri.sees("Kata simu.")
    office.sends(njeri)
    office.village.passes(minutes=1)
    assert asha.sees("Kata simu.")
    assert asha.last.photo is not None
    assert ravi.sees("Farmgate की चेतावनी")
    assert ravi.sees(WORDS)


def test_who_sleeps_is_told_in_the_morning_and_the_urgent_at_once() -> None:
    office = Office(now=NIGHT)
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.village.passes(hours=1)
    office.writes(njeri)
    office.sends(njeri)
    office.village.passes(hours=7)
    assert not heard(amina)
    assert office.sums()["asleep"] == 1
    office.village.passes(hours=2)
    assert heard(amina) == 1


def test_an_urgent_warning_goes_at_night_and_to_those_who_want_only_what_they_need() -> None:
    office = Office(now=NIGHT)
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    known = office.id_of(amina)
    with office.village.engine.begin() as conn:
        own = load_profile(conn, known)
        assert own is not None
        save_profile(conn, replace(own, notices="needed"))
    office.village.passes(hours=1)
    office.writes(njeri, pace="Urgent")
    office.sends(njeri)
    office.village.passes(minutes=1)
    assert heard(amina) == 1


def test_who_silenced_warnings_or_stopped_the_bot_is_not_told() -> None:
    office = Office()
    njeri = office.admin()
    amina, joe = office.joins("Amina", "sell"), office.joins("Joe")
    office.writes(njeri)
    amina.taps(data="bulletin.mute.warning")
    assert amina.sees("no more warnings")
    office.sends(njeri)
    joe.says("/stop")
    office.village.passes(minutes=1)
    assert (heard(amina), heard(joe)) == (0, 0)
    assert office.sums().of == {"underway": 1, "left": 1}  # she was never among them, he was
    amina.taps("Tell me again")
    assert amina.sees("we will tell you")


def test_who_stops_the_bot_before_the_morning_is_left_out_and_counted() -> None:
    office = Office(now=NIGHT)
    njeri, joe = office.admin(), office.joins("Joe")
    office.village.passes(hours=1)
    office.writes(njeri)
    office.sends(njeri)
    office.village.passes(hours=1)
    joe.says("/stop")
    office.village.passes(hours=10)
    assert not heard(joe)
    assert office.sums()["left"] == 1


def test_who_blocked_the_bot_is_counted_apart_and_a_failure_mended_later_counts_as_told() -> None:
    office = Office()
    njeri = office.admin()
    amina, joe = office.joins("Amina", "sell"), office.joins("Joe")
    office.writes(njeri, role="Who buys")
    office.sends(njeri)
    office.village.passes(seconds=2)
    assert not heard(amina)
    office.lands("dead", joe)
    office.lands("gone", njeri)
    office.village.passes(minutes=1)
    assert office.sums().of == {"failed": 1, "gone": 1}
    assert office.bulletin().state == "done"
    office.lands("sent", joe)
    office.lands("dead", joe)
    assert office.sums().of == {"sent": 1, "gone": 1}


def test_stopped_nobody_else_is_told_and_those_under_way_still_count() -> None:
    office = Office()
    njeri = office.admin()
    people = [office.joins(f"Buyer {at}") for at in range(BATCH + 5)]
    office.writes(njeri)
    office.sends(njeri)
    office.village.passes(seconds=0)
    told = sum(map(heard, people))
    assert BATCH - 1 <= told <= BATCH
    njeri.taps(data="bulletins.see.1")
    njeri.taps("Stop for good")
    njeri.taps("Yes, stop")
    assert njeri.sees("Nobody else is told")
    office.village.passes(days=2)
    assert sum(map(heard, people)) == told
    office.lands()
    assert office.sums().of == {"sent": BATCH, "waiting": len(people) + 1 - BATCH}


def test_no_more_go_out_than_the_outbox_has_room_for() -> None:
    office = Office()
    njeri = office.admin()
    people = [office.joins(f"Buyer {at}") for at in range(MOST_UNDERWAY + 20)]
    office.writes(njeri)
    office.sends(njeri)
    office.village.passes(minutes=2)
    assert office.sums()["underway"] == MOST_UNDERWAY
    office.lands()
    office.village.passes(minutes=1)
    assert office.sums().total == len(people) + 1
    assert sum(map(heard, people)) == len(people)


def test_a_repeated_tap_sends_nothing_twice() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    for _ in range(3):
        njeri.taps(data="bulletins.go.1")
    assert "sent or changed already" in njeri.toast
    office.village.passes(minutes=1)
    assert heard(amina) == 1


def test_a_dropped_warning_is_gone_and_never_sent() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    njeri.taps("More")
    njeri.taps("Drop it")
    assert njeri.sees("Nobody was told")
    njeri.taps(data="bulletins.go.1")
    office.village.passes(minutes=1)
    assert not heard(amina)


@pytest.mark.parametrize("what", ["new", "go.1", "write.1.sw", "drop.1", "see.1"])
def test_nobody_but_staff_writes_or_sends(what: str) -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    amina.taps(data=f"bulletins.{what}")
    assert "not open to you" in amina.toast
    assert office.bulletin().state == "draft"


@pytest.mark.parametrize("data", ["bulletins.write.1.xx", "bulletins.look.1", "bulletins.see.99"])
def test_forged_buttons_do_nothing(data: str) -> None:
    office = Office()
    njeri = office.admin()
    office.writes(njeri)
    njeri.taps(data=data)
    assert "already" in njeri.toast.lower()


def test_staff_who_leave_stop_what_they_were_sending() -> None:
    office = Office()
    njeri = office.admin()
    for at in range(BATCH + 5):
        office.joins(f"Buyer {at}")
    office.writes(njeri)
    office.sends(njeri)
    njeri.says("/forget")
    njeri.says("yes")
    njeri.says("yes")
    assert office.bulletin().state == "stopped"


def test_who_leaves_is_no_recipient_any_more() -> None:
    office = Office()
    njeri, amina = office.admin(), office.joins("Amina", "sell")
    office.writes(njeri)
    office.sends(njeri)
    office.village.passes(minutes=1)
    amina.says("/forget")
    amina.says("yes")
    amina.says("yes")
    with office.village.engine.begin() as conn:
        assert persons.load_by_chat(conn, amina.chat) is None
    assert office.sums().total == 1


def cost_of_a_step(people: int) -> int:
    office = Office()
    njeri = office.admin()
    for at in range(people):
        office.joins(f"Buyer {at}")
    office.writes(njeri)
    office.sends(njeri)
    office.village.statements = 0
    office.village.passes(seconds=0)
    return office.village.statements


def test_a_step_costs_the_same_however_many_wait_and_however_many_it_tells() -> None:
    # What comes due is looked for (4), claimed, and its author loaded; the lock; room, next, silent,
    # words, fates; soonest, underway, sums for the message staff look at, next step; who talks.
    assert cost_of_a_step(20) == cost_of_a_step(BATCH) == cost_of_a_step(BATCH + 40) == 18
