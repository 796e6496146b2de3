"""Stock: two figures a listing, each change one conditional UPDATE and one row of the ledger.

The law: on hand + handed over + spoiled + withdrawn = everything ever listed; held = what open
orders hold. What is held can neither be sold twice nor spoiled away.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Text,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from bot.selling.offers import OPEN, SOLD_OUT, Listing
from bot.selling.store import insert_listing, listing, read_listing
from bot.store.schema import Id, Instant, table

LISTED, HELD, RELEASED = "listed", "held", "released"
HANDED_OVER, SPOILED, WITHDREW = "handed_over", "spoiled", "withdrawn"

stock_entry = table(
    "stock_entry",
    Column("id", Id, primary_key=True),
    Column("listing_id", Id, ForeignKey("listing.id"), nullable=False),
    Column("order_id", Id),
    Column("kind", Text, nullable=False),
    Column("milli", BigInteger, nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("milli > 0", name="milli"),
    CheckConstraint(
        "kind IN ('listed','held','released','handed_over','spoiled','withdrawn')", name="kind"
    ),
)
Index("ix_stock_entry_listing_id", stock_entry.c.listing_id, stock_entry.c.kind)

_MILLI = bindparam("milli", type_=BigInteger)
_LESS = bindparam("less", type_=BigInteger)
_THIS = listing.c.id == bindparam("key")
_ENTER = insert(stock_entry)


def _state_after(on_hand: Any) -> Any:
    """Open and sold-out follow the stock; paused, expired and withdrawn stay as they are."""
    return case(
        (on_hand > 0, case((listing.c.state == SOLD_OUT, OPEN), else_=listing.c.state)),
        else_=case((listing.c.state == OPEN, SOLD_OUT), else_=listing.c.state),
    )


def _moved(*conditions: Any, on_hand: Any = None, held: Any = None, **more: Any) -> Any:
    stock = listing.c.on_hand if on_hand is None else on_hand
    return (
        update(listing)
        .where(_THIS, *conditions)
        .values(
            on_hand=stock,
            held=listing.c.held if held is None else held,
            state=_state_after(stock),
            version=listing.c.version + 1,
            **more,
        )
        .returning(listing)
    )


_HOLD = _moved(
    listing.c.state == OPEN,
    listing.c.expires_at > bindparam("now", type_=Instant),
    listing.c.on_hand - listing.c.held >= _MILLI,
    held=listing.c.held + _MILLI,
)
_RELEASE = _moved(listing.c.held >= _MILLI, held=listing.c.held - _MILLI)
_RESTOCK = _moved(on_hand=listing.c.on_hand + _MILLI, touched_at=bindparam("now", type_=Instant))
_HAND_OVER = _moved(
    listing.c.held >= _LESS,
    listing.c.on_hand - (listing.c.held - _LESS) >= _MILLI,
    on_hand=listing.c.on_hand - _MILLI,
    held=listing.c.held - _LESS,
)
_TAKE_FREE = _moved(
    listing.c.on_hand - listing.c.held >= _MILLI, on_hand=listing.c.on_hand - _MILLI
)


def hold(
    conn: Connection, listing_id: int, milli: int, now: datetime, *, order_id: int, actor_id: int
) -> Listing | None:
    """Keep stock for an order; None when the listing is not open or has not so much left."""
    keys = {"key": listing_id, "milli": milli, "now": now}
    return _change(conn, _HOLD, keys, HELD, milli, now, order_id, actor_id)


def release(
    conn: Connection, listing_id: int, milli: int, now: datetime, *, order_id: int, actor_id: int
) -> Listing | None:
    """Give held stock free again; None when so much is not held."""
    keys = {"key": listing_id, "milli": milli}
    return _change(conn, _RELEASE, keys, RELEASED, milli, now, order_id, actor_id)


def hand_over(
    conn: Connection,
    listing_id: int,
    *,
    held: int,
    actual: int,
    now: datetime,
    order_id: int,
    actor_id: int,
) -> Listing | None:
    """Give `actual` away and end a hold of `held`; more than held comes from free stock only.

    None when there is not so much: nothing changed then.
    """
    keys = {"key": listing_id, "less": held, "milli": actual}
    after = _change(conn, _HAND_OVER, keys, HANDED_OVER, actual, now, order_id, actor_id)
    if after is not None and held:
        _enter(conn, listing_id, RELEASED, held, now, order_id, actor_id)
    return after


def publish(conn: Connection, new: Listing, now: datetime) -> Listing:
    """Put a new listing on the market with its first stock."""
    written = insert_listing(conn, new, on_hand=new.on_hand)
    _enter(conn, written.id, LISTED, new.on_hand, now, None, new.seller_id)
    return written


def restock(
    conn: Connection, listing_id: int, milli: int, now: datetime, *, actor_id: int
) -> Listing | None:
    """Bring more stock in."""
    keys = {"key": listing_id, "milli": milli, "now": now}
    return _change(conn, _RESTOCK, keys, LISTED, milli, now, None, actor_id)


def spoil(
    conn: Connection,
    listing_id: int,
    milli: int,
    now: datetime,
    *,
    actor_id: int,
    order_id: int | None = None,
) -> Listing | None:
    """Write stock off that nobody holds; None when there is not so much free."""
    keys = {"key": listing_id, "milli": milli}
    return _change(conn, _TAKE_FREE, keys, SPOILED, milli, now, order_id, actor_id)


def withdraw(
    conn: Connection,
    listing_id: int,
    milli: int,
    now: datetime,
    *,
    actor_id: int,
    order_id: int | None = None,
) -> Listing | None:
    """Take stock off the market that nobody holds; None when there is not so much free."""
    keys = {"key": listing_id, "milli": milli}
    return _change(conn, _TAKE_FREE, keys, WITHDREW, milli, now, order_id, actor_id)


def _change(
    conn: Connection,
    statement: Any,
    keys: dict[str, Any],
    kind: str,
    milli: int,
    now: datetime,
    order_id: int | None,
    actor_id: int,
) -> Listing | None:
    row = conn.execute(statement, keys).mappings().first()
    if row is None:
        return None
    _enter(conn, keys["key"], kind, milli, now, order_id, actor_id)
    return read_listing(row)


def _enter(
    conn: Connection,
    listing_id: int,
    kind: str,
    milli: int,
    now: datetime,
    order_id: int | None,
    actor_id: int,
) -> None:
    conn.execute(
        _ENTER,
        {
            "listing_id": listing_id,
            "kind": kind,
            "milli": milli,
            "at": now,
            "order_id": order_id,
            "actor_id": actor_id,
        },
    )


_SUMS = (
    select(stock_entry.c.kind, func.sum(stock_entry.c.milli))
    .where(stock_entry.c.listing_id == bindparam("key"))
    .group_by(stock_entry.c.kind)
)


def sum_ledger(conn: Connection, listing_id: int) -> dict[str, int]:
    """Add up a listing's ledger by kind, thousandths of its unit."""
    return {kind: int(total) for kind, total in conn.execute(_SUMS, {"key": listing_id})}
