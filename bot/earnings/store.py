"""What completed orders brought, one row each; who wants the weekly note; who may be named."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.earnings.rules import ASKED, DAYS, NO, YES, Earned, Weekly
from bot.ordering.order import DECLINED, EXPIRED
from bot.ordering.store import is_among, one_of, orders
from bot.selling.store import IS_OPEN, listing
from bot.store.schema import Id, Instant, table

earned = table(
    "earned",
    Column("order_id", Id, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("seller_id", Id, ForeignKey("person.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("milli", BigInteger, nullable=False),
    Column("grams", BigInteger),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("district", Text),
    Column("region", Text),
    Column("month", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
Index("ix_earned_seller_id", earned.c.seller_id, earned.c.at)

weekly = table(
    "weekly",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("asked_at", Instant),
    Column("empty_at", Instant),
    one_of("state", (ASKED, YES, NO)),
    CheckConstraint(f"day BETWEEN {DAYS[0]} AND {DAYS[-1]}", name="day"),
)

# Whether somebody's name may stand on the board; a row says that they were asked.
naming = table(
    "board_naming",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("named", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)

TABLES = (earned, weekly, naming)

_ME = bindparam("me", type_=Id)
_EARNED = tuple(earned.c[each.name] for each in fields(Earned))
_KEEP = insert(earned)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["order_id"],
    set_={name: _KEEP.excluded[name] for name in ("milli", "grams", "minor")},
)
_DROP = delete(earned).where(earned.c.order_id == bindparam("key"))
_ONE = select(*_EARNED).where(earned.c.order_id == bindparam("key"))
_BETWEEN = (
    select(*_EARNED)
    .where(
        earned.c.seller_id == _ME,
        earned.c.at >= bindparam("since", type_=Instant),
        earned.c.at < bindparam("until", type_=Instant),
    )
    .order_by(earned.c.at, earned.c.order_id)
)
_WEEKLY = select(weekly).where(weekly.c.person_id == _ME)
_SAVE = insert(weekly)
_SAVE = _SAVE.on_conflict_do_update(
    index_elements=["person_id"],
    set_={name: _SAVE.excluded[name] for name in ("state", "day", "asked_at", "empty_at")},
)
_NAMING = select(naming.c.named).where(naming.c.person_id == _ME)
_NAME = insert(naming)
_NAME = _NAME.on_conflict_do_update(
    index_elements=["person_id"],
    set_={"named": _NAME.excluded.named, "at": _NAME.excluded.at},
)
_MISSED = (
    select(func.count())
    .select_from(orders)
    .where(
        orders.c.seller_id == _ME,
        orders.c.moved_at >= bindparam("since", type_=Instant),
        is_among(orders.c.state, (DECLINED, EXPIRED)),
    )
)
_OFFERS = select(func.count(), func.count(listing.c.photo)).where(
    IS_OPEN, listing.c.seller_id == _ME
)
_FORGET = (
    delete(weekly).where(weekly.c.person_id == _ME),
    delete(naming).where(naming.c.person_id == _ME),
)


@dataclass(frozen=True, slots=True)
class Offers:
    """How many offers somebody has on the market, and how many of them with a photo."""

    open: int
    photos: int


def load(conn: Connection, order_id: int) -> Earned | None:
    row = conn.execute(_ONE, {"key": order_id}).mappings().first()
    return None if row is None else Earned(**row)


def keep(conn: Connection, some: Earned) -> None:
    conn.execute(_KEEP, asdict(some))


def drop(conn: Connection, order_id: int) -> None:
    conn.execute(_DROP, {"key": order_id})


def load_between(
    conn: Connection, seller_id: int, since: datetime, until: datetime
) -> tuple[Earned, ...]:
    """Give what somebody's sales of a time brought, oldest first."""
    keys = {"me": seller_id, "since": since, "until": until}
    return tuple(Earned(**row) for row in conn.execute(_BETWEEN, keys).mappings())


def load_weekly(conn: Connection, person_id: int) -> Weekly | None:
    row = conn.execute(_WEEKLY, {"me": person_id}).mappings().first()
    return None if row is None else Weekly(**row)


def save_weekly(conn: Connection, changed: Weekly) -> None:
    conn.execute(_SAVE, asdict(changed))


def load_naming(conn: Connection, person_id: int) -> bool | None:
    """Whether somebody may be named on the board; None until they were asked."""
    return conn.execute(_NAMING, {"me": person_id}).scalar()


def name(conn: Connection, person_id: int, now: datetime, *, may: bool) -> None:
    conn.execute(_NAME, {"person_id": person_id, "named": may, "at": now})


def count_missed(conn: Connection, seller_id: int, since: datetime) -> int:
    """Count the orders somebody said no to, or did not answer, since a moment."""
    return int(conn.execute(_MISSED, {"me": seller_id, "since": since}).scalar_one())


def count_offers(conn: Connection, seller_id: int) -> Offers:
    row = conn.execute(_OFFERS, {"me": seller_id}).one()
    return Offers(int(row[0]), int(row[1]))


def forget(conn: Connection, person_id: int) -> None:
    """Erase somebody's wishes; what sales brought names nobody who has gone."""
    for statement in _FORGET:
        conn.execute(statement, {"me": person_id})
