"""What is made of something shown: what kind it is, how bad, which advice and lesson fit."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.checking import rules
from bot.checking.rules import LINK, NUMBER, WORDS, Brought, Look
from bot.guarding.verdict import FAMILIES, ORDINARY, SCAM, SUSPICIOUS

NOW = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0712 345 678", NUMBER),
        ("+254-712-345-678", NUMBER),
        ("٠٧١٢٣٤٥٦٧٨", NUMBER),
        ("०७१२ ३४५ ६७८", NUMBER),
        ("12", WORDS),
        ("1" * 16, WORDS),
        ("call 0712345678", WORDS),
        ("https://bit.ly/abc", LINK),
        ("  m-pesa.verify-login.xyz/claim ", LINK),
        ("see https://bit.ly/abc", WORDS),
        ("tomatoes 3.50/kg", WORDS),
        ("", WORDS),
    ],
)
def test_a_number_or_a_link_alone_is_told_from_words(text: str, kind: str) -> None:
    assert rules.recognise(text).kind == kind


def test_what_telegram_cannot_carry_is_cut() -> None:
    assert len(rules.recognise("a" * 9000).words) == rules.LONGEST


@pytest.mark.parametrize(
    ("link", "level", "signal"),
    [
        ("https://m-pesa.verify-login.xyz/x", SCAM, "link-alike"),
        ("https://farm-orders.example.org/order.apk", SCAM, "link-file"),
        ("http://203.0.113.9/x", SUSPICIOUS, "link-number"),
        ("https://bit.ly/3xyz", SUSPICIOUS, "link-short"),
        ("https://cheap-seed.xyz", SUSPICIOUS, "link-risky"),
    ],
)
def test_a_link_alone_is_judged_by_its_spelling(link: str, level: str, signal: str) -> None:
    look = rules.look_at(rules.recognise(link), "en")
    assert (look.level, signal in look.signals) == (level, True)
    assert look.family in {"link", "remote"}


def test_a_known_name_is_named_as_known() -> None:
    look = rules.look_at(rules.recognise("https://safaricom.co.ke"), "en")
    assert (look.level, look.is_bad, look.links[0].domain) == (ORDINARY, False, "safaricom.co.ke")


def test_a_near_copy_of_a_reviewed_fraud_is_a_scam_whatever_it_says() -> None:
    look = rules.look_at(rules.recognise("Good morning, see you at the market"), "en", copy=0)
    assert (look.level, "copy" in look.signals) == (SCAM, True)
    assert look.family in FAMILIES


def test_nothing_is_said_of_what_cannot_be_read() -> None:
    assert rules.look_at(Brought("photo", "", "file"), "en") == Look("photo")


def test_a_number_is_judged_by_reviewed_reports_alone() -> None:
    assert rules.look_at_number(0).level is None
    assert (rules.look_at_number(2).level, rules.look_at_number(2).number_of) == (SUSPICIOUS, 2)


def test_who_asks_for_a_key_is_warned_of_before_all_else() -> None:
    look = Look(WORDS, SCAM, ("act-code",), pattern=27, acts=frozenset(("fee", "code")))
    assert (look.family, look.lesson) == ("code", "pin")


def test_where_only_the_manner_speaks_against_it_no_pattern_is_named() -> None:
    look = Look(WORDS, SUSPICIOUS, ("written",), pattern=27)
    assert (look.family, look.lesson) == (None, rules.AFTERWARDS)
    assert Look(WORDS, SUSPICIOUS, ("gain",), pattern=27).family == "prize"


def test_every_family_has_a_lesson_that_exists() -> None:
    path = Path(__file__).parents[2] / "locales/lessons.toml"
    lessons = tomllib.loads(path.read_text("utf-8"))["lesson"]
    assert set(rules.LESSON_OF) == set(FAMILIES)
    assert {*rules.LESSON_OF.values(), rules.AFTERWARDS} <= set(lessons)


def test_very_much_in_an_hour_has_to_wait() -> None:
    assert rules.free_again(rules.MOST - 1, NOW, NOW) is None
    assert rules.free_again(rules.MOST, NOW, NOW) == NOW + rules.SPAN


def test_words_soon_after_a_check_are_one_more() -> None:
    soon, late = NOW - timedelta(minutes=5), NOW - timedelta(minutes=30)
    told = "They say I won a car"
    assert rules.speaks_of_it(told, soon, NOW)
    assert not rules.speaks_of_it(told, late, NOW)
    assert not rules.speaks_of_it(told, None, NOW)
    assert not rules.speaks_of_it("thanks", soon, NOW)
