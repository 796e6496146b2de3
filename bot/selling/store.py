"""Listings: what farmers offer, one row each, and what is on offer near somebody."""

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
    Text,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.selling.offers import EXPIRED, LABELS, OPEN, STATES, WITHDRAWN, Listing
from bot.store.faults import Stale
from bot.store.schema import Id, Instant, Json, table

listing = table(
    "listing",
    Column("id", Id, primary_key=True),
    Column("seller_id", Id, ForeignKey("person.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_grams", BigInteger),
    Column("said", Text, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("on_hand", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("ready_from", Text, nullable=False),
    Column("photo", Text),
    Column("voice", Text),
    Column("country", Text, nullable=False),
    Column("region", Text),
    Column("place_id", Text),
    Column("lat_e6", Integer),
    Column("lon_e6", Integer),
    # What a listing is found by, worked out from the columns above whenever it is written.
    Column("cell3", BigInteger),
    Column("cell4", BigInteger),
    Column("rate_key", BigInteger, nullable=False, server_default="0"),
    Column("label", Text),
    Column("least", BigInteger),
    Column("step", BigInteger),
    Column("more_photos", Json),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("held >= 0 AND on_hand >= held", name="stock"),
    CheckConstraint("price_minor > 0", name="price"),
    CheckConstraint(f"label IN ({','.join(map(repr, LABELS))})", name="label"),
    CheckConstraint("least > 0", name="least"),
    CheckConstraint("step > 0", name="step"),
    CheckConstraint(f"state IN ({','.join(map(repr, STATES))})", name="state"),
)
# Written out, since a partial index serves only statements that name its condition.
IS_OPEN = listing.c.state == literal_column(f"'{OPEN}'")


def _index_open(name: str, *columns: str, beside: tuple[str, ...] = ()) -> None:
    """Find open listings by some columns, in the order of the last, however many there are.

    What is `beside` is read from the index too, so that what lies outside is passed over in it.
    """
    Index(
        f"ix_listing_{name}",
        *(listing.c[column] for column in (*columns, "id", *beside)),
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


_POINT = ("lat_e6", "lon_e6")
Index("ix_listing_seller", listing.c.seller_id, listing.c.id)
_index_open("crop_region", "country", "crop_id", "region", "touched_at")
# The cheapest of a crop and the freshest: in a small cell of the map, in a large one, in a country.
# The crop comes first or last: SQLite would skip through the columns before it.
_index_open("cheap4", "crop_id", "cell4", "rate_key", beside=_POINT)
_index_open("cheap3", "crop_id", "cell3", "rate_key", beside=_POINT)
_index_open("cheap", "crop_id", "country", "rate_key")
_index_open("crop", "country", "crop_id", "touched_at")
_index_open("fresh4", "cell4", "touched_at", beside=("crop_id", *_POINT))
_index_open("fresh3", "cell3", "touched_at", beside=("crop_id", *_POINT))
_index_open("fresh", "country", "touched_at")
_index_open("over", "expires_at")


_FIELDS = tuple(each.name for each in fields(Listing))
_FOUND_BY = ("cell3", "cell4", "rate_key")
_BY_ID = select(listing).where(listing.c.id == bindparam("key"))
_EVERY = select(listing).where(listing.c.seller_id == bindparam("seller")).order_by(listing.c.id)
_MINE = (
    select(listing)
    .where(listing.c.seller_id == bindparam("seller"), listing.c.state != WITHDRAWN)
    .order_by(listing.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_LATELY = (
    select(literal(1))
    .where(listing.c.seller_id == bindparam("seller"), listing.c.created_at >= bindparam("since"))
    .order_by(listing.c.id.desc())
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
_COUNT_LATELY = select(func.count()).select_from(_LATELY)
_NEW = insert(listing).returning(listing.c.id)
_SAVE = (
    update(listing)
    .where(listing.c.id == bindparam("key"), listing.c.version == bindparam("known"))
    .returning(listing.c.id)
)
_LONG_OVER = (
    select(listing.c.id)
    .where(IS_OPEN, listing.c.expires_at < bindparam("before", type_=Instant))
    .order_by(listing.c.expires_at, listing.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_SWEEP = (
    update(listing)
    .where(listing.c.id.in_(_LONG_OVER))
    .values(state=EXPIRED, version=listing.c.version + 1)
)
# Stock belongs to the stock ledger alone; a changed listing never writes it.
_UNTOUCHED = frozenset(("id", "on_hand", "held", "seller_id", "created_at"))


def load(conn: Connection, id: int) -> Listing | None:  # noqa: A002  it is the id
    row = conn.execute(_BY_ID, {"key": id}).mappings().first()
    return None if row is None else read_listing(row)


def count_listed(conn: Connection, seller_id: int, since: datetime, most: int) -> int:
    """Count what somebody put up since a moment, up to so many."""
    keys = {"seller": seller_id, "since": since, "most": most}
    return int(conn.execute(_COUNT_LATELY, keys).scalar_one())


def load_mine(conn: Connection, seller_id: int, *, skip: int = 0, most: int = 6) -> list[Listing]:
    """Give a seller's listings, newest first, those withdrawn left out."""
    found = conn.execute(_MINE, {"seller": seller_id, "skip": skip, "most": most}).mappings()
    return [read_listing(row) for row in found]


def load_every(conn: Connection, seller_id: int) -> list[Listing]:
    """Give all a seller ever listed, those withdrawn too."""
    return [read_listing(row) for row in conn.execute(_EVERY, {"seller": seller_id}).mappings()]


def insert_listing(conn: Connection, new: Listing, *, on_hand: int = 0) -> Listing:
    """Write a new listing, by itself without stock: `stock.publish` and `stock.restock` bring it."""
    row = _row_of(new) | {"on_hand": on_hand, "held": 0}
    return replace(new, id=conn.execute(_NEW, row).scalar_one(), on_hand=on_hand, held=0)


def save(conn: Connection, changed: Listing) -> Listing:
    """Write everything but stock. Stale when it was changed meanwhile."""
    after = replace(changed, version=changed.version + 1)
    row = {name: value for name, value in _row_of(after).items() if name not in _UNTOUCHED}
    known = {"key": changed.id, "known": changed.version}
    if conn.execute(_SAVE, row | known).scalar() is None:
        raise Stale(f"listing {changed.id} version {changed.version}")
    return after


def sweep(conn: Connection, before: datetime, most: int = 20) -> None:
    """End a few offers that were over before a moment and still stand open.

    Their farmers' own reminders end them in time; what escaped those must not be walked past by
    every search.
    """
    conn.execute(_SWEEP, {"before": before, "most": most})


def read_listing(row: Any) -> Listing:
    """Build a listing from a row of this table."""
    values = {name: row[name] for name in _FIELDS}
    return Listing(**values | {"more_photos": tuple(values["more_photos"] or ())})


def _row_of(some: Listing) -> dict[str, Any]:
    row = {name: getattr(some, name) for name in (*_FIELDS, *_FOUND_BY) if name != "id"}
    return row | {"more_photos": some.more_photos or None}
