"""Joining: by taps, by typed words, in English and Chinese, from home and from abroad."""

from collections.abc import Callable

import pytest

from tests.people.household import joins, member, newcomer, profile_of, row_of, village
from tests.village import Person, Shown


def test_a_farmer_joins_by_taps_alone() -> None:
    amina = newcomer("Amina Wanjiru")
    assert "Farmgate" in amina.says("/start")[0].text
    assert "English" in amina.last.buttons
    amina.taps("English")
    amina.taps("🧺 Sell")
    amina.taps("👤 Amina Wanjiru")
    amina.taps("More")
    amina.taps("More")
    amina.taps("Kiambu")
    amina.taps("More")
    amina.taps("Kikuyu")
    assert "Kikuyu, Kiambu" in amina.last.text
    assert "🔒" in amina.last.text
    amina.taps("✅ Yes, I agree")
    person, profile = row_of(amina), profile_of(amina)
    assert (person.called, person.language, person.country) == ("Amina Wanjiru", "en", "KE")
    assert person.roles == ("farmer",)
    assert (profile.wants, profile.region, profile.place_id) == ("sell", "KE-13", "KE-13-kikuyu")
    assert profile.consent_at == profile.joined_at == amina.village.now


def test_a_buyer_joins_by_typed_words_in_chinese_and_sees_the_market() -> None:
    li = newcomer("老李", "zh-hans")
    assert "您想用哪种语言" in li.says("你好")[0].text
    assert next(iter(li.last.buttons)) == "简体中文"
    for answer in ("中文", "买", "李师傅", "limuru"):
        li.says(answer)
    assert "李师傅" in li.last.text
    shown = li.says("好的")
    assert "欢迎您,李师傅" in shown[0].text.replace("，", ",")
    assert shown[1].text == "market near"
    assert row_of(li).roles == ("buyer",)


def test_words_of_commands_are_answers_where_they_are_offered() -> None:
    amina = newcomer()
    amina.says("/start")
    amina.says("English")
    assert "call you" in amina.says("sell")[0].text


def test_who_wants_both_chooses_at_home() -> None:
    amina = newcomer()
    joins(amina, "both")
    assert row_of(amina).roles == ("buyer", "farmer")
    assert "☰ More" in amina.last.buttons


def test_nothing_is_kept_before_the_yes() -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell", "1", "Limuru"):
        amina.says(answer)
    assert row_of(amina).roles == ()
    assert row_of(amina).called is None
    with pytest.raises(AssertionError):
        profile_of(amina)


def test_yes_tapped_twice_joins_once() -> None:
    amina = newcomer()
    for answer in ("/start", "English", "buy", "1", "Limuru"):
        amina.says(answer)
    yes = amina.last.buttons["✅ Yes, I agree"]
    amina.taps(data=yes)
    version = row_of(amina).version
    amina.taps(data=yes)
    assert "already" in amina.toast
    assert row_of(amina).version == version


@pytest.mark.parametrize("name", ["@amina", "call 0712345678", "t.me/x", "Admin", "Farmgate", "77"])
def test_a_name_that_could_harm_is_refused_kindly_and_asked_again(name: str) -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell"):
        amina.says(answer)
    shown = amina.says(name)[-1]
    assert "🙂" in shown.text
    assert "call you" in shown.text
    assert "Where are you" in amina.says("Amina")[-1].text


def test_a_harmful_telegram_name_is_not_offered() -> None:
    fraud = newcomer("Farmgate Support")
    for answer in ("/start", "English", "sell"):
        fraud.says(answer)
    assert not any("👤" in label for label in fraud.last.buttons)


def test_a_long_name_in_chinese_fits_its_button() -> None:
    amina = newcomer("很" * 64)
    for answer in ("/start", "English", "sell"):
        amina.says(answer)
    amina.taps("👤")
    assert "Where are you" in amina.last.text


# -- where


def _asked_where(person: Person) -> Person:
    for answer in ("/start", "English", "sell", "1"):
        person.says(answer)
    return person


def test_a_shared_place_is_confirmed_and_kept_roughly() -> None:
    amina = _asked_where(newcomer())
    amina.taps("📍 Share my location")
    assert amina.last.shares == ("📍 Share my location",)
    amina.shares(-0.71377, 36.43264)
    assert "near Naivasha" in amina.last.text
    amina.taps("✅ Yes, that is right")
    amina.taps("✅ Yes, I agree")
    profile = profile_of(amina)
    assert profile.place_id == "KE-31-naivasha"
    assert (profile.lat_e6, profile.lon_e6) == (-710_000, 36_430_000)


