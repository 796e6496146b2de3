"""Duties: money the market holds that is to go back to a buyer or on to a farmer, until it has."""

from dataclasses import dataclass, fields
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
    delete,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.money import Money
from bot.store.schema import Id, Instant, table

REFUND, PAYOUT = "refund", "payout"
KINDS = (REFUND, PAYOUT)

# An order has one open row of a kind at most, which follows what the order owes; money that came
# for no order has a row of its own.
duty = table(
    "duty",
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("order_id", Id, ForeignKey("orders.id")),
    Column("charge_id", Id, ForeignKey("charge.id"), index=True),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("done_by", Id, ForeignKey("person.id"), index=True),
    CheckConstraint("minor > 0", name="minor"),
    CheckConstraint("kind IN ('refund', 'payout')", name="kind"),
)
_IS_OPEN = duty.c.done_at.is_(None)
Index(
    "ix_duty_open",
    duty.c.kind,
    duty.c.due_at,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)
Index(
    "ix_duty_order_id",
    duty.c.order_id,
    duty.c.kind,
    unique=True,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)


@dataclass(frozen=True, slots=True)
class Duty:
    """Money of an order, in minor units, that staff are to send to somebody."""

    kind: str
    person_id: int
    order_id: int | None
    charge_id: int | None
    minor: int
    currency: str
    due_at: datetime
    id: int = 0
    done_at: datetime | None = None
    done_by: int | None = None

    @property
    def sum(self) -> Money:
        return Money(self.minor, self.currency)


_FIELDS = tuple(each.name for each in fields(Duty) if each.name != "id")
_NEW = insert(duty)
_OWE = _NEW.on_conflict_do_update(
    index_elements=["order_id", "kind"],
    index_where=_IS_OPEN,
    set_={"minor": _NEW.excluded.minor, "charge_id": _NEW.excluded.charge_id},
).returning(duty.c.id)
_DROP = (
    delete(duty)
    .where(duty.c.order_id == bindparam("which"), duty.c.kind == bindparam("sort"), _IS_OPEN)
    .returning(duty.c.id)
)
_DO = (
    update(duty)
    .where(duty.c.id == bindparam("key"), _IS_OPEN)
    .values(done_at=bindparam("at", type_=Instant), done_by=bindparam("by"))
    .returning(duty.c.id)
)
_BY_ID = select(duty).where(duty.c.id == bindparam("key"))
_OPEN = (
    select(duty)
    .where(duty.c.kind == bindparam("sort"), _IS_OPEN)
    .order_by(duty.c.due_at, duty.c.id)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_TO = select(duty).where(duty.c.person_id == bindparam("key")).order_by(duty.c.id)


def owe(conn: Connection, new: Duty) -> Duty:
    """Note that money is to go; of an order that owes already, only how much it now is."""
    row: dict[str, Any] = {name: getattr(new, name) for name in _FIELDS}
    return Duty(**row, id=conn.execute(_OWE, row).scalar_one())


def drop(conn: Connection, kind: str, order_id: int) -> int | None:
    """Note that an order owes nothing after all; gives the duty that is none any more."""
    return conn.execute(_DROP, {"sort": kind, "which": order_id}).scalar()


def do(conn: Connection, duty_id: int, by: int, now: datetime) -> bool:
    """Note that the money went; False when somebody noted it before."""
    return conn.execute(_DO, {"key": duty_id, "by": by, "at": now}).scalar() is not None


def load(conn: Connection, id: int) -> Duty | None:  # noqa: A002  it is the id
    row = conn.execute(_BY_ID, {"key": id}).mappings().first()
    return None if row is None else Duty(**row)


def load_open(conn: Connection, kind: str, *, skip: int = 0, most: int = 6) -> list[Duty]:
    """Give what is still to be sent, the oldest first."""
    found = conn.execute(_OPEN, {"sort": kind, "skip": skip, "most": most}).mappings()
    return [Duty(**row) for row in found]


def load_to(conn: Connection, person_id: int) -> list[Duty]:
    """Give all that was or is to be sent to somebody."""
    return [Duty(**row) for row in conn.execute(_TO, {"key": person_id}).mappings()]
