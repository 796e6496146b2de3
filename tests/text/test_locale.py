"""A locale says phrases so that nothing a person wrote can break or turn the line around."""

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.text.bidi import FSI, PDI, RLM, without_marks
from bot.text.catalog import Catalogs
from bot.text.digits import ascii_digits, native_digits
from bot.text.locale import Locale
from bot.text.phrase import Crop, Moment, PlaceName, Raw, Unit, say
from tests.text.toy import Texts, village

LOCALES = Path(__file__).parents[2] / "locales"
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
ZONES = {
    "KE": "Africa/Nairobi",
    "CN": "Asia/Shanghai",
    "IN": "Asia/Kolkata",
    "MX": "America/Mexico_City",
    "ES": "Europe/Madrid",
    "EG": "Africa/Cairo",
    "MA": "Africa/Casablanca",
}
SHIPPED = Catalogs.load(LOCALES)
ENGLISH: Texts = {
    "toy-name": "Hi {name}",
    "toy-tags": "<b>{what}</b> & more < less",
    "toy-count": ("{name}: one order", "{name}: {count} orders"),
    "toy-inner": "for {price}",
    "toy-outer": "{crop} {inner}",
    "toy-list": "You grow {crops}",
    "toy-lines": "{name}\\n📦 order",
}
ARABIC: Texts = {
    "toy-name": "أهلًا {name}",
    "toy-lines": "{name}\\n📦 طلب\\nجديد",
}


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Catalogs:
    return village(tmp_path_factory.mktemp("locales"), en=ENGLISH, ar=ARABIC)


def here(language: str, country: str, *, native: bool = False) -> Locale:
    return Locale(SHIPPED, language, country, NOW, ZONES[country], native)


def shown(text: str) -> str:
    """What an eye sees: without direction marks, and with plain spaces."""
    return without_marks(text).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_persons_words_are_escaped_and_isolated(toy: Catalogs) -> None:
    said = Locale(toy, "en", "KE", NOW).say(say("toy-name", name="<b>Amina & ابن</b>"))
    assert said == f"Hi {FSI}&lt;b&gt;Amina &amp; ابن&lt;/b&gt;{PDI}"


def test_a_name_cannot_end_its_isolate_or_turn_the_line(toy: Catalogs) -> None:
    said = Locale(toy, "ar", "EG", NOW).say(say("toy-name", name="a\u2069\u202eb"))
    assert said == f"أهلًا {FSI}ab{PDI}"


def test_markup_of_the_text_stays_and_other_signs_are_literal(toy: Catalogs) -> None:
    locale = Locale(toy, "en", "KE", NOW)
    phrase = say("toy-tags", what=Crop("maize"))
    assert locale.say(phrase) == "<b>maize</b> &amp; more &lt; less"
    assert locale.label(phrase) == "maize & more < less"


def test_raw_goes_in_as_it_is_and_loses_its_tags_on_a_button(toy: Catalogs) -> None:
    locale = Locale(toy, "en", "KE", NOW)
    phrase = say("toy-tags", what=Raw("<i>🌽</i>"))
    assert locale.say(phrase).startswith("<b><i>🌽</i></b>")
    assert locale.label(phrase).startswith("🌽 &")


def test_a_count_picks_the_form_and_is_grouped(toy: Catalogs) -> None:
    locale = Locale(toy, "en", "KE", NOW)
    counted = [locale.label(say("toy-count", n, name=Crop("maize"))) for n in (0, 1, 1200)]
    assert counted == ["maize: 0 orders", "maize: one order", "maize: 1,200 orders"]


def test_a_nested_phrase_is_said_in_the_same_language(toy: Catalogs) -> None:
    inner = say("toy-inner", price=Money(350000, "KES"))
    said = Locale(toy, "en", "KE", NOW).say(say("toy-outer", crop=Crop("maize"), inner=inner))
    assert said == "maize for Ksh\u00a03,500"


def test_a_list_is_joined_as_the_language_joins(toy: Catalogs) -> None:
    crops = (Crop("maize"), Crop("potato"), "x")
    said = Locale(toy, "en", "KE", NOW).label(say("toy-list", crops=crops))
    assert shown(said) == "You grow maize, potato and x"


def test_a_missing_value_or_one_of_an_unknown_kind_is_an_error(toy: Catalogs) -> None:
    locale = Locale(toy, "en", "KE", NOW)
    for values in ({}, {"name": None}, {"name": 1.5}, {"name": NOW}):
        with pytest.raises(KeyError):
            locale.say(say("toy-name", **values))


