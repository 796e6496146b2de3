"""Farmers book, wait, give back, are reminded, are there, and get what is handed out."""

from datetime import timedelta

from bot.lecturing import attendance, seats
from tests.lecturing.hall import WEDNESDAY, Hall


def at_the_lecture(hall: Hall) -> None:
    hall.village.passes(seconds=(WEDNESDAY - hall.village.now).total_seconds() + 60)


def test_a_seat_is_booked_in_one_tap_and_a_second_tap_changes_nothing() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    amina.says("/lectures")
    amina.taps("Storing maize dry")
    amina.taps("Book a seat")
    assert amina.sees("The seat is yours")
    hall.books(amina)
    assert amina.sees("on the list already")
    assert hall.lecture().taken == 1


def test_booking_costs_twelve_statements() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    amina.taps(data="lecture.see.1")
    hall.books(amina)
    assert hall.village.statements == 12


def test_the_next_one_who_waits_gets_a_freed_seat_and_is_told() -> None:
    hall = Hall()
    amina, joe, peter = (hall.joins(name) for name in ("Amina", "Joe", "Peter"))
    hall.holds(seats=1)
    hall.books(amina, joe, peter)
    assert peter.sees("waiting list")
    amina.taps("I cannot come")
    assert hall.seat(amina) is None
    hall.village.passes(minutes=1)
    assert joe.sees("A seat got free")
    assert not peter.sees("A seat got free")
    assert hall.is_sound()


def test_reminders_come_the_evening_before_and_an_hour_before() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    hall.village.passes(hours=32, minutes=59)  # Tuesday 17:59
    assert not amina.sees("coming up")
    hall.village.passes(minutes=2)
    assert amina.sees("coming up")
    assert "Map" in str(amina.last.buttons)
    hall.village.passes(hours=19)  # Wednesday 13:01
    assert amina.sees("It begins in an hour")


def test_reminders_that_would_be_late_are_dropped() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    before = len(amina.heard)
    hall.village.sleeps(days=3)
    assert len(amina.heard) == before


def test_a_lecture_is_attended_by_its_code() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    at_the_lecture(hall)
    amina.says("/lectures")
    amina.taps("Storing maize dry")
    amina.taps("I am here")
    amina.says("1234")
    assert amina.sees("Tries left: 4")
    amina.says("٠٤١٧")
    assert amina.sees("Good to have you here")
    seat = hall.seat(amina)
    assert seat is not None
    assert (seat.how, seat.came_at) == ("code", hall.village.now)


def test_after_five_wrong_codes_only_staff_can_help() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    at_the_lecture(hall)
    amina.taps(data="lecture.here.1")
    for _ in range(5):
        amina.says("1111")
    assert amina.sees("staff at the lecture")
    amina.taps(data="lecture.here.1")
    amina.says("0417")
    assert (seat := hall.seat(amina))
    assert seat.came_at is None
    njeri.taps(data="lecturing.names.1")
    njeri.taps("Amina")
    assert "✅ Amina" in njeri.last.buttons
    assert (seat := hall.seat(amina))
    assert seat.how == "staff"
    njeri.taps("✅ Amina")
    assert (seat := hall.seat(amina))
    assert seat.came_at is None


def test_nobody_is_there_before_the_lecture_or_without_a_seat() -> None:
    hall = Hall()
    amina, joe = hall.joins("Amina", "sell"), hall.joins("Joe")
    hall.holds()
    hall.books(amina)
    amina.taps(data="lecture.here.1")
    assert amina.sees("Not yet")
    joe.taps(data="lecture.here.1")
    assert "book a seat first" in joe.toast


def test_material_goes_to_those_who_came_and_later_to_who_is_ticked_later() -> None:
    hall = Hall()
    njeri = hall.admin()
    amina, joe, peter = (hall.joins(name) for name in ("Amina", "Joe", "Peter"))
    hall.holds()
    hall.books(amina, joe, peter)
    at_the_lecture(hall)
    amina.taps(data="lecture.here.1")
    amina.says("0417")
    njeri.taps(data="lecturing.give.1")
    njeri.sends_photo("poster")
    njeri.taps("All who came")
    njeri.says("yes")
    assert njeri.sees("Sent to people: 1")
    hall.village.passes(minutes=1)
    assert amina.last.photo == "poster"
    assert joe.last.photo is None
    njeri.taps(data=f"lecturing.tick.1.{hall.id_of(joe)}.0")
    hall.village.passes(minutes=1)
    assert joe.last.photo == "poster"
    assert peter.last.photo is None


