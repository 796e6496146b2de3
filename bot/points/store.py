"""Points, their hours, and who has booked which slot: never more than there is room for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from math import cos, radians
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
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.points.rules import MOST_ORDERS, Point, Slot, Window
from bot.store.faults import Stale
from bot.store.schema import Id, Instant, table

point = table(
    "point",
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("place_id", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("lat_e6", BigInteger, nullable=False),
    Column("lon_e6", BigInteger, nullable=False),
    Column("address", Text),
    Column("contact", Text),
    Column("keeper_id", Id, ForeignKey("person.id"), index=True),
    Column("photo", Text),
    Column("cutoff", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("state IN ('open', 'paused', 'removed')", name="state"),
    CheckConstraint("cutoff BETWEEN 0 AND 72", name="cutoff"),
)
_IS_OPEN = point.c.state == literal_column("'open'")
_IS_KEPT = point.c.state != literal_column("'removed'")
Index("ix_point_open", point.c.country, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN)
Index("ix_point_kept", point.c.name, sqlite_where=_IS_KEPT, postgresql_where=_IS_KEPT)

point_window = table(
    "point_window",
    Column("point_id", Id, ForeignKey("point.id"), primary_key=True, autoincrement=False),
    Column("weekday", Integer, primary_key=True, autoincrement=False),
    Column("from_minute", Integer, primary_key=True, autoincrement=False),
    Column("to_minute", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint(
        "from_minute >= 0 AND from_minute < to_minute AND to_minute < 1440", name="hours"
    ),
    CheckConstraint(f"capacity BETWEEN 1 AND {MOST_ORDERS}", name="capacity"),
)

# How many orders each slot has: counted by one conditional statement, so never too many.
slot_count = table(
    "slot_count",
    Column("point_id", Id, ForeignKey("point.id"), primary_key=True, autoincrement=False),
    Column("starts_at", Instant, primary_key=True, autoincrement=False),
    Column("ends_at", Instant, nullable=False),
    Column("taken", Integer, nullable=False),
    CheckConstraint("taken >= 0", name="taken"),
)

# Whose order it is and the key it was placed with: known before the order has a number.
slot_booking = table(
    "slot_booking",
    Column("buyer_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("point_id", Id, ForeignKey("point.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
)
Index("ix_slot_booking_point_id", slot_booking.c.point_id, slot_booking.c.starts_at)

TABLES = (point, point_window, slot_count, slot_booking)

MOST = 200  # points that are listed


@dataclass(frozen=True, slots=True)
class Booking:
    """A slot somebody's order has."""

    buyer_id: int
    key: str
    point_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Host:
    """A slot with its point's zone and whoever gets the day's sheet."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    keeper_id: int | None


_FIELDS = tuple(column.name for column in point.c)
# Squares of millionths of a degree; a degree of longitude is the shorter, the further from the
# equator: `shrink` is by how much, in thousandths.
_NORTH = point.c.lat_e6 - bindparam("lat", type_=BigInteger)
_EAST = (
    (point.c.lon_e6 - bindparam("lon", type_=BigInteger))
    * bindparam("shrink", type_=BigInteger)
    / literal_column("1000")
)
_NEAR = (
    select(point)
    .where(_IS_OPEN, point.c.country == bindparam("country"))
    .where(select(1).where(point_window.c.point_id == point.c.id).exists())
    .order_by(_NORTH * _NORTH + _EAST * _EAST, point.c.id)
    .limit(bindparam("most", type_=Integer))
)
_ALL = select(point).where(_IS_KEPT).order_by(point.c.name, point.c.id).limit(MOST)
_BY_ID = select(point).where(point.c.id == bindparam("key"))
_PLACES = select(point.c.id, point.c.name, point.c.lat_e6, point.c.lon_e6).where(
    point.c.id.in_(bindparam("ids", expanding=True))
)
_WINDOWS = (
    select(point_window)
    .where(point_window.c.point_id.in_(bindparam("ids", expanding=True)))
    .order_by(point_window.c.weekday, point_window.c.from_minute)
)
_COUNTS = select(slot_count.c.point_id, slot_count.c.starts_at, slot_count.c.taken).where(
    slot_count.c.point_id.in_(bindparam("ids", expanding=True)),
    slot_count.c.starts_at > bindparam("moment"),
    slot_count.c.taken > 0,
)
_NEW = insert(point).returning(point.c.id)
_SAVE = (
    update(point)
    .where(point.c.id == bindparam("key"), point.c.version == bindparam("known"))
    .returning(point.c.id)
)
_LEAVE = update(point).where(point.c.keeper_id == bindparam("whose")).values(keeper_id=None)
_ADD_WINDOW = insert(point_window).on_conflict_do_nothing()
_DROP_WINDOW = (
    delete(point_window)
    .where(
        point_window.c.point_id == bindparam("which"),
        point_window.c.weekday == bindparam("day"),
        point_window.c.from_minute == bindparam("minute"),
    )
    .returning(point_window.c.weekday)
)
_TAKE = (
    insert(slot_count)
    .on_conflict_do_update(
        index_elements=["point_id", "starts_at"],
        set_={"taken": slot_count.c.taken + 1},
        where=slot_count.c.taken < bindparam("room", type_=Integer),
    )
    .returning(slot_count.c.taken)
)
_FREE = (
    update(slot_count)
    .where(slot_count.c.point_id == bindparam("which"), slot_count.c.starts_at == bindparam("when"))
    .values(taken=slot_count.c.taken - 1)
)
_BOOK = insert(slot_booking)
_MINE = (
    slot_booking.c.buyer_id == bindparam("whose"),
    slot_booking.c.key == bindparam("which_key"),
)
_BOOKED = select(slot_booking).where(*_MINE)
_UNBOOK = delete(slot_booking).where(*_MINE).returning(*slot_booking.c)
_PASS_ON = update(slot_booking).where(*_MINE).values(key=bindparam("new_key"))
_BOOKINGS_AT = select(slot_booking).where(
    slot_booking.c.point_id == bindparam("which"), slot_booking.c.starts_at == bindparam("moment")
)
_HOST = (
    select(
        slot_booking.c.starts_at,
        slot_booking.c.ends_at,
        point.c.zone,
        point.c.keeper_id,
    )
    .join(point, point.c.id == slot_booking.c.point_id)
    .where(*_MINE)
)
_BOOKINGS_OF = select(slot_booking).where(slot_booking.c.buyer_id == bindparam("whose"))


# -- points


def load_near(
    conn: Connection,
    country: str,
    lat_e6: int,
    lon_e6: int,
    now: datetime,
    most: int = 3,
) -> tuple[Point, ...]:
    """Give the nearest open points of a country that have hours, each with what is booked."""
    shrink = round(1000 * cos(radians(lat_e6 / 1_000_000)))
    where = {"country": country, "lat": lat_e6, "lon": lon_e6, "shrink": shrink, "most": most}
    return _read(conn, conn.execute(_NEAR, where).mappings().all(), now)


def load(conn: Connection, id: int, now: datetime) -> Point | None:  # noqa: A002  it is the id
    """Give a point, removed ones too, with the slots booked from now on."""
    found = _read(conn, conn.execute(_BY_ID, {"key": id}).mappings().all(), now)
    return found[0] if found else None


def load_places(conn: Connection, ids: Iterable[int]) -> dict[int, tuple[str, int, int]]:
    """Give the names and positions of points by their ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = conn.execute(_PLACES, {"ids": wanted})
    return {row.id: (row.name, row.lat_e6, row.lon_e6) for row in found}


