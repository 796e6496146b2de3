"""Ads, what farmers say to them, and which orders came of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Select,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.ordering.order import Order
from bot.ordering.store import orders
from bot.store.faults import Stale
from bot.store.persons import person
from bot.store.schema import Id, Instant, table
from bot.wanting.shares import RULES
from bot.wanting.want import BEARERS, BID_STATES, OPEN, STATES, Bid, Want


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({','.join(map(repr, values))})", name=column)


want = table(
    "want",
    Column("id", Id, primary_key=True),
    Column("buyer_id", Id, ForeignKey("person.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_grams", BigInteger),
    Column("milli", BigInteger, nullable=False),
    Column("price_minor", BigInteger),
    Column("currency", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("place_id", Text),
    Column("lat_e6", Integer, nullable=False),
    Column("lon_e6", Integer, nullable=False),
    Column("cell3", BigInteger, nullable=False),
    Column("radius_km", Integer, nullable=False),
    Column("pooled", Boolean, nullable=False),
    Column("minimum", BigInteger, nullable=False),
    Column("rule", Text, nullable=False),
    Column("transport_minor", BigInteger),
    Column("transport_by", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("waves", Integer, nullable=False),
    Column("deadline_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("settled_at", Instant),
    Column("version", Integer, nullable=False),
    CheckConstraint("milli > 0 AND minimum >= 0 AND minimum <= milli", name="amounts"),
    _one_of("state", STATES),
    _one_of("rule", RULES),
    _one_of("transport_by", BEARERS),
)
# Written out, since a partial index serves only statements that name its condition.
_IS_OPEN = want.c.state == literal_column(f"'{OPEN}'")
Index("ix_want_buyer", want.c.buyer_id, want.c.id)
Index(
    "ix_want_open",
    want.c.crop_id,
    want.c.cell3,
    want.c.id,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)

want_bid = table(
    "want_bid",
    Column("id", Id, primary_key=True),
    Column("want_id", Id, ForeignKey("want.id"), nullable=False),
    Column("farmer_id", Id, ForeignKey("person.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("milli", BigInteger),
    Column("price_minor", BigInteger),
    Column("day", Text),
    Column("km", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("offered_at", Instant),
    Column("version", Integer, nullable=False),
    UniqueConstraint("want_id", "farmer_id"),
    _one_of("state", BID_STATES),
)
Index("ix_want_bid_farmer", want_bid.c.farmer_id, want_bid.c.asked_at)

# Which orders came of an ad; `added` is the stock brought to the market for the order alone.
want_order = table(
    "want_order",
    Column("order_id", Id, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("want_id", Id, ForeignKey("want.id"), nullable=False, index=True),
    Column("added", BigInteger, nullable=False),
    CheckConstraint("added >= 0", name="added"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """An order that came of an ad, and how much of its stock was listed for it alone."""

    order: Order
    added: int


_WANT = tuple(each.name for each in fields(Want))
_BID = tuple(each.name for each in fields(Bid) if each.name != "called")
_ORDER = tuple(each.name for each in fields(Order))
_NEW = insert(want).returning(want.c.id)
_BY_ID = select(want).where(want.c.id == bindparam("key"))
_SAVE = (
    update(want)
    .where(want.c.id == bindparam("key"), want.c.version == bindparam("known"))
    .returning(want.c.id)
)
_MINE = (
    select(want)
    .where(want.c.buyer_id == bindparam("who"))
    .order_by(want.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_OPEN_OF = (
    select(func.count())
    .select_from(want)
    .where(want.c.buyer_id == bindparam("who"), want.c.state == OPEN)
)
_ASKED_OF = (
    select(want)
    .join(want_bid, want_bid.c.want_id == want.c.id)
    .where(want_bid.c.farmer_id == bindparam("who"))
    .order_by(want_bid.c.asked_at.desc(), want_bid.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_OPEN_NEAR = (
    select(want)
    .where(
        _IS_OPEN,
        want.c.crop_id == bindparam("crop"),
        want.c.cell3.in_(bindparam("cells", expanding=True)),
        want.c.deadline_at > bindparam("now", type_=Instant),
        want.c.buyer_id != bindparam("who"),
    )
    .order_by(want.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_ASK = insert(want_bid).on_conflict_do_nothing()
_BIDS = (
    select(want_bid, person.c.called)
    .join(person, person.c.id == want_bid.c.farmer_id)
    .where(want_bid.c.want_id == bindparam("which"))
    .order_by(want_bid.c.id)
)
_BID_OF = _BIDS.where(want_bid.c.farmer_id == bindparam("who"))
_BIDS_OF = (
    select(want_bid).where(want_bid.c.farmer_id == bindparam("who")).order_by(want_bid.c.asked_at)
)
_BID_BY_ID = (
    select(want_bid, person.c.called)
    .join(person, person.c.id == want_bid.c.farmer_id)
    .where(want_bid.c.id == bindparam("key"))
)
_SAVE_BID = (
    update(want_bid)
    .where(want_bid.c.id == bindparam("key"), want_bid.c.version == bindparam("known"))
    .returning(want_bid.c.id)
)
_LINK = insert(want_order)
_PARTS = (
    select(orders, want_order.c.added)
    .join(want_order, want_order.c.order_id == orders.c.id)
    .where(want_order.c.want_id == bindparam("which"))
    .order_by(orders.c.id)
)
_ADDED = select(want_order.c.added).where(want_order.c.order_id == bindparam("which"))
_USE_ADDED = (
    update(want_order)
    .where(and_(want_order.c.order_id == bindparam("which")))
    .values(added=bindparam("rest", type_=BigInteger))
)


def insert_want(conn: Connection, new: Want) -> Want:
    return replace(new, id=conn.execute(_NEW, _row_of(new)).scalar_one())


def load(conn: Connection, id: int) -> Want | None:  # noqa: A002  it is the id
    return next(iter(_wants(conn, _BY_ID, key=id)), None)


def save(conn: Connection, changed: Want) -> Want:
    """Write an ad. Stale when somebody else changed it meanwhile: the turn is then run again."""
    after = replace(changed, version=changed.version + 1)
    known = {"key": changed.id, "known": changed.version}
    if conn.execute(_SAVE, _row_of(after) | known).scalar() is None:
        raise Stale(f"want {changed.id} version {changed.version}")
    return after


def load_mine(conn: Connection, buyer_id: int, *, skip: int = 0, most: int = 6) -> list[Want]:
    """Give somebody's own ads, newest first."""
    return _wants(conn, _MINE, who=buyer_id, skip=skip, most=most)


