"""What ads hold of a person, and what of it stays when they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, update

from bot.feature import Turn
from bot.text.phrase import Phrase
from bot.wanting import growers, store
from bot.wanting.store import want, want_bid
from bot.wanting.want import ASKED, BACK, CLOSED, OFFERED, OPEN

_CLOSE = (
    update(want)
    .where(want.c.buyer_id == bindparam("who"), want.c.state == OPEN)
    .values(state=CLOSED, version=want.c.version + 1)
)
_BLUR = (
    update(want)
    .where(want.c.buyer_id == bindparam("who"))
    .values(place_id=None, lat_e6=0, lon_e6=0)
)
_TAKE_BACK = (
    update(want_bid)
    .where(want_bid.c.farmer_id == bindparam("who"), want_bid.c.state.in_((ASKED, OFFERED)))
    .values(state=BACK, version=want_bid.c.version + 1)
)


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give somebody's ads and all they were asked."""
    return store.export(conn, person_id)


def erase(turn: Turn) -> Phrase | None:
    """Close somebody's ads and take their offers back; shares in a pool are orders, asked there."""
    for statement in (_CLOSE, _BLUR, _TAKE_BACK):
        turn.conn.execute(statement, {"who": turn.person.id})
    growers.forget(turn.conn, turn.person.id)
    return None
