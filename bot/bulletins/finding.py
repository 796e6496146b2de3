"""Who is meant by the entries of a pasted list, four statements however long it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Index, bindparam, select, union_all

from bot.bulletins.pasted import NAME, OFFER, ORDER, PHONE, Pasted
from bot.ordering.store import orders
from bot.people.store import profile
from bot.selling.store import listing
from bot.store.persons import person

Index("ix_person_username", person.c.username)
Index("ix_profile_pay_to", profile.c.pay_to)


def _keys() -> Any:
    return bindparam("keys", expanding=True)


_BOUGHT, _SOLD = (
    select(orders.c.number, side).where(orders.c.number.in_(_keys()))
    for side in (orders.c.buyer_id, orders.c.seller_id)
)
_FIND: Mapping[str, Any] = MappingProxyType(
    {
        NAME: select(person.c.username, person.c.id).where(person.c.username.in_(_keys())),
        PHONE: select(profile.c.pay_to, profile.c.person_id).where(profile.c.pay_to.in_(_keys())),
        ORDER: union_all(_BOUGHT, _SOLD),
        OFFER: select(listing.c.id, listing.c.seller_id).where(listing.c.id.in_(_keys())),
    }
)


def find_people(
    conn: Connection, entries: Iterable[Pasted]
) -> tuple[frozenset[int], tuple[str, ...]]:
    """Give the ids of those who are known, and the entries that name nobody."""
    by_kind: dict[str, list[Pasted]] = defaultdict(list)
    for each in entries:
        by_kind[each.kind].append(each)
    found: set[int] = set()
    missing: list[str] = []
    for kind, some in by_kind.items():
        known = _find(conn, kind, some)
        found.update(*known.values())
        missing += [each.text for each in some if not known[each.text]]
    return frozenset(found), tuple(missing)


def _find(conn: Connection, kind: str, some: list[Pasted]) -> dict[str, set[int]]:
    """Give the people each entry of a kind means, by its text."""
    texts = {written: each.text for each in some for written in _written(each)}
    known: dict[str, set[int]] = {each.text: set() for each in some}
    if kind in _FIND:
        keys = [int(key) for key in texts] if kind == OFFER else list(texts)
        for key, whose in conn.execute(_FIND[kind], {"keys": keys}):
            known[texts[str(key)]].add(whose)
    return known


def _written(each: Pasted) -> tuple[str, ...]:
    """Give the ways a key may be kept: a telephone number as it was typed, too."""
    if each.kind != PHONE:
        return (each.key,)
    return tuple(dict.fromkeys((each.text, each.key, f"+{each.key}")))
