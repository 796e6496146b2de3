"""Staff announce, change and call off lectures; those they concern hear of it, in their hours."""

from datetime import UTC, datetime, timedelta

from bot.people.store import profile
from tests.lecturing.hall import WEDNESDAY, Hall
from tests.village import Person


def announces(njeri: Person, *, seats: str = "5", whom: str = "whole region") -> None:
    """Answer every question about a new lecture."""
    njeri.says("/lectures")
    njeri.taps("Announce a lecture")
    for words in ("Storing maize dry", "Mrs Otieno", "Wednesday", "14", "1 hour"):
        njeri.says(words)
    njeri.taps("another place")
    njeri.shares(-0.71712, 36.43109)
    for words in ("yes", "Karai school", seats):
        njeri.says(words)
    njeri.taps(whom)
    njeri.says("skip")


def test_staff_announce_a_lecture_and_the_region_hears_of_it() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    far = hall.joins("Barasa", "sell", region="KE-01", place="KE-01-eldama-ravine")
    announces(njeri)
    assert njeri.sees("Announce this lecture?")
    assert njeri.sees("📣 For: 🗺 The whole region")
    njeri.says("yes")
    found = hall.lecture()
    assert (found.starts_at, found.seats, found.for_region) == (WEDNESDAY, 5, "KE-31")
    assert (found.lat_e6, found.spot, found.lecturer) == (-717_120, "Karai school", "Mrs Otieno")
    assert len(found.code) == 4
    hall.village.passes(minutes=1)
    assert amina.sees("A new lecture for you")
    assert amina.sees("Karai school")
    assert "Book a seat" in str(amina.last.buttons)
    assert not far.heard


def test_nobody_is_invited_at_night_or_who_wants_no_news() -> None:
    hall = Hall(now=datetime(2026, 6, 1, 19, 0, tzinfo=UTC))  # 22:00
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    quiet = hall.joins("Chebet", "sell")
    known = hall.id_of(quiet)
    with hall.village.engine.begin() as conn:
        conn.execute(profile.update().where(profile.c.person_id == known).values(notices="needed"))
    hall.village.passes(hours=1)
    announces(njeri)
    njeri.says("yes")
    hall.village.passes(hours=2)
    assert not amina.heard
    hall.village.passes(hours=8)
    assert amina.sees("A new lecture for you")
    assert not quiet.heard


def test_a_lecture_on_the_web_shows_its_link_only_to_the_booked() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    njeri.says("/lectures")
    njeri.taps("Announce a lecture")
    for words in ("Prices", "skip", "Wednesday", "14", "1 hour"):
        njeri.says(words)
    njeri.taps("Online")
    njeri.says("meet me")
    assert njeri.sees("did not catch") or "link" in njeri.last.text
    for words in ("https://meet.example.org/maize", "skip"):
        njeri.says(words)
    njeri.taps("Everybody")
    njeri.says("skip")
    njeri.says("yes")
    amina.says("/lectures")
    amina.taps("Prices")
    assert "https://meet.example.org/maize" not in amina.last.buttons.values()
    amina.taps("Book a seat")
    assert "https://meet.example.org/maize" in amina.last.buttons.values()


def test_a_moved_lecture_is_told_and_its_reminders_move_with_it() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    njeri.taps(data="lecturing.edit.1")
    njeri.taps("Day and hour")
    for words in ("Thursday", "10", "1 hour"):
        njeri.says(words)
    hall.village.passes(minutes=1)
    assert amina.sees("Something changed")
    hall.village.passes(hours=35)  # Tuesday 20:00
    assert not amina.sees("coming up")
    hall.village.passes(days=1)
    assert amina.sees("coming up")
    assert amina.sees("tomorrow")


def test_a_lecture_called_off_is_told_to_all_with_a_seat_and_never_reminded_of() -> None:
    hall = Hall()
    njeri, amina, joe = hall.admin(), hall.joins("Amina", "sell"), hall.joins("Joe")
    hall.holds(seats=1)
    hall.books(amina, joe)
    njeri.taps(data="lecturing.off.1")
    assert hall.lecture().state == "open"
    njeri.taps("Yes, call it off")
    assert hall.lecture().state == "off"
    hall.village.passes(minutes=1)
    assert amina.sees("called off")
    assert joe.sees("called off")
    before = len(amina.heard)
    hall.village.passes(days=4)
    assert len(amina.heard) == before


def test_more_seats_go_to_those_who_wait() -> None:
    hall = Hall()
    njeri = hall.admin()
    people = [hall.joins(name) for name in ("Amina", "Joe", "Peter")]
    hall.holds(seats=1)
    hall.books(*people)
    njeri.taps(data="lecturing.edit.1")
    njeri.taps("Seats")
    njeri.says("2")
    hall.village.passes(minutes=1)
    assert people[1].sees("A seat got free")
    assert [seat.state for seat in map(hall.seat, people) if seat] == [
        "booked",
        "booked",
        "waiting",
    ]
    assert hall.is_sound()
    hall.village.passes(hours=35)
    assert people[1].sees("coming up")


def test_seats_never_fall_below_those_booked() -> None:
    hall = Hall()
    njeri = hall.admin()
    hall.holds(seats=5)
    hall.books(hall.joins("Amina"), hall.joins("Joe"))
    njeri.taps(data="lecturing.edit.1")
    njeri.taps("Seats")
    njeri.says("1")
    assert njeri.sees("More seats than that are booked")
    assert hall.lecture().seats == 5


def test_nobody_but_staff_announces() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    for data in ("lecturing.new", "lecturing.gone.1", "lecturing.csv.1", "lecturing.tick.1.1.0"):
        amina.taps(data=data)
        assert "not open to you" in amina.toast
    assert hall.lecture().state == "open"


def test_a_lecture_for_another_region_is_neither_listed_nor_booked() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds(for_region="KE-01")
    amina.says("/lectures")
    assert amina.sees("No lecture")
    hall.books(amina)
    assert hall.seat(amina) is None


def test_an_old_lecture_is_no_longer_listed() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    hall.village.passes(days=2, hours=6, minutes=1)
    assert hall.village.now > WEDNESDAY + timedelta(hours=1)
    amina.says("/lectures")
    assert amina.sees("No lecture")
