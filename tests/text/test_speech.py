"""What is heard: the words of a message without its pictures, its figures made readable."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.text.locale import Locale
from bot.text.speech import MOST_WORDS, Voices, bare, print_of, prints_of, shorten
from tests.village import catalogs

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def reader(language: str, country: str) -> Locale:
    return Locale(catalogs(), language, country, NEW_YEAR)


@pytest.mark.parametrize(
    ("language", "country", "currency", "heard"),
    [
        ("en", "KE", "KES", "1234567 Kenyan shillings"),
        ("sw", "TZ", "TZS", "1234567 shilingi za Tanzania"),
        ("hi", "IN", "INR", "1234567 भारतीय रुपए"),
        ("es", "MX", "MXN", "1234567 pesos mexicanos"),
        ("es", "CO", "COP", "1234567 pesos colombianos"),
        ("ar", "EG", "EGP", "1234567 جنيهًا مصريًا"),
        ("zh_Hans", "CN", "CNY", "1234567 元"),
    ],
)
def test_money_is_heard_by_its_name(language: str, country: str, currency: str, heard: str) -> None:
    locale = reader(language, country)
    shown = locale.money(Money(123_456_700, currency))
    assert heard in locale.aloud(f"💰 {shown}")


def test_cents_are_heard_too() -> None:
    locale = reader("en", "KE")
    assert locale.aloud(locale.money(Money(8050, "KES"))) == "80.50 Kenyan shillings."


@pytest.mark.parametrize(
    ("language", "country", "heard"),
    [
        ("en", "KE", "12.5 kilogram"),
        ("sw", "KE", "12.5 kilo"),
        ("hi", "IN", "12.5 किलो"),
        ("es", "CO", "12,5 kilo"),
        ("ar", "EG", "12.5 كيلو"),
        ("zh_Hans", "CN", "12.5公斤"),
    ],
)
def test_a_short_unit_is_heard_in_full(language: str, country: str, heard: str) -> None:
    locale = reader(language, country)
    assert heard in locale.aloud(locale.quantity(Quantity(12_500, "kg")))


def test_pictures_marks_and_slashes_are_only_seen() -> None:
    shown = "🌽 \u2068Maize\u2069 • fresh\n➡️ Write /sell\n\n1️⃣ 👩🏽‍🌾 Amina"
    assert reader("en", "KE").aloud(shown) == "Maize fresh. Write sell. 1 Amina."


def test_figures_in_the_digits_of_a_script_are_read_out_too() -> None:
    locale = replace(reader("hi", "IN"), native=True)
    heard = locale.aloud(f"{locale.money(Money(12_345_600, 'INR'))}, {locale.number(2)}/5")
    assert heard == "१२३४५६ भारतीय रुपए, २/5."


def test_letters_that_join_stay_whole() -> None:
    assert bare("🙏 क्ष त्र\u200dय") == "क्ष त्र\u200dय"


def test_a_line_that_ends_a_sentence_gets_no_second_end() -> None:
    assert reader("en", "KE").aloud("What crop?\nFor example: maize") == (
        "What crop? For example: maize."
    )


def test_a_long_message_is_cut_after_a_sentence() -> None:
    sentence = "Ten words make up this one short sentence about maize."
    assert shorten(" ".join([sentence] * 9)) == " ".join([sentence] * 4)


def test_one_long_sentence_is_cut_after_a_word() -> None:
    assert len(shorten("maize " * 90).split()) == MOST_WORDS


def test_chinese_is_cut_at_fifteen_seconds_too() -> None:
    kept = shorten("卖三十斤土豆。" * 20)
    assert kept.endswith("。")
    assert 50 <= len(kept) <= 70


@given(st.text(max_size=300))
def test_any_text_can_be_read_out(text: str) -> None:
    assert len(reader("en", "KE").aloud(text).split()) <= MOST_WORDS


def test_a_print_knows_a_text_however_it_is_decorated() -> None:
    assert print_of("🌽 What  do you sell?") == print_of("\u200fWhat do you\nsell? 🌽")
    assert print_of("What do you sell?") != print_of("What do you buy?")


def test_every_run_of_lines_has_a_print_the_whole_first() -> None:
    found = prints_of("one\n\n🌽\ntwo\nthree")
    assert found[0] == print_of("one two three")
    assert {print_of("two"), print_of("two three")} <= set(found)
    assert len(found) == 6


def test_where_no_machine_speaks_only_what_was_recorded_can_be_heard() -> None:
    voices = Voices(frozenset({"en"}), frozenset({("ha", print_of("Sannu"))}))
    assert voices.can_say("en", ())
    assert voices.can_say("ha", ("Ina kwana", "👋 Sannu"))
    assert not voices.can_say("ha", ("Ina kwana",))
    assert not voices.can_say("sw", ("Sannu",))
