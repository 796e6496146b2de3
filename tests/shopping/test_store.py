"""Baskets and standing orders on both databases: kept, found by index, confirmed at once by many."""

import asyncio
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, insert, select, text

from bot.feature import Turn
from bot.ordering import moves
from bot.ordering import store as orders
from bot.ordering.offer import Offer
from bot.ordering.order import Order
from bot.ordering.pickup import FARM
from bot.shopping import checkout, diary, store
from bot.shopping.repeats import Repeat
from bot.shopping.turns import load
from bot.store import persons
from bot.store.engine import Database
from bot.store.faults import Stale
from bot.store.persons import Person
from bot.talk.message import Message
from tests.ordering.stalls import basket, broken_laws, join, put_up, turn_of
from tests.plans import plan_of
from tests.shopping.mall import Mall
from tests.village import MORNING

MANY = 2000


def stock_up(conn: Connection, buyers: int) -> list[Person]:
    """Put up two crops of two farmers, and the same basket for each buyer."""
    found = []
    for chat, crop in ((100, "tomato"), (101, "onion")):
        seller = join(conn, chat, "Amina", "sell", MORNING)
        found.append(put_up(conn, seller.id, MORNING, 5000, crop_id=crop))
    people = [join(conn, 200 + number, "Joe", "buy", MORNING) for number in range(buyers)]
    for who in people:
        for listed in found:
            store.put(conn, who.id, Offer(listed, "Amina"), 1000, MORNING)
    return people


def opened(conn: Connection, who: Person) -> Turn:
    """Open a turn as the runner does: whoever is in it is locked until its end."""
    conn.execute(persons._LOCKED, {"key": who.chat})
    return turn_of(conn, who, MORNING)


def confirm(conn: Connection, who: Person, mark: str) -> None:
    turn = opened(conn, who)
    checkout.confirm(turn, load(turn), mark, FARM)


async def test_four_yeses_at_once_are_one_set_of_orders(database: Database) -> None:
    (joe,) = await database.run(partial(stock_up, buyers=1))
    mark = await database.run(lambda conn: load(turn_of(conn, joe, MORNING)).mark())
    await asyncio.gather(*(database.run(partial(confirm, who=joe, mark=mark)) for _ in range(4)))
    mine = await database.run(lambda conn: orders.load_mine(conn, joe.id, is_open=True))
    assert sorted(order.listing_id for order in mine) == [1, 2]
    assert await database.run(lambda conn: list(store.load_lines(conn, joe.id))) == []
    for listing_id in (1, 2):
        assert await database.run(partial(broken_laws, listing_id=listing_id)) == []


def count(conn: Connection, who: Person) -> tuple[int, int]:
    """Count somebody's open orders, and the lines left in the basket."""
    mine = orders.load_mine(conn, who.id, is_open=True)
    return len(mine), len(list(store.load_lines(conn, who.id)))


async def test_of_ten_baskets_at_once_for_five_units_five_are_filled(database: Database) -> None:
    people = await database.run(partial(stock_up, buyers=10))
    marks = await database.run(
        lambda conn: [load(turn_of(conn, who, MORNING)).mark() for who in people]
    )
    await asyncio.gather(
        *(
            database.run(partial(confirm, who=who, mark=mark))
            for who, mark in zip(people, marks, strict=True)
        )
    )
    counts = [await database.run(partial(count, who=who)) for who in people]
    placed, left = (sum(each) for each in zip(*counts, strict=True))
    assert (placed, left) == (10, 10)
    for listing_id in (1, 2):
        assert await database.run(partial(broken_laws, listing_id=listing_id)) == []


def test_a_line_somebody_was_faster_with_stays_and_the_others_are_ordered(
    database: Database,
) -> None:
    def be_late(conn: Connection) -> tuple[list[str], list[int]]:
        joe, eve = stock_up(conn, 2)
        turn = opened(conn, joe)
        read = load(turn)
        first = read.lines[0].offer.listing
        bought = moves.move(
            turn_of(conn, eve, MORNING), basket(conn, first, 5000, eve, "k", MORNING), "place"
        )
        assert isinstance(bought, Order)
        checkout.confirm(turn, read, read.mark(), FARM)
        assert broken_laws(conn, first.id) == []
        shown = turn.outgoing[-1].message
        assert isinstance(shown, Message)
        told = [line.key for line in shown.lines if line is not None]
        return told, [item.listing_id - first.id for item, _, _ in store.load_lines(conn, joe.id)]

    told, left = database.run_now(be_late)
    assert told == ["basket-placed", "basket-order", "basket-left"]
    assert left == [0]


