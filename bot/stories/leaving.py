"""What somebody takes along who leaves, and what is erased of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.stories import readers, store
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give the stories somebody told, and those they were told."""
    return {
        "stories_told": store.export(conn, person_id),
        "stories_heard": readers.export(conn, person_id),
    }


def erase(turn: Turn) -> Phrase | None:
    """Erase it: whoever was to hear of it hears something else, or nothing."""
    readers.forget(turn.conn, turn.person.id)
    store.forget(turn.conn, turn.person.id)
    return None
