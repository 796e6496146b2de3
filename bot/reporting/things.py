"""What a reported thing is: whose it is, what it says, and whether somebody may report it."""

from bot.feature import Turn
from bot.ordering import store as orders
from bot.ordering.order import BUYER, SELLER
from bot.people.reported import ASKED, LISTING, ORDER, PERSON, REPORTABLE, Asked
from bot.reporting import store
from bot.selling import store as listings
from bot.store import persons


def look(turn: Turn, kind: str, thing: int) -> Asked:
    """Ask whoever knows a thing what it is; it stays not allowed where nobody does."""
    asked = Asked(kind, thing, turn.person.id)
    if kind in _KNOWN:
        _KNOWN[kind](turn, asked)
    elif kind in REPORTABLE:
        turn.announce(ASKED, asked)
    if asked.about == asked.by:
        asked.allowed = False
    return asked


def _listing(turn: Turn, asked: Asked) -> None:
    found = listings.load(turn.conn, asked.id)
    if found is not None:
        asked.about, asked.photo, asked.voice = found.seller_id, found.photo, found.voice
        asked.words, asked.allowed = found.label or "", True


def _order(turn: Turn, asked: Asked) -> None:
    found = orders.load(turn.conn, asked.id)
    role = found.role_of(asked.by) if found else None
    if found is not None and role in {BUYER, SELLER}:
        asked.about = found.seller_id if role == BUYER else found.buyer_id
        asked.order_id, asked.allowed = found.id, True


def _person(turn: Turn, asked: Asked) -> None:
    """Farmers are known to all, others to those they deal with."""
    found = persons.load(turn.conn, asked.id)
    if found is None or not found.called:
        return
    asked.about = found.id
    asked.allowed = "farmer" in found.roles or store.has_dealt(turn.conn, asked.by, found.id)


_KNOWN = {LISTING: _listing, ORDER: _order, PERSON: _person}
