"""Money: every change of an order's money as entries on accounts, written with the move itself.

The law: the entries of an order add up to zero, after every move and over its whole life, and on
each account they add up to what `payment.balance` says of the order as it stands. So what the
farmer has received is what stands on cash, mobile and released; what the buyer still owes stands on
owed; what the provider keeps stands on held; what has to go back to the buyer stands below zero on
refund; and what the produce costs stands below zero on sale.

Entries are only ever added, from the difference between the order before a move and after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    func,
    insert,
    literal,
    literal_column,
    select,
    type_coerce,
)

from bot.kernel.money import Money
from bot.ordering.order import BILLED, Order
from bot.ordering.payment import ACCOUNTS, WITH_FARMER, difference
from bot.ordering.store import IS_OWING, is_among, one_of, orders
from bot.store.schema import Id, Instant, table

MOST = 20  # buyers and orders in one answer
_DAY, _MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
_EPOCH = date(1970, 1, 1)

money_entry = table(
    "money_entry",
    Column("id", Id, primary_key=True),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=False, index=True),
    Column("seller_id", Id, ForeignKey("person.id"), nullable=False),
    Column("account", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("at", Instant, nullable=False),
    one_of("account", ACCOUNTS),
    CheckConstraint("minor <> 0", name="minor"),
)
_TO_FARMER = is_among(money_entry.c.account, WITH_FARMER)
Index(
    "ix_money_entry_received",
    money_entry.c.seller_id,
    money_entry.c.at,
    sqlite_where=_TO_FARMER,
    postgresql_where=_TO_FARMER,
)

TABLES = (money_entry,)

_ENTER = insert(money_entry)


def enter(conn: Connection, before: Order, after: Order, now: datetime, *, actor_id: int) -> None:
    """Write down what a move did to an order's money; nothing where it did nothing."""
    same = {
        "order_id": after.id,
        "seller_id": after.seller_id,
        "currency": after.currency,
        "actor_id": actor_id,
        "at": now,
    }
    moved = difference(before, after)
    if moved:
        rows = [{**same, "account": account, "minor": minor} for account, minor in moved.items()]
        conn.execute(_ENTER, rows)


_SUMS = (
    select(money_entry.c.account, func.sum(money_entry.c.minor))
    .where(money_entry.c.order_id == bindparam("key"))
    .group_by(money_entry.c.account)
)


def sum_accounts(conn: Connection, order_id: int) -> Mapping[str, int]:
    """Add up what stands on each account of an order, minor units; empty ones are left out."""
    return {
        account: int(minor) for account, minor in conn.execute(_SUMS, {"key": order_id}) if minor
    }


@dataclass(frozen=True, slots=True)
class Received:
    """What reached a farmer on a day on one account (`cash`, `mobile`, `released`).

    Below zero on a day on which more went back than came.
    """

    day: date
    account: str
    sum: Money


@dataclass(frozen=True, slots=True)
class Payer:
    """What one buyer paid a farmer; the name is the one of their last order."""

    buyer_id: int
    name: str
    sum: Money


_SINCE = (
    money_entry.c.seller_id == bindparam("whose"),
    money_entry.c.at >= bindparam("since", type_=Instant),
    _TO_FARMER,
)
_LOCAL = type_coerce(money_entry.c.at, BigInteger) + bindparam("shift", type_=BigInteger)
_RECEIVED = (
    select(
        type_coerce(_LOCAL // literal(_DAY // _MICROSECOND, BigInteger), BigInteger).label("day"),
        money_entry.c.account,
        money_entry.c.currency,
        func.sum(money_entry.c.minor).label("minor"),
    )
    .where(*_SINCE)
    .group_by(literal_column("day"), money_entry.c.account, money_entry.c.currency)
    .order_by(literal_column("day"), money_entry.c.account)
)
_PAYERS = (
    select(
        orders.c.buyer_id,
        func.max(orders.c.buyer_name).label("name"),
        money_entry.c.currency,
        func.sum(money_entry.c.minor).label("minor"),
    )
    .join_from(money_entry, orders, orders.c.id == money_entry.c.order_id)
    .where(*_SINCE)
    .group_by(orders.c.buyer_id, money_entry.c.currency)
    .order_by(func.sum(money_entry.c.minor).desc(), orders.c.buyer_id)
    .limit(bindparam("most", type_=Integer))
)
_PAID = orders.c.paid_cash + orders.c.paid_mobile + orders.c.paid_card
_SUM_OWED = (
    select(
        orders.c.currency,
        func.sum(orders.c.total - orders.c.refund_minor - _PAID).label("minor"),
    )
    .where(
        orders.c.seller_id == bindparam("whose"), IS_OWING, is_among(orders.c.state, sorted(BILLED))
    )
    .group_by(orders.c.currency)
    .order_by(orders.c.currency)
)


def load_received(
    conn: Connection, seller_id: int, since: datetime, shift: timedelta = timedelta(0)
) -> tuple[Received, ...]:
    """Give what reached a farmer, by day and account, oldest first.

    `shift` is the farmer's hours ahead of UTC: their days begin at their midnight.
    """
    keys = {"whose": seller_id, "since": since, "shift": shift // _MICROSECOND}
    return tuple(
        Received(_EPOCH + row.day * _DAY, row.account, Money(int(row.minor), row.currency))
        for row in conn.execute(_RECEIVED, keys)
    )


def load_payers(
    conn: Connection, seller_id: int, since: datetime, most: int = MOST
) -> tuple[Payer, ...]:
    """Give who paid a farmer, the most first."""
    keys = {"whose": seller_id, "since": since, "most": most}
    return tuple(
        Payer(row.buyer_id, row.name, Money(int(row.minor), row.currency))
        for row in conn.execute(_PAYERS, keys)
    )


def sum_owed(conn: Connection, seller_id: int) -> tuple[Money, ...]:
    """Add up what buyers still owe a farmer, one sum for each currency."""
    found = conn.execute(_SUM_OWED, {"whose": seller_id})
    return tuple(Money(int(row.minor), row.currency) for row in found)
