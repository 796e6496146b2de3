"""Sums of a month by area and crop, kept as orders complete: read by a key, never added up anew."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

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
    case,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.earnings.rules import ALL_CROPS, Earned, Sums
from bot.earnings.store import naming
from bot.store.persons import person
from bot.store.schema import Id, table

_KEY = ("area", "month", "currency", "crop_id")

# What one farmer sold: it tells how many farmers there are, and what the one with most earned.
share = table(
    "board_share",
    *(Column(name, Text, primary_key=True) for name in _KEY),
    Column("seller_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("orders", Integer, nullable=False),
    Column("grams", BigInteger, nullable=False),
    Column("minor", BigInteger, nullable=False),
    CheckConstraint("orders >= 0 AND grams >= 0 AND minor >= 0", name="amounts"),
)
Index("ix_board_share_minor", *(share.c[name] for name in _KEY), share.c.minor)
Index("ix_board_share_seller_id", share.c.seller_id)

board = table(
    "board_sum",
    *(Column(name, Text, primary_key=True) for name in _KEY),
    Column("sellers", Integer, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("grams", BigInteger, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("greatest", BigInteger, nullable=False),
)

TABLES = (share, board)

_SUMS = tuple(board.c[each.name] for each in fields(Sums))
_AMOUNTS = ("orders", "grams", "minor")


def _this(some: Any, *, but: str = "") -> tuple[Any, ...]:
    """Name one row of a table by its key."""
    return tuple(some.c[name] == bindparam(f"{name}_") for name in _KEY if name != but)


_SHARED = tuple(share.c[name] == board.c[name] for name in _KEY)
_WHOSE = share.c.seller_id == bindparam("whose", type_=Id)


def _more(some: Any, *names: str) -> dict[str, Any]:
    return {name: some.c[name] + bindparam(f"{name}_more") for name in names}


_OPEN = insert(share).on_conflict_do_nothing()
_SHARE = update(share).where(*_this(share), _WHOSE).values(_more(share, *_AMOUNTS))
_BEGIN = insert(board).on_conflict_do_nothing()
# A farmer's first sale makes one more of them, the last taken back one less.
_IS_EDGE = select(share.c.orders).where(*_SHARED, _WHOSE).scalar_subquery() == bindparam("edge")
_SELLERS = case((_IS_EDGE, bindparam("orders_more")), else_=0)
_OWN = select(share.c.minor).where(*_SHARED, _WHOSE).scalar_subquery()
_ADD = (
    update(board)
    .where(*_this(board))
    .values(
        _more(board, *_AMOUNTS)
        | {
            "sellers": board.c.sellers + _SELLERS,
            "greatest": case((board.c.greatest < _OWN, _OWN), else_=board.c.greatest),
        }
    )
)
# A statement of its own, once the row is locked: what waited for the lock sees the others as they
# were before it waited.
_GREATEST = select(func.max(share.c.minor)).where(*_SHARED).scalar_subquery()
_LOWER = update(board).where(*_this(board)).values(greatest=func.coalesce(_GREATEST, 0))
_OF = select(*_SUMS).where(
    board.c.area.in_(bindparam("areas", expanding=True)),
    board.c.month.in_(bindparam("months", expanding=True)),
    board.c.currency == bindparam("money"),
    board.c.crop_id == ALL_CROPS,
)
_CROPS = (
    select(*_SUMS)
    .where(*_this(board, but="crop_id"), board.c.crop_id != ALL_CROPS)
    .order_by(board.c.grams.desc(), board.c.minor.desc(), board.c.crop_id)
    .limit(bindparam("most", type_=Integer))
)
_NAMES = (
    select(person.c.called)
    .join_from(share, naming, naming.c.person_id == share.c.seller_id)
    .join(person, person.c.id == share.c.seller_id)
    .where(
        *_this(share, but="crop_id"),
        share.c.crop_id == ALL_CROPS,
        share.c.orders > 0,
        naming.c.named,
        person.c.called.is_not(None),
    )
    .order_by(share.c.seller_id)
    .limit(bindparam("most", type_=Integer))
)
_SELLS = select(share.c.orders).where(
    *_this(share, but="crop_id"),
    share.c.crop_id == ALL_CROPS,
    share.c.seller_id == bindparam("whose", type_=Id),
)
_EXPORT = select(share).where(share.c.seller_id == bindparam("whose", type_=Id))


def count(conn: Connection, some: Earned, sign: int) -> None:
    """Count a sale in every sum it belongs to: 1 adds it, -1 takes it away again.

    Rows are touched in one order, so that two sales never wait for each other in a circle.
    """
    crops = (ALL_CROPS, some.crop_id)
    keys = [
        {"area": area, "month": some.month, "currency": some.currency, "crop_id": crop}
        for area in sorted(some.areas)
        for crop in crops
    ]
    if not keys:
        return
    nothing = {**dict.fromkeys(_AMOUNTS, 0), "sellers": 0, "greatest": 0}
    conn.execute(_BEGIN, [key | nothing for key in keys])
    none = dict.fromkeys(_AMOUNTS, 0) | {"seller_id": some.seller_id}
    conn.execute(_OPEN, [key | none for key in keys])
    amounts = {
        "orders_more": sign,
        "grams_more": sign * (some.grams or 0),
        "minor_more": sign * some.minor,
        "whose": some.seller_id,
    }
    rows = [{f"{name}_": value for name, value in key.items()} | amounts for key in keys]
    conn.execute(_SHARE, rows)
    conn.execute(_ADD, [row | {"edge": 1 if sign > 0 else 0} for row in rows])
    if sign < 0:
        conn.execute(_LOWER, rows)


def load(
    conn: Connection, areas: Sequence[str], months: Sequence[str], currency: str
) -> dict[tuple[str, str], Sums]:
    """Give the sums of all crops together, by area and month; nothing sold is left out."""
    keys = {"areas": list(areas), "months": list(months), "money": currency}
    found = (Sums(**row) for row in conn.execute(_OF, keys).mappings())
    return {(each.area, each.month): each for each in found if each.orders}


def load_crops(conn: Connection, of: Sums, most: int) -> list[Sums]:
    """Give the crops that were sold most, by weight."""
    return [Sums(**row) for row in conn.execute(_CROPS, _key(of) | {"most": most}).mappings()]


def load_names(conn: Connection, of: Sums, most: int) -> list[str]:
    """Give the names of those who sold and may be named."""
    return list(conn.execute(_NAMES, _key(of) | {"most": most}).scalars())


def sells(conn: Connection, of: Sums, person_id: int) -> bool:
    """Whether somebody is one of those who sold."""
    return bool(conn.execute(_SELLS, _key(of) | {"whose": person_id}).scalar())


def _key(of: Sums) -> dict[str, Any]:
    return {"area_": of.area, "month_": of.month, "currency_": of.currency}


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give what somebody's sales count for on the boards."""
    return [dict(row) for row in conn.execute(_EXPORT, {"whose": person_id}).mappings()]
