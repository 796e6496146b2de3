"""Orders and time: daylight hours, nudges, nights, a bot that was away, pick-ups missed."""

from datetime import timedelta

import pytest

from tests.ordering.stalls import Market
from tests.village import MORNING, Person

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    return market, amina, joe


def count(who: Person, words: str) -> int:
    return sum(words in shown.text for shown in who.heard)


def test_six_hours_of_daylight_with_two_nudges_then_it_is_over(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    assert market.order().deadline_at == MORNING + timedelta(hours=6)
    market.village.passes(hours=3)
    assert count(amina, "still waits for your answer") == 1
    market.village.passes(hours=2)
    assert count(amina, "still waits for your answer") == 2
    market.village.passes(minutes=59)
    assert market.order().state == "placed"
    market.village.passes(minutes=2)
    assert market.order().state == "expired"
    assert market.listing().held == 0
    assert "closed" in joe.last.text
    assert "Time ran out" in amina.last.text


def test_the_night_does_not_count(two: Two) -> None:
    market, _, joe = two
    market.village.passes(hours=7)  # 16:00 in Nairobi: two hours of daylight left
    market.places(joe)
    assert market.order().deadline_at == MORNING + timedelta(hours=25)  # 10:00 the next day


def test_an_answer_ends_the_nudges(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    amina.taps("Accept")
    market.village.passes(hours=8)
    assert count(amina, "still waits") == 0
    assert market.order().state == "accepted"


def test_a_bot_away_over_the_deadline_ends_the_order_once_on_return(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    market.village.passes(hours=5)
    nudges = count(amina, "still waits")
    market.village.sleeps(hours=3)
    assert market.order().state == "expired"
    assert count(joe, "No answer came in time") == 1
    assert count(amina, "Time ran out") == 1
    assert count(amina, "still waits") == nudges
    assert market.history() == ["place", "expire"]


def test_a_bot_away_from_before_the_first_nudge_sends_none_when_all_is_over(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    market.village.sleeps(hours=7)
    assert market.order().state == "expired"
    assert count(amina, "still waits") == 0
    assert count(amina, "Time ran out") == 1


def test_nobody_is_reminded_of_a_pickup_whose_time_is_over(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)  # pick-up by 17:00 tomorrow
    market.village.sleeps(hours=33)
    for who in (amina, joe):
        assert count(who, "Soon it is time") == 0


def test_an_answer_after_the_deadline_comes_too_late_even_before_the_clock(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    market.village.now += timedelta(hours=7)
    amina.taps("Accept")
    assert "time to answer is over" in amina.toast
    assert market.order().state == "placed"
    market.village.passes(seconds=1)
    assert market.order().state == "expired"


def test_a_counter_offer_has_six_hours_of_its_own(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    market.village.passes(hours=1)
    amina.taps("Offer less")
    for words in ("less", "3", "yes"):
        amina.says(words)
    assert market.order().deadline_at == MORNING + timedelta(hours=7)
    market.village.passes(hours=3)
    assert count(joe, "still waits for your answer") == 1
    market.village.passes(hours=4)
    assert market.order().state == "expired"
    assert market.listing().held == 0


def test_what_happens_at_night_is_told_in_the_morning_as_it_then_is(two: Two) -> None:
    market, amina, joe = two
    market.village.passes(hours=13)  # 22:00 in Nairobi
    heard = len(amina.heard)
    market.places(joe, milli=2000)
    joe.taps("More")
    joe.taps("Call off")
    joe.taps("Plans changed")
    assert len(amina.heard) == heard
    market.village.passes(hours=9)
    assert len(amina.heard) == heard + 1
    assert "called off" in amina.last.text


def test_both_are_reminded_the_evening_before_and_two_hours_before(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)  # pick-up by 17:00 tomorrow
    market.village.passes(hours=9, minutes=1)  # 18:01
    assert count(joe, "Soon it is time") == 1
    market.village.passes(hours=21)  # 15:01 the next day
    for who in (amina, joe):
        assert count(who, "Soon it is time") == 2


def test_two_silent_days_after_the_handover(two: Two) -> None:
    market, amina, joe = two
    njeri = market.admin()
    market.accepted(joe, amina)
    second = market.accepted(joe, amina)
    joe.taps(data="order.do.1.receive.5000")
    joe.taps(data=f"order.do.{second}.receive.5000")
    amina.taps(data="order.do.1.money")
    market.village.passes(hours=47)
    assert market.order(1).state == market.order(second).state == "handed_over"
    market.village.passes(hours=2)
    assert market.order(1).state == "completed"
    assert market.order(second).state == "disputed"
    assert count(njeri, "Not paid") == 1
    market.village.passes(hours=73)
    assert count(njeri, "waited for three days") == 1


def test_nobody_came(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    amina.taps("Ready")
    amina.taps(data="order.do.1.noshow")
    assert market.order().state == "ready"
    market.village.passes(hours=34)  # 19:00 of the day of the pick-up
    amina.taps(data="order.see.1")
    amina.taps("Nobody came")
    assert market.listing().held == 0
    assert joe.sees("nobody came")
    amina.taps("Spoiled")
    assert market.listing().on_hand == 15_000
    amina.taps(data="order.do.1.spoil")
    assert market.listing().on_hand == 15_000


def test_a_no_show_is_contested_in_time(two: Two) -> None:
    market, amina, joe = two
    njeri = market.admin()
    market.accepted(joe, amina)
    amina.taps("Ready")
    market.village.passes(hours=34)
    amina.taps(data="order.do.1.noshow")
    joe.taps("I was there")
    assert market.order().state == "disputed"
    assert njeri.sees("The buyer was there")
    njeri.taps("Close as sold")
    njeri.taps("Both agreed")
    assert joe.sees("To pay: KSh 250")
    amina.says("money received")
    assert (market.order().state, market.order().payment) == ("completed", "confirmed")


@pytest.mark.parametrize(
    ("words", "state", "held"),
    [
        (("did", "did"), "handed_over", 0),
        (("didnt", "didnt"), "cancelled", 0),
        (("did", "didnt"), "disputed", 5000),
        (("did", ""), "handed_over", 0),
        (("", "didnt"), "cancelled", 0),
        (("", ""), "disputed", 5000),
    ],
)
def test_a_day_after_a_silent_pickup_both_are_asked(
    two: Two, words: tuple[str, str], state: str, held: int
) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    market.village.passes(hours=57)  # 18:00, a day after the pick-up time
    for who, word in zip((joe, amina), words, strict=True):
        assert "Did it happen?" in who.last.text
        if word:
            who.taps(data=f"order.do.1.{word}")
    market.village.passes(hours=50 if "" in words else 0)
    assert market.order().state == state
    assert market.listing().held == held
