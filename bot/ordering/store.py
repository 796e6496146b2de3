"""Orders and all that ever happened to them: two tables, read and written by one row version."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.ordering.history import Happening
from bot.ordering.order import (
    BROUGHT,
    CLAIMED,
    DELIVERIES,
    DISPUTED,
    DRIVER,
    DUE,
    FARM,
    OPEN,
    PAY_KINDS,
    PAYMENTS,
    REFUND_DUE,
    STATES,
    Order,
)
from bot.store.faults import Stale
from bot.store.persons import IS_ADMIN, Person, person, read_person
from bot.store.schema import Id, Instant, Json, table


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Let a column hold one of some words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def is_among(column: Any, words: Iterable[str]) -> Any:
    """Ask whether a column holds one of some words, written out: so partial indexes serve it."""
    return column.in_([literal_column(f"'{word}'") for word in words])


orders = table(
    "orders",
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False),
    Column("buyer_id", Id, ForeignKey("person.id"), nullable=False),
    Column("seller_id", Id, ForeignKey("person.id"), nullable=False),
    Column("listing_id", Id, ForeignKey("listing.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_grams", BigInteger),
    Column("ordered", BigInteger, nullable=False),
    Column("offered", BigInteger),
    Column("actual", BigInteger),
    Column("held", BigInteger, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("offer_price_minor", BigInteger),
    Column("currency", Text, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("buyer_name", Text, nullable=False),
    Column("seller_name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("payment", Text, nullable=False),
    Column("pay_kind", Text, nullable=False),
    Column("pay_to", Text),
    Column("pay_reference", Text),
    Column("code", Text, nullable=False),
    Column("code_tries", Integer, nullable=False),
    Column("place_id", Text),
    Column("village", Text),
    Column("lat_e6", Integer),
    Column("lon_e6", Integer),
    Column("slot_at", Instant, nullable=False),
    Column("offer_slot_at", Instant),
    Column("reason", Text),
    Column("deadline_at", Instant),
    Column("asked_at", Instant),
    Column("buyer_says", Text),
    Column("seller_says", Text),
    Column("handed_at", Instant),
    Column("approved_at", Instant),
    Column("after_no_show", Text),
    Column("pool_id", Id),
    Column("delivery", Text, nullable=False, server_default=FARM),
    Column("point_id", Id),
    Column("driver_id", Id, ForeignKey("person.id")),
    Column("refund_minor", BigInteger, nullable=False, server_default="0"),
    Column("packed_photo", Text),
    Column("handed_photo", Text),
    Column("paid_cash", BigInteger, nullable=False, server_default="0"),
    Column("paid_mobile", BigInteger, nullable=False, server_default="0"),
    Column("paid_card", BigInteger, nullable=False, server_default="0"),
    Column("charge", Text),
    Column("switches", Integer, nullable=False, server_default="0"),
    Column("escalated_at", Instant),
    Column("placed_at", Instant, nullable=False),
    Column("moved_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("buyer_id", "key"),
    one_of("state", STATES),
    one_of("payment", PAYMENTS),
    one_of("pay_kind", PAY_KINDS),
    one_of("delivery", DELIVERIES),
    CheckConstraint("ordered > 0 AND held >= 0 AND total >= 0", name="amounts"),
    CheckConstraint("refund_minor >= 0 AND refund_minor <= total", name="refund"),
    CheckConstraint("paid_cash >= 0 AND paid_mobile >= 0 AND paid_card >= 0", name="paid"),
    CheckConstraint("delivery <> 'point' OR point_id IS NOT NULL", name="point"),
)
Index("ix_orders_seller_id", orders.c.seller_id, orders.c.moved_at)
Index("ix_orders_buyer_id", orders.c.buyer_id, orders.c.moved_at)
Index("ix_orders_listing_id", orders.c.listing_id)
# Written out, since a partial index serves only statements that name its condition.
IS_DISPUTED = orders.c.state == literal_column(f"'{DISPUTED}'")
IS_GOING_BACK = orders.c.payment == literal_column(f"'{REFUND_DUE}'")
IS_OWING = is_among(orders.c.payment, (DUE, CLAIMED))
Index(
    "ix_orders_disputed",
    orders.c.moved_at,
    sqlite_where=IS_DISPUTED,
    postgresql_where=IS_DISPUTED,
)


def _index_payment(name: str, side: Any, where: Any) -> None:
    """Index one side's few orders of which money is still to come or to go back.

    With the payment in it, it serves better than the index of all orders of that side.
    """
    columns = (side, orders.c.payment, orders.c.moved_at)
    Index(f"ix_orders_{name}", *columns, sqlite_where=where, postgresql_where=where)


_index_payment("owing", orders.c.seller_id, IS_OWING)
_index_payment("owed", orders.c.buyer_id, IS_OWING)
_index_payment("back_seller_id", orders.c.seller_id, IS_GOING_BACK)
_index_payment("back_buyer_id", orders.c.buyer_id, IS_GOING_BACK)


def _index_known(column: Any, *more: Any) -> None:
    """Index the few orders that belong to a pool, a collection point or a driver."""
    known = column.is_not(None)
    name = f"ix_orders_{column.name}"
    Index(name, column, *more, sqlite_where=known, postgresql_where=known)


_index_known(orders.c.pool_id)
_index_known(orders.c.point_id, orders.c.slot_at)
_index_known(orders.c.driver_id, orders.c.slot_at)

order_event = table(
    "order_event",
    Column("id", Id, primary_key=True),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("role", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text),
    Column("facts", Json, nullable=False),
)

TABLES = (orders, order_event)


_FIELDS = tuple(each.name for each in fields(Order))
_NEW = insert(orders).on_conflict_do_nothing().returning(orders.c.id)
_UNDO = delete(orders).where(orders.c.id == bindparam("key"))
_BY_ID = select(orders).where(orders.c.id == bindparam("key_id"))
_BY_KEY = select(orders).where(
    orders.c.buyer_id == bindparam("whose"), orders.c.key == bindparam("which")
)
_BY_KEYS = (
    select(orders)
    .where(
        orders.c.buyer_id == bindparam("whose"),
        orders.c.key.in_(bindparam("which", expanding=True)),
    )
    .order_by(orders.c.id)
)
_BY_NUMBER = select(orders).where(orders.c.number == bindparam("said"))
_SAVE = (
    update(orders)
    .where(orders.c.id == bindparam("key_id"), orders.c.version == bindparam("known"))
    .returning(orders.c.id)
)
_NOTE = insert(order_event)
_EVENTS = (
    select(*(order_event.c[each.name] for each in fields(Happening)))
    .where(order_event.c.order_id == bindparam("key_id"))
    .order_by(order_event.c.id)
)
_MINE = or_(orders.c.buyer_id == bindparam("me"), orders.c.seller_id == bindparam("me"))
_EVENTS_OF = (
    select(*(order_event.c[each.name] for each in fields(Happening)))
    .where(order_event.c.order_id.in_(select(orders.c.id).where(_MINE)))
    .order_by(order_event.c.id)
)
_IS_OPEN = is_among(orders.c.state, OPEN)


def _page_of(*conditions: Any, first: Sequence[Any] = ()) -> Select[Any]:
    return (
        select(orders)
        .where(*conditions)
        .order_by(*first or (orders.c.moved_at.desc(), orders.c.id.desc()))
        .limit(bindparam("most", type_=Integer))
        .offset(bindparam("skip", type_=Integer))
    )


# Nothing is placed later than it last moved, which the index knows.
_LATELY = (
    select(literal(1))
    .where(
        orders.c.buyer_id == bindparam("me"),
        orders.c.moved_at >= bindparam("since"),
        orders.c.placed_at >= bindparam("since"),
    )
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
_COUNT_LATELY = select(func.count()).select_from(_LATELY)
_OPEN_ONES, _DONE_ONES = _page_of(_MINE, _IS_OPEN), _page_of(_MINE, ~_IS_OPEN)
_DISPUTED = _page_of(IS_DISPUTED)
# What a buyer says is paid comes first: the farmer only has to look.
_OWING = _page_of(
    IS_OWING, orders.c.seller_id == bindparam("me"), first=(orders.c.payment, orders.c.moved_at)
)
_ADMINS = select(person).where(IS_ADMIN, person.c.gone_at.is_(None))
_FORGET_BUYER = (
    update(orders)
    .where(orders.c.buyer_id == bindparam("me"))
    .values(buyer_name="", pay_reference=None)
)
_FORGET_HOME = (
    update(orders)
    .where(orders.c.buyer_id == bindparam("me"), is_among(orders.c.delivery, (BROUGHT, DRIVER)))
    .values(village=None, lat_e6=None, lon_e6=None)
)
_FORGET_SELLER = (
    update(orders)
    .where(orders.c.seller_id == bindparam("me"))
    .values(seller_name="", pay_to=None, village=None, lat_e6=None, lon_e6=None)
)


def insert_order(conn: Connection, new: Order) -> Order | None:
    """Write a new order with a number and a code of its own; None when this key has one already."""
    for width in (5, 5, 5, 6, 7, 9):
        named = replace(new, number=_number(width), code=f"{secrets.randbelow(10_000):04}")
        made = conn.execute(_NEW, _row_of(named)).scalar()
        if made is not None:
            return replace(named, id=made)
        if load_by_key(conn, new.buyer_id, new.key) is not None:
            return None
    raise RuntimeError("no order number is free")


def _number(width: int) -> str:
    """Draw a number one can say aloud in two breaths: "47-208"."""
    digits = str(10 ** (width - 1) + secrets.randbelow(9 * 10 ** (width - 1)))
    return f"{digits[:-3]}-{digits[-3:]}"


def undo_insert(conn: Connection, order: Order) -> None:
    """Take back an order that found no stock, in the transaction that wrote it."""
    conn.execute(_UNDO, {"key": order.id})


def load(conn: Connection, id: int) -> Order | None:  # noqa: A002  it is the id
    return _first(conn, _BY_ID, key_id=id)


def load_by_key(conn: Connection, buyer_id: int, key: str) -> Order | None:
    return _first(conn, _BY_KEY, whose=buyer_id, which=key)


def load_by_keys(conn: Connection, buyer_id: int, keys: Sequence[str]) -> list[Order]:
    """Give a buyer's orders of some keys, oldest first."""
    return _many(conn, _BY_KEYS, whose=buyer_id, which=list(keys))


