"""Every command by everybody in every state, as real taps: what is not allowed changes nothing."""

import itertools
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.ordering import store
from bot.ordering.conditions import REASONS
from bot.ordering.order import STATES
from bot.ordering.rules import COMMANDS
from bot.ordering.turns import TALKS
from bot.selling.stock import stock_entry
from bot.selling.store import listing
from bot.store.drafts import draft
from bot.talk.event import Sender, Tapped
from tests.ordering.stalls import Market
from tests.ordering.test_rules import LAW
from tests.village import Person

WATCHED = (store.orders, store.order_event, listing, stock_entry)
ROLES = ("buyer", "seller", "admin", "stranger")
Cast = dict[str, Person]


def stage() -> tuple[Market, Cast]:
    market = Market()
    cast = {
        "seller": market.joins("Amina", "sell"),
        "buyer": market.joins("Joe"),
        "stranger": market.joins("Eve", "both"),
        "admin": market.admin(),
    }
    market.lists(cast["seller"])
    return market, cast


def bring(market: Market, cast: Cast, state: str) -> None:
    """Lead order 1 into a state by the taps people would make."""
    buyer, seller, admin = cast["buyer"], cast["seller"], cast["admin"]
    market.places(buyer)
    do(seller, {"declined": "decline.sold"}.get(state, ""))
    if state in {"placed", "declined"}:
        return
    if state == "countered":
        do(seller, "counter")
        for words in ("less", "3", "yes"):
            seller.says(words)
        return
    if state == "expired":
        market.village.passes(hours=7)
        return
    do(seller, "accept")
    if state in {"accepted", "cancelled"}:
        do(buyer, "cancel.changed" if state == "cancelled" else "")
        return
    do(seller, "ready")
    if state == "no_show":
        market.village.passes(hours=37)
        do(seller, "noshow")
    if state in {"ready", "no_show"}:
        return
    do(buyer, "receive.5000")
    if state == "completed":
        do(buyer, "approve")
        do(seller, "money")
    if state in {"disputed", "refunded"}:
        do(buyer, "dispute.quality")
    if state == "refunded":
        do(admin, "refund.fault")


def do(who: Person, what: str) -> None:
    if what:
        who.taps(data=f"order.do.1.{what}")


def snapshot(conn: Connection) -> list[Any]:
    return [conn.execute(select(each).order_by(each.c.id)).all() for each in WATCHED]


def attempt(market: Market, who: Person, data: str) -> tuple[bool, list[str]]:
    """Tap, look, undo: whether anything changed or a talk began, and what was said."""
    with market.village.engine.connect() as conn:
        before = snapshot(conn)
        raw = {"sender": Sender(who.chat, who.chat, who.name), "event": Tapped(data, "q", 1)}
        sent: Any = market.village.runner.turn(conn, raw, market.village.now)
        talks = conn.execute(select(draft.c.flow)).scalars().all()
        changed = snapshot(conn) != before or bool(talks)
        conn.rollback()
    return changed, [type(each.item.message).__name__ for each in sent]


@pytest.mark.parametrize("state", STATES)
def test_a_tap_moves_an_order_only_as_the_law_says(state: str) -> None:
    market, cast = stage()
    bring(market, cast, state)
    order = market.order()
    assert order.state == state
    for command, role in itertools.product(COMMANDS, ROLES):
        more = next(iter(REASONS.get((command, role), ("sold",))))
        more = str(order.given) if command == "receive" else more
        changed, said = attempt(market, cast[role], f"order.do.1.{command}.{more}")
        assert changed == (command in LAW.get((state, role), set())), (command, role)
        assert said, (command, role)


@pytest.mark.parametrize("state", STATES)
def test_a_card_and_its_more_show_just_the_buttons_that_do_something(state: str) -> None:
    market, cast = stage()
    bring(market, cast, state)
    for role in ("buyer", "seller", "admin"):
        (card,) = cast[role].taps(data="order.see.1")
        (more,) = cast[role].taps("⋯ More")
        shown = [
            found.split(".")[3]
            for found in (*card.buttons.values(), *more.buttons.values())
            if found.startswith("order.do.1.")
        ]
        assert sorted(shown) == sorted(LAW.get((state, role), set()))


@pytest.mark.parametrize(
    "data",
    [
        *("order", "order.see", "order.see.x", "order.see.-1", "order.see.99", "order.do.1"),
        *("order.see.99999999999999999999999999", "order.do.99.accept", "order.history.99"),
        *("order.do.1.", "order.do.1.steal", "order.receipt.1", "order.map.1", "order.x.1"),
        *("orders.x.y", "orders.open.-3", "orders.done.99999", "orders.disputed", "orders"),
        *("buy", "buy.x", "buy.see", "buy.see.x", "buy.see.1.x", "buy.see.99.1", "buy.order.1"),
        *("buy.near.gold", "buy.near.tomato.x", "buy.crops.-1", "buy.order.x.y", "buy.type.99"),
        *("buy.see.1.99999999999999999999", "buy.order.1.0", "buy.see.٣"),
    ],
)
def test_forged_buttons_change_no_order(data: str) -> None:
    market, cast = stage()
    bring(market, cast, "placed")
    for role in ROLES:
        with market.village.engine.connect() as conn:
            before = snapshot(conn)
        assert cast[role].taps(data=data) or cast[role].toasts
        with market.village.engine.connect() as conn:
            assert snapshot(conn) == before


def test_a_stranger_sees_nothing_of_an_order() -> None:
    market, cast = stage()
    bring(market, cast, "ready")
    eve = cast["stranger"]
    for data in (
        "order.see.1",
        "order.history.1",
        "order.more.1",
        "order.receipt.1",
        "order.map.1",
    ):
        assert eve.taps(data=data) == []
        assert "not open to you" in eve.toast
    (said,) = eve.says(market.order().number)
    assert "no order of yours" in said.text


def test_the_farmer_never_sees_the_code() -> None:
    market, cast = stage()
    bring(market, cast, "ready")
    code = market.order().code
    cast["seller"].taps(data="order.see.1")
    assert all(code not in shown.text for shown in cast["seller"].heard)
    assert any(code in shown.text for shown in cast["buyer"].heard)


def test_talks_of_an_order_belong_to_commands_of_the_table() -> None:
    assert set(TALKS) <= set(COMMANDS)
