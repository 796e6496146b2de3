"""The laws of money, checked against the ledger by another way than the code takes."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from bot.ordering import store
from bot.ordering.ledger import money_entry
from bot.ordering.order import Order

Sums = dict[str, int]

_ORDERS = select(store.orders).where(store.orders.c.listing_id == bindparam("key"))
_MONEY = (
    select(money_entry.c.order_id, money_entry.c.account, func.sum(money_entry.c.minor))
    .join_from(money_entry, store.orders, store.orders.c.id == money_entry.c.order_id)
    .where(store.orders.c.listing_id == bindparam("key"))
    .group_by(money_entry.c.order_id, money_entry.c.account)
)
_NAMES = [each.name for each in fields(Order)]
# What each word about the payment promises: something is owed, something goes back, something came.
SAYS = {
    "none": (False, False, False),
    "due": (True, False, None),
    "claimed": (None, False, None),
    "confirmed": (False, False, True),
    "held": (False, False, True),
    "released": (False, False, True),
    "refund_due": (False, True, True),
    "refunded": (False, False, False),
}
SERVING = ("accepted", "ready", "handed_over", "completed", "disputed")


def orders_of(conn: Connection, listing_id: int) -> list[Order]:
    """Read every order of a listing."""
    rows = conn.execute(_ORDERS, {"key": listing_id}).mappings()
    return [Order(**{name: row[name] for name in _NAMES}) for row in rows]


def broken_money_laws(conn: Connection, listing_id: int, orders: Iterable[Order]) -> list[str]:
    """Name the laws of money that do not hold for a listing's orders."""
    sums: dict[int, Sums] = {}
    for order_id, account, minor in conn.execute(_MONEY, {"key": listing_id}):
        sums.setdefault(order_id, {})[account] = int(minor)
    return [law for order in orders for law in _broken(order, sums.get(order.id, {}))]


def _broken(order: Order, entered: Sums) -> list[str]:
    at: Any = dict.fromkeys(_ACCOUNTS, 0) | entered
    farmers, cost = at["cash"] + at["mobile"] + at["released"], -at["sale"]
    came = farmers + at["held"]
    price = order.total - order.refund_minor if order.state in SERVING else 0
    laws = {
        "the entries of an order are zero together": sum(at.values()) == 0,
        "what it costs is entered while it serves": cost == price,
        "what came is entered": came == order.paid_cash + order.paid_mobile + order.paid_card,
        "cash and mobile money are with the farmer": (at["cash"], at["mobile"])
        == (order.paid_cash, order.paid_mobile),
        "a debt is what is missing": at["owed"] == max(0, price - came),
        "what goes back is what is too much": -at["refund"] == max(0, came - price),
        "nobody owes both ways": not (at["owed"] and at["refund"]),
        "a card's money is the farmer's only in the end": not at["released"]
        or order.state == "completed",
        "at the end the provider keeps only what goes back": order.state != "completed"
        or at["held"] <= -at["refund"],
        f"the payment is not {order.payment}": _is_true(order, at, came),
    }
    return [law for law, holds in laws.items() if not holds]


def _is_true(order: Order, at: Sums, came: int) -> bool:
    facts = (bool(at["owed"]), bool(at["refund"]), bool(came))
    said = SAYS[order.payment]
    return all(
        promise is None or promise == fact for promise, fact in zip(said, facts, strict=True)
    )


_ACCOUNTS = ("cash", "mobile", "released", "held", "owed", "sale", "refund")
