"""What is held of a learner, and that nothing of it stays when they go."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.learning import edited, store
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give the lessons, the reminders and the certificates."""
    learner = store.load_learner(conn, person_id)
    return {
        "learner": None if learner is None else asdict(learner),
        "lessons": [asdict(each) for each in store.load_shelf(conn, person_id).values()],
        "certificates": [asdict(each) for each in store.load_certificates(conn, person_id)],
    }


def erase(turn: Turn) -> Phrase | None:
    """Erase everything; certificates are good for nothing any more."""
    store.forget(turn.conn, turn.person.id)
    edited.forget(turn.conn, turn.person.id)
    return None
