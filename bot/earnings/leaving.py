"""What is held of what somebody earned, and what of it goes with them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from bot.earnings import store, sums
from bot.feature import Turn
from bot.text.phrase import Phrase

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give what somebody's sales brought and count for, and what they wish to be told."""
    own = store.load_weekly(conn, person_id)
    return {
        "earned": [asdict(x) for x in store.load_between(conn, person_id, _FIRST, _LAST)],
        "board_shares": sums.export(conn, person_id),
        "weekly_note": None if own is None else asdict(own),
        "named_on_board": store.load_naming(conn, person_id),
    }


def erase(turn: Turn) -> Phrase | None:
    """Erase the wishes; sums stay, and name nobody who has gone."""
    store.forget(turn.conn, turn.person.id)
    return None
