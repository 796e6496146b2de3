"""Settings, language and help: changed by taps and by words, in the middle of anything."""

from dataclasses import replace

import pytest

from bot.store import persons
from tests.people.household import joins, member, newcomer, profile_of, row_of


def test_settings_show_what_is_known() -> None:
    amina = member()
    assert "Amina · Limuru" in amina.says("/settings")[-1].text


def test_the_name_changes_by_words() -> None:
    amina = member()
    for answer in ("settings", "name", "Mama Njeri"):
        amina.says(answer)
    assert row_of(amina).called == "Mama Njeri"
    assert "Hello Mama Njeri" in amina.last.text


def test_the_name_changes_by_taps() -> None:
    amina = member()
    amina.says("/settings")
    amina.taps("👤 Name")
    amina.says("Admin")
    assert "🙂" in amina.last.text
    amina.taps("👤 Amina")
    assert row_of(amina).called == "Amina"


def test_the_name_changes_in_chinese() -> None:
    li = joins(newcomer("老李", "zh"), language="中文", wants="卖")
    for answer in ("设置", "称呼", "李师傅"):
        li.says(answer)
    assert row_of(li).called == "李师傅"


def test_the_place_changes_with_its_country() -> None:
    amina = member()
    for answer in ("/settings", "place"):
        amina.says(answer)
    assert next(iter(amina.last.buttons)) == "Kiambu"
    amina.shares(0.3152, 32.5816)
    assert "near Kampala" in amina.last.text
    amina.says("yes")
    person, profile = row_of(amina), profile_of(amina)
    assert (person.country, person.zone) == ("UG", "Africa/Kampala")
    assert profile.place_id == "UG-C-kampala"


def test_the_hours_change_when_one_is_told_things() -> None:
    amina = member()
    for answer in ("/settings", "hours", "evening", "2"):
        amina.says(answer)
    person = row_of(amina)
    assert (person.wake, person.rest) == (5 * 60, 19 * 60)
    assert profile_of(amina).hour == "evening"


def test_what_one_wants_changes_what_one_may_do() -> None:
    amina = member(wants="sell")
    for answer in ("/settings", "sell or buy", "buy"):
        amina.says(answer)
    assert row_of(amina).roles == ("buyer",)
    assert profile_of(amina).wants == "buy"


def test_news_can_be_declined_and_orders_kept() -> None:
    amina = member()
    for answer in ("/settings", "notices", "orders and warnings"):
        amina.says(answer)
    assert profile_of(amina).notices == "needed"
    assert row_of(amina).is_reachable


def test_declining_everything_is_the_same_as_stopping() -> None:
    amina = member()
    for answer in ("/settings", "notices", "nothing"):
        amina.says(answer)
    assert "🔕" in amina.last.text
    assert not row_of(amina).is_reachable
    for answer in ("/settings", "notices", "everything"):
        amina.says(answer)
    assert row_of(amina).is_reachable


def test_settings_are_for_those_who_joined() -> None:
    amina = newcomer()
    amina.says("/settings")
    amina.taps(data="settings.open")
    assert "🌍" in amina.last.text
    assert row_of(amina).roles == ()


# -- language


def test_another_language_goes_on_with_the_same_question() -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell"):
        amina.says(answer)
    old = amina.last
    amina.says("/language")
    amina.says("中文")
    assert "大家怎么称呼您" in amina.last.text
    amina.says("/language")
    amina.taps("English")
    assert "call you" in amina.last.text
    amina.taps(data=old.buttons["👤 Amina"])
    assert "Where are you" in amina.last.text


def test_the_answers_given_in_another_language_stay() -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell", "1", "Limuru", "/language", "chinese"):
        amina.says(answer)
    assert "🧺 卖" in amina.last.text
    amina.says("好")
    assert row_of(amina).roles == ("farmer",)


def test_language_asked_twice_is_asked_once() -> None:
    amina = member()
    amina.says("/language")
    amina.says("语言")
    assert amina.last.text.count("🌍") == 1
    amina.says("kiswahili")
    assert row_of(amina).language == "sw"


def test_a_language_nobody_offers_is_asked_again() -> None:
    amina = newcomer()
    amina.says("/start")
    assert "🌍" in amina.says("Klingon")[-1].text
    assert row_of(amina).language is None


def test_telegrams_language_is_a_hint_and_no_decision() -> None:
    li = newcomer("Li", "zh-hans")
    li.says("/start")
    assert row_of(li).language is None
    assert next(iter(li.last.buttons)) == "简体中文"


def test_numbers_choose_the_same_language_after_a_reminder() -> None:
    li = newcomer("Li", "zh-hans")
    li.says("/start")
    li.village.passes(minutes=31)
    assert next(iter(li.last.buttons)) == "简体中文"
    li.says("1")
    assert row_of(li).language == "zh_Hans"


def test_telegrams_name_is_kept_over_a_reminder() -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell", "1"):
        amina.says(answer)
    amina.village.passes(minutes=31)
    assert "Where are you" in amina.last.text


# -- help


@pytest.mark.parametrize("words", ["/help", "help", "帮助"])
def test_help_asks_the_open_question_again(words: str) -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell"):
        amina.says(answer)
    shown = amina.says(words)
    assert "❓" in shown[0].text
    assert "🙋 Ask a person" in shown[0].buttons
    assert "call you" in shown[-1].text


def test_help_before_joining_leads_on() -> None:
    amina = newcomer()
    assert "🌍" in amina.says("/help")[-1].text


def test_help_button_of_the_first_screen_offers_a_person() -> None:
    amina = member()
    amina.taps("❓ Help")
    assert "🙋 Ask a person" in amina.last.buttons


def test_the_digits_of_ones_script_are_offered_where_there_are_some() -> None:
    amina = member()
    assert not amina.says("/settings")[-1].buttons.keys() & {"🔢 Digits"}
    asha = replace(row_of(amina), language="hi")
    with amina.village.engine.begin() as conn:
        persons.save(conn, asha)
    amina.says("/settings")
    amina.taps("🔢 अंक")
    amina.taps("१२३")
    assert row_of(amina).native
