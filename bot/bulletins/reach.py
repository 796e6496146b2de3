"""Reach: the condition an audience is for the database, and how many people fit it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    Index,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    not_,
    select,
)

from bot.bulletins.audience import Audience
from bot.bulletins.segments import member
from bot.kernel.standings import BANNED, SUSPENDED
from bot.kernel.topics import WARNING
from bot.ordering.order import COMPLETED, HANDED_OVER
from bot.ordering.store import is_among, orders
from bot.people.store import profile
from bot.selling.store import listing
from bot.store.consents import silenced
from bot.store.persons import person
from bot.store.schema import Instant

LATELY = timedelta(days=30)
PEOPLE = profile.join(person, person.c.id == profile.c.person_id)
Segments = Mapping[str, Any]  # selects of person ids, by name

# Whether somebody has to do with a crop is read from these alone, for everybody in one count.
Index("ix_listing_crop_seller", listing.c.crop_id, listing.c.seller_id)
Index("ix_orders_crop_buyer", orders.c.crop_id, orders.c.buyer_id)

_IS_SOLD = is_among(orders.c.state, (HANDED_OVER, COMPLETED))
_WHO = profile.c.person_id
_ROLE = MappingProxyType({"farmers": "sell", "buyers": "buy"})
_READS = func.coalesce(person.c.language, "en")
_SELLS = profile.c.wants.in_(("sell", "both"))
_HAS_SOLD = exists(select(literal(1)).where(orders.c.seller_id == _WHO, _IS_SOLD))
_SILENT = exists(
    select(literal(1)).where(silenced.c.person_id == _WHO, silenced.c.topic == bindparam("topic"))
)
# Who may not trade is still warned, and told nothing else.
_SHUT_OUT = is_among(person.c.standing, (SUSPENDED, BANNED)) & (
    person.c.standing_until.is_(None) | (person.c.standing_until > bindparam("now", type_=Instant))
)


def _fits(of: str) -> dict[str, Any]:
    """Give each facet's condition; the names of what it compares with begin with `of`."""

    def key(name: str, **more: Any) -> Any:
        return bindparam(f"{of}{name}", **more)

    lists = exists(
        select(literal(1)).where(listing.c.seller_id == _WHO, listing.c.crop_id == key("crop"))
    )
    ordered = exists(
        select(literal(1)).where(orders.c.buyer_id == _WHO, orders.c.crop_id == key("crop"))
    )
    named = exists(
        select(literal(1)).where(member.c.segment_id == key("listed"), member.c.person_id == _WHO)
    )
    since = bindparam("since", type_=Instant)
    return {
        "region": profile.c.region == key("region"),
        "place": profile.c.place_id == key("place"),
        "role": profile.c.wants.in_((key("wants"), "both")),
        "crop": lists | ordered,
        "language": key("language") == _READS,
        "listed": named,
        "activity=here": person.c.seen_at >= since,
        "activity=away": person.c.seen_at < since,
        "sales=sold": _HAS_SOLD,
        "sales=unsold": _SELLS & ~_HAS_SOLD,
    }


_OWN, _OTHERS = _fits(""), _fits("not_")
_NOT = "not "


@dataclass(frozen=True, slots=True)
class Shape:
    """All that decides how the statement for an audience reads: one is made for each."""

    facets: frozenset[str]
    urgent: bool
    warns: bool
    segments: tuple[tuple[str, Any], ...] = ()


def shape_of(audience: Audience, topic: str, segments: Segments) -> Shape:
    """Give the shape of an audience; `segments` are those the features tell apart."""
    facets = audience.facets
    used = {each.partition("learning=")[2] for each in facets}
    chosen = tuple((name, segments[name]) for name in sorted(used & set(segments)))
    return Shape(facets, audience.urgent, topic == WARNING, chosen)


def conditions(shape: Shape) -> list[Any]:
    """Say whom an audience leaves in; nobody who asked to be left alone."""
    facets, segments = sorted(shape.facets), dict(shape.segments)
    own = [_fit(_OWN, each, segments) for each in facets if not each.startswith(_NOT)]
    left = [each.removeprefix(_NOT) for each in facets if each.startswith(_NOT)]
    others = [not_(and_(*(_fit(_OTHERS, each, segments) for each in left)))] if left else []
    news = [] if shape.urgent else [profile.c.notices == "all"]
    fair = [] if shape.warns else [not_(_SHUT_OUT)]
    return [
        person.c.country == bindparam("country"),
        person.c.gone_at.is_(None),
        person.c.stopped_at.is_(None),
        ~_SILENT,
        *own,
        *others,
        *news,
        *fair,
    ]


def _fit(known: Mapping[str, Any], facet: str, segments: Segments) -> Any:
    kind, _, value = facet.partition("=")
    if kind != "learning":
        return known[facet]
    return _WHO.in_(segments[value]) if value in segments else false()


def compared(audience: Audience, topic: str, now: datetime) -> dict[str, Any]:
    """Give what the conditions compare with."""
    told = {"topic": topic, "now": now, "since": now - LATELY}
    without = audience.without
    return told | _named("", audience) | (_named("not_", without) if without else {})


def _named(of: str, some: Audience) -> dict[str, Any]:
    names = ("country", "region", "place", "crop", "language", "listed")
    own = {f"{of}{name}": getattr(some, name) for name in names}
    return own | {f"{of}wants": _ROLE.get(some.role or "")}


@cache
def counting(shape: Shape) -> Any:
    """Count an audience by language."""
    fits = conditions(shape)
    return select(_READS, func.count()).select_from(PEOPLE).where(*fits).group_by(_READS)


def count_people(
    conn: Connection, audience: Audience, topic: str, now: datetime, segments: Segments
) -> dict[str, int]:
    """Count whom something would be told, by language."""
    statement = counting(shape_of(audience, topic, segments))
    return {row[0]: row[1] for row in conn.execute(statement, compared(audience, topic, now))}
