"""What finding holds of a person: given out on request, erased when they leave."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.feature import Turn
from bot.finding.notices import NEWS
from bot.finding.store import saved_search, search_cell, seeking
from bot.text.phrase import Phrase

_SEEKING = select(seeking).where(seeking.c.person_id == bindparam("key"))
_KEPT = (
    select(saved_search)
    .where(saved_search.c.person_id == bindparam("key"))
    .order_by(saved_search.c.id)
)
_IDS = select(saved_search.c.id).where(saved_search.c.person_id == bindparam("key"))
_ERASE = (
    delete(search_cell).where(search_cell.c.search_id.in_(_IDS)),
    delete(saved_search).where(saved_search.c.person_id == bindparam("key")),
    delete(seeking).where(seeking.c.person_id == bindparam("key")),
)


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give how a person looked last, and the searches they keep."""
    key = {"key": person_id}
    return {
        "looking_for": [dict(row) for row in conn.execute(_SEEKING, key).mappings()],
        "searches": [dict(row) for row in conn.execute(_KEPT, key).mappings()],
    }


def forget(turn: Turn) -> Phrase | None:
    """Erase a person's searches."""
    for statement in _ERASE:
        turn.conn.execute(statement, {"key": turn.person.id})
    turn.cancel(NEWS, "all", turn.person)
    return None
