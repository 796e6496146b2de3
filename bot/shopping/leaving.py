"""What is held of a person who shops: given out on request, erased when they leave."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.shopping import store
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give what stands in somebody's basket."""
    return {"basket": store.load_held(conn, person_id)}


def forget(turn: Turn) -> Phrase | None:
    """Empty the basket."""
    store.empty(turn.conn, turn.person.id)
    return None
