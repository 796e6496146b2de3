"""Letters and numbers on both databases, found without looking at all of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.ordering.store import insert_order
from bot.relaying import bands, moments, numbers, store
from bot.relaying.letters import Brought, Letter
from bot.store.engine import Database
from tests.ordering.stalls import basket, join, put_up
from tests.plans import plan_of

SELLER, BUYER = 1, 2
WORDS = Brought("words", "hello")


@pytest.fixture
def order(database: Database, now: datetime) -> int:
    def place(conn: Connection) -> int:
        seller = join(conn, 11, "Amina", "sell", now)
        buyer = join(conn, 12, "Joe", "buy", now)
        listed = put_up(conn, seller.id, now)
        new = replace(basket(conn, listed, 5000, buyer, "one", now), state="placed")
        placed = insert_order(conn, new)
        assert placed is not None
        return placed.id

    return database.run_now(place)


def _letter(order: int, now: datetime, brought: Brought = WORDS) -> Letter:
    return Letter(0, order, BUYER, SELLER, brought, now)


def test_a_letter_waits_until_it_is_taken_once(
    database: Database, order: int, now: datetime
) -> None:
    place = Brought("place", "", None, -500_000, 36_250_000)
    database.run_now(lambda conn: store.add(conn, _letter(order, now)))
    database.run_now(lambda conn: store.add(conn, _letter(order, now, place)))
    taken = database.run_now(lambda conn: store.take_waiting(conn, order, SELLER, now))
    assert [letter.brought for letter in taken] == [WORDS, place]
    assert taken[1].brought.place == (-0.5, 36.25)
    assert database.run_now(lambda conn: store.take_waiting(conn, order, SELLER, now)) == []
    assert database.run_now(lambda conn: store.nth_last(conn, order, BUYER, 2)) == now
    assert database.run_now(lambda conn: store.nth_last(conn, order, BUYER, 3)) is None


def test_mutes_hold_for_one_order_or_for_all(database: Database, order: int, now: datetime) -> None:
    def muted(which: int) -> bool:
        return database.run_now(lambda conn: store.is_muted(conn, SELLER, BUYER, which))

    database.run_now(lambda conn: store.mute(conn, SELLER, BUYER, order, now))
    database.run_now(lambda conn: store.mute(conn, SELLER, BUYER, order, now))
    assert (muted(order), muted(order + 1)) == (True, False)
    database.run_now(lambda conn: store.mute(conn, SELLER, BUYER, store.EVERY, now))
    assert muted(order + 1)
    database.run_now(lambda conn: store.unmute(conn, SELLER, BUYER, order))
    assert not muted(order)
    assert not muted(order + 1)


def test_numbers_are_kept_only_while_both_agree(
    database: Database, order: int, now: datetime
) -> None:
    def run(step: Any, *args: Any, **more: Any) -> Any:
        return database.run_now(lambda conn: step(conn, order, *args, **more))

    assert run(numbers.give, "buyer", "+254700") is None
    assert run(numbers.ask, BUYER, now)
    assert not run(numbers.ask, SELLER, now)
    assert not run(numbers.answer, BUYER, now, yes=True)
    assert run(numbers.give, "buyer", "+254700") is None
    assert run(numbers.answer, SELLER, now, yes=True)
    assert run(numbers.give, "buyer", "+254700").buyer_phone == "+254700"
    before = run(numbers.load)
    assert database.run_now(lambda conn: numbers.end(conn, before, now))
    after = run(numbers.load)
    assert (after.state, after.buyer_phone) == ("ended", None)
    assert run(numbers.ask, SELLER, now)


def test_a_refusal_rests_for_a_day(database: Database, order: int, now: datetime) -> None:
    def ask(at: datetime) -> bool:
        return database.run_now(lambda conn: numbers.ask(conn, order, BUYER, at))

    assert ask(now)
    assert database.run_now(lambda conn: numbers.answer(conn, order, SELLER, now, yes=False))
    assert not ask(now + timedelta(hours=23))
    assert ask(now + timedelta(hours=24))


def test_an_export_holds_ones_own_number_alone(
    database: Database, order: int, now: datetime
) -> None:
    def fill(conn: Connection) -> list[dict[str, Any]]:
        numbers.ask(conn, order, BUYER, now)
        numbers.answer(conn, order, SELLER, now, yes=True)
        numbers.give(conn, order, "buyer", "+254711")
        numbers.give(conn, order, "seller", "+254722")
        return numbers.export(conn, BUYER)

    assert [row["phone"] for row in database.run_now(fill)] == ["+254711"]
    database.run_now(lambda conn: numbers.forget(conn, SELLER, now))
    found = database.run_now(lambda conn: numbers.load(conn, order))
    assert found is not None
    assert found.buyer_phone is None


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (store.LAST, "ix_relay_message_order_id"),
        (store.NTH, "ix_relay_message_writer"),
        (store.TAKE, "ix_relay_message_waiting"),
        (store.MUTED, "relay_mute"),
        (store.VOUCHED, "ix_relay_message_vouched"),
        (bands.ALIKE, "letter_band"),
        (bands.OLD, "ix_letter_band_at"),
        (moments.DEALT, "ix_orders_"),
        (moments.OWING, "ix_orders_owing"),
    ],
)
def test_letters_are_found_by_an_index(database: Database, statement: Any, index: str) -> None:
    plan = plan_of(
        database,
        statement,
        which=1,
        whom=1,
        other=2,
        skip=0,
        moment=1,
        since=1,
        reader=1,
        buyer=1,
        seller=1,
        before=1,
        account="x",
        **{f"band{at}": at for at in range(8)},
    )
    assert index in plan
    assert "Seq Scan" not in plan