def test_every_line_of_a_right_to_left_text_starts_from_the_right(toy: Catalogs) -> None:
    lines = Locale(toy, "ar", "EG", NOW).say(say("toy-lines", name="Amina")).split("\n")
    assert lines == [f"{RLM}{FSI}Amina{PDI}", f"{RLM}📦 طلب", "جديد"]


def test_every_value_in_a_right_to_left_text_is_isolated(toy: Catalogs) -> None:
    said = Locale(toy, "ar", "EG", NOW).say(say("toy-name", name=Crop("maize")))
    assert said == f"أهلًا {FSI}ذرة{PDI}"


def test_crops_units_and_places_are_named_in_the_readers_language(toy: Catalogs) -> None:
    locale = Locale(toy, "ar", "EG", NOW)
    values = (Crop("maize"), Unit("sack"), PlaceName("nowhere"))
    said = [shown(locale.label(say("toy-name", name=value))) for value in values]
    assert said == ["أهلًا ذرة", "أهلًا كيس", "أهلًا nowhere"]


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "KE", ["1,234,567.5", "KSh 3,500", "₹250", "¥3.50", "-USh 2,000"]),
        ("zh_Hans", "CN", ["1,234,567.5", "KSh 3,500", "₹250", "¥3.50", "-USh 2,000"]),
        ("hi", "IN", ["12,34,567.5", "KSh 3,500", "₹250", "¥3.50", "-USh 2,000"]),
        ("sw", "KE", ["1,234,567.5", "KSh 3,500", "₹ 250", "¥ 3.50", "-USh 2,000"]),
        ("es", "MX", ["1,234,567.5", "KSh 3,500", "₹250", "¥3.50", "-USh 2,000"]),
        ("es", "ES", ["1.234.567,5", "3.500 KSh", "250 ₹", "3,50 ¥", "-2.000 USh"]),
        ("ar", "EG", ["1,234,567.5", "3,500 KSh", "250 ₹", "3.50 ¥", "-2,000 USh"]),
        ("ar", "MA", ["1.234.567,5", "3.500 KSh", "250 ₹", "3,50 ¥", "-2.000 USh"]),
    ],
)
def test_numbers_and_money_are_written_by_language_and_country(
    language: str, country: str, said: list[str]
) -> None:
    locale = here(language, country)
    amounts = [(350000, "KES"), (25000, "INR"), (350, "CNY"), (-2000, "UGX")]
    written = [locale.number(Decimal("1234567.5"))]
    written += [locale.money(Money(*amount)) for amount in amounts]
    assert [shown(text) for text in written] == said


def test_a_number_never_leaves_its_sign_or_unit() -> None:
    locale = here("en", "KE")
    assert " " not in locale.money(Money(350000, "KES")) + locale.quantity(Quantity(20000, "kg"))


def test_a_peso_is_only_a_dollar_sign_at_home() -> None:
    peso = Money(5000, "MXN")
    assert (here("es", "MX").money(peso), here("en", "KE").money(peso)) == ("$50", "MX$50")


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "KE", ["20 kg", "1 bag", "2.5 bags", "3 bags"]),
        ("zh_Hans", "CN", ["20公斤", "1袋", "2.5袋", "3袋"]),
        ("hi", "IN", ["20 किलो", "1 बोरी", "2.5 बोरियाँ", "3 बोरियाँ"]),
        ("sw", "KE", ["20 kg", "gunia 1", "magunia 2.5", "magunia 3"]),
        ("es", "ES", ["20 kg", "1 saco", "2,5 sacos", "3 sacos"]),
        ("ar", "EG", ["20 كجم", "1 كيس", "2.5 كيس", "3 أكياس"]),
    ],
)
def test_quantities_are_counted_as_people_count(
    language: str, country: str, said: list[str]
) -> None:
    amounts = [(20000, "kg"), (1000, "sack"), (2500, "sack"), (3000, "sack")]
    locale = here(language, country)
    assert [shown(locale.quantity(Quantity(*amount))) for amount in amounts] == said


