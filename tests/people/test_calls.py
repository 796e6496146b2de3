"""Asking for a person: staff are told, one answers, the bot hands it on."""

from bot.feature import Action, Feature
from bot.people import build
from tests.people.household import BOSS, LANGUAGES, joins, row_of
from tests.village import Person, Village


def office() -> tuple[Person, Person]:
    """Have a member of staff and a farmer, in a village whose orders can be looked at."""
    orders = Feature("ordering", actions=(Action("order", lambda turn, *parts: None),))
    place = Village([build(frozenset({BOSS, BOSS + 2}), LANGUAGES), orders])
    boss = joins(place.person("Boss"))
    return boss, joins(place.person("Amina"))


def answer_button(boss: Person) -> str:
    return boss.last.buttons["💬 Answer"]


def test_staff_are_told_who_asks_and_the_asker_is_told_so() -> None:
    boss, amina = office()
    assert "I have called a person" in amina.taps(data="help.person")[-1].text
    assert "Amina asks for a person" in boss.last.text


def test_staff_see_what_the_asker_was_doing() -> None:
    boss, amina = office()
    amina.says("/settings")
    amina.taps(data="help.person")
    assert "Go on with settings" in boss.last.text
    assert "What shall I change" in amina.says("eh?")[-1].text


def test_staff_can_look_at_the_order_it_is_about() -> None:
    boss, amina = office()
    amina.taps(data="help.person.order.12")
    assert boss.last.buttons["🔎 Look"] == "order.see.12"


def test_forged_button_data_gives_staff_no_button_to_tap() -> None:
    boss, amina = office()
    amina.taps(data="help.person.draft.drop.5")
    assert list(boss.last.buttons) == ["💬 Answer"]


def test_a_thing_no_feature_shows_gives_no_button() -> None:
    boss, amina = office()
    amina.taps(data="help.person.listing.5")
    assert list(boss.last.buttons) == ["💬 Answer"]


def test_an_answer_is_handed_on_once() -> None:
    boss, amina = office()
    amina.taps(data="help.person")
    data = answer_button(boss)
    boss.taps(data=data)
    assert "What shall I tell Amina" in boss.last.text
    boss.says("Your bag weighs <50> kg & is fine")
    assert "Your bag weighs &lt;50&gt; kg &amp; is fine" in amina.last.text
    assert "🙋 Ask a person" in amina.last.buttons
    heard = len(amina.heard)
    boss.taps(data=data)
    assert "Boss has answered already" in boss.toast
    assert len(amina.heard) == heard


def test_an_answer_reaches_who_told_the_bot_to_be_quiet() -> None:
    boss, amina = office()
    amina.taps(data="help.person")
    amina.says("/stop")
    boss.taps(data=answer_button(boss))
    boss.says("Here I am")
    assert "Here I am" in amina.last.text


def test_the_faster_of_two_staff_answers() -> None:
    boss, amina = office()
    clerk = joins(boss.village.person("Clerk"))
    amina.taps(data="help.person")
    boss.taps(data=answer_button(boss))
    clerk.taps(data=answer_button(clerk))
    boss.says("first")
    shown = clerk.says("second")
    assert "Boss has answered already" in shown[0].text
    assert "first" in amina.last.text


def test_asking_again_within_an_hour_calls_nobody_twice() -> None:
    boss, amina = office()
    amina.taps(data="help.person")
    heard = len(boss.heard)
    assert "called already" in amina.taps(data="help.person")[-1].text
    assert len(boss.heard) == heard
    amina.village.passes(hours=1)
    amina.taps(data="help.person")
    assert len(boss.heard) > heard


def test_after_an_answer_one_may_ask_again_at_once() -> None:
    boss, amina = office()
    amina.taps(data="help.person")
    boss.taps(data=answer_button(boss))
    boss.says("so it is")
    amina.taps("🙋 Ask a person")
    assert "I have called a person" in amina.last.text


def test_who_is_not_staff_cannot_answer() -> None:
    boss, amina = office()
    amina.taps(data="help.person")
    data = answer_button(boss)
    baraka = joins(amina.village.person("Guest"))
    heard = len(amina.heard)
    assert row_of(baraka).roles == ("admin", "buyer", "farmer")  # the third chat is staff too
    thief = joins(amina.village.person("Thief"))
    thief.taps(data=data)
    assert "not open to you" in thief.toast
    assert len(amina.heard) == heard


def test_forged_calls_change_nothing() -> None:
    boss, _ = office()
    for data in ("help.answer", "help.answer.x", "help.answer.99", "help.answer.1.2", "help"):
        boss.taps(data=data)
    assert "Boss" in boss.says("/menu")[-1].text


def test_nobody_to_call_is_said_kindly() -> None:
    place = Village([build(frozenset(), LANGUAGES)])
    amina = joins(place.person("Amina"))
    assert "Nobody can answer" in amina.taps(data="help.person")[-1].text


def test_a_newcomer_may_ask_for_a_person() -> None:
    boss, _ = office()
    new = boss.village.person("New")
    new = boss.village.person("Newer")
    new.says("/start")
    new.taps(data="help.person")
    assert "somebody new asks for a person" in boss.last.text


def test_staff_lose_their_role_when_the_settings_no_longer_name_them() -> None:
    boss, amina = office()
    assert "admin" in row_of(boss).roles
    boss.village.runner = Village([build(frozenset(), LANGUAGES)]).runner
    boss.says("hello")
    assert row_of(boss).roles == ("buyer", "farmer")
    assert amina.name == "Amina"


def test_an_answer_may_be_a_voice_note_and_is_played_to_the_asker() -> None:
    boss, amina = office()
    amina.taps(data="help.person")
    boss.taps(data=answer_button(boss))
    boss.sends_voice("note-7")
    assert amina.last.voice == "note-7"
    assert "voice note" in amina.last.text


def test_typed_words_never_pass_for_a_voice_note() -> None:
    boss, amina = office()
    amina.taps(data="help.person")
    boss.taps(data=answer_button(boss))
    boss.says("\x1fnote-7")
    assert amina.last.voice is None
    assert "note-7" in amina.last.text
