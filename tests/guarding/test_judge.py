"""The judge's verdicts: levels, reasons, what the market knows, and what they cost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guarding.judge import MOST_SIGNALS, judge
from bot.guarding.verdict import LEVELS, PATTERNS, SIGNALS, Context

CHAT = Context(in_chat=True)


@pytest.mark.parametrize(
    ("language", "text", "signal"),
    [
        ("en", "Please send me the 6 digit code you just got", "act-code"),
        ("zh_Hans", "把验证码发给我", "act-code"),
        ("hi", "जो ओटीपी आया है वो मुझे भेजो", "act-code"),
        ("es", "Mándeme el código de 6 dígitos que le llegó", "act-code"),
        ("ar", "ابعتلي الكود اللي وصلك", "act-code"),
        ("en", "Your loan is approved, pay a processing fee of 2,000 first", "act-fee"),
        ("en", "KYC update: http://sbi-verify.top/login.apk", "link-alike"),
    ],
)
def test_classic_frauds_are_named_with_their_reason(language: str, text: str, signal: str) -> None:
    verdict = judge(text, language)
    assert verdict.is_bad
    assert signal in verdict.signals


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I will bring 20 crates on Friday morning"),
        ("en", "Never share your PIN with anyone"),
        ("zh_Hans", "明天早上八点来拉货，三十筐"),
        ("hi", "कल सुबह बीस क्रेट टमाटर लेकर आऊँगा"),
        ("sw", "Kesho asubuhi nitaleta kreti ishirini"),
        ("es", "El viernes le llevo veinte cajas de tomate"),
        ("ar", "بكرة الصبح بجيب عشرين صندوق طماطم"),
    ],
)
def test_everyday_trade_is_left_in_peace(language: str, text: str) -> None:
    assert not judge(text, language).is_bad


def test_the_ledger_decides_what_a_claim_of_payment_means() -> None:
    claim = "I have sent the money, please release the goods to my driver"
    paid, unpaid = (judge(claim, "en", Context(paid=each, in_chat=True)) for each in (True, False))
    assert paid.score < unpaid.score
    assert paid.claims
    assert unpaid.claims


def test_a_copy_of_a_reviewed_fraud_is_one() -> None:
    verdict = judge("hello", "en", Context(copy=27))
    assert (verdict.level, verdict.pattern, verdict.signals[0]) == ("scam", 27, "copy")


def test_what_asks_for_a_key_waits_for_its_reader() -> None:
    verdict = judge("Please send me the 6 digit code you just got", "en", CHAT)
    assert verdict.is_held


@given(st.text(max_size=800), st.sampled_from(("en", "ar", "xx")))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_one_verdict_made_of_known_names(text: str, language: str) -> None:
    verdict = judge(text, language)
    assert verdict == judge(text, language)
    assert verdict.level in LEVELS
    assert set(verdict.signals) <= set(SIGNALS)
    assert len(verdict.signals) <= MOST_SIGNALS
    assert verdict.pattern is None or verdict.pattern in PATTERNS


HOSTILE = {
    "spaces": "p " * 2048,
    "one letter": "a" * 4096,
    "asked again and again": "send me " * 512,
    "short sentences": "发。送" * 1365,
    "hosts": "a.b " * 1024,
    "links": "http://a.b/" * 372,
    "figures": "1234567 " * 512,
    "signs": "@" * 4096,
    "unseen": "\u200b" * 4096,
    "half words": "аb " * 1365,
    "accents": "क्" * 2048,
    "commas": ",;" * 2048,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_is_slow_to_judge(name: str) -> None:
    text = HOSTILE[name]
    judge(text, "en")
    spent = []
    for _ in range(5):
        start = time.thread_time()
        judge(text, "en")
        spent.append(time.thread_time() - start)
    assert min(spent) < 0.020


def test_a_message_costs_less_than_five_milliseconds() -> None:
    text = (
        "Good morning, I have sent the money, check your phone and release the goods to my driver"
    )
    judge(text, "en")
    start = time.thread_time()
    for _ in range(20):
        judge(text, "en")
    assert (time.thread_time() - start) / 20 < 0.005