def load_by_number(conn: Connection, number: str) -> Order | None:
    return _first(conn, _BY_NUMBER, said=number)


def save(conn: Connection, before: Order, after: Order) -> None:
    """Write a moved order. Stale when it moved meanwhile."""
    known = {"key_id": before.id, "known": before.version}
    if conn.execute(_SAVE, _row_of(after) | known).scalar() is None:
        raise Stale(f"order {before.id} version {before.version}")


def note(conn: Connection, happened: Happening) -> None:
    """Add a line to an order's history."""
    conn.execute(_NOTE, {name: getattr(happened, name) for name in _EVENT_FIELDS})


_EVENT_FIELDS = tuple(each.name for each in fields(Happening))


def load_history(conn: Connection, order_id: int) -> list[Happening]:
    """Give all that happened to an order, oldest first."""
    found = conn.execute(_EVENTS, {"key_id": order_id}).mappings()
    return [Happening(**row) for row in found]


def load_histories(conn: Connection, person_id: int) -> dict[int, list[Happening]]:
    """Give all that happened to each of somebody's orders, oldest first, by the order's id."""
    found: dict[int, list[Happening]] = {}
    for row in conn.execute(_EVENTS_OF, {"me": person_id}).mappings():
        found.setdefault(row["order_id"], []).append(Happening(**row))
    return found


