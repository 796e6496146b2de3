"""Standing orders as they are kept, and what their farmer sells of the crop now."""

from dataclasses import replace
from datetime import date, datetime
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
    delete,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from bot.ordering.offer import Offer
from bot.ordering.order import Order
from bot.selling.store import IS_OPEN, listing, read_listing
from bot.shopping.repeats import LIVE, ON, STATES, Repeat
from bot.store.faults import Stale
from bot.store.persons import person
from bot.store.schema import Id, Instant, Json, table

standing_order = table(
    "standing_order",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("seller_id", Id, ForeignKey("person.id"), nullable=False),
    Column("listing_id", Id, ForeignKey("listing.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("milli", BigInteger, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("days", Json, nullable=False),
    Column("every", Integer, nullable=False),
    Column("first_on", Text, nullable=False),
    Column("next_on", Text, nullable=False),
    Column("until", Text),
    Column("asked_on", Text),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("milli > 0 AND price_minor > 0 AND every > 0", name="amounts"),
    CheckConstraint(f"state IN ({','.join(map(repr, STATES))})", name="state"),
)
Index("ix_standing_order_person_id", standing_order.c.person_id)
IS_ASKED = standing_order.c.asked_on.is_not(None)
Index("ix_standing_order_seller_id", standing_order.c.seller_id)
Index(
    "ix_standing_order_asked",
    standing_order.c.seller_id,
    sqlite_where=IS_ASKED,
    postgresql_where=IS_ASKED,
)
Index("ix_standing_order_listing_id", standing_order.c.listing_id)

_DATES = ("first_on", "next_on", "until", "asked_on")
_NEW = insert(standing_order).returning(standing_order.c.id)
_SAVE = (
    update(standing_order)
    .where(standing_order.c.id == bindparam("key"), standing_order.c.version == bindparam("known"))
    .returning(standing_order.c.id)
)
_BY_ID = select(standing_order).where(standing_order.c.id == bindparam("key"))
_OF_MINE = standing_order.c.person_id == bindparam("whose")
_MINE = (
    select(standing_order, person.c.called)
    .join(person, person.c.id == standing_order.c.seller_id)
    .where(
        _OF_MINE, or_(*(standing_order.c.state == literal_column(f"'{state}'") for state in LIVE))
    )
    .order_by(standing_order.c.id)
)
_WAITING = select(standing_order).where(
    standing_order.c.seller_id == bindparam("seller"),
    IS_ASKED,
    standing_order.c.state == literal_column(f"'{ON}'"),
)
_HELD = select(standing_order).where(_OF_MINE).order_by(standing_order.c.id)
_ERASE = delete(standing_order).where(_OF_MINE)
# The very listing first, else the cheapest of the same farmer, crop and unit.
_NOW = (
    select(listing, person.c.called)
    .join(person, person.c.id == listing.c.seller_id)
    .where(
        IS_OPEN,
        listing.c.seller_id == bindparam("seller"),
        listing.c.crop_id == bindparam("crop"),
        listing.c.unit == bindparam("unit"),
        listing.c.currency == bindparam("currency"),
        listing.c.expires_at > bindparam("now", type_=Instant),
        listing.c.on_hand > listing.c.held,
    )
    .order_by(
        (listing.c.id == bindparam("same", type_=Id)).desc(),
        listing.c.price_minor,
        listing.c.id.desc(),
    )
    .limit(1)
)


def load(conn: Connection, id: int) -> Repeat | None:  # noqa: A002  it is the id
    row = conn.execute(_BY_ID, {"key": id}).mappings().first()
    return None if row is None else _read(row)


def load_mine(conn: Connection, person_id: int) -> list[tuple[Repeat, str]]:
    """Give somebody's standing orders that are not over, each with its farmer's name."""
    found = conn.execute(_MINE, {"whose": person_id}).mappings()
    return [(_read(row), row["called"] or "") for row in found]


def load_offer(conn: Connection, past: Repeat | Order, now: datetime) -> Offer | None:
    """Find what a farmer sells of a crop now, the same listing if that is still there."""
    keys = {
        "seller": past.seller_id,
        "crop": past.crop_id,
        "unit": past.unit,
        "currency": past.currency,
        "same": past.listing_id,
        "now": now,
    }
    row = conn.execute(_NOW, keys).mappings().first()
    return None if row is None else Offer(read_listing(row), row["called"] or "")


def load_waiting(conn: Connection, seller_id: int) -> list[Repeat]:
    """Give the standing orders with a farmer whose buyers were asked and have not answered."""
    return [_read(row) for row in conn.execute(_WAITING, {"seller": seller_id}).mappings()]


def insert_repeat(conn: Connection, new: Repeat) -> Repeat:
    return replace(new, id=conn.execute(_NEW, _row_of(new)).scalar_one())


def save(conn: Connection, changed: Repeat) -> Repeat:
    """Write a changed standing order. Stale when it changed meanwhile."""
    after = replace(changed, version=changed.version + 1)
    known = {"key": changed.id, "known": changed.version}
    if conn.execute(_SAVE, _row_of(after) | known).scalar() is None:
        raise Stale(f"standing order {changed.id} version {changed.version}")
    return after


def load_held(conn: Connection, person_id: int) -> list[dict[str, object]]:
    """Give the rows as they are kept, for whoever asks what is held of them."""
    return [dict(row) for row in conn.execute(_HELD, {"whose": person_id}).mappings()]


def erase(conn: Connection, person_id: int) -> None:
    conn.execute(_ERASE, {"whose": person_id})


def _row_of(some: Repeat) -> dict[str, Any]:
    row = {name: getattr(some, name) for name in Repeat.__dataclass_fields__ if name != "id"}
    return row | {name: row[name].isoformat() if row[name] else None for name in _DATES}


def _read(row: Any) -> Repeat:
    values = {name: row[name] for name in Repeat.__dataclass_fields__}
    dates = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DATES}
    return Repeat(**values | dates | {"days": tuple(row["days"])})
