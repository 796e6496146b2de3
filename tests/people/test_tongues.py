"""Languages and countries found by whatever they are called."""

import pytest

from bot.people.tongues import Tongue, country_name, find_countries, find_tongues, order_tongues

TONGUES = (
    Tongue("ar", "العربية"),
    Tongue("en", "English"),
    Tongue("hi", "हिन्दी"),
    Tongue("sw", "Kiswahili"),
    Tongue("zh_Hans", "简体中文"),
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("English", "en"),
        ("english please", None),
        ("Kiswahili", "sw"),
        ("swahili", "sw"),
        ("kiswahil", "sw"),
        ("中文", "zh_Hans"),
        ("Chinese", "zh_Hans"),
        ("kichina", "zh_Hans"),
        ("英语", "en"),
        ("हिंदी", "hi"),
        ("hindi", "hi"),
        ("عربي", "ar"),
        ("العربية", "ar"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_a_language_is_found_by_its_name_in_any_language(typed: str, code: str | None) -> None:
    found = find_tongues(typed, TONGUES)
    assert [tongue.code for tongue in found] == ([code] if code else [])


def test_the_hint_comes_first_then_what_the_country_speaks() -> None:
    codes = [tongue.code for tongue in order_tongues(TONGUES, "zh-hans", "KE")]
    assert codes[0] == "zh_Hans"
    assert set(codes[1:3]) == {"sw", "en"}
    assert len(codes) == len(TONGUES)


def test_without_a_hint_the_country_decides_and_an_unknown_one_does_not_break() -> None:
    assert order_tongues(TONGUES, None, "KE")[0].code in {"sw", "en"}
    assert {tongue.code for tongue in order_tongues(TONGUES, "tlh", "XX")} == {
        tongue.code for tongue in TONGUES
    }


def test_a_country_is_found_by_its_name_in_ones_own_language() -> None:
    assert country_name("UG", "zh_Hans") == "乌干达"
    assert find_countries("乌干达", ("zh_Hans", "en")) == ("UG",)
    assert find_countries("ugnada", ("zh_Hans", "en")) == ("UG",)
    assert find_countries("Atlantis", ("en",)) == ()