def test_a_shared_place_that_is_wrong_is_asked_again() -> None:
    amina = _asked_where(newcomer())
    amina.shares(-0.71377, 36.43264)
    amina.taps("✏️ No, change it")
    assert "Where are you" in amina.last.text
    amina.says("Limuru")
    assert "Limuru, Kiambu" in amina.last.text


def test_a_place_in_another_country_sets_country_and_zone() -> None:
    okello = _asked_where(newcomer("Okello"))
    okello.shares(0.3152, 32.5816)
    assert "Kampala in Uganda" in okello.last.text
    okello.taps("✅ Yes, that is right")
    okello.says("yes")
    person = row_of(okello)
    assert (person.country, person.zone) == ("UG", "Africa/Kampala")
    speaker = okello.village.runner.locales.speaker(person, None, okello.village.now)
    assert speaker.currency == "UGX"


def test_another_country_is_also_reached_by_words() -> None:
    okello = _asked_where(newcomer("Okello"))
    okello.says("another country")
    okello.says("uganda")
    okello.says("Central")
    okello.says("Kampala")
    assert "Uganda" in okello.last.text
    okello.says("yes")
    assert profile_of(okello).place_id == "UG-C-kampala"


def test_a_place_in_the_middle_of_nowhere_is_not_guessed() -> None:
    amina = _asked_where(newcomer())
    amina.shares(-40.0, -20.0)
    assert "I know no place near there" in amina.last.text


def test_a_misspelt_place_is_asked_about() -> None:
    amina = _asked_where(newcomer())
    amina.says("naivasa")
    assert "Which one do you mean" in amina.last.text
    amina.taps("Naivasha, Nakuru")
    assert "Naivasha, Nakuru" in amina.last.text


def test_a_region_typed_leads_to_its_districts() -> None:
    amina = _asked_where(newcomer())
    amina.says("nakuru")
    assert "Which district" in amina.last.text
    amina.says("gilgil")
    assert "Gilgil, Nakuru" in amina.last.text


def test_a_place_nobody_knows_leads_to_the_list() -> None:
    amina = _asked_where(newcomer())
    assert "do not know that place" in amina.says("Xyzzyville")[-1].text
    assert "Baringo" in amina.last.buttons


def test_a_region_left_behind_takes_its_district_with_it() -> None:
    amina = _asked_where(newcomer())
    for answer in ("nakuru", "gilgil"):
        amina.says(answer)
    amina.taps("📍 Place")
    amina.says("Kiambu")
    assert "Which district" in amina.last.text


def test_a_forged_district_elsewhere_is_no_answer() -> None:
    amina = _asked_where(newcomer())
    amina.says("nakuru")
    good = next(code for code in amina.last.buttons.values() if ".district.KE-31-" in code)
    head = good.partition("KE-31")[0]
    amina.taps(data=f"{head}KE-13-limuru")
    assert "Which district" in amina.last.text


# -- the way there


@pytest.mark.parametrize(
    "does",
    [
        lambda somebody: somebody.says("hello"),
        lambda somebody: somebody.says("/sell"),
        lambda somebody: somebody.says("/menu"),
        lambda somebody: somebody.says("menu"),
        lambda somebody: somebody.says("/nonsense"),
        lambda somebody: somebody.taps(data="buy.near"),
        lambda somebody: somebody.taps(data="home.show"),
        lambda somebody: somebody.sends_photo(),
        lambda somebody: somebody.sends_voice(),
        lambda somebody: somebody.shares(0.0, 36.0),
        lambda somebody: somebody.shares_phone("+254712345678"),
        lambda somebody: somebody.says("/start"),
        lambda somebody: somebody.says("/start x y"),
    ],
)
def test_whatever_a_newcomer_sends_leads_to_the_first_question(
    does: Callable[[Person], list[Shown]],
) -> None:
    amina = newcomer()
    assert "🌍" in does(amina)[-1].text
    amina.says("English")
    assert "What would you like to do" in amina.last.text


