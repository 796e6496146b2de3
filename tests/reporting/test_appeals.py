"""Somebody may object once, in own words; another of the staff answers where there is another."""

from dataclasses import replace

import pytest

from bot.store import persons
from tests.reporting.town import ASKS, Court
from tests.village import Person

WORDS = "I only asked whether his PIN works, here is what I wrote"


@pytest.fixture(autouse=True)
def decided(court: Court, amina: Person, peter: Person, njeri: Person) -> None:
    court.is_told(amina)
    court.decides(njeri, "suspend")


@pytest.fixture
def wairimu(court: Court) -> Person:
    """One more of the staff."""
    who = court.joins("Wairimu")
    with court.village.engine.begin() as conn:
        known = persons.load_by_chat(conn, who.chat)
        assert known is not None
        persons.save(conn, replace(known, roles=("admin",)))
    return who


def appeals(peter: Person) -> None:
    peter.says("/appeal")
    peter.says(WORDS)


def test_an_appeal_in_own_words_reaches_the_staff(
    court: Court, peter: Person, njeri: Person
) -> None:
    peter.taps("✋ I do not agree")
    assert "sent once" in peter.last.text
    peter.says(WORDS)
    assert "fresh eyes" in peter.last.text
    assert WORDS in njeri.last.text
    assert court.rulings(peter)[0].appeal == WORDS
    peter.says("/appeal")
    assert "being read" in peter.last.text


def test_the_only_one_of_the_staff_answers_their_own(
    court: Court, peter: Person, njeri: Person
) -> None:
    appeals(peter)
    njeri.taps("🔓 Lift it")
    assert court.standing(peter) == "good"
    assert "taken back" in peter.last.text
    assert [one.act for one in court.audit()] == ["suspend", "appeal", "lift"]
    (case,) = court.cases(is_open=False)
    assert (case.decision, case.taught) == ("genuine", False)


def test_a_decision_that_stays_is_told_with_its_reason(
    court: Court, peter: Person, njeri: Person
) -> None:
    appeals(peter)
    njeri.taps("⚖️ It stays")
    assert court.standing(peter) == "suspended"
    assert "The decision stays" in peter.last.text
    assert "Attempt to cheat" in peter.last.text
    njeri.taps("🔓 Lift it") if "🔓 Lift it" in njeri.last.buttons else njeri.taps(
        data="reports.lift.1"
    )
    assert "already" in njeri.toast
    assert court.standing(peter) == "suspended"
    peter.says("/appeal")
    assert "The decision stays" in peter.last.text


def test_who_decided_leaves_the_answer_to_another(
    court: Court, peter: Person, njeri: Person, wairimu: Person
) -> None:
    appeals(peter)
    assert not any(WORDS in seen.text for seen in njeri.heard)
    assert WORDS in wairimu.last.text
    njeri.taps(data="reports.lift.1")
    assert "Somebody else" in njeri.toast
    assert court.standing(peter) == "suspended"


def test_appeals_wait_on_a_list(court: Court, peter: Person, njeri: Person) -> None:
    appeals(peter)
    njeri.says("/reports")
    njeri.taps("✋ Appeals: 1")
    njeri.taps("✋ Peter")
    assert WORDS in njeri.last.text
    njeri.taps("🚩 The case")
    assert ASKS in njeri.last.text


@pytest.mark.parametrize("data", ["appeal.1", "appeal.99", "appeal.x", "appeal.last", "appeal"])
def test_nobody_appeals_for_another(court: Court, amina: Person, peter: Person, data: str) -> None:
    amina.taps(data=data)
    assert "no decision to object to" in amina.last.text
    assert court.rulings(peter)[0].appeal is None


def test_a_decision_taken_back_needs_no_answer(court: Court, peter: Person, njeri: Person) -> None:
    appeals(peter)
    njeri.taps(data="reports.undo.1")
    njeri.taps(data="reports.appeals")
    assert "No appeals" in njeri.last.text
    njeri.taps(data="reports.uphold.1")
    assert "already" in njeri.toast
