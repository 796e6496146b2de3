"""Charges a provider took, each once for ever: what Telegram calls it, what the provider does."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Text,
    bindparam,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.money import Money
from bot.store.schema import Id, Instant, table

charge = table(
    "charge",
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("provider_name", Text, nullable=False),
    Column("order_id", Id, ForeignKey("orders.id"), index=True),
    Column("payer_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("minor > 0", name="minor"),
)


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


_FIELDS = tuple(each.name for each in fields(Charge) if each.name != "id")
_TAKE = insert(charge).on_conflict_do_nothing(index_elements=["name"]).returning(charge.c.id)
_OF_ORDER = (
    select(charge)
    .where(charge.c.order_id == bindparam("key"))
    .order_by(charge.c.id.desc())
    .limit(1)
)
_BY_ID = select(charge).where(charge.c.id == bindparam("key"))
_PAID_BY = select(charge).where(charge.c.payer_id == bindparam("key")).order_by(charge.c.id)


def take(conn: Connection, taken: Charge) -> Charge | None:
    """Note a charge; None when it was noted before: a provider may say the same twice."""
    row = {name: getattr(taken, name) for name in _FIELDS}
    made = conn.execute(_TAKE, row).scalar()
    return None if made is None else Charge(**row, id=made)


def load(conn: Connection, id: int) -> Charge | None:  # noqa: A002  it is the id
    return _first(conn, _BY_ID, id)


def load_last(conn: Connection, order_id: int) -> Charge | None:
    """Give the last charge taken for an order."""
    return _first(conn, _OF_ORDER, order_id)


def load_paid(conn: Connection, person_id: int) -> list[Charge]:
    """Give all that somebody paid in the chat."""
    return [Charge(**row) for row in conn.execute(_PAID_BY, {"key": person_id}).mappings()]


def _first(conn: Connection, statement: Any, key: int) -> Charge | None:
    row = conn.execute(statement, {"key": key}).mappings().first()
    return None if row is None else Charge(**row)
