"""Staff record the fixed texts: what is missing, one by one, replaced and taken back."""

import pytest

from bot.text.speech import print_of
from bot.voices import store
from tests.people.household import joins
from tests.village import Person
from tests.voices.test_listening import village

FIRST = "What would you like to do?"


@pytest.fixture
def boss() -> Person:
    return joins(village().person("Boss"))


def clips(person: Person) -> frozenset[tuple[str, str]]:
    with person.village.engine.begin() as conn:
        return store.load_recorded(conn)


def missing(person: Person) -> int:
    """How many texts of English have no voice, as the button of the language says."""
    button = next(name for name in person.says("/voices")[-1].buttons if "English" in name)
    done, total = (int(word) for word in button.split() if word.isdigit())
    return total - done


def records(boss: Person, key: str = "home-ask", file: str = "note-1") -> None:
    boss.taps(data=f"voices.again.en.{key}")
    boss.sends_voice(file)


def test_the_coverage_of_every_language_is_shown(boss: Person) -> None:
    shown = boss.says("/voices")[-1]
    assert [name for name in shown.buttons if "0 of" in name]
    assert missing(boss) > 10


def test_a_text_is_shown_and_the_voice_note_is_kept_for_it(boss: Person) -> None:
    before = missing(boss)
    boss.taps("English")
    assert "These have no voice yet" in boss.last.text
    boss.taps(FIRST)
    assert FIRST in boss.last.text
    boss.sends_voice("note-1")
    assert boss.last.voice == "note-1"
    assert FIRST in boss.last.text
    assert clips(boss) == {("en", print_of(FIRST))}
    assert missing(boss) == before - 1


def test_the_list_is_paged(boss: Person) -> None:
    first = boss.taps(data="voices.missing.en.0")[-1]
    boss.taps("▶")
    assert boss.last.buttons.keys() != first.buttons.keys()
    assert boss.taps(data="voices.missing.en.9999")[-1].buttons


def test_a_recording_is_replaced_and_taken_back(boss: Person) -> None:
    records(boss)
    records(boss, file="note-2")
    boss.taps(data="voices.text.en.home-ask")
    assert boss.last.voice == "note-2"
    boss.taps("Delete")
    assert "Deleted" in boss.toast
    assert clips(boss) == frozenset()
    boss.taps(data="voices.delete.en.home-ask")
    assert "Deleted" not in boss.toast


def test_the_next_text_without_a_voice_follows_in_one_tap(boss: Person) -> None:
    records(boss)
    boss.taps("Next")
    assert FIRST not in boss.last.text
    assert "aloud in English" in boss.last.text


def test_only_a_short_voice_note_is_an_answer(boss: Person) -> None:
    boss.taps(data="voices.again.en.home-ask")
    boss.says("What would you like to do?")
    boss.sends_voice("long", seconds=60)
    assert "20 seconds" in boss.last.text
    assert clips(boss) == frozenset()


@pytest.mark.parametrize(
    "data",
    [
        "voices",
        "voices.text.en",
        "voices.text.en.no-such-text",
        "voices.again.xx.home-ask",
        "voices.delete.en.home-ask",
        "voices.text.en.selling-published",
        "voices.fly.en.home-ask",
        "voices.missing.en.²",
    ],
)
def test_forged_buttons_change_nothing(boss: Person, data: str) -> None:
    boss.taps(data=data)
    assert clips(boss) == frozenset()


@pytest.mark.parametrize("data", ["voices.again.en.home-ask", "voices.delete.en.home-ask"])
def test_nobody_but_staff_records(boss: Person, data: str) -> None:
    records(boss)
    amina = joins(boss.village.person("Amina"))
    assert amina.taps(data=data) == []
    amina.says("/voices")
    amina.sends_voice("note-of-amina")
    assert clips(boss) == {("en", print_of(FIRST))}
