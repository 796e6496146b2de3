"""Phone numbers two sides of an order show each other: asked for, agreed to, given, taken back."""

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
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.ordering.order import BUYER
from bot.ordering.store import orders
from bot.relaying.letters import AGREED, ASKED, ENDED, REFUSED, Shared
from bot.relaying.rules import ASK_AGAIN
from bot.store.schema import Id, Instant, table

STATES = (ASKED, AGREED, REFUSED, ENDED)

number_share = table(
    "number_share",
    Column("order_id", Id, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("asked_by", Id, ForeignKey("person.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("buyer_phone", Text),
    Column("seller_phone", Text),
    CheckConstraint(f"state IN ({', '.join(map(repr, STATES))})", name="state"),
    CheckConstraint(
        f"state = '{AGREED}' OR (buyer_phone IS NULL AND seller_phone IS NULL)", name="hidden"
    ),
)
Index("ix_number_share_asked_by", number_share.c.asked_by)

TABLES = (number_share,)

_KEY = number_share.c.order_id == bindparam("which", type_=Id)
_ONE = select(number_share).where(_KEY)
_NEW = insert(number_share).values(state=ASKED)
_ASK = _NEW.on_conflict_do_update(
    index_elements=["order_id"],
    set_={
        "state": ASKED,
        "asked_by": _NEW.excluded.asked_by,
        "at": _NEW.excluded.at,
        "buyer_phone": None,
        "seller_phone": None,
    },
    where=or_(
        number_share.c.state == ENDED,
        and_(
            number_share.c.state == REFUSED,
            number_share.c.at <= bindparam("quiet_since", type_=Instant),
        ),
    ),
).returning(number_share.c.order_id)
_ANSWER = (
    update(number_share)
    .where(_KEY, number_share.c.state == ASKED, number_share.c.asked_by != bindparam("me"))
    .values(state=bindparam("answer"), at=bindparam("moment", type_=Instant))
    .returning(number_share.c.order_id)
)
_GIVE = update(number_share).where(_KEY, number_share.c.state == AGREED).returning(number_share)
_BUYERS = _GIVE.values(buyer_phone=bindparam("phone"))
_SELLERS = _GIVE.values(seller_phone=bindparam("phone"))
_END = (
    update(number_share)
    .where(_KEY, number_share.c.state.in_((AGREED, ASKED)))
    .values(
        state=bindparam("answer"),
        at=bindparam("moment", type_=Instant),
        buyer_phone=None,
        seller_phone=None,
    )
    .returning(number_share.c.order_id)
)
_OURS = number_share.c.order_id.in_(
    select(orders.c.id).where(
        or_(orders.c.buyer_id == bindparam("me"), orders.c.seller_id == bindparam("me"))
    )
)
_EXPORT = select(number_share, orders.c.buyer_id).join(orders).where(_OURS)
_FORGET = (
    update(number_share)
    .where(_OURS)
    .values(state=ENDED, at=bindparam("moment", type_=Instant), buyer_phone=None, seller_phone=None)
)


def load(conn: Connection, order_id: int) -> Shared | None:
    """Tell how far an order's two sides are."""
    return _read(conn.execute(_ONE, {"which": order_id}).mappings().first())


def _read(row: Any) -> Shared | None:
    return None if row is None else Shared(**row)


def ask(conn: Connection, order_id: int, by: int, now: datetime) -> bool:
    """Propose to show numbers; False where it is proposed already, or was refused today."""
    row = {"order_id": order_id, "asked_by": by, "at": now, "quiet_since": now - ASK_AGAIN}
    return conn.execute(_ASK, row).scalar() is not None


def answer(conn: Connection, order_id: int, by: int, now: datetime, *, yes: bool) -> bool:
    """Say yes or no to the other side's proposal; False when there is none."""
    word = AGREED if yes else REFUSED
    keys = {"which": order_id, "me": by, "answer": word, "moment": now}
    return conn.execute(_ANSWER, keys).scalar() is not None


def give(conn: Connection, order_id: int, role: str, phone: str) -> Shared | None:
    """Keep one side's number; None where the two have not agreed (any more)."""
    statement = _BUYERS if role == BUYER else _SELLERS
    return _read(conn.execute(statement, {"which": order_id, "phone": phone}).mappings().first())


def end(conn: Connection, before: Shared, now: datetime) -> bool:
    """Take it back: both numbers are hidden again; an unanswered question rests for a day."""
    word = ENDED if before.is_agreed else REFUSED
    keys = {"which": before.order_id, "answer": word, "moment": now}
    return conn.execute(_END, keys).scalar() is not None


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    """Give about which orders somebody shared their number, and which; not the other side's."""
    found = conn.execute(_EXPORT, {"me": person_id}).mappings()
    return [_held(row, person_id) for row in found]


def _held(row: Any, person_id: int) -> dict[str, Any]:
    mine = "buyer_phone" if row["buyer_id"] == person_id else "seller_phone"
    kept = ("order_id", "state", "asked_by", "at")
    return {**{name: row[name] for name in kept}, "phone": row[mine]}


def forget(conn: Connection, person_id: int, now: datetime) -> None:
    """Hide the numbers of every order somebody took part in."""
    conn.execute(_FORGET, {"me": person_id, "moment": now})
