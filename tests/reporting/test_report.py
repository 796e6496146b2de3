"""Anything not right is reported with one tap and a reason, once, and staff hear of it."""

import pytest

from tests.reporting.town import ASKS, Court
from tests.village import Person


def test_a_letter_is_reported_with_a_tap_and_a_reason(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    amina.taps("🚩 Report")
    assert "What is wrong with this message" in amina.last.text
    amina.taps("💸 Wants money first")
    assert "not told who reported" in amina.last.text
    (case,) = court.cases()
    assert (case.what, case.words, case.times) == ("letter", ASKS, 1)
    (report,) = court.reports_in()
    assert (report.about_id, report.person_id) == (court.id_of(peter), court.id_of(amina))
    assert ASKS in njeri.last.text
    assert "Peter Otieno" in njeri.last.text
    assert not any("report" in seen.text.casefold() for seen in peter.heard)


def test_a_thing_is_reported_once_by_everybody(court: Court, amina: Person, peter: Person) -> None:
    court.is_told(amina)
    court.is_told(amina, "rude")
    assert "told us already" in amina.toast
    assert [one.reason for one in court.reports_in()] == ["money"]


@pytest.mark.parametrize("kind", ["listing", "order", "person"])
def test_an_offer_an_order_and_a_person_can_be_reported(
    court: Court, amina: Person, peter: Person, kind: str
) -> None:
    thing = court.id_of(amina) if kind == "person" else 1
    peter.taps(data=f"report.{kind}.{thing}")
    peter.taps(data=f"report.why.{kind}.{thing}.fake")
    assert court.cases()[0].what == kind
    assert court.reports_in()[0].about_id == court.id_of(amina)


def test_the_cards_of_others_have_the_button(court: Court, amina: Person, peter: Person) -> None:
    offer = court.lists(amina)
    peter.taps(data=f"buy.see.{offer}")
    assert f"report.listing.{offer}" in peter.last.buttons.values()
    peter.taps(data=f"card.see.{court.id_of(amina)}")
    assert f"report.person.{court.id_of(amina)}" in peter.last.buttons.values()
    amina.taps(data="order.more.1")
    assert "report.order.1" in amina.last.buttons.values()
    amina.says("/card")
    assert not any(data.startswith("report.") for data in amina.last.buttons.values())


@pytest.mark.parametrize(
    "data",
    [
        *("report.letter.1", "report.why.letter.1.money", "report.order.1", "report.letter.99"),
        *("report.listing.99", "report.person.99", "report.check.1", "report.x.1", "report"),
        *("report.why.letter.1.x", "report.more.1", "report.more.x", "report.letter.x"),
    ],
)
def test_whoever_has_no_part_in_it_reports_nothing(
    court: Court, amina: Person, peter: Person, data: str
) -> None:
    court.is_told(amina)
    wanjiku = court.joins("Wanjiku")
    wanjiku.taps(data=data)
    assert wanjiku.toast
    assert len(court.reports_in()) == 1


def test_nobody_reports_themselves(court: Court, amina: Person, peter: Person) -> None:
    me = court.id_of(amina)
    for thing in ("listing.1", f"person.{me}"):
        amina.taps(data=f"report.{thing}")
        assert amina.toast
    assert court.cases() == []


def test_more_can_be_told_once_in_own_words(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    court.is_told(amina)
    amina.taps("✍️ Tell more")
    amina.says("He called me twice too")
    assert amina.sees("with your report")
    amina.taps(data="report.more.1")
    assert "told us already" in amina.toast
    njeri.taps(data="reports.see.1")
    assert "He called me twice too" in njeri.last.text


def test_ten_reports_an_hour_are_enough(court: Court, amina: Person, peter: Person) -> None:
    for number in range(2, 13):
        court.writes(peter, f"Pay the fee of lorry {'abcdefghijklmnop'[number]} today please")
    for letter in range(1, 12):
        court.is_told(amina, letter=letter)
    assert "Many reports" in amina.toast
    court.village.passes(hours=1, minutes=1)
    court.is_told(amina, letter=11)
    assert "not told who" in amina.last.text


def test_near_copies_are_one_case(court: Court, amina: Person, peter: Person) -> None:
    otieno = court.joins("Otieno")
    court.places(otieno)
    court.writes(otieno, ASKS.replace("now", "now!!") + " 5", order_id=2)
    court.is_told(amina, letter=1)
    court.is_told(amina, letter=2)
    (case,) = court.cases()
    assert case.times == 2
    assert {one.about_id for one in court.reports_in()} == {
        court.id_of(peter),
        court.id_of(otieno),
    }


def test_at_night_staff_hear_in_the_morning(
    court: Court, amina: Person, peter: Person, njeri: Person
) -> None:
    court.village.passes(hours=14)
    court.is_told(amina)
    assert ASKS not in "".join(seen.text for seen in njeri.heard)
    court.village.passes(hours=10)
    assert ASKS in "".join(seen.text for seen in njeri.heard)
