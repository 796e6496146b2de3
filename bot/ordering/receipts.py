"""Receipts kept: the words each side was told, written once when produce changes hands, then read."""

from dataclasses import asdict, fields

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from bot.feature import Turn
from bot.ordering import receipt as words
from bot.ordering.order import Order
from bot.ordering.receipt import FIRST, Receipt
from bot.store.persons import Person
from bot.store.schema import Id, Instant, Json, table
from bot.talk.message import Message
from bot.text.phrase import say

receipt = table(
    "receipt",
    Column("id", Id, primary_key=True),
    Column("order_id", Id, ForeignKey("orders.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("lines", Json, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("order_id", "person_id", "number"),
)

TABLES = (receipt,)

_COLUMNS = tuple(receipt.c[each.name] for each in fields(Receipt))
_WRITE = insert(receipt)
_WHOSE = receipt.c.person_id == bindparam("whose")
_OF_ORDER = (receipt.c.order_id == bindparam("key"), _WHOSE)
_WANTED = bindparam("wanted", type_=Integer)
_READ = (
    select(*_COLUMNS)
    .where(*_OF_ORDER, or_(receipt.c.number == _WANTED, _WANTED == 0))
    .order_by(receipt.c.number.desc())
    .limit(1)
)
_ALL_OF = select(*_COLUMNS).where(_WHOSE).order_by(receipt.c.id)
_FORGET = delete(receipt).where(_WHOSE)


def write(turn: Turn, before: Order, after: Order) -> None:
    """Write what both sides are to keep of a move, where it calls for a receipt."""
    if not words.is_due(before, after):
        return
    number = FIRST
    if before.handed_at is not None:
        last = load(turn.conn, after.id, after.buyer_id)
        number = (last.number if last else FIRST) + 1
    sides = [turn.other(after.buyer_id), turn.other(after.seller_id)]
    turn.conn.execute(_WRITE, [asdict(_made(turn, after, each, number)) for each in sides])


def _made(turn: Turn, order: Order, person: Person, number: int) -> Receipt:
    speaker = turn.speaker_of(person)
    lines = [speaker.label(line) for line in words.write_lines(order, number)]
    return Receipt(order.id, person.id, number, speaker.language, lines, turn.now)


def load(conn: Connection, order_id: int, person_id: int, number: int = 0) -> Receipt | None:
    """Give one of somebody's receipts of an order, the last one without a number."""
    keys = {"key": order_id, "whose": person_id, "wanted": number}
    row = conn.execute(_READ, keys).mappings().first()
    return None if row is None else Receipt(**row)


def load_all(conn: Connection, person_id: int) -> list[Receipt]:
    """Give every receipt somebody holds."""
    return [Receipt(**row) for row in conn.execute(_ALL_OF, {"whose": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    """Throw somebody's receipts away."""
    conn.execute(_FORGET, {"whose": person_id})


def show(
    turn: Turn, order: Order, person: Person, number: int = 0, *, sheet: bool = False
) -> Message:
    """Show somebody their receipt, the last one without a number; as a page, if a `sheet`.

    Whoever holds none (staff, and both sides of orders older than receipts) is shown it as it
    would be written now.
    """
    kept = load(turn.conn, order.id, person.id, number) or _made(turn, order, person, FIRST)
    nobody = turn.speaker_of(person).label(say("order-somebody"))
    lines = kept.read(order.seller_name or nobody, order.buyer_name or nobody)
    if sheet:
        return words.show_sheet(order, kept.number, lines)
    return words.show_receipt(order.id, kept.number, lines)
