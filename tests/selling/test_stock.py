"""The law of stock, on both databases: nothing is sold twice, nothing is lost."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection

from bot.selling import stock, store
from bot.selling.offers import OPEN, PAUSED, SOLD_OUT, Listing
from bot.store.engine import Database
from bot.store.faults import Stale
from tests.selling import farm
from tests.somebody import meet
from tests.village import MORNING

NOON = MORNING + timedelta(hours=3)
MILLI = st.integers(min_value=1, max_value=12_000)


def opens(conn: Connection, milli: int, chat: int = 1) -> Listing:
    """Have somebody put produce on the market."""
    seller = meet(conn, chat, MORNING)
    return stock.publish(conn, farm.listing(id=0, seller_id=seller.id, on_hand=milli), MORNING)


async def test_twenty_buyers_of_five_units_get_five(database: Database) -> None:
    listed = await database.run(lambda conn: opens(conn, 5000))
    holds = await asyncio.gather(*(database.run(_holding(listed.id, order)) for order in range(20)))
    assert sum(each is not None for each in holds) == 5
    after = await database.run(lambda conn: store.load(conn, listed.id))
    assert after is not None
    assert (after.on_hand, after.held, after.free) == (5000, 5000, 0)
    sums = await database.run(lambda conn: stock.sum_ledger(conn, listed.id))
    assert sums == {"listed": 5000, "held": 5000}


def _holding(listing_id: int, order: int) -> Callable[[Connection], Listing | None]:
    return lambda conn: farm.hold(conn, listing_id, 1000, NOON, order)


@pytest.mark.parametrize(
    "changes",
    [{"state": PAUSED}, {"expires_at": NOON}, {"state": SOLD_OUT}],
)
def test_only_an_open_offer_is_held(database: Database, changes: dict[str, Any]) -> None:
    def work(conn: Connection) -> Listing | None:
        listed = store.save(conn, replace(opens(conn, 5000), **changes))
        return farm.hold(conn, listed.id, 1000, NOON)

    assert database.run_now(work) is None


def test_more_than_was_held_comes_from_free_stock_only(database: Database) -> None:
    def work(conn: Connection) -> list[Listing | None]:
        listed = opens(conn, 10_000)
        farm.hold(conn, listed.id, 4000, NOON, 1)
        farm.hold(conn, listed.id, 5000, NOON, 2)
        give = {"held": 4000, "now": NOON, "order_id": 1, "actor_id": 1}
        return [
            stock.hand_over(conn, listed.id, actual=5001, **give),  # type: ignore[arg-type]
            stock.hand_over(conn, listed.id, actual=5000, **give),  # type: ignore[arg-type]
        ]

    too_much, enough = database.run_now(work)
    assert too_much is None
    assert enough is not None
    assert (enough.on_hand, enough.held) == (5000, 5000)


def test_the_last_unit_sold_is_sold_out_and_a_new_one_opens_again(database: Database) -> None:
    def work(conn: Connection) -> list[str]:
        listed = opens(conn, 1000)
        gone = stock.withdraw(conn, listed.id, 1000, NOON, actor_id=1)
        back = stock.restock(conn, listed.id, 500, NOON, actor_id=1)
        assert gone is not None
        assert back is not None
        return [listed.state, gone.state, back.state]

    assert database.run_now(work) == [OPEN, SOLD_OUT, OPEN]


def test_a_listing_changed_meanwhile_is_not_written_over(database: Database) -> None:
    def work(conn: Connection) -> Listing:
        listed = opens(conn, 1000)
        farm.hold(conn, listed.id, 100, NOON)
        return store.save(conn, listed)

    with pytest.raises(Stale):
        database.run_now(work)


class Trade(RuleBasedStateMachine):
    """Any trade with one listing, beside a model that only adds and subtracts."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.id = self.database.run_now(lambda conn: opens(conn, 10_000)).id
        self.listed, self.gone = 10_000, 0
        self.holds: dict[int, int] = {}
        self.order = 0

    @property
    def on_hand(self) -> int:
        return self.listed - self.gone

    @property
    def free(self) -> int:
        return self.on_hand - sum(self.holds.values())

    def do(self, change: Callable[..., Listing | None], *args: Any, **keys: Any) -> bool:
        work = lambda conn: change(conn, self.id, *args, now=NOON, actor_id=1, **keys)  # noqa: E731
        return self.database.run_now(work) is not None

    @rule(milli=MILLI)
    def hold(self, milli: int) -> None:
        self.order += 1
        held = self.do(stock.hold, milli, order_id=self.order)
        assert held is (milli <= self.free)
        if held:
            self.holds[self.order] = milli

    @rule(part=st.floats(0.1, 1), pick=st.integers(0))
    def release(self, part: float, pick: int) -> None:
        if not self.holds:
            return
        order = sorted(self.holds)[pick % len(self.holds)]
        less = max(1, int(self.holds[order] * part))
        assert self.do(stock.release, less, order_id=order)
        self.holds[order] -= less
        if not self.holds[order]:
            del self.holds[order]

    @rule(actual=MILLI, pick=st.integers(0))
    def hand_over(self, actual: int, pick: int) -> None:
        if not self.holds:
            return
        order = sorted(self.holds)[pick % len(self.holds)]
        held = self.holds[order]
        given = self.do(stock.hand_over, held=held, actual=actual, order_id=order)
        assert given is (actual <= held + self.free)
        if given:
            del self.holds[order]
            self.gone += actual

    @rule(milli=MILLI, how=st.sampled_from((stock.spoil, stock.withdraw)))
    def lose(self, milli: int, how: Callable[..., Listing | None]) -> None:
        lost = self.do(how, milli)
        assert lost is (milli <= self.free)
        self.gone += milli if lost else 0

    @rule(milli=MILLI)
    def restock(self, milli: int) -> None:
        assert self.do(stock.restock, milli)
        self.listed += milli

    @invariant()
    def the_law_holds(self) -> None:
        now, sums = self.database.run_now(
            lambda conn: (store.load(conn, self.id), stock.sum_ledger(conn, self.id))
        )
        assert now is not None
        lost = sum(sums.get(kind, 0) for kind in ("handed_over", "spoiled", "withdrawn"))
        assert now.on_hand + lost == sums["listed"] == self.listed
        assert now.held == sums.get("held", 0) - sums.get("released", 0)
        assert (now.on_hand, now.held) == (self.on_hand, sum(self.holds.values()))
        assert now.state == (OPEN if now.on_hand else SOLD_OUT)


def test_the_law_holds_in_any_trade(database: Database) -> None:
    machine = type("OwnTrade", (Trade,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
