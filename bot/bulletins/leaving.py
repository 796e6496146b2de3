"""What somebody takes along who leaves, and what is erased of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.bulletins import recipients, segments, store
from bot.bulletins.bulletin import ASKED, PAUSED, SENDING, SET, STOPPED
from bot.feature import Turn
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give what somebody was told with many others."""
    return {
        "bulletins_received": recipients.export(conn, person_id),
        "lists_of_people": segments.export(conn, person_id),
    }


def erase(turn: Turn) -> Phrase | None:
    """Erase it; what staff who leave were sending stops with them."""
    for each in store.load_by(turn.conn, turn.person.id):
        if each.state in {ASKED, SET, SENDING, PAUSED}:
            store.save(turn.conn, replace(each, state=STOPPED, ended_at=turn.now))
    recipients.forget(turn.conn, turn.person.id)
    segments.forget(turn.conn, turn.person.id)
    return None
