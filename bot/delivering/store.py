"""How orders travel: wishes for another place, drivers and their runs, and what is packed when."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Text,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.delivering.rules import AGREED, ROUGHLY
from bot.ordering.order import DELIVERIES, Order
from bot.ordering.store import orders
from bot.people.store import profile
from bot.points.store import point, slot_booking
from bot.store.persons import person
from bot.store.schema import Id, Instant, table

_QUOTED = ", ".join(f"'{each}'" for each in DELIVERIES)

# A buyer's wish for another place or time, once the order was agreed: the farmer's tap decides.
place_wish = table(
    "place_wish",
    Column("order_id", Id, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("delivery", Text, nullable=False),
    Column("point_id", Id, ForeignKey("point.id"), index=True),
    Column("starts_at", Instant),
    Column("ends_at", Instant),
    Column("asked_at", Instant, nullable=False),
    CheckConstraint(f"delivery IN ({_QUOTED})", name="delivery"),
)

# Farmers who bring what they sell to their buyers.
bringer = table(
    "bringer",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("since", Instant, nullable=False),
)

TABLES = (place_wish, bringer)

# Written out, since a partial index serves only statements that name its condition.
_IS_AGREED = orders.c.state.in_((literal_column("'accepted'"), literal_column("'ready'")))
_SOON = (orders.c.seller_id, orders.c.slot_at)
Index("ix_orders_packing", *_SOON, sqlite_where=_IS_AGREED, postgresql_where=_IS_AGREED)

MOST = 2000  # orders of a day that are looked at together


@dataclass(frozen=True, slots=True)
class Wish:
    """Where and when else a buyer would like to have an order; slots only at points."""

    order_id: int
    delivery: str
    asked_at: datetime
    point_id: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of an order's way beyond the order: its slot, its point, a wish, a driver."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    name: str | None = None
    place_id: str | None = None
    address: str | None = None
    contact: str | None = None
    wish: Wish | None = None
    wished: str | None = None
    driver: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody's farm or house is, roughly: millionths of a degree."""

    lat_e6: int
    lon_e6: int
    place_id: str
    village: str | None


_ORDER = tuple(each.name for each in fields(Order))
_COLUMNS = tuple(orders.c[name] for name in _ORDER)
_SLOT = func.coalesce(orders.c.offer_slot_at, orders.c.slot_at, type_=Instant)
_IN_DAY = _SLOT.between(bindparam("since", type_=Instant), bindparam("until", type_=Instant))
# Another day that was agreed may be some weeks from the one the index has.
_IS_NEAR = orders.c.slot_at >= bindparam("rough")
_OF_SELLER = (
    select(*_COLUMNS)
    .where(orders.c.seller_id == bindparam("whose"), _IS_AGREED, _IS_NEAR, _IN_DAY)
    .limit(MOST)
)
_AT_POINT = (
    select(*_COLUMNS)
    .select_from(slot_booking)
    .join(
        orders,
        and_(orders.c.buyer_id == slot_booking.c.buyer_id, orders.c.key == slot_booking.c.key),
    )
    .where(
        slot_booking.c.point_id == bindparam("which"),
        slot_booking.c.starts_at >= bindparam("since"),
        slot_booking.c.starts_at < bindparam("until"),
        _IS_AGREED,
    )
    .limit(MOST)
)
_OF_DRIVER = (
    select(*_COLUMNS)
    .where(
        orders.c.driver_id == bindparam("whose"),
        _IS_NEAR,
        _IN_DAY,
    )
    .limit(MOST)
)
_OPEN_AT = (
    select(func.count())
    .select_from(slot_booking)
    .join(
        orders,
        and_(orders.c.buyer_id == slot_booking.c.buyer_id, orders.c.key == slot_booking.c.key),
    )
    .where(
        slot_booking.c.point_id == bindparam("which"),
        slot_booking.c.starts_at >= bindparam("since"),
        orders.c.state.in_(("placed", "countered", "accepted", "ready")),
    )
)
_other_point = point.alias("wished_point")
_WAY = (
    select(
        slot_booking.c.starts_at,
        slot_booking.c.ends_at,
        point.c.name,
        point.c.place_id,
        point.c.address,
        point.c.contact,
        *(column.label(f"wish_{column.name}") for column in place_wish.c),
        _other_point.c.name.label("wished"),
        person.c.called.label("driver"),
    )
    .select_from(orders)
    .outerjoin(
        slot_booking,
        and_(slot_booking.c.buyer_id == orders.c.buyer_id, slot_booking.c.key == orders.c.key),
    )
    .outerjoin(point, point.c.id == slot_booking.c.point_id)
    .outerjoin(place_wish, place_wish.c.order_id == orders.c.id)
    .outerjoin(_other_point, _other_point.c.id == place_wish.c.point_id)
    .outerjoin(person, person.c.id == orders.c.driver_id)
    .where(orders.c.id == bindparam("key_id"))
)
_WISH = select(place_wish).where(place_wish.c.order_id == bindparam("key_id"))
_KEEP_WISH = insert(place_wish)
_KEEP_WISH = _KEEP_WISH.on_conflict_do_update(
    index_elements=["order_id"],
    set_={
        name: _KEEP_WISH.excluded[name]
        for name in ("delivery", "point_id", "starts_at", "ends_at", "asked_at")
    },
)
_DROP_WISH = (
    delete(place_wish)
    .where(place_wish.c.order_id == bindparam("key_id"))
    .returning(place_wish.c.order_id)
)
_BRINGS = select(bringer.c.person_id).where(bringer.c.person_id == bindparam("whose"))
_BRING = insert(bringer).on_conflict_do_nothing()
_BRING_NOT = delete(bringer).where(bringer.c.person_id == bindparam("whose"))
_HOMES = select(
    profile.c.person_id,
    profile.c.lat_e6,
    profile.c.lon_e6,
    profile.c.place_id,
    profile.c.village,
).where(profile.c.person_id.in_(bindparam("ids", expanding=True)))


