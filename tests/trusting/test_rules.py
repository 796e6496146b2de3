"""When people are asked, and when what they say is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.day import is_waking
from bot.trusting.rules import (
    GRACE,
    MOODS,
    OPEN_FOR,
    Rated,
    Round,
    Word,
    ask_at,
    opens_at,
    reasons,
    refusal,
    top_reasons,
)

ZONE, WAKE, REST = "Africa/Nairobi", 7 * 60, 20 * 60
NOON = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)  # 12:00 in Nairobi
ROUND = Round(1, buyer_id=2, seller_id=3, handed=True, ended_at=NOON)


def word(by: int, at: datetime, open_at: datetime) -> Word:
    role = ROUND.role_of(by) or ""
    return Word(1, by, ROUND.other(by), role, "good", (), at, open_at)


@pytest.mark.parametrize(
    ("hours", "later"),
    [(0, timedelta(hours=3)), (6, timedelta(hours=1)), (7.5, timedelta(minutes=20))],
)
def test_one_is_asked_later_the_same_day(hours: float, later: timedelta) -> None:
    now = NOON + timedelta(hours=hours)
    assert ask_at(now, ZONE, WAKE, REST) == now + later


@given(st.integers(0, 24 * 60))
def test_nobody_is_asked_at_night_or_before_it_is_over(minutes: int) -> None:
    now = NOON + timedelta(minutes=minutes)
    at = ask_at(now, ZONE, WAKE, REST)
    assert is_waking(at, ZONE, WAKE, REST)
    assert timedelta(minutes=20) <= at - now <= timedelta(hours=24)


def test_a_word_alone_is_shown_when_nobody_can_answer_it_any_more() -> None:
    assert opens_at(Rated(ROUND), 2, NOON) == ROUND.closes_at
    alone = Rated(ROUND, (word(2, NOON, ROUND.closes_at),))
    assert refusal(alone, 3, ROUND.closes_at - timedelta(seconds=1)) is None
    assert refusal(alone, 3, ROUND.closes_at) == "rate-over"
    assert alone.shown_about(3, ROUND.closes_at) is not None


def test_the_second_word_opens_both_ten_minutes_later_but_never_after_the_seven_days() -> None:
    alone = Rated(ROUND, (word(2, NOON, ROUND.closes_at),))
    assert opens_at(alone, 3, NOON) == NOON + GRACE
    late = ROUND.closes_at - timedelta(minutes=1)
    assert opens_at(alone, 3, late) == ROUND.closes_at


def test_whoever_was_in_no_such_trade_rates_nobody() -> None:
    assert refusal(Rated(ROUND), 4, NOON) == "talk-not-yours"


@given(st.integers(0, 60 * 24 * 9), st.integers(0, 60 * 24 * 9))
def test_nobody_changes_a_word_who_can_have_seen_the_others(first: int, second: int) -> None:
    """Whatever the order of events: from the moment a word is shown, both stand."""
    one, two = sorted((NOON + timedelta(minutes=first), NOON + timedelta(minutes=second)))
    rated = Rated(ROUND)
    if refusal(rated, 2, one) is None:
        rated = Rated(ROUND, (word(2, one, opens_at(rated, 2, one)),))
    if rated.words and refusal(rated, 3, two) is None:
        open_at = opens_at(rated, 3, two)
        mine = replace(rated.words[0], open_at=open_at)
        rated = Rated(ROUND, (mine, word(3, two, open_at)))
    for each in rated.words:
        assert each.open_at <= NOON + OPEN_FOR
        assert refusal(rated, each.by_id, each.open_at) is not None
        assert refusal(rated, ROUND.other(each.by_id), each.open_at) is not None


def test_four_reasons_at_most_can_be_tapped() -> None:
    for role in ("buyer", "seller"):
        for mood in MOODS:
            for handed in (True, False):
                assert 1 <= len(reasons(role, mood, handed=handed)) <= 4


def test_what_most_people_praise_comes_first() -> None:
    said = [("fresh", "ontime"), ("ontime",), ("ontime", "friendly", "fresh"), ()]
    assert top_reasons(said) == ("ontime", "fresh", "friendly")
    assert top_reasons([]) == ()
