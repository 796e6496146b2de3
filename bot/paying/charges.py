"""Charges a provider took, each once for ever, and the refunds that are owed for them."""

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
    UniqueConstraint,
    bindparam,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.money import Money
from bot.store.schema import Id, Instant, table

# Why money goes back: nothing was to be paid any more; the order came to nothing; a part of it.
SPARE, OVER, PART = "spare", "over", "part"

# What Telegram calls a payment; the provider's own name for it is what staff find it by.
charge = table(
    "charge",
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("provider_name", Text, nullable=False),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=True, index=True),
    Column("payer_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("minor > 0", name="minor"),
)

refund = table(
    "refund",
    Column("id", Id, primary_key=True),
    Column("charge_id", Id, ForeignKey("charge.id"), nullable=False),
    Column("why", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("done_by", Id, ForeignKey("person.id")),
    UniqueConstraint("charge_id", "why"),
    CheckConstraint("minor > 0", name="minor"),
    CheckConstraint("why IN ('spare', 'over', 'part')", name="why"),
)
_IS_OWED = refund.c.done_at.is_(None)
Index("ix_refund_owed", refund.c.due_at, sqlite_where=_IS_OWED, postgresql_where=_IS_OWED)
Index("ix_refund_done_by", refund.c.done_by)

TABLES = (charge, refund)


@dataclass(frozen=True, slots=True)
class Charge:
    """Money a provider took, in minor units; `name` is Telegram's name of the payment."""

    name: str
    provider_name: str
    order_id: int | None
    payer_id: int
    minor: int
    currency: str
    at: datetime
    id: int = 0

    @property
    def sum(self) -> Money:
        return Money(self.minor, self.currency)


@dataclass(frozen=True, slots=True)
class Refund:
    """Money of a charge that is to go back to who paid it, or has gone."""

    charge_id: int
    why: str
    minor: int
    due_at: datetime
    id: int = 0
    done_at: datetime | None = None
    done_by: int | None = None


_CHARGE_FIELDS = tuple(each.name for each in fields(Charge))
_REFUND_FIELDS = tuple(each.name for each in fields(Refund))
_TAKE = insert(charge).on_conflict_do_nothing(index_elements=["name"]).returning(charge.c.id)
_OWE = (
    insert(refund)
    .on_conflict_do_nothing(index_elements=["charge_id", "why"])
    .returning(refund.c.id)
)
_IS_SPARE = select(refund.c.id).where(refund.c.charge_id == charge.c.id, refund.c.why == SPARE)
_OF_ORDER = select(charge).where(charge.c.order_id == bindparam("key"), ~_IS_SPARE.exists())
_CHARGE = select(charge).where(charge.c.id == bindparam("key"))
_REFUND = select(refund).where(refund.c.id == bindparam("key"))
_PAID_BY = select(charge).where(charge.c.payer_id == bindparam("key")).order_by(charge.c.id)
_OWED = (
    select(refund)
    .where(refund.c.done_at.is_(literal_column("NULL")))
    .order_by(refund.c.due_at, refund.c.id)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_GIVE_BACK = (
    update(refund)
    .where(refund.c.id == bindparam("key"), refund.c.done_at.is_(None))
    .values(done_at=bindparam("at", type_=Instant), done_by=bindparam("by"))
    .returning(refund.c.id)
)


def take(conn: Connection, taken: Charge) -> Charge | None:
    """Note a charge; None when it was noted before: a provider may say the same twice."""
    made = conn.execute(_TAKE, _row_of(taken, _CHARGE_FIELDS)).scalar()
    return None if made is None else Charge(**_row_of(taken, _CHARGE_FIELDS), id=made)


def owe(conn: Connection, due: Refund) -> Refund | None:
    """Note that money is to go back; None when that is noted already."""
    made = conn.execute(_OWE, _row_of(due, _REFUND_FIELDS)).scalar()
    return None if made is None else Refund(**_row_of(due, _REFUND_FIELDS), id=made)


def give_back(conn: Connection, refund_id: int, by: int, now: datetime) -> bool:
    """Note that the money went back; False when somebody noted it before."""
    return conn.execute(_GIVE_BACK, {"key": refund_id, "by": by, "at": now}).scalar() is not None


def load_charge(conn: Connection, id: int) -> Charge | None:  # noqa: A002  it is the id
    row = conn.execute(_CHARGE, {"key": id}).mappings().first()
    return None if row is None else Charge(**row)


def load_for_order(conn: Connection, order_id: int) -> Charge | None:
    """Give the charge that paid an order; there is one at most, any other was to spare."""
    row = conn.execute(_OF_ORDER, {"key": order_id}).mappings().first()
    return None if row is None else Charge(**row)


def load_refund(conn: Connection, id: int) -> Refund | None:  # noqa: A002  it is the id
    row = conn.execute(_REFUND, {"key": id}).mappings().first()
    return None if row is None else Refund(**row)


def load_owed(conn: Connection, *, skip: int = 0, most: int = 6) -> list[Refund]:
    """Give the refunds still to be made, the oldest first."""
    found = conn.execute(_OWED, {"skip": skip, "most": most}).mappings()
    return [Refund(**row) for row in found]


def load_paid(conn: Connection, person_id: int) -> list[Charge]:
    """Give all that somebody paid in the chat."""
    return [Charge(**row) for row in conn.execute(_PAID_BY, {"key": person_id}).mappings()]


def _row_of(some: Charge | Refund, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(some, name) for name in names if name != "id"}
