"""What is written plainly is read back as the same value, in every language, unit and digit script."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel import crops, units
from bot.kernel.money import Money, digits
from bot.kernel.quantity import Quantity
from bot.text.amounts import read_number
from bot.text.catalog import Catalogs
from bot.text.crops import read_crop
from bot.text.locale import Locale
from bot.text.prices import read_price
from bot.text.quantities import read_quantity
from bot.text.reading import Found, Number, Price, Reading, Several, Unsure

HOMES = {"en": "KE", "zh_Hans": "CN", "hi": "IN", "sw": "TZ", "es": "MX", "ar": "EG"}
MONEY = {"KE": "KES", "CN": "CNY", "IN": "INR", "TZ": "TZS", "MX": "MXN", "EG": "EGP"}
SCRIPTS = (
    "0123456789",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "০১২৩৪৫৬৭৮৯",
    "０１２３４５６７８９",
)
languages = st.sampled_from(sorted(HOMES))
scripts = st.sampled_from(SCRIPTS)
SHIPPED = Catalogs.load(Path(__file__).parents[2] / "locales")
NOW = datetime(2026, 3, 11, tzinfo=UTC)
SPOKEN = {
    "en": ("KE", "TZ", "UG", "IN", "NG", "GH", "US", "ZW"),
    "zh_Hans": ("CN",),
    "hi": ("IN",),
    "sw": ("KE", "TZ", "UG"),
    "es": ("MX", "GT", "HN", "SV", "NI", "CO", "PE", "EC", "BO", "ES", "CR"),
    "ar": ("EG", "MA", "DZ", "TN", "SD"),
}


def written(value: Decimal, script: str) -> str:
    return f"{value:f}".translate(str.maketrans("0123456789", script))


@given(st.integers(0, 10**9), st.integers(0, 2), languages, scripts)
def test_a_plain_number_is_itself(whole: int, places: int, language: str, script: str) -> None:
    value = Decimal(whole).scaleb(-places)
    assert read_number(written(value, script), language, HOMES[language]) == Number(value)


@given(st.integers(1, 99_999), languages, scripts, st.booleans(), st.data())
def test_a_quantity_is_read_in_every_unit_a_farmer_is_offered(
    hundredths: int, language: str, script: str, spaced: bool, data: st.DataObject
) -> None:
    country = HOMES[language]
    unit = data.draw(st.sampled_from(units.offered(country)))
    form = data.draw(st.sampled_from(("short", "long")))
    value = Decimal(hundredths).scaleb(-2)
    name = units.unit_name(unit, language, form)  # type: ignore[arg-type]
    read = read_quantity(f"{written(value, script)}{' ' * spaced}{name}", language, country)
    assert isinstance(read, Reading)
    assert read.value == Quantity.from_decimal(value, unit)


@pytest.mark.parametrize("language", sorted(HOMES))
def test_an_amount_reads_back_as_the_bot_writes_it(language: str) -> None:
    """A debe is said with a note on its weight in languages of countries that have none."""
    for country in SPOKEN[language]:
        named = ["", *(crop.id for crop in crops.all_crops() if crop.id != "charcoal")]
        lists = {units.offered(country, crop): crop for crop in reversed(named)}
        for offered, crop in lists.items():
            for unit in offered:
                for milli in (1_000, 2_000, 2_500, 3_000, 11_000, 15_000, 1_000_000):
                    amount = Quantity(milli, unit)
                    said = Locale(SHIPPED, language, country, NOW).quantity(amount)
                    read = read_quantity(said, language, country, crop or None)
                    assert isinstance(read, Reading | Unsure), (country, crop, said)
                    options = read.options if isinstance(read, Unsure) else (read.value,)
                    assert amount in options, (country, crop, said, options)


@given(st.integers(1, 10**8), languages, scripts)
def test_money_with_its_code_is_read(minor: int, language: str, script: str) -> None:
    currency = MONEY[HOMES[language]]
    money = Money(minor, currency)
    amount = written(money.to_decimal().quantize(Decimal(1).scaleb(-digits(currency))), script)
    read = read_price(f"{amount} {currency}", language, HOMES[language], currency)
    assert read == Price(money)


@given(st.integers(1, 999), st.integers(0, 999), languages)
def test_three_digits_after_one_mark_are_asked(head: int, tail: int, language: str) -> None:
    for mark in ".,":
        read = read_number(f"{head}{mark}{tail:03}", language, HOMES[language])
        both = {Decimal(f"{head}{tail:03}"), Decimal(f"{head}.{tail:03}")}
        assert isinstance(read, Unsure)
        assert set(read.options) == both


@pytest.mark.parametrize("language", sorted(HOMES))
def test_every_name_of_a_crop_leads_to_it(language: str) -> None:
    for crop in crops.all_crops():
        for name in crops.crop_names(crop.id, language):
            read = read_crop(name, language)
            found = read.options if isinstance(read, Several) else ()
            assert read == Found(crop.id) or crop.id in found, name


@pytest.mark.parametrize("language", sorted(HOMES))
def test_every_name_of_a_unit_leads_to_it_where_it_is_at_home(language: str) -> None:
    for unit, names in units.unit_names(language).items():
        if not units.at_home(unit, HOMES[language]):
            continue
        for name in names:
            read = read_quantity(f"7 {name}", language, HOMES[language])
            if isinstance(read, Reading) and read.value.unit == unit:
                continue
            other = read.value.unit if isinstance(read, Reading) else None
            assert other, (name, read)
            assert name in units.unit_names(language)[other], (name, read)