@pytest.mark.parametrize(
    ("language", "country", "said"),
    [
        ("en", "KE", ["today 9:00", "tomorrow 9:00", "Fri, 27 Nov, 9:00"]),
        ("zh_Hans", "CN", ["今天下午2:00", "明天下午2:00", "11月27日周五下午2:00"]),
        ("hi", "IN", ["आज सुबह 11:30 बजे", "कल सुबह 11:30 बजे", "शुक्र, 27 नव॰, सुबह 11:30 बजे"]),
        (
            "sw",
            "KE",
            [
                "leo 9:00 (saa 3:00 asubuhi)",
                "kesho 9:00 (saa 3:00 asubuhi)",
                "Ijumaa, 27 Nov, 9:00 (saa 3:00 asubuhi)",
            ],
        ),
        ("es", "ES", ["hoy 7:00", "mañana 7:00", "vie, 27 nov, 7:00"]),
        ("ar", "EG", ["اليوم 8:00 صباحًا", "غدًا 8:00 صباحًا", "الجمعة، 27 نوفمبر، 8:00 صباحًا"]),
    ],
)
def test_moments_are_said_in_the_persons_zone_and_clock(
    language: str, country: str, said: list[str]
) -> None:
    locale = here(language, country)
    moments = [Moment(NOW + timedelta(days=days)) for days in (0, 1, 3)]
    assert [shown(locale.moment(moment)) for moment in moments] == said


def test_today_is_the_persons_own_day() -> None:
    late = NOW.replace(hour=22)
    nairobi = Locale(SHIPPED, "en", "KE", late, "Africa/Nairobi")
    assert nairobi.day(date(2026, 11, 25)) == "today"
    assert nairobi.moment(Moment(late, "day")) == "today"
    assert nairobi.moment(Moment(late, "time")) == "1:00"


def test_a_far_day_has_its_year() -> None:
    assert here("en", "KE").day(date(2027, 8, 1)) == "Sun, 1 Aug 2027"
    assert here("en", "KE").day(date(2026, 12, 24)) == "Thu, 24 Dec"


def test_what_is_kept_for_ever_says_its_day_the_same_on_any_other() -> None:
    kept = Moment(NOW, "dated")
    later = Locale(SHIPPED, "en", "KE", NOW + timedelta(days=400), "Africa/Nairobi")
    now = here("en", "KE").moment(kept)
    assert shown(now) == shown(later.moment(kept))
    assert "2026" in now


def test_a_month_is_said_with_its_year() -> None:
    month = Moment(NOW, "month")
    assert here("en", "KE").moment(month) == "November 2026"
    assert here("zh_Hans", "CN").moment(month) == "2026年11月"
    assert "٢٠٢٦" in here("ar", "EG", native=True).moment(month)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "saa 6:05 usiku"),
        (6, "saa 12:05 asubuhi"),
        (13, "saa 7:05 mchana"),
        (18, "saa 12:05 jioni"),
    ],
)
def test_the_swahili_clock_counts_from_six(hour: int, said: str) -> None:
    moment = Moment(NOW.replace(hour=(hour - 3) % 24, minute=5), "time")
    assert said in here("sw", "KE").moment(moment)


def test_own_digits_are_written_only_where_chosen() -> None:
    assert here("hi", "IN", native=True).money(Money(12345600, "INR")) == "₹१,२३,४५६"
    assert here("ar", "EG", native=True).number(Decimal("1234.5")) == "١٬٢٣٤٫٥"
    assert here("ar", "EG").number(Decimal("1234.5")) == "1,234.5"
    assert here("sw", "KE", native=True).number(12) == "12"
    assert "٢٧" in here("ar", "EG", native=True).day(date(2026, 11, 27))


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_digits_of_any_script_fold_back(number: int) -> None:
    for digits in ("٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９"):
        assert int(ascii_digits(native_digits(str(number), digits))) == number


def test_what_is_no_digit_stays() -> None:
    assert ascii_digits("٢٠ كيلو ½ 三 x²") == "20 كيلو ½ 三 x²"


def test_a_language_nobody_installed_is_said_in_english(toy: Catalogs) -> None:
    assert Locale(toy, "tlh", "KE", NOW).say(say("text-today")) == "today"


def test_saying_a_text_with_two_values_takes_microseconds(toy: Catalogs) -> None:
    locale = Locale(toy, "en", "KE", NOW)
    phrase = say("toy-outer", crop="maize", inner="<3500>")
    rounds = 2000

    def once() -> float:
        start = time.process_time()
        for _ in range(rounds):
            locale.say(phrase)
        return (time.process_time() - start) / rounds

    assert min(once() for _ in range(3)) < 15e-6
