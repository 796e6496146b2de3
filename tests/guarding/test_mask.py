"""Ways around the market are hidden; prices, amounts, days and order numbers never are."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guarding.mask import HIDDEN, mask, mask_links
from bot.kernel import countries
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.text.bidi import without_marks
from bot.text.locale import Locale
from tests.village import catalogs

YEAR = 2026
NOW = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
# How a number begins abroad and at home, and how many digits follow.
BEGINNINGS = (
    *(("+254", 9), ("254", 9), ("0", 9), ("+91", 10), ("+86", 11), ("0086", 11)),
    *(("+20", 10), ("01", 9), ("+52", 10), ("+502", 8), ("+504", 8), ("+591", 8)),
)
SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９", "①")
BETWEEN = ("", " ", "-", ".", "/", "  ", "\u00a0", "\u202f", " - ", "–", "_", "*", "\u200b", "\n")
WORDS = st.text(st.characters(categories=("L", "Zs")), max_size=12)


@st.composite
def phones(draw: st.DrawFn) -> tuple[str, str]:
    """Give a phone number's digits, and how somebody may write it."""
    head, more = draw(st.sampled_from(BEGINNINGS))
    rest = draw(st.text("0123456789", min_size=more, max_size=more))
    if not head.startswith(("+", "0")):
        rest = f"7{rest[1:]}"
    script = draw(st.sampled_from(SCRIPTS[:-1]))
    sign = draw(st.sampled_from(BETWEEN))
    step = draw(st.sampled_from((1, 2, 3, 4, 15)))
    groups = [head, *(rest[at : at + step] for at in range(0, len(rest), step))]
    written = sign.join(groups)
    digits = re.sub(r"\D", "", head) + rest
    return digits, "".join(script[int(c)] if c.isascii() and c.isdigit() else c for c in written)


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None
    )


@settings(deadline=None)
@given(phones(), WORDS, WORDS)
def test_no_seven_digits_of_a_phone_number_ever_go_over(
    phone: tuple[str, str], before: str, after: str
) -> None:
    digits, written = phone
    shown = mask(f"{before} {written} {after}", YEAR).text
    left = _digits(shown)
    parts = {digits[at : at + 7] for at in range(len(digits) - 6)}
    assert not any(part in left for part in parts)
    assert HIDDEN in shown


LANGUAGES = (
    ("en", "KE"),
    ("sw", "TZ"),
    ("es", "CO"),
    ("hi", "IN"),
    ("zh_Hans", "CN"),
    ("ar", "EG"),
)


@settings(deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.booleans(),
    st.integers(1, 9_999_999),
    st.integers(1, 9_999_999),
    st.sampled_from(["kg", "sack", "crate"]),
)
def test_prices_and_amounts_stay_as_the_reader_would_write_them(
    reader: tuple[str, str], native: bool, whole: int, milli: int, unit: str
) -> None:
    language, country = reader
    locale = Locale(catalogs(), language, country, NOW, native=native)
    place = countries.get(country)
    assert place is not None
    price = without_marks(locale.money(Money(whole * 100, place.currency)))
    amount = without_marks(locale.quantity(Quantity(milli, unit)))
    for text in (price, amount, f"{amount}: {price}", f"47-208: {price}"):
        assert mask(text, YEAR, ("47-208",)).text == text


@settings(deadline=None)
@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 23), st.integers(0, 59))
def test_days_and_hours_stay(day: date, hour: int, minute: int) -> None:
    clock = f"{hour:02}:{minute:02}"
    for text in (
        f"{day.isoformat()} {clock}",
        f"{day.day}/{day.month}/{day.year} {clock}",
        f"{day.day}.{day.month}.{day.year}",
        f"{clock}-{(hour + 2) % 24:02}:{minute:02}",
        f"{day:%d/%m/%Y}",
    ):
        assert mask(text, YEAR).text == text


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_words_at_all_are_masked_without_harm_and_once_for_all(text: str) -> None:
    once = mask(text, YEAR)
    assert once.hidden == (once.text != text)
    assert mask(once.text, YEAR).text == once.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call 0712345678", "call •••"),
        ("+254 (0)712-345 678 please", "••• please"),
        ("0 7 1 2 3 4 5 6 7 8", "•••"),
        ("7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "•••"),
        ("zero seven one two three four five six", "•••"),
        ("sifuri saba moja mbili tatu nne tano sita", "•••"),
        ("一三八一二三四五六七八", "•••"),
        ("KES 1200, 0712345678", "KES 1200, •••"),
        ("1200 +254712345678", "1200 •••"),
        ("712345678 KES 50 per kg", "••• KES 50 per kg"),
        ("+502 - 10000000 KES", "••• KES"),
        ("0712, 345, 678", "•••"),
        ("wa.me/254712345678", "•••"),
        ("t.me/amina", "•••"),
        ("see www.foo.example/x", "see •••"),
        ("farm.co.ke/shop", "•••"),
        ("amina.w@mail.example", "•••"),
        ("I am @amina_k", "I am •••"),
        ("＠amina_k", "•••"),
    ],
)
def test_what_leads_around_the_market_is_hidden(text: str, shown: str) -> None:
    assert mask(text, YEAR).text == shown


@pytest.mark.parametrize(
    "text",
    [
        "1200 KES",
        "47-208",
        "order 47-208 and 52-310: 1200 KES each",
        "1,500,000 UGX",
        "1.500.000",
        "Rp 15.000.000",
        "25,00,000 रुपये",
        "1500000元",
        "10:00-12:00",
        "1200 - 1500",
        "1200-1500 per bag",
        "50, 60, 70, 80 kg",
        "52\n49\n51\n50\n48",
        "20-50 kg, 1200-1500 KES",
        "12/11/2026 14:00",
        "10kg @KES50",
        "10 kg @ 50 each",
        "tomorrow.In the morning",
        "one or two bags, three at most",
        "1,200.50 KES",
        "12,500/= for 2.5 bags",
    ],
)
def test_what_a_trade_is_about_stays(text: str) -> None:
    assert mask(text, YEAR, ("47-208", "52-310")).text == text


def test_among_people_who_agreed_only_links_are_hidden() -> None:
    text = "0712345678, amina@mail.example, @amina_k"
    assert mask_links(text).text.startswith("0712345678")
    assert mask_links("https://pay.example/now 0712345678").text == "••• 0712345678"


def test_a_long_letter_is_masked_at_once() -> None:
    began = datetime.now(UTC)
    mask("1 2 3 4 5 6, " * 300, YEAR)
    mask("a.b" * 1300, YEAR)
    mask("0" * 4096, YEAR)
    assert datetime.now(UTC) - began < timedelta(seconds=2)
