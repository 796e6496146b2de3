"""Standing, ratings and badges on both databases, found without looking at everybody."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from bot.ordering.store import insert_order
from bot.store.engine import Database
from bot.trusting import cards, ratings, store
from bot.trusting.rules import Rated, Round, Word
from bot.trusting.standing import Badge
from tests.ordering.stalls import basket, join, put_up
from tests.plans import plan_of

SELLER, BUYER = 1, 2


def _trade(conn: Connection, now: datetime, key: str = "one") -> int:
    """Write down an order between person 1 and person 2 that ended."""
    seller = join(conn, 11, "Amina", "sell", now)
    buyer = join(conn, 12, "Joe", "buy", now)
    new = basket(conn, put_up(conn, seller.id, now), 5000, buyer, key, now)
    placed = insert_order(conn, replace(new, state="placed"))
    assert placed is not None
    ratings.open_round(conn, Round(placed.id, buyer.id, seller.id, handed=True, ended_at=now))
    return placed.id


def _word(order: int, mood: str, now: datetime, *, by: int = BUYER) -> Word:
    about = SELLER if by == BUYER else BUYER
    role = "buyer" if by == BUYER else "seller"
    return Word(order, by, about, role, mood, ("fresh",), now, now + timedelta(days=7))


def test_counts_add_up_and_come_back_with_what_people_say(
    database: Database, now: datetime
) -> None:
    order = database.run_now(lambda conn: _trade(conn, now))

    def fill(conn: Connection) -> None:
        store.add(conn, [(SELLER, "sold", 1), (BUYER, "bought", 1)])
        store.add(conn, [(SELLER, "sold", 1), (BUYER, "buyer_missed", 1), (SELLER, "asked", 2)])
        store.add(conn, [(BUYER, "buyer_missed", -1)])
        store.add(conn, [])
        ratings.keep(conn, _word(order, "good", now), both=False)

    database.run_now(fill)
    early = database.run_now(lambda conn: store.load(conn, SELLER, now))
    late = database.run_now(lambda conn: store.load(conn, SELLER, now + timedelta(days=7)))
    assert early is not None
    assert late is not None
    assert (early.seller.done, early.seller.asked, early.seller.people) == (2, 2, 0)
    assert (late.seller.people, late.seller.happy, late.buyer.people) == (1, 1, 0)
    other = database.run_now(lambda conn: store.load(conn, BUYER, now))
    assert other is not None
    assert (other.buyer.done, other.buyer.missed) == (1, 0)
    assert database.run_now(lambda conn: store.load(conn, 999, now)) is None


def test_the_last_word_of_a_pair_counts(database: Database, now: datetime) -> None:
    first = database.run_now(lambda conn: _trade(conn, now))
    second = database.run_now(lambda conn: _trade(conn, now, "two"))
    at = now + timedelta(hours=1)
    database.run_now(lambda conn: ratings.keep(conn, _word(second, "bad", at), both=False))
    database.run_now(lambda conn: ratings.keep(conn, _word(first, "good", now), both=False))
    later = now + timedelta(days=8)
    found = database.run_now(lambda conn: store.load(conn, SELLER, later))
    assert found is not None
    assert (found.seller.people, found.seller.happy) == (1, 0)
    said = database.run_now(lambda conn: ratings.load_reasons(conn, SELLER, "buyer", later))
    assert said == [("fresh",)]


def test_a_second_word_shows_both_together(database: Database, now: datetime) -> None:
    order = database.run_now(lambda conn: _trade(conn, now))
    soon = now + timedelta(minutes=10)
    mine = _word(order, "good", now, by=SELLER)

    def speak(conn: Connection) -> Rated | None:
        ratings.keep(conn, _word(order, "bad", now), both=False)
        ratings.keep(conn, replace(mine, open_at=soon), both=True)
        return ratings.hold(conn, order)

    rated = database.run_now(speak)
    assert rated is not None
    assert {word.open_at for word in rated.words} == {soon}
    assert rated.shown_about(SELLER, now) is None
    assert rated.shown_about(SELLER, soon) is not None


def test_an_order_that_ends_twice_is_one_round(database: Database, now: datetime) -> None:
    order = database.run_now(lambda conn: _trade(conn, now))
    again = Round(order, BUYER, SELLER, handed=False, ended_at=now + timedelta(days=1))
    assert database.run_now(lambda conn: ratings.open_round(conn, again)) == 2
    rated = database.run_now(lambda conn: ratings.load(conn, order))
    assert rated is not None
    assert rated.round.ended_at == again.ended_at


def test_a_badge_stands_once_and_its_history_stays(database: Database, now: datetime) -> None:
    database.run_now(lambda conn: _trade(conn, now))
    badge = Badge(0, SELLER, "farm", "seen", BUYER, now)
    assert database.run_now(lambda conn: store.give_badge(conn, badge))
    assert not database.run_now(lambda conn: store.give_badge(conn, badge))
    found = database.run_now(lambda conn: store.load(conn, SELLER, now))
    assert found is not None
    assert found.checks == ("farm",)

    def take(conn: Connection) -> bool:
        return store.take_badge(conn, SELLER, "farm", BUYER, "sold", now)

    assert database.run_now(take)
    assert not database.run_now(take)
    assert database.run_now(lambda conn: store.give_badge(conn, badge))
    history = database.run_now(lambda conn: store.load_badges(conn, SELLER))
    assert [each.why for each in history] == [None, "sold"]


def test_who_leaves_leaves_nothing_said_of_them(database: Database, now: datetime) -> None:
    order = database.run_now(lambda conn: _trade(conn, now))

    def fill(conn: Connection) -> None:
        ratings.keep(conn, _word(order, "bad", now), both=False)
        store.add(conn, [(SELLER, "sold", 1)])
        store.give_badge(conn, Badge(0, SELLER, "farm", None, BUYER, now))
        ratings.forget(conn, SELLER)
        store.forget(conn, SELLER)

    database.run_now(fill)
    tables = (ratings.rating, store.standing, store.badge)
    for table in tables:
        count = select(func.count()).select_from(table)
        assert database.run_now(lambda conn, c=count: conn.execute(c).scalar()) == 0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (store.STANDING, "ix_rating_about_id"),
        (ratings.REASONS, "ix_rating_about_id"),
        (store.BADGES, "ix_badge_person_id"),
        (cards.FOR_SALE, "ix_listing_seller"),
        (cards.DEALT, "ix_orders_"),
    ],
)
def test_what_is_known_of_somebody_is_found_by_an_index(
    database: Database, statement: Any, index: str
) -> None:
    plan = plan_of(database, statement, whom=1, moment=1, said_by="buyer", seller=1, buyer=2)
    assert index in plan