def test_a_standing_order_is_read_as_it_was_written(database: Database) -> None:
    def keep(conn: Connection) -> tuple[Repeat, Repeat | None]:
        new = diary.insert_repeat(conn, repeat(stock_up(conn, 1)[0]))
        return new, diary.load(conn, new.id)

    new, found = database.run_now(keep)
    assert new == found


def test_a_standing_order_changed_meanwhile_is_not_written_over(database: Database) -> None:
    def change_twice(conn: Connection) -> None:
        new = diary.insert_repeat(conn, repeat(stock_up(conn, 1)[0]))
        diary.save(conn, new)
        with pytest.raises(Stale):
            diary.save(conn, new)

    database.run_now(change_twice)


def repeat(who: Person) -> Repeat:
    return Repeat(
        person_id=who.id,
        seller_id=1,
        listing_id=1,
        crop_id="tomato",
        unit="kg",
        milli=1000,
        price_minor=5000,
        currency="KES",
        days=(1, 4),
        every=2,
        first_on=date(2026, 6, 2),
        next_on=date(2026, 6, 5),
        until=date(2026, 9, 1),
        asked_on=date(2026, 6, 2),
        created_at=MORNING,
    )


def test_the_same_listing_comes_first_and_then_the_cheapest(database: Database) -> None:
    def find(conn: Connection) -> list[int]:
        (joe,) = stock_up(conn, 1)
        cheap = put_up(conn, 1, MORNING, 5000, price_minor=1000)
        put_up(conn, 1, MORNING, 5000, price_minor=2000)
        kept = diary.insert_repeat(conn, repeat(joe))
        found = [diary.load_offer(conn, kept, MORNING)]
        conn.execute(text("UPDATE listing SET state = 'paused' WHERE id = 1"))
        found.append(diary.load_offer(conn, kept, MORNING))
        assert diary.load_offer(conn, kept, MORNING + timedelta(days=60)) is None
        assert found[1] is not None
        assert found[1].listing.id == cheap.id
        return [offer.listing.id for offer in found if offer]

    assert database.run_now(find)[0] == 1


def test_however_many_there_are_ones_own_are_found_by_index(database: Database) -> None:
    def crowd(conn: Connection) -> None:
        (joe,) = stock_up(conn, 1)
        known = persons._row_of(joe)
        rows = [known | {"chat": chat, "user_id": chat} for chat in range(1000, 1000 + MANY)]
        conn.execute(insert(persons.person), rows)
        ids = conn.execute(select(persons.person.c.id)).scalars().all()
        row = diary._row_of(repeat(joe))
        conn.execute(insert(diary.standing_order), [row | {"person_id": id_} for id_ in ids])
        line = {"listing_id": 2, "milli": 1, "price_minor": 1, "added_at": MORNING}
        others = [line | {"person_id": id_} for id_ in ids if id_ != joe.id]
        conn.execute(insert(store.basket_item), others)
        conn.execute(text("ANALYZE"))

    database.run_now(crowd)
    mine = plan_of(database, diary._MINE, whose=1)
    assert "ix_standing_order_person_id" in mine
    assert "basket_item" not in scanned(plan_of(database, store._MINE, whose=1))


def scanned(plan: str) -> str:
    """Give the lines of a plan that read a whole table."""
    return "\n".join(line for line in plan.split("\n") if "SCAN" in line or "Seq Scan" in line)


@pytest.mark.parametrize(("lines", "most"), [(1, 14), (2, 22), (3, 29)])
def test_a_yes_to_a_basket_costs_few_statements(lines: int, most: int) -> None:
    # One a line counts what a newcomer ordered today.
    mall = Mall()
    amina, baraka = mall.joins("Amina", "sell"), mall.joins("Baraka", "sell")
    for of, crop in ((amina, "tomato"), (baraka, "onion"), (amina, "maize")):
        mall.lists(of, crop_id=crop)
    joe = mall.joins("Joe")
    mall.fills(joe, *((number, 1000) for number in range(1, lines + 1)))
    joe.taps(data="basket.show")
    assert mall.village.statements - 1 == 2
    joe.taps("Order all")
    joe.taps("Yes, order all")
    assert mall.count() == lines
    assert mall.village.statements - 1 == most
