"""A life of some orders: whatever people, the clock, a pool and a provider do, one after another."""

import itertools
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import Connection

from bot.ordering import moves, store
from bot.ordering.conditions import REASONS, Given
from bot.ordering.order import CLOCK, DELIVERIES, PROVIDER, Order
from bot.ordering.rules import COMMANDS, Refused, allowed
from bot.selling.offers import Listing
from bot.selling.store import load as load_listing
from bot.store.persons import Person
from tests.ordering.stalls import basket, broken_laws, join, put_up, turn_of
from tests.village import MORNING

ROLES = ("buyer", "seller", "driver", "admin", CLOCK, PROVIDER)
# Taken at every turn these would leave no order alive for the rest of its life.
ENDS = frozenset(("cancel", "decline", "expire", "unfilled", "dispute"))
# What leads an order on, so that many get far.
ONWARD = frozenset(("accept", "share", "agree", "ready", "receive", "handover", "dispute", "part"))
# What no card offers: another feature gives these, at any time.
UNOFFERED = [(PROVIDER, "paid"), ("buyer", "card"), ("seller", "route")]
FORGED, UNASKED = 9, 8  # oddities of a step
POOL = 7
_chats = itertools.count(5000)


@dataclass(frozen=True)
class Step:
    """Somebody does something some hours later; numbers pick who, what and how much."""

    order: int
    pick: int
    hours: int
    part: int
    ends: bool
    odd: int


STEPS = st.builds(
    Step,
    order=st.integers(0, 2),
    pick=st.integers(0, 200),
    hours=st.sampled_from((0, 0, 0, 0, 0, 1, 3, 30, 80)),
    part=st.sampled_from((1, 50, 90, 95, 100, 105, 110, 130, 300)),
    ends=st.integers(0, 4).map(lambda number: number == 4),
    odd=st.integers(0, 9),
)
LIVES = st.tuples(
    st.integers(20_000, 60_000),
    st.integers(1, 99_999),
    st.tuples(st.integers(1, 20_000), st.integers(1, 30_000), st.integers(1, 20_000)),
    st.lists(STEPS, min_size=8, max_size=24),
)
Lived = tuple[int, int, tuple[int, int, int], list[Step]]


@dataclass
class Purse:
    """What really was given for an order and went back, as somebody would count it by hand."""

    farmer: int = 0
    provider: int = 0

    def sees(self, before: Order, command: str, role: str, given: Given) -> None:
        match command, role:
            case "money", _:
                self.farmer += max(0, before.total - before.refund_minor - self.all)
            case "paid", _:
                rest = max(0, before.total - before.refund_minor - self.all)
                self.provider += rest if given.minor is None else given.minor
            case "repaid", "admin":
                self.provider -= min(self.provider, before.back)
            case "repaid", _:
                self.farmer -= before.back - min(self.provider, before.back)

    @property
    def all(self) -> int:
        return self.farmer + self.provider

    def holds(self, order: Order) -> bool:
        with_farmer = order.paid_cash + order.paid_mobile
        return (self.farmer, self.provider) == (with_farmer, order.paid_card)


