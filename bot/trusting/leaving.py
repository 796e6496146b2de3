"""What is held of a person's trust, and what of it stays when they go."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.text.phrase import Phrase
from bot.trusting import ratings, store

_MOST = 1000  # badges in one export


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give the counts, the badges and the ratings."""
    badges = store.load_badges(conn, person_id, most=_MOST)
    return {
        "standing": store.load_counts(conn, person_id),
        "badges": [asdict(badge) for badge in badges],
        "ratings": ratings.export(conn, person_id),
    }


def erase(turn: Turn) -> Phrase | None:
    """Erase all that is known of somebody; what they said of others stays without a name."""
    ratings.forget(turn.conn, turn.person.id)
    store.forget(turn.conn, turn.person.id)
    return None
