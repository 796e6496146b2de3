from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.numbers import get_territory_currencies

from bot.kernel import countries


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
