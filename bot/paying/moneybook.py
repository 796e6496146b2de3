"""The queries of the money screen: debts, what goes back, what was paid, a season's sales."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    bindparam,
    func,
    select,
    union_all,
)

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.ledger import money_entry
from bot.ordering.order import BILLED, Order
from bot.ordering.payment import WITH_FARMER, WITH_PROVIDER
from bot.ordering.store import IS_GOING_BACK, IS_OWING, is_among, orders, read_order
from bot.paying.money import Line, Sums, sums
from bot.selling.sales import sale
from bot.store.schema import Id, Instant

MOST_BACK = 40  # orders of which something goes back, of one side
_PAID_LATER = timedelta(days=30)  # how long after its last move an order may still be paid

_ME = bindparam("me", type_=Id)
_SINCE = bindparam("since", type_=Instant)
_PAID = orders.c.paid_cash + orders.c.paid_mobile + orders.c.paid_card


_IS_BILLED = is_among(orders.c.state, sorted(BILLED))


def _newest(*conditions: Any) -> Select[Any]:
    return select(orders).where(*conditions).order_by(orders.c.moved_at.desc(), orders.c.id.desc())


_DEBTS = (
    _newest(orders.c.buyer_id == _ME, IS_OWING)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_SUM_DEBTS = (
    select(
        orders.c.currency,
        func.sum(orders.c.total - orders.c.refund_minor - _PAID).label("minor"),
    )
    .where(orders.c.buyer_id == _ME, IS_OWING, _IS_BILLED)
    .group_by(orders.c.currency)
    .order_by(orders.c.currency)
)
_BACK = union_all(
    *(
        select(_newest(side == _ME, IS_GOING_BACK).limit(MOST_BACK).subquery())
        for side in (orders.c.seller_id, orders.c.buyer_id)
    )
)
# An order's money moves while it moves and some time after: older ones need not be looked at.
_SUM_PAID = (
    select(money_entry.c.currency, func.sum(money_entry.c.minor).label("minor"))
    .join_from(orders, money_entry, money_entry.c.order_id == orders.c.id)
    .where(
        orders.c.buyer_id == _ME,
        orders.c.moved_at >= bindparam("moved", type_=Instant),
        money_entry.c.at >= _SINCE,
        is_among(money_entry.c.account, (*WITH_FARMER, WITH_PROVIDER)),
    )
    .group_by(money_entry.c.currency)
    .order_by(money_entry.c.currency)
)
_SALES = (
    select(
        sale.c.at,
        sale.c.crop_id,
        sale.c.unit,
        sale.c.milli,
        sale.c.price,
        sale.c.currency,
        orders.c.number,
        (orders.c.total - orders.c.refund_minor).label("total"),
    )
    .join_from(sale, orders, orders.c.id == sale.c.order_id)
    .where(sale.c.seller_id == _ME, sale.c.at >= _SINCE)
    .order_by(sale.c.at.desc())
    .limit(bindparam("most", type_=Integer))
)


def load_debts(conn: Connection, buyer_id: int, *, skip: int = 0, most: int = 6) -> list[Order]:
    """Give what a buyer still has to pay, or says is paid, the last moved first."""
    return _orders(conn, _DEBTS, me=buyer_id, skip=skip, most=most)


def sum_debts(conn: Connection, buyer_id: int) -> Sums:
    """Add up what a buyer still has to pay."""
    return _sums(conn.execute(_SUM_DEBTS, {"me": buyer_id}).all())


def load_back(conn: Connection, person_id: int) -> list[Order]:
    """Give the orders of either side of which something goes back to the buyer."""
    return _orders(conn, _BACK, me=person_id)


def sum_paid(conn: Connection, buyer_id: int, since: datetime) -> Sums:
    """Add up what a buyer paid, less what came back."""
    keys = {"me": buyer_id, "since": since, "moved": since - _PAID_LATER}
    return _sums(conn.execute(_SUM_PAID, keys).all())


def load_sales(conn: Connection, seller_id: int, since: datetime, most: int) -> list[Line]:
    """Give a farmer's completed sales, newest first."""
    found = conn.execute(_SALES, {"me": seller_id, "since": since, "most": most})
    return [
        Line(
            row.at,
            row.number,
            row.crop_id,
            Quantity(row.milli, row.unit),
            Money(row.price, row.currency),
            Money(row.total, row.currency),
        )
        for row in found
    ]


def _orders(conn: Connection, statement: Any, **keys: Any) -> list[Order]:
    return [read_order(row) for row in conn.execute(statement, keys).mappings()]


def _sums(rows: Sequence[Any]) -> Sums:
    return sums(Money(int(row.minor), row.currency) for row in rows)