@dataclass
class Life:
    """Two buyers, one listing and a share of a pool, on an open connection."""

    conn: Connection
    now: datetime
    listed: Listing
    people: dict[str, Person]
    orders: list[Order] = field(default_factory=list)
    purses: dict[int, Purse] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)

    def begins(self, order: Order | Refused) -> None:
        if isinstance(order, Order):
            self.orders.append(order)
            self.purses[order.id] = Purse()

    def takes(self, step: Step) -> None:
        if not self.orders:
            return
        self.now += timedelta(hours=step.hours)
        order = self.orders[step.order % len(self.orders)]
        choices = self._choices(order, step)
        if choices:
            role, command = choices[step.pick % len(choices)]
            self._does(order, command, role, step)

    def _choices(self, order: Order, step: Step) -> list[tuple[str, str]]:
        if step.odd == FORGED:
            return [*itertools.product(ROLES, COMMANDS)]
        if step.odd == UNASKED:
            return UNOFFERED
        return [
            (role, command)
            for role in ROLES
            for command in allowed(order, role, self.now)
            for _ in range(4 if command in ONWARD else 1)
            if step.ends or command not in ENDS
        ]

    def _does(self, order: Order, command: str, role: str, step: Step) -> None:
        who = self.people[f"buyer{order.buyer_id}" if role == "buyer" else role]
        given = self.brought(order, command, role, step)
        before = load_listing(self.conn, self.listed.id)
        apart = role if role in {CLOCK, PROVIDER} else None
        after = moves.move(turn_of(self.conn, who, self.now), order, command, given, role=apart)
        if isinstance(after, Refused):
            assert store.load(self.conn, order.id) == order
            assert load_listing(self.conn, self.listed.id) == before
            if after.reason == "differs":
                self._does(order, "weigh", role, step)
            return
        self.done[command] += 1
        self.orders = [after if each.id == after.id else each for each in self.orders]
        assert store.load(self.conn, after.id) == after
        self.purses[order.id].sees(order, command, role, given)
        assert self.purses[order.id].holds(after), command

    def brought(self, order: Order, command: str, role: str, step: Step) -> Given:
        milli = order.amount * step.part // 100
        minor = max(1, order.total * step.part // 100)
        whole = command == "paid" and step.part == 100
        delivery = DELIVERIES[step.pick % len(DELIVERIES)]
        reasons = REASONS.get((command, role), (None,))
        return Given(
            reason=reasons[step.pick % len(reasons)],
            milli=order.given if command == "receive" else milli,
            price_minor=step.part if command == "counter" and step.pick % 2 else None,
            code=order.code,
            # A provider says some things twice.
            text=f"charge {step.pick % 5}",
            minor=None if whole else minor,
            photo="photo",
            delivery=delivery,
            point_id=1 if delivery == "point" else None,
            driver_id=self.people["driver"].id,
        )


def gather(conn: Connection) -> list[Person]:
    """Bring in the farmer, the admin, a driver and two buyers."""
    return [
        join(conn, next(_chats), "Amina", "sell", MORNING),
        join(conn, next(_chats), "Njeri", "both", MORNING, roles=("admin",)),
        join(conn, next(_chats), "Otieno", "both", MORNING),
        join(conn, next(_chats), "Joe", "buy", MORNING),
        join(conn, next(_chats), "Wanjiru", "buy", MORNING),
    ]


def begin(conn: Connection, people: list[Person], lived: Lived) -> Life:
    milli, price, wants, _ = lived
    seller, admin, driver, *buyers = people
    listed = put_up(conn, seller.id, MORNING, milli, price_minor=price)
    cast = {"seller": seller, "admin": admin, "driver": driver, CLOCK: seller, PROVIDER: buyers[0]}
    cast |= {f"buyer{buyer.id}": buyer for buyer in buyers}
    life = Life(conn, MORNING, listed, cast)
    for buyer, want in zip(buyers, wants[:2], strict=True):
        asked = basket(conn, listed, want, buyer, f"key {listed.id}", MORNING)
        life.begins(moves.move(turn_of(conn, buyer, MORNING), asked, "place"))
    life.begins(_pledge(conn, listed, wants[2], seller, buyers[0]))
    return life


def _pledge(
    conn: Connection, listed: Listing, want: int, seller: Person, buyer: Person
) -> Order | Refused:
    """Have the farmer promise a share of the buyer's large order."""
    asked = basket(conn, listed, want, buyer, f"share {listed.id}", MORNING)
    share = replace(asked, pool_id=POOL, deadline_at=MORNING + timedelta(hours=30))
    return moves.move(turn_of(conn, seller, MORNING), share, "pledge")


def live(conn: Connection, people: list[Person], lived: Lived) -> Life:
    """Live a life through, stock and money exact after every step."""
    life = begin(conn, people, lived)
    assert broken_laws(conn, life.listed.id) == []
    for step in lived[-1]:
        life.takes(step)
        assert broken_laws(conn, life.listed.id) == []
    return life