@pytest.mark.parametrize("words", ["/sell", "/menu", "/settings", "menu", "/nonsense"])
def test_a_command_while_joining_asks_the_same_question_again(words: str) -> None:
    amina = _asked_where(newcomer())
    shown = amina.says(words)[-1]
    assert "A few short questions first" in shown.text
    assert "Where are you" in shown.text


def test_leaving_the_questions_does_not_lose_the_answers() -> None:
    amina = _asked_where(newcomer())
    amina.says("/menu")
    amina.says("anything")
    assert "Where are you" in amina.last.text


def test_dropping_the_questions_begins_them_again() -> None:
    amina = _asked_where(newcomer())
    amina.says("/cancel")
    amina.taps("🗑 Yes, drop it")
    amina.says("hello")
    assert "What would you like to do" in amina.last.text


def test_back_goes_one_question_back() -> None:
    amina = _asked_where(newcomer())
    assert "call you" in amina.says("back")[-1].text


def test_who_joined_is_not_asked_again() -> None:
    amina = member()
    assert "Hello Amina" in amina.says("/start")[-1].text


# -- deep links


def test_a_link_followed_before_joining_opens_after_it() -> None:
    amina = newcomer()
    assert "I keep what you came to see" in amina.says("/start l_12")[0].text
    for answer in ("English", "buy", "1", "Limuru"):
        amina.says(answer)
    assert amina.says("yes")[-1].text == "listing 12"
    assert profile_of(amina).source == "l_12"


def test_a_link_followed_while_joining_asks_the_question_again_and_opens_after_it() -> None:
    amina = _asked_where(newcomer())
    shown = amina.says("/start l_7")[-1]
    assert "I keep what you came to see" in shown.text
    assert "Where are you" in shown.text
    amina.says("Limuru")
    assert amina.says("yes")[-1].text == "listing 7"


def test_the_last_link_followed_is_the_one_opened() -> None:
    amina = newcomer()
    amina.says("/start l_1")
    amina.says("/start l_2")
    joins(amina)
    assert amina.last.text == "listing 2"


def test_a_link_followed_after_joining_opens_at_once() -> None:
    amina = member()
    assert [shown.text for shown in amina.says("/start l_12")] == ["listing 12"]


def test_a_link_nobody_knows_shows_the_first_screen() -> None:
    amina = member()
    assert "Hello Amina" in amina.says("/start zz_1")[-1].text


def test_sql_of_an_answer_stays_within_the_budget() -> None:
    amina = _asked_where(newcomer())
    amina.says("Limuru")
    assert amina.village.statements <= 8


def test_staff_need_only_a_language() -> None:
    boss = village().person("Boss")
    boss.says("/start")
    boss.says("English")
    assert row_of(boss).roles == ("admin",)
    boss.taps("🏠 Home")
    assert "What would you like" in boss.says("/menu")[-1].text


def test_a_farmer_joins_by_taps_in_chinese() -> None:
    li = newcomer("老李", "zh-hans")
    li.says("/start")
    for label in ("简体中文", "🤝 又卖又买", "👤 老李", "📍 分享我的位置"):
        li.taps(label)
    li.shares(-0.71377, 36.43264)
    li.taps("✅")
    assert "🔒" in li.last.text
    li.taps("✅ 对，我同意")
    assert row_of(li).roles == ("buyer", "farmer")
    assert "欢迎您" in li.heard[-2].text


def test_a_buyer_joins_by_typed_words_in_english() -> None:
    amina = joins(newcomer(), "buy")
    assert amina.last.text == "market near"


@pytest.mark.parametrize("words", ["i want to sell", "Sell please", "I would like to sell!"])
def test_what_somebody_wants_is_found_in_a_sentence(words: str) -> None:
    amina = newcomer()
    amina.says("/start")
    amina.says("English")
    assert "call you" in amina.says(words)[0].text


@pytest.mark.parametrize("words", ["i do not want to sell", "sell or buy"])
def test_a_sentence_that_leaves_it_open_is_asked_about(words: str) -> None:
    amina = newcomer()
    amina.says("/start")
    amina.says("English")
    assert "What would you like to do?" in amina.says(words)[0].text


@pytest.mark.parametrize("words", ["yes", "ok", "ndio"])
def test_a_yes_is_no_place(words: str) -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell", "1"):
        amina.says(answer)
    assert "Where are you?" in amina.says(words)[0].text
