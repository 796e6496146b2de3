"""Who does not want to hear of somebody need not, and who writes wrongly is reported."""

import pytest

from tests.relaying.town import Town
from tests.village import Person


@pytest.fixture
def njeri(town: Town) -> Person:
    return town.admin()


def test_muted_about_one_order_letters_are_kept_and_the_writer_is_told_kindly(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "hello")
    amina.taps("🔇 Mute")
    assert "Quiet now" in amina.last.text
    heard = len(amina.heard)
    town.writes(peter, "are you there?")
    assert "reads it later" in peter.last.text
    assert "mute" not in peter.last.text.casefold()
    assert len(amina.heard) == heard
    second = town.places(peter)
    town.writes(peter, "about the other one", second)
    assert "about the other one" in amina.last.text


def test_muted_altogether_no_order_brings_letters(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "hello")
    amina.taps("🔇 Mute")
    amina.taps("All from Peter")
    second = town.places(peter)
    heard = len([seen for seen in amina.heard if "(buyer)" in seen.text])
    town.writes(peter, "about the other one", second)
    assert len([seen for seen in amina.heard if "(buyer)" in seen.text]) == heard


def test_hearing_again_brings_what_was_kept(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "hello")
    amina.taps("🔇 Mute")
    town.writes(peter, "kept for later")
    amina.taps("Hear again")
    assert "kept for later" in amina.last.text
    assert town.mutes() == 0


def test_the_muted_are_not_heard_in_the_morning_either(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "hello")
    town.village.passes(hours=13)
    town.writes(peter, "at night")
    amina.taps(data="relay.mute.1")
    town.village.passes(hours=12)
    assert not any("at night" in seen.text for seen in amina.heard)


def test_a_report_reaches_the_staff_with_a_copy(
    town: Town, amina: Person, peter: Person, njeri: Person
) -> None:
    town.writes(peter, "send your PIN first")
    amina.taps("🚩 Report")
    amina.taps("Wants money or a PIN")
    assert "Thank you" in amina.last.text
    assert "send your PIN first" in njeri.last.text
    assert "From Amina Wanjiru about Peter Otieno" in njeri.last.text
    assert town.reports()[0].reason == "money"


def test_staff_see_and_close_reports(
    town: Town, amina: Person, peter: Person, njeri: Person
) -> None:
    town.writes(peter, "bad words")
    amina.taps("🚩 Report")
    amina.taps("Rude words")
    njeri.says("/reports")
    assert "Open reports" in njeri.last.text
    njeri.taps("Rude words")
    njeri.taps("I look at it")
    assert town.reports()[0].state == "seen"
    assert "Being looked at" in njeri.last.text
    njeri.taps("✅ Close")
    report = town.reports()[0]
    assert (report.state, report.handled_by) == ("closed", town.id_of(njeri))
    njeri.says("/reports")
    assert "No open reports" in njeri.last.text
    njeri.taps("Closed ones")
    assert any("Rude words" in label for label in njeri.last.buttons)
    njeri.taps(data=f"reports.seen.{report.id}")
    assert "already done" in njeri.toast
    assert town.reports()[0].state == "closed"


def test_a_letter_is_reported_once_and_only_by_its_reader(
    town: Town, amina: Person, peter: Person, njeri: Person
) -> None:
    town.writes(peter, "bad words")
    peter.taps(data="relay.why.1.rude")
    assert town.reports() == []
    amina.taps(data="relay.why.1.rude")
    amina.taps(data="relay.why.1.other")
    assert "have reported" in amina.toast
    amina.taps(data="relay.why.1.nonsense")
    assert [report.reason for report in town.reports()] == ["rude"]


def test_staff_read_the_letters_of_an_order_only_once_asked(
    town: Town, amina: Person, peter: Person, njeri: Person
) -> None:
    town.writes(peter, "bad words")
    njeri.taps(data="relay.list.1")
    assert "not open to you" in njeri.toast
    amina.taps(data="relay.why.1.rude")
    njeri.taps(data="relay.list.1")
    assert "bad words" in njeri.last.text
    njeri.taps(data="relay.write.1")
    assert "not open to you" in njeri.toast


def test_nobody_but_staff_sees_reports(
    town: Town, amina: Person, peter: Person, njeri: Person
) -> None:
    town.writes(peter, "bad words")
    amina.taps(data="relay.why.1.rude")
    for who in (amina, peter):
        who.taps(data="reports.see.1")
        assert "not open to you" in who.toast
        who.says("/reports")
        assert "not open to you" in who.last.text


def test_a_dispute_shows_staff_the_last_letters_and_photos(
    town: Town, amina: Person, peter: Person, njeri: Person
) -> None:
    amina.taps(data="order.do.1.accept")
    amina.taps(data="order.do.1.ready")
    town.writes(amina, "All is packed")
    peter.taps(data="order.do.1.receive.5000")
    peter.taps(data="relay.write.1")
    peter.sends_photo("rotten-1", "look at this")
    peter.taps(data="order.do.1.dispute.quality")
    if town.order().state != "disputed":
        peter.taps("⚠️")
    assert town.order().state == "disputed"
    njeri.taps(data="order.see.1")
    shown = njeri.heard[-3:]
    assert any(seen.photo == "rotten-1" for seen in shown)
    assert "All is packed" in njeri.last.text
    assert "look at this" in njeri.last.text
    town.village.passes(hours=60)
    town.writes(peter, "still waiting")
    assert town.letters()[-1].brought.words == "still waiting"
