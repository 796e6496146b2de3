"""What a farmer received and is owed, by day and by whom, the same on both databases."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.kernel.money import Money
from bot.ordering import ledger, moves, receipts, store
from bot.ordering.conditions import Given
from bot.ordering.order import PROVIDER, Order
from bot.ordering.payment import ACCOUNTS, balance
from bot.store.engine import Database
from bot.store.persons import Person
from tests.ordering.stalls import basket, join, put_up, turn_of
from tests.plans import plan_of
from tests.village import MORNING

NAIROBI = timedelta(hours=3)
DAY = timedelta(days=1)
KES = "KES"


def moved(conn: Connection, who: Person, order: Order, command: str, **more: Any) -> Order:
    now, role = more.pop("now", MORNING), more.pop("role", None)
    after = moves.move(turn_of(conn, who, now), order, command, Given(**more), role=role)
    assert isinstance(after, Order), after
    return after


def sell(conn: Connection, seller: Person, buyer: Person, key: str, milli: int) -> Order:
    listed = put_up(conn, seller.id, MORNING)
    placed = moves.move(
        turn_of(conn, buyer, MORNING), basket(conn, listed, milli, buyer, key, MORNING), "place"
    )
    assert isinstance(placed, Order)
    return moved(conn, seller, placed, "accept")


def trade(conn: Connection) -> int:
    """Sell four times: for cash, by mobile money a week later, by card, and not paid yet."""
    amina = join(conn, 1, "Amina", "sell", MORNING)
    joe, eve = join(conn, 2, "Joe", "buy", MORNING), join(conn, 3, "Eve", "buy", MORNING)
    moved(conn, amina, sell(conn, amina, joe, "cash", 1000), "money")
    mobile = moved(conn, eve, sell(conn, amina, eve, "mobile", 2000), "mobile", text="0712")
    moved(conn, amina, mobile, "money", now=MORNING + 7 * DAY)
    card = moved(conn, joe, sell(conn, amina, joe, "card", 3000), "paid", role=PROVIDER)
    given = moved(conn, joe, card, "receive", milli=3000)
    moved(conn, joe, given, "approve", now=MORNING + 20 * timedelta(hours=1))
    sell(conn, amina, eve, "owed", 4000)
    return amina.id


def test_what_a_farmer_received_is_told_by_their_own_days(database: Database) -> None:
    def work(conn: Connection) -> tuple[ledger.Received, ...]:
        return ledger.load_received(conn, trade(conn), MORNING - DAY, NAIROBI)

    first, released, later = database.run_now(work)
    assert (first.day, first.account, first.sum) == (date(2026, 6, 1), "cash", Money(5000, KES))
    # 02:00 UTC is the morning of the second of June in Nairobi.
    assert (released.account, released.sum) == ("released", Money(15_000, KES))
    assert released.day == date(2026, 6, 2)
    assert (later.day, later.account, later.sum.minor) == (date(2026, 6, 8), "mobile", 10_000)


def test_what_was_received_before_is_not_told(database: Database) -> None:
    def work(conn: Connection) -> list[str]:
        return [each.account for each in ledger.load_received(conn, trade(conn), MORNING + 2 * DAY)]

    assert database.run_now(work) == ["mobile"]


def test_who_paid_most_comes_first(database: Database) -> None:
    def work(conn: Connection) -> list[tuple[str, int]]:
        found = ledger.load_payers(conn, trade(conn), MORNING)
        return [(each.name, each.sum.minor) for each in found]

    assert database.run_now(work) == [("Joe", 20_000), ("Eve", 10_000)]


def test_what_is_owed_is_added_up_and_listed(database: Database) -> None:
    def work(conn: Connection) -> tuple[tuple[Money, ...], list[str]]:
        seller = trade(conn)
        found = store.load_owing(conn, seller)
        return ledger.sum_owed(conn, seller), [each.key for each in found]

    assert database.run_now(work) == ((Money(20_000, KES),), ["owed"])


def test_every_account_of_an_order_is_in_its_balance() -> None:
    order = Order(**{**_BARE, "state": "accepted"})
    assert tuple(balance(order)) == ACCOUNTS
    assert sum(balance(order).values()) == 0


_BARE: dict[str, Any] = {
    "key": "", "buyer_id": 1, "seller_id": 2, "listing_id": 1, "crop_id": "maize", "unit": "kg",
    "ordered": 1000, "price_minor": 5, "currency": KES, "total": 5,
    "slot_at": MORNING, "placed_at": MORNING, "moved_at": MORNING,
}  # fmt: skip


def test_a_farmers_money_is_found_by_an_index_however_many_sell(database: Database) -> None:
    for statement in (ledger._RECEIVED, ledger._PAYERS):
        plan = plan_of(database, statement, since=MORNING, shift=0)
        assert "ix_money_entry_received" in plan
        assert "SCAN money_entry" not in plan
        assert "Seq Scan on money_entry" not in plan
    for statement in (ledger._SUM_OWED, store._OWING):
        assert "ix_orders_owing" in plan_of(database, statement, me=1, skip=0)
    assert "ix_orders_disputed" in plan_of(database, store._DISPUTED, skip=0)
    assert "receipt" in plan_of(database, receipts._READ, wanted=0)
