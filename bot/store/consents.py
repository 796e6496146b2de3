"""Consents: which topics somebody does not want to be told of any more; sticky until taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Text, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.store.schema import Id, Instant, table

silenced = table(
    "silenced",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("topic", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)

_ONE = (silenced.c.person_id == bindparam("whose"), silenced.c.topic == bindparam("about"))
_SILENCE = insert(silenced).on_conflict_do_nothing(index_elements=["person_id", "topic"])
_UNSILENCE = delete(silenced).where(*_ONE)
_WHO = select(silenced.c.person_id).where(
    silenced.c.person_id.in_(bindparam("ids", expanding=True)),
    silenced.c.topic == bindparam("about"),
)
_OF = select(silenced.c.topic, silenced.c.at).where(silenced.c.person_id == bindparam("whose"))
_FORGET = delete(silenced).where(silenced.c.person_id == bindparam("whose"))


def silence(conn: Connection, person_id: int, topic: str, now: datetime) -> None:
    conn.execute(_SILENCE, {"person_id": person_id, "topic": topic, "at": now})


def unsilence(conn: Connection, person_id: int, topic: str) -> None:
    conn.execute(_UNSILENCE, {"whose": person_id, "about": topic})


def is_silent(conn: Connection, person_id: int, topic: str) -> bool:
    """Whether somebody does not want to hear of a topic."""
    return bool(list_silent(conn, (person_id,), topic))


def list_topics(conn: Connection, person_id: int) -> set[str]:
    """Give the topics somebody silenced."""
    return {row["topic"] for row in export(conn, person_id)}


def list_silent(conn: Connection, ids: Sequence[int], topic: str) -> set[int]:
    """Give those who do not want to hear of a topic."""
    if not ids:
        return set()
    return set(conn.execute(_WHO, {"ids": list(ids), "about": topic}).scalars())


def export(conn: Connection, person_id: int) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(_OF, {"whose": person_id}).mappings()]


def forget(conn: Connection, person_id: int) -> None:
    conn.execute(_FORGET, {"whose": person_id})
