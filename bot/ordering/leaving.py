"""What is held of a person in orders, and what of it stays when they go."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.ordering import receipts, store
from bot.ordering.history import Happening
from bot.ordering.order import Order
from bot.text.phrase import Phrase, say

MOST = 10_000  # orders in one export


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give every order somebody took part in, with its history, and their receipts."""
    found = [
        order
        for is_open in (True, False)
        for order in store.load_mine(conn, person_id, is_open=is_open, most=MOST)
    ]
    histories = store.load_histories(conn, person_id)
    return {
        "orders": [_held(order, histories.get(order.id, []), person_id) for order in found],
        "receipts": [asdict(each) for each in receipts.load_all(conn, person_id)],
    }


def _held(order: Order, history: Sequence[Happening], person_id: int) -> dict[str, Any]:
    """Give one order; the pick-up code and the provider's receipt are the buyer's alone."""
    row = asdict(order)
    if order.buyer_id != person_id:
        del row["code"], row["charge"]
    return {**row, "history": [asdict(each) for each in history]}


def erase(turn: Turn) -> Phrase | None:
    """Take the name out of receipts the other side keeps; not while an order is open."""
    if store.load_mine(turn.conn, turn.person.id, is_open=True, most=1):
        return say("order-forget-open")
    store.forget(turn.conn, turn.person.id)
    receipts.forget(turn.conn, turn.person.id)
    return None
