from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.numbers import get_territory_currencies

from bot.kernel import countries

READ = [
    ("0712345678", "KE", "+254712345678"),
    ("0712 345 678", "KE", "+254712345678"),
    ("712345678", "KE", "+254712345678"),
    ("254712345678", "KE", "+254712345678"),
    ("+254 712-345-678", "KE", "+254712345678"),
    ("00254712345678", "KE", "+254712345678"),
    ("+254 (0)712 345678", "KE", "+254712345678"),
    ("+254 0712 345678", "KE", None),
    ("＋２５４７１２３４５６７８", "KE", "+254712345678"),
    ("0110123456", "KE", "+254110123456"),
    ("+255 754 123 456", "KE", "+255754123456"),
    ("٠١٠٠١٢٣٤٥٦٧", "EG", "+201001234567"),
    ("\u200f+٢٠ ١٠٠ ١٢٣ ٤٥٦٧\u200e", "EG", "+201001234567"),
    ("०९८७६५४३२१०", "IN", "+919876543210"),
    ("91 98765 43210", "IN", "+919876543210"),
    ("9198765432", "IN", "+919198765432"),
    ("138 1234 5678", "CN", "+8613812345678"),
    ("55 1234 5678", "MX", "+525512345678"),
    ("951 123 4567", "MX", "+529511234567"),
    ("(11) 96123-4567", "BR", "+5511961234567"),
    ("0812-3456-7890", "ID", "+6281234567890"),
    ("62812345678", "ID", "+62812345678"),
    ("0701234567", "CI", "+2250701234567"),
    ("8 912 345-67-89", "RU", "+79123456789"),
    ("90 123 45 67", "UZ", "+998901234567"),
    ("1 201 555 0123", "US", "+12015550123"),
    ("+49 151 23456789", "KE", "+4915123456789"),
    ("5123 4567", "GT", "+50251234567"),
    ("৮৮০১৮১২৩৪৫৬৭৮", "BD", "+8801812345678"),
]
REFUSED = [
    ("", "KE"),
    ("+", "KE"),
    ("abc", "KE"),
    ("07123", "KE"),
    ("071234567890", "KE"),
    ("0712345678 or 0722345678", "KE"),
    ("call 0712345678", "KE"),
    ("0912345678", "KE"),
    ("+254912345678", "KE"),
    ("+25471234567", "KE"),
    ("+0712345678", "KE"),
    ("+49123", "KE"),
    ("+4912345678901234", "KE"),
    ("20 kg", "KE"),
    ("0712345678", "XX"),
    ("0" * 5000, "KE"),
    ("½12345678", "KE"),
]


@pytest.mark.parametrize(("text", "country", "number"), READ)
def test_a_number_is_read_as_people_write_it(text: str, country: str, number: str | None) -> None:
    assert countries.read_phone(text, country) == number


@pytest.mark.parametrize(("text", "country"), REFUSED)
def test_what_is_not_surely_a_number_is_refused(text: str, country: str) -> None:
    assert countries.read_phone(text, country) is None


@pytest.mark.parametrize("number", [number for _, _, number in READ if number])
def test_a_number_once_read_reads_the_same_again(number: str) -> None:
    assert countries.read_phone(number, "TZ") == number


def test_the_countries_of_the_first_languages_are_known() -> None:
    wanted = "KE TZ UG ET NG GH IN BD CN MX CO PE GT ES EG MA SD ID BR PT FR SN CI UZ RU US GB"
    assert set(wanted.split()) <= set(countries.codes())
    assert countries.get("XX") is None


@pytest.mark.parametrize("code", countries.codes())
def test_each_country_agrees_with_the_public_tables(code: str) -> None:
    country = countries.get(code)
    assert country is not None
    assert country.code == code
    assert country.currency in get_territory_currencies(code)
    assert ZoneInfo(country.zone)
    assert all(Locale.parse(language) for language in country.languages)
    local = Locale.parse(f"{country.languages[0].split('_')[0]}_{code}")
    assert country.week_start == local.first_week_day + 1


@pytest.mark.parametrize("code", countries.codes())
def test_each_country_is_quiet_at_night_and_awake_by_day(code: str) -> None:
    country = countries.get(code)
    assert country is not None
    assert 20 <= country.quiet_from <= 23
    assert 5 <= country.quiet_to <= 8
