"""What people have put into their baskets, read together with the listings it is of."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    UniqueConstraint,
    bindparam,
    delete,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.ordering.offer import Offer
from bot.selling.store import listing, read_listing
from bot.shopping.rules import Item
from bot.store.persons import person
from bot.store.schema import Id, Instant, table

basket_item = table(
    "basket_item",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("listing_id", Id, ForeignKey("listing.id"), nullable=False),
    Column("milli", BigInteger, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
    UniqueConstraint("person_id", "listing_id"),
    CheckConstraint("milli > 0 AND price_minor > 0", name="amounts"),
)
Index("ix_basket_item_listing_id", basket_item.c.listing_id)

_ITEM = (
    basket_item.c.id.label("item_id"),
    basket_item.c.milli.label("item_milli"),
    basket_item.c.price_minor.label("item_price"),
    basket_item.c.added_at.label("item_added_at"),
)
_MINE = (
    select(*_ITEM, listing, person.c.called, person.c.zone)
    .join(listing, listing.c.id == basket_item.c.listing_id)
    .join(person, person.c.id == listing.c.seller_id)
    .where(basket_item.c.person_id == bindparam("whose"))
    .order_by(basket_item.c.id)
)
_PUT = insert(basket_item)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["person_id", "listing_id"],
    set_={
        "milli": _PUT.excluded.milli,
        "price_minor": _PUT.excluded.price_minor,
        "added_at": _PUT.excluded.added_at,
    },
)
_OF_MINE = basket_item.c.person_id == bindparam("whose")
_TAKE_OUT = (
    delete(basket_item)
    .where(_OF_MINE, basket_item.c.listing_id == bindparam("which"))
    .returning(basket_item.c.milli)
)
_DROP = delete(basket_item).where(_OF_MINE, basket_item.c.id.in_(bindparam("ids", expanding=True)))
_EMPTY = delete(basket_item).where(_OF_MINE)
_HELD = select(basket_item).where(_OF_MINE).order_by(basket_item.c.id)

Found = tuple[Item, Offer, str | None]


def load_lines(conn: Connection, person_id: int) -> Iterator[Found]:
    """Give what somebody has put in, with each offer as it is now and its farmer's zone."""
    for row in conn.execute(_MINE, {"whose": person_id}).mappings():
        item = Item(
            row["item_id"], row["id"], row["item_milli"], row["item_price"], row["item_added_at"]
        )
        yield item, Offer(read_listing(row), row["called"] or ""), row["zone"]


def put(conn: Connection, person_id: int, offer: Offer, milli: int, now: datetime) -> None:
    """Have so much of an offer in somebody's basket, at its price now."""
    row = {"person_id": person_id, "listing_id": offer.listing.id, "milli": milli}
    conn.execute(_PUT, row | {"price_minor": offer.listing.price_minor, "added_at": now})


def take_out(conn: Connection, person_id: int, listing_id: int) -> int | None:
    """Take a listing out of a basket; gives how much of it was there."""
    return conn.execute(_TAKE_OUT, {"whose": person_id, "which": listing_id}).scalar()


def drop(conn: Connection, person_id: int, ids: Iterable[int]) -> None:
    """Take lines out by their own ids."""
    conn.execute(_DROP, {"whose": person_id, "ids": list(ids)})


def empty(conn: Connection, person_id: int) -> None:
    conn.execute(_EMPTY, {"whose": person_id})


def load_held(conn: Connection, person_id: int) -> list[dict[str, object]]:
    """Give the rows as they are kept, for whoever asks what is held of them."""
    return [dict(row) for row in conn.execute(_HELD, {"whose": person_id}).mappings()]
