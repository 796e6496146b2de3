"""What becomes of a verdict: whose language counts, what is remembered, what is kept of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.guarding.verdict import CODE, LEAVE, ORDINARY, SCAM, SUSPICIOUS, Context, Verdict
from bot.relaying import judging
from tests.ordering.samples import NOON, order_in
from tests.relaying.conftest import Judge

LEVELS = {"en": SUSPICIOUS, "es": SCAM, "sw": ORDINARY}


@pytest.fixture(autouse=True)
def judged(judge: Callable[[Judge], None]) -> None:
    judge(lambda _text, language, _context: Verdict(LEVELS[language]))


@pytest.mark.parametrize(
    ("languages", "level"),
    [
        (("en", "en"), SUSPICIOUS),
        (("en", "es"), SCAM),
        (("es", "en"), SCAM),
        (("sw", "es"), ORDINARY),
        (("en", "sw"), SUSPICIOUS),
    ],
)
def test_the_worse_language_counts_only_where_both_warn(
    languages: tuple[str, str], level: str
) -> None:
    assert judging.judge_words("x", languages, Context()).level == level


def test_what_was_called_genuine_is_no_longer_warned_of_unless_it_is_worse() -> None:
    leave = Verdict(SUSPICIOUS, ("act-leave",), 10, frozenset({LEAVE}))
    worse = Verdict(SCAM, ("act-leave",), 10, frozenset({LEAVE}))
    prize = Verdict(SUSPICIOUS, ("gain",), 27)
    assert judging.calm(leave, []) == leave
    assert judging.calm(leave, [leave]) == Verdict(ORDINARY)
    assert judging.calm(worse, [leave]) == worse
    assert judging.calm(prize, [leave]) == prize


def test_who_has_paid_cannot_cheat_about_the_payment() -> None:
    payment = Verdict(SCAM, ("release",), 1, claims=True)
    fee = Verdict(SCAM, ("act-fee",), 5)
    paid = Context(paid=True)
    assert judging.weigh(payment, paid) == Verdict(ORDINARY, claims=True)
    assert judging.weigh(payment, Context(paid=False)) == payment
    assert judging.weigh(payment, Context(paid=True, copy=0)) == payment
    assert judging.weigh(fee, paid) == fee


def test_a_wish_for_a_code_is_held_back_however_often_it_was_genuine() -> None:
    code = Verdict(SCAM, ("act-code",), 9, frozenset({CODE}))
    assert judging.calm(code, [code]) == code
    assert judging.keys_in(code) == [CODE]
    assert judging.keys_in(Verdict(SUSPICIOUS, ("act-code",), 9)) == [CODE]
    assert judging.keys_in(Verdict(ORDINARY, acts=frozenset({CODE}))) == []


def test_only_the_side_that_pays_can_have_paid() -> None:
    due, paid = order_in("accepted"), order_in("completed")
    assert judging.is_paid(due, "buyer") is False
    assert judging.is_paid(paid, "buyer") is True
    assert judging.is_paid(due, "seller") is None
    assert judging.is_paid(order_in("accepted", payment="held"), "buyer") is True


def test_a_week_makes_a_newcomer_known() -> None:
    week = timedelta(days=7)
    assert judging.is_new(NOON, NOON + week - timedelta(minutes=1))
    assert not judging.is_new(NOON, NOON + week)


def test_a_verdict_is_kept_whole_and_one_that_says_nothing_is_not() -> None:
    bad = Verdict(SCAM, ("act-code", "new"), 9, frozenset({CODE}), claims=True)
    assert judging.read_verdict(judging.write_verdict(bad)) == bad
    assert judging.write_verdict(Verdict(ORDINARY)) is None
    assert judging.write_verdict(None) is None
    assert judging.read_verdict(None) is None
