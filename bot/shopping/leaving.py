"""What is held of a person who shops: given out on request, erased when they leave."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.shopping import diary, store
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give what stands in somebody's basket, and their standing orders."""
    return {
        "basket": store.load_held(conn, person_id),
        "standing_orders": diary.load_held(conn, person_id),
    }


def forget(turn: Turn) -> Phrase | None:
    """Empty the basket; nothing is ordered for them any more."""
    store.empty(turn.conn, turn.person.id)
    diary.erase(turn.conn, turn.person.id)
    return None