def load_mine(
    conn: Connection, person_id: int, *, is_open: bool, skip: int = 0, most: int = 6
) -> list[Order]:
    """Give somebody's orders of either side, the last moved first."""
    statement = _OPEN_ONES if is_open else _DONE_ONES
    return _many(conn, statement, me=person_id, skip=skip, most=most)


def count_placed(conn: Connection, buyer_id: int, since: datetime, most: int) -> int:
    """Count the orders somebody placed since a moment, up to so many."""
    keys = {"me": buyer_id, "since": since, "most": most}
    return int(conn.execute(_COUNT_LATELY, keys).scalar_one())


def load_disputed(conn: Connection, *, skip: int = 0, most: int = 6) -> list[Order]:
    """Give the orders that wait for an admin."""
    return _many(conn, _DISPUTED, skip=skip, most=most)


def load_owing(conn: Connection, seller_id: int, *, skip: int = 0, most: int = 6) -> list[Order]:
    """Give a farmer's orders that buyers say are paid, then those still to be paid, oldest first."""
    return _many(conn, _OWING, me=seller_id, skip=skip, most=most)


def load_admins(conn: Connection) -> list[Person]:
    """Give those who settle disputes."""
    return [read_person(row) for row in conn.execute(_ADMINS).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    """Take somebody's name, account and whereabouts out of the receipts the other side keeps."""
    conn.execute(_FORGET_BUYER, {"me": person_id})
    conn.execute(_FORGET_HOME, {"me": person_id})
    conn.execute(_FORGET_SELLER, {"me": person_id})


def _first(conn: Connection, statement: Select[Any], **keys: Any) -> Order | None:
    row = conn.execute(statement, keys).mappings().first()
    return None if row is None else read_order(row)


def _many(conn: Connection, statement: Select[Any], **keys: Any) -> list[Order]:
    return [read_order(row) for row in conn.execute(statement, keys).mappings()]


def read_order(row: Any) -> Order:
    """Build an order from a row of this table."""
    return Order(**{name: row[name] for name in _FIELDS})


def _row_of(some: Order) -> dict[str, Any]:
    return {name: getattr(some, name) for name in _FIELDS if name != "id"}
