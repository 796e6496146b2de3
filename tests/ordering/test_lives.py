"""Random lives of orders: stock and money stay exact whatever people and the clock do."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from bot.ordering import moves, store
from bot.ordering.conditions import REASONS, Given
from bot.ordering.order import CLOCK, Order
from bot.ordering.rules import COMMANDS, Refused, allowed
from bot.selling.offers import Listing
from bot.selling.store import load as load_listing
from bot.store.engine import Database
from bot.store.persons import Person
from bot.store.schema import metadata
from tests.ordering.stalls import basket, broken_laws, join, put_up, turn_of
from tests.village import MORNING, memory_engine

ROLES = ("buyer", "seller", "admin", CLOCK)
# Taken at every turn these would leave no order alive for the rest of its life.
ENDS = frozenset(("cancel", "decline", "expire", "dispute"))
_chats = itertools.count(5000)


@dataclass(frozen=True)
class Step:
    """Somebody does something some hours later; numbers pick who, what and how much."""

    order: int
    pick: int
    hours: int
    part: int
    ends: bool
    forged: bool


STEPS = st.builds(
    Step,
    order=st.integers(0, 1),
    pick=st.integers(0, 200),
    hours=st.sampled_from((0, 0, 0, 0, 1, 3, 30, 60)),
    part=st.sampled_from((1, 50, 90, 95, 100, 105, 110, 130, 300)),
    ends=st.integers(0, 5).map(lambda number: number == 5),
    forged=st.integers(0, 9).map(lambda number: number == 9),
)
LIVES = st.tuples(
    st.integers(20_000, 60_000),
    st.integers(1, 99_999),
    st.tuples(st.integers(1, 20_000), st.integers(1, 30_000)),
    st.lists(STEPS, min_size=6, max_size=18),
)


@dataclass
class Life:
    """Two buyers and one listing on an open connection."""

    conn: Connection
    now: datetime
    listed: Listing
    people: dict[str, Person]
    orders: list[Order]

    def takes(self, step: Step) -> None:
        if not self.orders:
            return
        self.now += timedelta(hours=step.hours)
        order = self.orders[step.order % len(self.orders)]
        choices = [
            (role, command)
            for role in ROLES
            for command in (COMMANDS if step.forged else allowed(order, role, self.now))
            if step.ends or command not in ENDS
        ]
        if choices:
            role, command = choices[step.pick % len(choices)]
            self._does(order, command, role, step)

    def _does(self, order: Order, command: str, role: str, step: Step) -> None:
        who = self.people[f"buyer{order.buyer_id}" if role == "buyer" else role]
        given_ = brought(order, command, role, step)
        turn = turn_of(self.conn, who, self.now)
        before = load_listing(self.conn, self.listed.id)
        after = moves.move(turn, order, command, given_, role=CLOCK if role == CLOCK else None)
        if isinstance(after, Refused):
            assert store.load(self.conn, order.id) == order
            assert load_listing(self.conn, self.listed.id) == before
            if after.reason == "differs":
                self._does(order, "weigh", role, step)
        else:
            self.orders = [after if each.id == after.id else each for each in self.orders]
            assert store.load(self.conn, after.id) == after


def brought(order: Order, command: str, role: str, step: Step) -> Given:
    milli = order.amount * step.part // 100
    return Given(
        reason=next(iter(REASONS.get((command, role), ())), None),
        milli=order.given if command == "receive" else milli,
        price_minor=step.part if command == "counter" and step.pick % 2 else None,
        deadline_at=None,
        code=order.code,
        text="0712",
    )


def gather(conn: Connection) -> list[Person]:
    """Bring in the farmer, the admin and two buyers."""
    return [
        join(conn, next(_chats), "Amina", "sell", MORNING),
        join(conn, next(_chats), "Njeri", "both", MORNING, roles=("admin",)),
        join(conn, next(_chats), "Joe", "buy", MORNING),
        join(conn, next(_chats), "Wanjiru", "buy", MORNING),
    ]


def begin(
    conn: Connection, people: list[Person], milli: int, price: int, wants: tuple[int, int]
) -> Life:
    seller, admin, *buyers = people
    listed = put_up(conn, seller.id, MORNING, milli, price_minor=price)
    cast = {"seller": seller, "admin": admin, CLOCK: seller}
    life = Life(conn, MORNING, listed, cast, [])
    for buyer, want in zip(buyers, wants, strict=True):
        cast[f"buyer{buyer.id}"] = buyer
        asked = basket(conn, listed, want, buyer, f"key {listed.id}", MORNING)
        placed = moves.move(turn_of(conn, buyer, MORNING), asked, "place")
        if not isinstance(placed, Refused):
            life.orders.append(placed)
    return life


Lived = tuple[int, int, tuple[int, int], list[Step]]


def live(conn: Connection, people: list[Person], lived: Lived) -> None:
    milli, price, wants, steps = lived
    life = begin(conn, people, milli, price, wants)
    assert broken_laws(conn, life.listed.id) == []
    for step in steps:
        life.takes(step)
        assert broken_laws(conn, life.listed.id) == []


Village = tuple[Engine, list[Person]]


@pytest.fixture(scope="module")
def village() -> Iterator[Village]:
    engine = memory_engine()
    metadata.create_all(engine)
    with engine.begin() as conn:
        people = gather(conn)
    yield engine, people
    engine.dispose()


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_five_hundred_lives_keep_stock_and_money_exact(village: Village, lived: Lived) -> None:
    engine, people = village
    with engine.connect() as conn:
        live(conn, people, lived)
        conn.rollback()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(LIVES)
def test_lives_on_postgresql_are_as_exact(postgres_database: Database, lived: Lived) -> None:
    postgres_database.run_now(lambda conn: live(conn, gather(conn), lived))
