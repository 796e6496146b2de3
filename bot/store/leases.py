"""Leases: one worker at a time does what must be done by one."""

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Integer, Text, bindparam, case, or_
from sqlalchemy.dialects.postgresql import insert

from bot.store.schema import Instant, table

lease = table(
    "lease",
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("until", Instant, nullable=False),
)

_INSERT = insert(lease)
_SAME = lease.c.holder == _INSERT.excluded.holder
_TAKE = _INSERT.on_conflict_do_update(
    index_elements=["name"],
    set_={
        "holder": _INSERT.excluded.holder,
        "until": _INSERT.excluded.until,
        "epoch": case((_SAME, lease.c.epoch), else_=lease.c.epoch + 1),
    },
    where=or_(lease.c.until <= bindparam("moment"), _SAME),
).returning(lease.c.epoch)


def take(conn: Connection, name: str, holder: str, now: datetime, seconds: float) -> bool:
    """Take or keep the lease for so many seconds; False while somebody else has it."""
    row = {"name": name, "holder": holder, "epoch": 1, "until": now + timedelta(seconds=seconds)}
    return conn.execute(_TAKE, row | {"moment": now}).first() is not None
