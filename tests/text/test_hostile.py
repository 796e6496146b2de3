"""Whatever is sent, the readers answer at once."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.text.amounts import read_number
from bot.text.crops import read_crop
from bot.text.days import read_day
from bot.text.prices import read_price
from bot.text.quantities import read_quantity
from bot.text.reading import NotRead
from bot.text.sentence import read_sentence

LANGUAGES = ("en", "zh_Hans", "hi", "sw", "es", "ar")
TODAY = date(2026, 3, 11)
READERS: tuple[Callable[[str, str], object], ...] = (
    lambda text, language: read_number(text, language, "KE"),
    lambda text, language: read_quantity(text, language, "IN"),
    lambda text, language: read_price(text, language, "CN", "CNY"),
    read_crop,
    lambda text, language: read_day(text, language, TODAY),
    lambda text, language: read_sentence(text, language, "EG", "EGP", TODAY),
)
WORDS = [
    "20",
    "2,500",
    "1/2",
    "½",
    "五",
    "十",
    "半",
    "斤",
    "块",
    "五十",
    "कितने",
    "ढाई",
    "साढ़े",
    "सौ",
    "किलो",
    "आलू",
    "elfu",
    "mia",
    "na",
    "nusu",
    "kilo",
    "gunia",
    "dos",
    "y",
    "medio",
    "kilos",
    "نصف",
    "و",
    "كيلو",
    "خمسة",
    "bag",
    "of",
    "kg",
    "x",
    "50kg",
    "@",
    "/",
    "-",
    "per",
    "ksh",
    "₹",
    "$",
    "tomorrow",
    "friday",
    "3月",
    "march",
    "tomatoes",
    "🍅",
    "#",
]
HOSTILE = (
    "9**9**9",
    "五 2,500 十",
    "1" * 240,
    "1," * 120,
    "1 " * 60,
    "1/2 " * 16,
    "三" * 60,
    "ﷺ" * 60,
    "twenty " * 30,
    "elfu mia " * 20,
    "सौ " * 60,
    "kilo na nusu " * 16,
    "tomatq " * 30,
    "20 kg 50 ksh " * 12,
    "a" * 240,
    "\u0301" * 240,
    "\u202e" * 240,
    "\ud800",
    "\x00",
)


def slowest(text: str, language: str) -> float:
    """Seconds of the slowest reader, each the best of three, so that a busy machine is forgiven."""
    return max(min(_seconds(read, text, language) for _ in range(3)) for read in READERS)


def _seconds(read: Callable[[str, str], object], text: str, language: str) -> float:
    start = time.thread_time()
    read(text, language)
    return time.thread_time() - start


@pytest.fixture(scope="module", autouse=True)
def tables_are_loaded() -> None:
    for language in LANGUAGES:
        for text in ("selling 20 kg tomatoes", "आलू", "三十斤", "بطاطس", "xyzzyq"):
            slowest(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_made_to_hurt_is_over_at_once(text: str, language: str) -> None:
    assert slowest(text, language) < 0.02


@pytest.mark.parametrize("unit", ["a", "1", "三", "आ", "ﷺ ", "na nusu "])
def test_a_megabyte_costs_a_millisecond(unit: str) -> None:
    megabyte = unit * (1_000_000 // len(unit))
    assert slowest(megabyte, "sw") < 0.001
    assert all(read(megabyte, "sw") == NotRead() for read in READERS)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=10_000), st.sampled_from(LANGUAGES))
def test_any_text_is_answered_in_five_milliseconds(text: str, language: str) -> None:
    assert slowest(text, language) < 0.005


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.sampled_from(LANGUAGES))
def test_any_mixture_of_known_words_is_answered_in_five_milliseconds(
    text: str, language: str
) -> None:
    assert slowest(text, language) < 0.005
