"""Whatever data somebody sends: nobody answers, takes or changes what is not theirs."""

import itertools

import pytest

from bot.wanting.want import ASKED, Bid, Want
from tests.village import Person
from tests.wanting.fair import Fair

VERBS = (
    *("all", "some", "no", "back", "mute", "unmute", "see", "pool", "gather", "fill", "share"),
    *("close", "end", "take", "new", "list", "nothing", ""),
)
TAILS = ("", ".1", ".1.1", ".1.1.1", ".1.1.2", ".9999999999999999999", ".-1", ".x")


@pytest.fixture
def fair() -> Fair:
    """Peter asks, Amina has offered; Joe and Zuri have nothing to do with it."""
    fair = Fair()
    peter, amina = fair.joins("Peter", "buy"), fair.farmer("Amina")
    fair.asks(peter)
    fair.pledges(amina, 80)
    fair.farmer("Zuri", "maize")
    fair.joins("Joe", "buy")
    return fair


def held(fair: Fair) -> tuple[Want, list[Bid], int]:
    return fair.want(), fair.bids(), len(fair.orders())


def named(fair: Fair, name: str) -> Person:
    return next(who for who in fair.village.people.values() if who.name == name)


@pytest.mark.parametrize("name", ["Zuri", "Joe"])
def test_a_stranger_changes_nothing(fair: Fair, name: str) -> None:
    before, who = held(fair), named(fair, name)
    for verb, tail in itertools.product(VERBS, TAILS):
        shown = who.taps(data=f"want.{verb}{tail}")
        assert shown or who.toasts, (verb, tail)
    assert held(fair) == before


def test_a_stranger_takes_no_offer(fair: Fair) -> None:
    bid = fair.bids()[0]
    joe = named(fair, "Joe")
    joe.taps(data=f"want.take.1.{bid.id}.{bid.version}")
    assert joe.toasts
    assert fair.orders() == []


def test_a_farmer_never_asked_answers_nothing(fair: Fair) -> None:
    zuri = named(fair, "Zuri")
    zuri.taps(data="want.all.1")
    assert zuri.toast == "This question was not for you. Ask the buyer for the link."
    assert len(fair.bids()) == 1


def test_the_buyer_does_not_answer_their_own_ad(fair: Fair) -> None:
    peter = named(fair, "Peter")
    peter.taps(data="want.all.1")
    assert len(fair.bids()) == 1
    peter.says("/start w_1")
    assert len(fair.bids()) == 1


def test_a_closed_ad_takes_no_answer(fair: Fair) -> None:
    peter, amina = named(fair, "Peter"), named(fair, "Amina")
    peter.taps("Look again")
    peter.taps("Call it off")
    peter.taps("Yes, call it off")
    before = held(fair)
    for verb in ("all", "back"):
        amina.taps(data=f"want.{verb}.1")
        assert amina.toast
    for data in ("want.take.1.1.2", "want.gather.1", "want.fill.1", "want.end.1"):
        peter.taps(data=data)
        assert peter.toast or peter.last
    assert held(fair) == before


def test_an_offer_of_another_ad_is_not_taken_for_this_one(fair: Fair) -> None:
    peter, amina = named(fair, "Peter"), named(fair, "Amina")
    fair.asks(peter)
    amina.taps(data="want.all.2")
    other = fair.bids(2)[0]
    peter.taps(data=f"want.take.1.{other.id}.{other.version}")
    assert fair.orders(1) == fair.orders(2) == []


def test_who_brings_what_is_told_only_to_those_who_bring_something(fair: Fair) -> None:
    peter, zuri = named(fair, "Peter"), named(fair, "Zuri")
    peter.taps(data="want.gather.1")
    zuri.says("/start w_1")
    assert fair.bids()[-1].state == ASKED
    zuri.taps(data="want.pool.1")
    assert "Amina" not in zuri.last.text


def test_a_finished_talk_cannot_promise_to_an_ad_that_was_not_asked(fair: Fair) -> None:
    zuri = named(fair, "Zuri")
    zuri.taps(data="want.some.1")
    zuri.says("80")
    assert len(fair.bids()) == 1