# -- orders of a day


def load_of_seller(
    conn: Connection, seller_id: int, since: datetime, until: datetime
) -> tuple[Order, ...]:
    """Give what a farmer has to hand over in a stretch of time."""
    keys = {"whose": seller_id, "since": since, "until": until, "rough": since - ROUGHLY}
    return _orders(conn, _OF_SELLER, **keys)


def load_at_point(
    conn: Connection, point_id: int, since: datetime, until: datetime
) -> tuple[Order, ...]:
    """Give the agreed orders of the slots that begin in a stretch of time."""
    return _orders(conn, _AT_POINT, which=point_id, since=since, until=until)


def load_of_driver(
    conn: Connection, driver_id: int, since: datetime, until: datetime
) -> tuple[Order, ...]:
    """Give what a driver carries in a stretch of time."""
    keys = {"whose": driver_id, "since": since, "until": until, "rough": since - ROUGHLY}
    # Told apart here: by the state another index might seem as good as the drivers' own.
    return tuple(each for each in _orders(conn, _OF_DRIVER, **keys) if each.state in AGREED)


def count_open_at(conn: Connection, point_id: int, since: datetime) -> int:
    """Count the orders that are still to come to a point, agreed or not yet."""
    return int(conn.execute(_OPEN_AT, {"which": point_id, "since": since}).scalar_one())


def _orders(conn: Connection, statement: Any, **keys: Any) -> tuple[Order, ...]:
    found = conn.execute(statement, keys).mappings()
    return tuple(Order(**{name: row[name] for name in _ORDER}) for row in found)


def load_homes(conn: Connection, ids: Iterable[int]) -> dict[int, Home]:
    """Tell where people live, for those who have joined."""
    found = conn.execute(_HOMES, {"ids": sorted(set(ids))})
    return {row.person_id: Home(row.lat_e6, row.lon_e6, row.place_id, row.village) for row in found}


# -- the way of one order


def load_way(conn: Connection, order_id: int) -> Way:
    """Give all that is known of an order's way, in one statement."""
    row = conn.execute(_WAY, {"key_id": order_id}).mappings().first()
    if row is None:
        return Way()
    told = {each.name: row[each.name] for each in fields(Way) if each.name in row}
    return Way(**told | {"wish": _wish_in(row)})


def _wish_in(row: Any) -> Wish | None:
    if row["wish_order_id"] is None:
        return None
    return Wish(**{each.name: row[f"wish_{each.name}"] for each in fields(Wish)})


def load_wish(conn: Connection, order_id: int) -> Wish | None:
    row = conn.execute(_WISH, {"key_id": order_id}).mappings().first()
    return None if row is None else Wish(**row)


def keep_wish(conn: Connection, new: Wish) -> None:
    """Keep what a buyer wishes now; an earlier wish for the order is forgotten."""
    conn.execute(_KEEP_WISH, {each.name: getattr(new, each.name) for each in fields(Wish)})


def drop_wish(conn: Connection, order_id: int) -> bool:
    """Forget a wish that was answered or has no more sense; False when there is none."""
    return conn.execute(_DROP_WISH, {"key_id": order_id}).scalar() is not None


def brings(conn: Connection, person_id: int) -> bool:
    """Whether a farmer brings produce to buyers."""
    return conn.execute(_BRINGS, {"whose": person_id}).scalar() is not None


def set_brings(conn: Connection, person_id: int, now: datetime, *, does: bool) -> None:
    if does:
        conn.execute(_BRING, {"person_id": person_id, "since": now})
    else:
        conn.execute(_BRING_NOT, {"whose": person_id})


# -- one person


_OWN = {
    "brings_to_buyers": select(bringer).where(bringer.c.person_id == bindparam("whose")),
    "booked": select(slot_booking).where(slot_booking.c.buyer_id == bindparam("whose")),
}


def export(conn: Connection, person_id: int) -> dict[str, Any]:
    """Give all that is held of where somebody's orders go."""
    return {
        name: [dict(row) for row in conn.execute(statement, {"whose": person_id}).mappings()]
        for name, statement in _OWN.items()
    }


def forget(conn: Connection, person_id: int) -> None:
    """Erase that somebody brings what they sell."""
    conn.execute(_BRING_NOT, {"whose": person_id})