def count_open(conn: Connection, buyer_id: int) -> int:
    return int(conn.execute(_OPEN_OF, {"who": buyer_id}).scalar_one())


def load_asked(conn: Connection, farmer_id: int, *, skip: int = 0, most: int = 6) -> list[Want]:
    """Give the ads a farmer was asked about, the last first."""
    return _wants(conn, _ASKED_OF, who=farmer_id, skip=skip, most=most)


def load_open_near(
    conn: Connection, crop: str, cells: Sequence[int], who: int, now: datetime, most: int
) -> list[Want]:
    """Give other people's open ads for a crop, newest first, by the cells they are in."""
    return _wants(conn, _OPEN_NEAR, crop=crop, cells=cells, who=who, now=now, most=most)


def ask(conn: Connection, asked: Sequence[Bid]) -> None:
    """Write down who is asked; whoever was asked before is not asked anew."""
    if asked:
        conn.execute(_ASK, [_bid_row(bid) for bid in asked])


def load_bids(conn: Connection, want_id: int) -> list[Bid]:
    """Give all who were asked about an ad, with their names."""
    return _bids(conn, _BIDS, which=want_id)


def load_bid(conn: Connection, want_id: int, farmer_id: int) -> Bid | None:
    return next(iter(_bids(conn, _BID_OF, which=want_id, who=farmer_id)), None)


def load_bid_by_id(conn: Connection, id: int) -> Bid | None:  # noqa: A002  it is the id
    return next(iter(_bids(conn, _BID_BY_ID, key=id)), None)


def save_bid(conn: Connection, changed: Bid) -> Bid:
    """Write what a farmer says. Stale when it changed meanwhile."""
    after = replace(changed, version=changed.version + 1)
    known = {"key": changed.id, "known": changed.version}
    if conn.execute(_SAVE_BID, _bid_row(after) | known).scalar() is None:
        raise Stale(f"bid {changed.id} version {changed.version}")
    return after


def link(conn: Connection, order_id: int, want_id: int, added: int) -> None:
    """Note that an order came of an ad, and how much stock was listed for it alone."""
    conn.execute(_LINK, {"order_id": order_id, "want_id": want_id, "added": added})


def load_parts(conn: Connection, want_id: int) -> list[Part]:
    """Give every order that came of an ad, the first placed first."""
    found = conn.execute(_PARTS, {"which": want_id}).mappings()
    return [Part(Order(**{name: row[name] for name in _ORDER}), row["added"]) for row in found]


def load_added(conn: Connection, order_id: int) -> int:
    """Give how much of an order's stock was listed for it alone and is still there."""
    return conn.execute(_ADDED, {"which": order_id}).scalar() or 0


def use_added(conn: Connection, order_id: int, rest: int) -> None:
    """Note how much of the stock listed for an order alone is left."""
    conn.execute(_USE_ADDED, {"which": order_id, "rest": rest})


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give all ads of a person and all they were asked."""
    bids = conn.execute(_BIDS_OF, {"who": person_id}).mappings()
    wants = load_mine(conn, person_id, most=10_000)
    return {
        "wanted": [_row_of(each) for each in wants],
        "asked": [{name: row[name] for name in _BID} for row in bids],
    }


def read_want(row: Any) -> Want:
    """Build an ad from a row of its table."""
    return Want(**{name: row[name] for name in _WANT})


def _wants(conn: Connection, statement: Select[Any], **keys: Any) -> list[Want]:
    return [read_want(row) for row in conn.execute(statement, keys).mappings()]


def _bids(conn: Connection, statement: Select[Any], **keys: Any) -> list[Bid]:
    found = conn.execute(statement, keys).mappings()
    return [Bid(**{name: row[name] for name in _BID}, called=row["called"] or "") for row in found]


def _row_of(some: Want) -> dict[str, Any]:
    return {name: getattr(some, name) for name in _WANT if name != "id"}


def _bid_row(some: Bid) -> dict[str, Any]:
    return {name: getattr(some, name) for name in _BID if name != "id"}


TABLES = (want, want_bid, want_order)
