"""Who does not want to hear of somebody need not."""

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
