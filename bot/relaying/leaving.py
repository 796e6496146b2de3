"""What is held of what somebody wrote, and what of it stays when they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.relaying import bands, numbers, store
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give letters, mutes and shared numbers."""
    return {
        **store.export(conn, person_id),
        "numbers": numbers.export(conn, person_id),
    }


def erase(turn: Turn) -> Phrase | None:
    """Empty what somebody wrote and hide their number."""
    me = turn.person.id
    bands.forget(turn.conn, me)
    store.forget(turn.conn, me)
    numbers.forget(turn.conn, me, turn.now)
    return None
