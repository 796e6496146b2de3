"""How long listings last, and what is asked before they end."""

from dataclasses import replace

import pytest

from bot.selling.offers import EXPIRED, OPEN
from bot.store import persons
from tests.selling import farm
from tests.village import Person


@pytest.fixture
def amina() -> Person:
    return farm.farmer(farm.village())


def test_the_day_before_it_ends_the_farmer_is_asked_and_keeps_it(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.village.passes(days=6, hours=10)
    assert amina.sees("is it still there?")
    amina.taps("Still there")
    assert amina.sees("It stays on the market until")
    kept = farm.now_of(amina, listed)
    assert kept.expires_at > listed.expires_at
    before = len(amina.heard)
    amina.village.passes(days=5)
    assert len(amina.heard) == before
    amina.village.passes(days=1, hours=1)
    assert amina.sees("is it still there?")


def test_without_an_answer_it_leaves_the_market_and_can_be_reopened(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.village.passes(days=7, hours=10)
    assert amina.sees("has left the market")
    assert farm.now_of(amina, listed).state == EXPIRED
    amina.taps("Sell it again")
    again = farm.now_of(amina, listed)
    assert again.state == OPEN
    assert again.expires_at > amina.village.now
    amina.taps(data=f"listing.reopen.{listed.id}")
    assert amina.toast == "It is on the market already."


def test_restocking_reopens_what_had_ended(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.village.passes(days=8)
    amina.taps(data=f"listing.restock.{listed.id}")
    amina.says("10")
    after = farm.now_of(amina, listed)
    assert (after.state, after.on_hand) == (OPEN, 30_000)
    assert after.expires_at > amina.village.now


def test_nobody_is_asked_at_night(amina: Person) -> None:
    with amina.village.engine.begin() as conn:
        row = persons.load_by_chat(conn, amina.chat)
        assert row is not None
        persons.save(conn, replace(row, wake=7 * 60, rest=17 * 60))
    farm.sells(amina)
    before = len(amina.heard)
    amina.village.passes(days=6, hours=12)
    assert len(amina.heard) == before
    amina.village.passes(hours=13)
    assert amina.sees("is it still there?")


def test_a_bot_that_slept_over_the_end_tells_it_once(amina: Person) -> None:
    listed = farm.sells(amina)
    before = len(amina.heard)
    amina.village.sleeps(days=9)
    assert farm.now_of(amina, listed).state == EXPIRED
    assert [shown.text for shown in amina.heard[before:]] == [amina.last.text]
    assert amina.sees("has left the market")


def test_what_is_gone_is_not_asked_after(amina: Person) -> None:
    farm.sells(amina)
    amina.taps("Undo")
    before = len(amina.heard)
    amina.village.passes(days=30)
    assert len(amina.heard) == before
