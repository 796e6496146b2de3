"""Who drives, what they say happened on the way, and in which order they go."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Text,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.store.persons import person
from bot.store.schema import Id, Instant, table

# At a farm an order is picked up or missed; at its end it is delivered, or nobody is there.
PICKED, MISSED, DELIVERED, NOBODY = "picked", "missed", "delivered", "nobody"
HAPPENINGS = (PICKED, MISSED, DELIVERED, NOBODY)

driver = table(
    "driver",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("since", Instant, nullable=False),
)

# A link that makes whoever opens it first a driver.
driver_invite = table(
    "driver_invite",
    Column("token", Text, primary_key=True),
    Column("made_by", Id, ForeignKey("person.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("used_by", Id, ForeignKey("person.id")),
    Column("used_at", Instant),
)

# What a driver says happened on the way: evidence beside the order, which it does not move.
carriage = table(
    "carriage",
    Column("id", Id, primary_key=True),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=False, index=True),
    Column("driver_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("what IN ('picked', 'missed', 'delivered', 'nobody')", name="what"),
)

# The order of stops a driver chose for a day, where it is not the nearest next.
run_stop = table(
    "run_stop",
    Column("driver_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("day", Text, primary_key=True),
    Column("stop", Text, primary_key=True),
    Column("place", Integer, nullable=False),
)

TABLES = (driver, driver_invite, carriage, run_stop)


@dataclass(frozen=True, slots=True)
class Driver:
    """Somebody who drives for the market."""

    person_id: int
    name: str


_DRIVERS = (
    select(driver.c.person_id, person.c.called)
    .join(person, person.c.id == driver.c.person_id)
    .order_by(person.c.called, person.c.id)
    .limit(100)
)
_IS_DRIVER = select(driver.c.person_id).where(driver.c.person_id == bindparam("whose"))
_ENLIST = insert(driver).on_conflict_do_nothing()
_DISMISS = (
    delete(driver).where(driver.c.person_id == bindparam("whose")).returning(driver.c.person_id)
)
_INVITE = insert(driver_invite)
_TAKE_INVITE = (
    update(driver_invite)
    .where(
        driver_invite.c.token == bindparam("which"),
        driver_invite.c.used_by.is_(None),
        driver_invite.c.made_at > bindparam("since"),
    )
    .values(used_by=bindparam("whose"), used_at=bindparam("moment"))
    .returning(driver_invite.c.made_by)
)
_NOTE = insert(carriage)
_HAPPENED = (
    select(carriage.c.order_id, carriage.c.what)
    .where(carriage.c.order_id.in_(bindparam("ids", expanding=True)))
    .order_by(carriage.c.id)
)
_STOPS = select(run_stop.c.stop, run_stop.c.place).where(
    run_stop.c.driver_id == bindparam("whose"), run_stop.c.day == bindparam("which_day")
)
_FORGET_STOPS = delete(run_stop).where(run_stop.c.driver_id == bindparam("whose"))
_PUT_STOP = insert(run_stop)
_PUT_STOP = _PUT_STOP.on_conflict_do_update(
    index_elements=["driver_id", "day", "stop"], set_={"place": _PUT_STOP.excluded.place}
)


def load_drivers(conn: Connection) -> tuple[Driver, ...]:
    """Give everybody who drives, by name."""
    return tuple(Driver(row.person_id, row.called or "") for row in conn.execute(_DRIVERS))


def is_driver(conn: Connection, person_id: int) -> bool:
    return conn.execute(_IS_DRIVER, {"whose": person_id}).scalar() is not None


def enlist(conn: Connection, person_id: int, now: datetime) -> None:
    """Let somebody drive."""
    conn.execute(_ENLIST, {"person_id": person_id, "since": now})


def dismiss(conn: Connection, person_id: int) -> bool:
    """Let somebody drive no more; False when they did not."""
    return conn.execute(_DISMISS, {"whose": person_id}).scalar() is not None


def make_invite(conn: Connection, made_by: int, now: datetime) -> str:
    """Make a link's token that nobody can guess."""
    token = secrets.token_hex(8)
    conn.execute(_INVITE, {"token": token, "made_by": made_by, "made_at": now})
    return token


def take_invite(
    conn: Connection, token: str, person_id: int, now: datetime, since: datetime
) -> int | None:
    """Use a token made after `since`, once; gives who made it, None for a used or unknown one."""
    keys = {"which": token, "whose": person_id, "moment": now, "since": since}
    return conn.execute(_TAKE_INVITE, keys).scalar()


def note(conn: Connection, ids: Sequence[int], driver_id: int, what: str, now: datetime) -> None:
    """Keep what a driver says happened to some orders."""
    rows = [{"order_id": each, "driver_id": driver_id, "what": what, "at": now} for each in ids]
    if rows:
        conn.execute(_NOTE, rows)


def load_happened(conn: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Give all that a driver said of each order, the last at the end."""
    said: dict[int, tuple[str, ...]] = {}
    if ids:
        for row in conn.execute(_HAPPENED, {"ids": list(ids)}):
            said[row.order_id] = (*said.get(row.order_id, ()), row.what)
    return said


def load_stops(conn: Connection, driver_id: int, day: date) -> dict[str, int]:
    """Give the place in the run of each stop a driver has moved."""
    keys = {"whose": driver_id, "which_day": day.isoformat()}
    return {row.stop: row.place for row in conn.execute(_STOPS, keys)}


def save_stops(conn: Connection, driver_id: int, day: date, stops: Sequence[str]) -> None:
    """Keep the order of stops as the driver wants it."""
    named = {"driver_id": driver_id, "day": day.isoformat()}
    rows = [named | {"stop": stop, "place": place} for place, stop in enumerate(stops)]
    if rows:
        conn.execute(_PUT_STOP, rows)


_OWN = {
    "drives": select(driver).where(driver.c.person_id == bindparam("whose")),
    "carried": select(carriage).where(carriage.c.driver_id == bindparam("whose")),
}


def export(conn: Connection, person_id: int) -> dict[str, Any]:
    """Give all that is held of somebody as a driver."""
    return {
        name: [dict(row) for row in conn.execute(statement, {"whose": person_id}).mappings()]
        for name, statement in _OWN.items()
    }


def forget(conn: Connection, person_id: int) -> None:
    """Erase that somebody drives; what they carried stays with the others' orders."""
    conn.execute(_DISMISS, {"whose": person_id})
    conn.execute(_FORGET_STOPS, {"whose": person_id})
