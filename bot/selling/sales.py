"""Completed sales, one row each: what crops were really sold at, read newest first by indexes."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    Text,
    bindparam,
    delete,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert

from bot.selling.board import AREAS, MOST, Sale, Sold
from bot.store.schema import Id, Instant, table

_MOST_CROPS = 200  # newest sales looked at for which crops are sold

# The order's id names a row of a feature above this one, which deletes none.
sale = table(
    "sale",
    Column("order_id", Id, primary_key=True, autoincrement=False),
    Column("crop_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_grams", BigInteger),
    Column("milli", BigInteger, nullable=False),
    Column("price", BigInteger, nullable=False),
    Column("rate", BigInteger),
    Column("currency", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text),
    Column("place_id", Text),
    Column("seller_id", Id, ForeignKey("person.id"), nullable=False),
    Column("buyer_id", Id, ForeignKey("person.id"), nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("milli > 0 AND price > 0", name="amounts"),
)
for _area in AREAS:
    Index(f"ix_sale_crop_{_area}", sale.c.crop_id, sale.c[_area], sale.c.at)
Index("ix_sale_region", sale.c.region, sale.c.at)
Index("ix_sale_seller_id", sale.c.seller_id, sale.c.at)
Index("ix_sale_buyer_id", sale.c.buyer_id, sale.c.at)

_FIELDS = tuple(each.name for each in fields(Sale))
_SOLD = tuple(sale.c[each.name] for each in fields(Sold))
_KEEP = insert(sale)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["order_id"],
    set_={name: _KEEP.excluded[name] for name in ("milli", "price", "rate")},
)
_DROP = delete(sale).where(sale.c.order_id == bindparam("key"))
_ME = bindparam("me", type_=Id)


def latest(area: str, place: Any, *columns: Any) -> Select[Any]:
    """Read the newest sales of a crop in one area, for `crop` and `since`."""
    return (
        select(*(columns or _SOLD))
        .where(sale.c.crop_id == bindparam("crop"), sale.c[area] == place)
        .where(sale.c.at >= _moment("since"))
        .order_by(sale.c.at.desc())
        .limit(MOST)
    )


def _moment(name: str) -> ColumnElement[Any]:
    return bindparam(name, type_=Instant)


_IN = {area: latest(area, bindparam("place")) for area in AREAS}
_CROPS = (
    select(sale.c.crop_id)
    .where(sale.c.region == bindparam("place"), sale.c.at >= _moment("since"))
    .order_by(sale.c.at.desc())
    .limit(_MOST_CROPS)
)
_OF = (
    select(sale)
    .where(sale.c.seller_id == _ME, sale.c.at >= _moment("since"))
    .order_by(sale.c.at.desc())
    .limit(bindparam("most", type_=Integer))
)
_BOUGHT = (
    select(sale)
    .where(sale.c.buyer_id == _ME, sale.c.at >= _moment("since"))
    .order_by(sale.c.at.desc())
    .limit(bindparam("most", type_=Integer))
)


def record(conn: Connection, sold: Sale) -> None:
    """Keep a completed sale; told of again after a refund, its price changes, never its day."""
    conn.execute(_KEEP, asdict(sold))


def remove(conn: Connection, order_id: int) -> None:
    """Drop a sale that came to nothing after all."""
    conn.execute(_DROP, {"key": order_id})


def load_area(conn: Connection, crop_id: str, area: str, place: str, since: datetime) -> list[Sold]:
    """Give the newest sales of a crop in a place: a district, a region or a country."""
    keys = {"crop": crop_id, "place": place, "since": since}
    return [Sold(*row) for row in conn.execute(_IN[area], keys)]


def load_weeks(
    conn: Connection, crop_id: str, area: str, place: str, starts: Sequence[datetime]
) -> list[list[Sold]]:
    """Give the newest sales of each of some weeks, by when they start."""
    rows = conn.execute(
        _weeks(area, len(starts)),
        {"crop": crop_id, "place": place}
        | {f"since{at}": start for at, start in enumerate(starts)}
        | {f"until{at}": start + timedelta(weeks=1) for at, start in enumerate(starts)},
    )
    found: list[list[Sold]] = [[] for _ in starts]
    for week, *row in rows:
        found[week].append(Sold(*row))
    return found


@cache
def _weeks(area: str, count: int) -> CompoundSelect[Any]:
    """Read each week by itself, so that a busy one leaves room for the others."""
    return union_all(*(select(_week(area, at).subquery()) for at in range(count)))


def _week(area: str, at: int) -> Select[Any]:
    return (
        select(literal(at).label("week"), *_SOLD)
        .where(sale.c.crop_id == bindparam("crop"), sale.c[area] == bindparam("place"))
        .where(sale.c.at >= _moment(f"since{at}"), sale.c.at < _moment(f"until{at}"))
        .order_by(sale.c.at.desc())
        .limit(MOST)
    )


def load_crops(conn: Connection, region: str, since: datetime) -> tuple[str, ...]:
    """List the crops sold lately in a region, those sold most first."""
    sold = list(conn.execute(_CROPS, {"place": region, "since": since}).scalars())
    return tuple(sorted(set(sold), key=lambda crop: (-sold.count(crop), sold.index(crop))))


def load_of(
    conn: Connection, person_id: int, since: datetime, *, bought: bool = False, most: int = 10_000
) -> list[Sale]:
    """Give what somebody sold, or bought, newest first."""
    keys = {"me": person_id, "since": since, "most": most}
    statement = _BOUGHT if bought else _OF
    return [_read(row) for row in conn.execute(statement, keys).mappings()]


def _read(row: Any) -> Sale:
    return Sale(**{name: row[name] for name in _FIELDS})