def load_names(conn: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Give the names of points by their ids."""
    return {each: name for each, (name, *_) in load_places(conn, ids).items()}


def load_all(conn: Connection, now: datetime) -> tuple[Point, ...]:
    """Give every point that is not removed, by name."""
    return _read(conn, conn.execute(_ALL).mappings().all(), now)


def _read(conn: Connection, rows: Sequence[Any], now: datetime) -> tuple[Point, ...]:
    if not rows:
        return ()
    ids = [row["id"] for row in rows]
    windows: dict[int, list[Window]] = {each: [] for each in ids}
    for row in conn.execute(_WINDOWS, {"ids": ids}):
        windows[row.point_id].append(
            Window(row.weekday, row.from_minute, row.to_minute, row.capacity)
        )
    counts = load_counts(conn, ids, now)
    return tuple(
        Point(**dict(row), windows=tuple(windows[row["id"]]), booked=counts[row["id"]])
        for row in rows
    )


def load_counts(
    conn: Connection, ids: Sequence[int], now: datetime
) -> dict[int, Mapping[datetime, int]]:
    """Count the orders of the slots that are still ahead, by point and by start."""
    counts: dict[int, dict[datetime, int]] = {each: {} for each in ids}
    for row in conn.execute(_COUNTS, {"ids": list(ids), "moment": now}):
        counts[row.point_id][row.starts_at] = row.taken
    return dict(counts)


def insert_point(conn: Connection, new: Point) -> Point:
    """Write down a new point with its hours."""
    made = conn.execute(_NEW, _row_of(new)).scalar_one()
    written = replace(new, id=made)
    for window in new.windows:
        add_window(conn, made, window)
    return written


def save(conn: Connection, before: Point, after: Point) -> Point:
    """Write a changed point, not its hours. Stale when somebody else changed it meanwhile."""
    saved = replace(after, version=before.version + 1)
    known = {"key": before.id, "known": before.version}
    if conn.execute(_SAVE, _row_of(saved) | known).scalar() is None:
        raise Stale(f"point {before.id} version {before.version}")
    return saved


def _row_of(some: Point) -> dict[str, Any]:
    return {name: getattr(some, name) for name in _FIELDS if name != "id"}


def add_window(conn: Connection, point_id: int, new: Window) -> None:
    """Open a point for some hours of a weekday; the same hours twice are once."""
    conn.execute(_ADD_WINDOW, {"point_id": point_id, **asdict(new)})


def drop_window(conn: Connection, point_id: int, weekday: int, from_minute: int) -> bool:
    """Close a point for some hours; False when it was closed already. What is booked stays."""
    keys = {"which": point_id, "day": weekday, "minute": from_minute}
    return conn.execute(_DROP_WINDOW, keys).scalar() is not None


# -- slots


def book(conn: Connection, slot: Slot, buyer_id: int, key: str) -> bool:
    """Give an order a slot, instead of any it had; False, and nothing changed, when it is full.

    The order is named by its buyer and the key it is or will be placed with; asked again for
    the same slot, it has it once.
    """
    held = load_booking(conn, buyer_id, key)
    if held is not None and (held.point_id, held.starts_at) == (slot.point_id, slot.starts_at):
        return True
    taken = {"point_id": slot.point_id, "starts_at": slot.starts_at, "ends_at": slot.ends_at}
    if slot.capacity < 1:
        return False
    if conn.execute(_TAKE, taken | {"taken": 1, "room": slot.capacity}).scalar() is None:
        return False
    unbook(conn, buyer_id, key)
    conn.execute(_BOOK, taken | {"buyer_id": buyer_id, "key": key})
    return True


def unbook(conn: Connection, buyer_id: int, key: str) -> Booking | None:
    """Take an order's slot back, once; gives what it had."""
    row = conn.execute(_UNBOOK, {"whose": buyer_id, "which_key": key}).mappings().first()
    if row is None:
        return None
    conn.execute(_FREE, {"which": row["point_id"], "when": row["starts_at"]})
    return Booking(**row)


def pass_on(conn: Connection, buyer_id: int, held: str, key: str) -> bool:
    """Give an order the slot held under another key, instead of its own; False without one."""
    if load_booking(conn, buyer_id, held) is None:
        return False
    unbook(conn, buyer_id, key)
    conn.execute(_PASS_ON, {"whose": buyer_id, "which_key": held, "new_key": key})
    return True


def load_booking(conn: Connection, buyer_id: int, key: str) -> Booking | None:
    """Give the slot an order has."""
    row = conn.execute(_BOOKED, {"whose": buyer_id, "which_key": key}).mappings().first()
    return None if row is None else Booking(**row)


def load_bookings_at(conn: Connection, point_id: int, starts_at: datetime) -> list[Booking]:
    """Give whose orders have a slot."""
    keys = {"which": point_id, "moment": starts_at}
    return [Booking(**row) for row in conn.execute(_BOOKINGS_AT, keys).mappings()]


def load_host(conn: Connection, buyer_id: int, key: str) -> Host | None:
    """Give when an order's slot is and who looks after its point."""
    row = conn.execute(_HOST, {"whose": buyer_id, "which_key": key}).mappings().first()
    return None if row is None else Host(**row)


def load_bookings_of(conn: Connection, person_id: int) -> list[Booking]:
    """Give every slot somebody's orders have or had."""
    return [Booking(**row) for row in conn.execute(_BOOKINGS_OF, {"whose": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    """Erase what somebody booked, and that they looked after a point."""
    for held in load_bookings_of(conn, person_id):
        unbook(conn, person_id, held.key)
    conn.execute(_LEAVE, {"whose": person_id})