def test_a_document_is_material_and_nothing_anywhere_else() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    at_the_lecture(hall)
    amina.taps(data="lecture.here.1")
    amina.sends_document("stray")
    assert "did not catch" in amina.last.text
    amina.says("0417")
    njeri.sends_document("stray")
    assert "I cannot read this kind of message" in njeri.last.text
    njeri.taps(data="lecturing.give.1")
    njeri.sends_document("paper")
    njeri.taps("All who came")
    assert njeri.sees("📄 document")
    njeri.says("yes")
    hall.village.passes(minutes=1)
    assert amina.last.document == "paper"


def test_a_card_says_in_which_language_a_lecture_is_held() -> None:
    hall = Hall()
    njeri = hall.admin()
    hall.holds(language="hi")
    njeri.taps(data="lecturing.see.1")
    assert njeri.sees("🗣 हिन्दी")


def test_those_who_came_say_if_it_was_useful_and_staff_see_the_counts() -> None:
    hall = Hall()
    njeri, amina, joe = hall.admin(), hall.joins("Amina", "sell"), hall.joins("Joe")
    hall.holds()
    hall.books(amina, joe)
    at_the_lecture(hall)
    amina.taps(data="lecture.here.1")
    amina.says("0417")
    hall.village.passes(hours=2)
    assert amina.sees("useful?")
    amina.taps("Good")
    assert amina.sees("Thank you")
    joe.taps(data="lecture.use.1.good")
    njeri.taps(data="lecturing.see.1")
    assert njeri.sees("👍 1 😐 0 👎 0")
    assert njeri.sees("Came: 1")


def test_questions_reach_staff_in_words_and_voice() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    amina.taps("Ask the speaker")
    amina.says("How dry is dry?")
    assert amina.sees("gets your question")
    amina.taps("Ask the speaker")
    amina.sends_voice("note")
    words, voice = njeri.taps(data="lecturing.questions.1")
    assert "Amina: How dry is dry?" in words.text
    assert voice.voice == "note"


def test_attendance_is_a_page_and_a_file() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("=Amina", "sell")
    hall.holds()
    hall.books(amina)
    at_the_lecture(hall)
    amina.taps(data="lecture.here.1")
    amina.says("0417")
    (page,) = njeri.taps(data="lecturing.pdf.1")
    assert page.sheet is not None
    assert len(page.sheet.tables[0].rows) == 1
    (file,) = njeri.taps(data="lecturing.csv.1")
    assert file.file.content.decode("utf-8-sig").split("\r\n")[1].startswith("'=Amina,booked,2026")


def test_lectures_attended_are_counted_for_other_cards() -> None:
    hall = Hall()
    amina = hall.joins("Amina", "sell")
    hall.holds()
    hall.books(amina)
    known = hall.id_of(amina)
    with hall.village.engine.begin() as conn:
        assert attendance.count_attended(conn, known) == 0
        attendance.come(conn, 1, known, "staff", WEDNESDAY)
        assert attendance.count_attended(conn, known) == 1


def test_who_leaves_the_market_gives_the_seat_to_the_next_one() -> None:
    hall = Hall()
    amina, joe = hall.joins("Amina", "sell"), hall.joins("Joe")
    hall.holds(seats=1)
    hall.books(amina, joe)
    known = hall.id_of(amina)
    amina.says("/forget")
    amina.says("yes")
    amina.says("yes")
    with hall.village.engine.begin() as conn:
        assert not seats.load_seats_of(conn, known)
    assert (seat := hall.seat(joe))
    assert seat.state == "booked"
    hall.village.passes(minutes=1)
    assert joe.sees("A seat got free")


def test_a_change_shortly_before_is_told_at_night_and_another_in_the_morning() -> None:
    hall = Hall()
    njeri, amina = hall.admin(), hall.joins("Amina", "sell")
    hall.holds()
    hall.holds(starts_at=WEDNESDAY + timedelta(days=3))
    hall.books(amina)
    hall.books(amina, lecture_id=2)
    hall.village.passes(hours=43)  # Wednesday 4:00
    before = len(amina.heard)
    njeri.taps(data="lecturing.gone.2")
    hall.village.passes(minutes=1)
    assert len(amina.heard) == before
    njeri.taps(data="lecturing.gone.1")
    hall.village.passes(minutes=1)
    assert amina.sees("called off")
    assert len(amina.heard) == before + 1
    hall.village.passes(hours=4)
    assert len(amina.heard) == before + 2
