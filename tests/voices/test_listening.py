"""The button by which a message is heard: where it stands, and what a tap on it does."""

import pytest

from bot.people import build
from bot.speakers import Speakers
from bot.talk.event import Tapped
from bot.talk.message import Speech
from bot.text.speech import Voices, print_of, prints_of
from bot.voices import build as build_voices
from tests.people.household import BOSS, LANGUAGES, joins
from tests.village import Person, Village, catalogs

LISTEN = "🔊 Listen"


def village(voices: Voices | None = None) -> Village:
    """Have a village where English is spoken by a machine, if nothing else is said."""
    fixed = Speakers(catalogs()).fixed_text
    features = [build(frozenset({BOSS}), LANGUAGES), build_voices(LANGUAGES, fixed)]
    return Village(features, voices=voices or Voices(frozenset({"en"})))


def farmer(voices: Voices | None = None) -> Person:
    place = village(voices)
    place.person("Boss")
    return joins(place.person("Amina"))


def heard(person: Person) -> Speech:
    speech = person.last.speech
    assert speech is not None
    return speech


def test_a_question_is_heard_word_for_word() -> None:
    amina = farmer()
    asked = amina.says("/settings")[-1]
    amina.taps(LISTEN)
    speech = heard(amina)
    assert speech.language == "en"
    assert speech.text == "Amina Limuru. What shall I change?"
    assert speech.prints == prints_of(asked.text)


def test_the_button_stands_beside_the_ways_out() -> None:
    amina = farmer()
    last = amina.says("/settings")[-1].rows[-1]
    assert last[-1] == LISTEN
    assert "🏠" in "".join(last)


def test_it_never_stands_among_the_answers() -> None:
    place = village()
    place.person("Boss")
    amina = place.person("Amina")
    shown = [amina.says("/start")[-1], amina.says("English")[-1]]
    assert [each.rows[-1] for each in shown] == [(LISTEN,), (LISTEN,)]


def test_the_question_stays_and_is_still_the_current_one() -> None:
    amina = farmer()
    amina.says("/settings")
    shown = amina.taps(LISTEN)
    assert [(each.text, each.edited) for each in shown] == [("", False)]
    assert "What shall people call you" in amina.says("name")[-1].text


def test_home_and_the_questions_of_joining_can_be_heard() -> None:
    amina = village().person("Amina")
    assert LISTEN in amina.says("/start")[-1].buttons
    amina.taps(LISTEN)
    assert heard(amina).language == "en"
    assert LISTEN in joins(amina).last.buttons


def test_without_a_voice_for_the_language_there_is_no_button() -> None:
    amina = farmer(Voices(frozenset({"zh_Hans"})))
    assert not any("🔊" in label for label in amina.says("/settings")[-1].buttons)


def test_in_a_language_only_people_spoke_just_what_they_recorded_can_be_heard() -> None:
    menu = print_of("What would you like to do?")
    amina = farmer(Voices(recorded=frozenset({("en", menu)})))
    asked = amina.says("/settings")[-1]
    assert LISTEN not in asked.buttons
    home = amina.says("/menu")[-1]
    assert (LISTEN in home.buttons) == ("What would you like to do?" in home.text)


@pytest.mark.parametrize("language", ["sw", "xx", "", "../../etc", "zh_Hans.zh_Hans"])
def test_a_forged_language_is_told_kindly(language: str) -> None:
    amina = farmer()
    amina.says("/settings")
    assert amina.taps(data=f"listen.{language}") == []
    assert "🔇" in amina.toast or "older" in amina.toast


def test_a_message_telegram_no_longer_tells_is_told_kindly() -> None:
    amina = farmer()
    assert amina.does(Tapped("listen.en", "q", 1)) == []
    assert "too old" in amina.toast


def test_a_message_of_pictures_only_is_told_kindly() -> None:
    amina = farmer()
    assert amina.does(Tapped("listen.en", "q", 1, "👇")) == []
    assert "🔇" in amina.toast


def test_an_old_message_is_heard_in_the_language_it_was_written_in() -> None:
    amina = farmer(Voices(frozenset({"en", "zh_Hans"})))
    asked = amina.says("/settings")[-1]
    amina.says("/language")
    amina.says("中文")
    amina.does(Tapped("listen.en", "q", asked.id, asked.text))
    assert heard(amina).language == "en"
    assert "What shall I change" in heard(amina).text
    assert "🔊 听" in amina.says("/menu")[-1].buttons


def test_somebody_who_has_not_joined_may_listen_before_anything() -> None:
    amina = village().person("Amina")
    asked = amina.says("/start")[-1]
    amina.does(Tapped("listen.en", "q", asked.id, asked.text))
    assert heard(amina).text
