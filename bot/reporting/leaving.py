"""What is held of reports somebody made or is in, and what of it stays when they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.kernel.standings import GOOD
from bot.reporting import rulings, store
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give what somebody reported, and what was decided about them; not who reported them."""
    return {
        "reports": store.export(conn, person_id),
        "decisions": rulings.export(conn, person_id),
    }


def erase(turn: Turn) -> Phrase | None:
    """Empty what somebody wrote; that they are suspended stays as a mark without a name."""
    me = turn.person
    store.forget(turn.conn, me.id)
    rulings.forget(turn.conn, me.id)
    if me.stands(turn.now) != GOOD:
        rulings.bar(turn.conn, me.user_id, me.standing, me.standing_until)
    return None
