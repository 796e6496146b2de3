"""What somebody takes along who leaves, and what is erased of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.delivering import drivers, rules, store
from bot.delivering.rules import ROUGHLY
from bot.feature import Turn
from bot.points import store as points
from bot.text.phrase import Phrase, say


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give all that is held of how somebody's orders travel, and of them as a driver."""
    return {**store.export(conn, person_id), **drivers.export(conn, person_id)}


def erase(turn: Turn) -> Phrase | None:
    """Erase it; whoever still carries other people's orders stays until that is done."""
    me = turn.person.id
    since, _ = rules.day_span(turn.speaker.today, turn.person.zone)
    if store.load_of_driver(turn.conn, me, since, since + ROUGHLY):
        return say("drivers-busy")
    points.forget(turn.conn, me)
    store.forget(turn.conn, me)
    drivers.forget(turn.conn, me)
    return None
