"""What selling holds of a person: given out on request, erased when they leave."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.feature import Turn
from bot.selling import rules, stock, store
from bot.selling.bags import bag_weight
from bot.selling.offers import WITHDRAWN
from bot.selling.store import listing
from bot.text.phrase import Phrase, say

_OWN = bag_weight.c.person_id == bindparam("key")
_BAGS = select(bag_weight).where(_OWN)
_DROP_BAGS = delete(bag_weight).where(_OWN)
_BLUR = (
    update(listing)
    .where(listing.c.seller_id == bindparam("key"))
    .values(state=WITHDRAWN, photo=None, voice=None, more_photos=None)
    .values(lat_e6=None, lon_e6=None, cell3=None, cell4=None)
)


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give a person's listings, those taken away too, and the bag weights they said."""
    mine = store.load_every(conn, person_id)
    bags = conn.execute(_BAGS, {"key": person_id}).mappings()
    return {"listings": [asdict(each) for each in mine], "bag_weights": [dict(row) for row in bags]}


def forget(turn: Turn) -> Phrase | None:
    """Take a person's listings away, with their photos and places; not while orders hold stock."""
    mine = store.load_every(turn.conn, turn.person.id)
    if any(rules.refuse_removal(each, turn.now) for each in mine):
        return say("selling-held-somewhere")
    for each in mine:
        if each.free:
            stock.withdraw(turn.conn, each.id, each.free, turn.now, actor_id=turn.person.id)
    turn.conn.execute(_BLUR, {"key": turn.person.id})
    turn.conn.execute(_DROP_BAGS, {"key": turn.person.id})
    return None
