"""What is kept of orders and found for sale, the same on both databases."""

import secrets
from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.ordering import leaving, moves, store, supply
from bot.ordering.conditions import Given
from bot.ordering.order import Order
from bot.ordering.rules import Refused
from bot.store.engine import Database
from bot.store.faults import Stale
from bot.store.persons import Person
from tests.ordering.stalls import basket, join, put_up, turn_of
from tests.village import MORNING

T = TypeVar("T")


def place(conn: Connection, seller: Person, buyer: Person, key: str = "key") -> Order:
    asked = basket(conn, put_up(conn, seller.id, MORNING), 5000, buyer, key, MORNING)
    placed = moves.move(turn_of(conn, buyer, MORNING), asked, "place")
    assert isinstance(placed, Order)
    return placed


def pair(conn: Connection) -> tuple[Person, Person]:
    return join(conn, 1, "Amina", "sell", MORNING), join(conn, 2, "Joe", "buy", MORNING)


def within(database: Database, work: Callable[[Connection], T]) -> T:
    return database.run_now(work)


def test_an_order_is_read_as_it_was_written(database: Database) -> None:
    def work(conn: Connection) -> None:
        placed = place(conn, *pair(conn))
        assert store.load(conn, placed.id) == placed
        assert store.load_by_number(conn, placed.number) == placed
        assert store.load_by_key(conn, placed.buyer_id, "key") == placed
        assert store.load(conn, 99) is None

    within(database, work)


def test_a_number_that_is_taken_gives_way_to_another(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda _: 7)

    def work(conn: Connection) -> list[str]:
        amina, joe = pair(conn)
        return [place(conn, amina, joe, key).number for key in ("a", "b", "c")]

    assert within(database, work) == ["10-007", "100-007", "1000-007"]


def test_an_order_that_moved_meanwhile_is_stale(database: Database) -> None:
    def work(conn: Connection) -> None:
        amina, joe = pair(conn)
        placed = place(conn, amina, joe)
        turn = turn_of(conn, amina, MORNING)
        assert isinstance(moves.move(turn, placed, "accept"), Order)
        with pytest.raises(Stale):
            moves.move(turn, placed, "accept")

    within(database, work)


def test_lists_hold_ones_own_orders_the_last_moved_first(database: Database) -> None:
    def work(conn: Connection) -> None:
        amina, joe = pair(conn)
        eve = join(conn, 3, "Eve", "buy", MORNING)
        first, second = place(conn, amina, joe, "a"), place(conn, amina, joe, "b")
        third = place(conn, amina, eve)
        given = Given(reason="sold")
        turn = turn_of(conn, amina, MORNING)
        assert not isinstance(moves.move(turn, first, "decline", given), Refused)
        opened = [each.id for each in store.load_mine(conn, joe.id, is_open=True)]
        assert opened == [second.id]
        assert [each.id for each in store.load_mine(conn, joe.id, is_open=False)] == [first.id]
        sold = [each.id for each in store.load_mine(conn, amina.id, is_open=True)]
        assert sold == [third.id, second.id]
        assert store.load_disputed(conn) == []

    within(database, work)


def test_staff_are_found_by_their_role(database: Database) -> None:
    def work(conn: Connection) -> list[str | None]:
        pair(conn)
        join(conn, 9, "Njeri", "both", MORNING, roles=("admin",))
        return [each.called for each in store.load_admins(conn)]

    assert within(database, work) == ["Njeri"]


def test_offers_are_found_nearest_first_and_never_ones_own(database: Database) -> None:
    def work(conn: Connection) -> None:
        amina, joe = pair(conn)
        far = put_up(conn, amina.id, MORNING, lat_e6=-1_270_000, price_minor=100)
        near = put_up(conn, amina.id, MORNING)
        put_up(conn, amina.id, MORNING, crop_id="onion")
        put_up(conn, amina.id, MORNING, state="paused")
        put_up(conn, joe.id, MORNING)
        spot = supply.spot_of(conn, joe, "KE")
        found = supply.load_offers(conn, spot, "tomato", MORNING)
        assert [each.listing.id for each in found] == [near.id, far.id]
        assert {each.seller for each in found} == {"Amina"}
        assert set(supply.load_crops(conn, spot, MORNING)) == {"onion", "tomato"}
        matches = supply.load_matches(conn, joe, "KE", "tomato", MORNING, but=near.id)
        assert [each.listing.id for each in matches] == [far.id]

    within(database, work)


def test_leaving_takes_names_and_accounts_out_of_receipts(database: Database) -> None:
    def work(conn: Connection) -> None:
        amina, joe = pair(conn)
        placed = place(conn, amina, joe)
        assert len(leaving.export(conn, joe.id)["orders"]) == 1
        for whom in (amina, joe):
            store.forget(conn, whom.id)
        kept = store.load(conn, placed.id)
        assert kept is not None
        assert (kept.buyer_name, kept.seller_name, kept.village) == ("", "", None)
        assert (kept.total, kept.ordered) == (placed.total, placed.ordered)

    within(database, work)
