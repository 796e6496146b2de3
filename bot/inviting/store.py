"""Invites: everybody's own link, and who came by whose."""

import secrets
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.inviting.rules import JOINED, LISTED, SOLD, Invite, Newcomer
from bot.store.persons import person
from bot.store.schema import Id, Instant, table

invite = table(
    "invite",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("region", Text),
    Column("named", Boolean),
    Column(JOINED, Integer, nullable=False),
    Column(LISTED, Integer, nullable=False),
    Column(SOLD, Integer, nullable=False),
)
# Written out, since a partial index serves only statements that name its condition.
_BRINGS = invite.c.joined > literal_column("0")
_BY_MOST = (invite.c.joined.desc(), invite.c.person_id)
Index("ix_invite_joined", *_BY_MOST, sqlite_where=_BRINGS, postgresql_where=_BRINGS)
Index(
    "ix_invite_region",
    invite.c.region,
    *_BY_MOST,
    sqlite_where=_BRINGS,
    postgresql_where=_BRINGS,
)

newcomer = table(
    "newcomer",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("by_id", Id, ForeignKey("person.id"), nullable=False),
    Column("followed_at", Instant, nullable=False),
    Column("known", Boolean, nullable=False),
    Column("region", Text),
    Column("joined_at", Instant),
    Column("listed_at", Instant),
    Column("sold_at", Instant),
)
Index("ix_newcomer_by_id", newcomer.c.by_id, newcomer.c.joined_at)

TABLES = (invite, newcomer)

_INVITE = tuple(invite.c[each.name] for each in fields(Invite))
_NEWCOMER = tuple(newcomer.c[each.name] for each in fields(Newcomer))
_ME = bindparam("me", type_=Id)
_MOST, _SKIP = bindparam("most", type_=Integer), bindparam("skip", type_=Integer)

_NEW = insert(invite).on_conflict_do_nothing().returning(*_INVITE)
_OF = select(*_INVITE).where(invite.c.person_id == _ME)
_BY_CODE = select(*_INVITE).where(invite.c.code == bindparam("which"))
_NAME = update(invite).where(invite.c.person_id == _ME).values(named=bindparam("may"))
_FOLLOW = insert(newcomer).on_conflict_do_nothing(index_elements=["person_id"])
_CAME = select(*_NEWCOMER).where(newcomer.c.person_id == _ME)
_KNOW = update(newcomer).where(newcomer.c.person_id == _ME).values(known=bindparam("may"))
_JOIN = (
    update(newcomer)
    .where(newcomer.c.person_id == _ME, newcomer.c.joined_at.is_(None))
    .values(joined_at=bindparam("at", type_=Instant), region=bindparam("home"))
    .returning(newcomer.c.by_id)
)


def _reaching(column: Any) -> Any:
    """Note that somebody who joined by an invite got so far, the first time they do."""
    return (
        update(newcomer)
        .where(newcomer.c.person_id == _ME, newcomer.c.joined_at.is_not(None), column.is_(None))
        .values({column: bindparam("at", type_=Instant)})
        .returning(newcomer.c.by_id)
    )


_REACH = MappingProxyType(
    {LISTED: _reaching(newcomer.c.listed_at), SOLD: _reaching(newcomer.c.sold_at)}
)
_COUNT = MappingProxyType(
    {
        step: update(invite).where(invite.c.person_id == _ME).values({step: invite.c[step] + 1})
        for step in (JOINED, LISTED, SOLD)
    }
)
_NAMES = (
    select(*_NEWCOMER, person.c.called)
    .join(person, person.c.id == newcomer.c.person_id)
    .where(newcomer.c.by_id == _ME, newcomer.c.joined_at.is_not(None), newcomer.c.known)
    .order_by(newcomer.c.joined_at.desc())
    .limit(_MOST)
)
_ALL = (
    select(*_INVITE, person.c.called)
    .join(person, person.c.id == invite.c.person_id)
    .where(_BRINGS)
    .order_by(*_BY_MOST)
    .limit(_MOST)
    .offset(_SKIP)
)
_IN_REGION = _ALL.where(invite.c.region == bindparam("home"))
_REGIONS = (
    select(
        invite.c.region,
        func.count().label("people"),
        func.sum(invite.c.joined).label("joined"),
    )
    .where(_BRINGS)
    .group_by(invite.c.region)
    .order_by(func.sum(invite.c.joined).desc(), invite.c.region)
    .limit(_MOST)
)
_BROUGHT = select(*_NEWCOMER).where(newcomer.c.by_id == _ME).order_by(newcomer.c.joined_at)
_FORGET = (
    delete(invite).where(invite.c.person_id == _ME),
    delete(newcomer).where(newcomer.c.person_id == _ME),
    delete(newcomer).where(newcomer.c.by_id == _ME),
)


@dataclass(frozen=True, slots=True)
class Regional:
    """How many people of a region bring others, and how many they brought."""

    region: str | None
    people: int
    joined: int


def load_or_make(conn: Connection, person_id: int, region: str | None, now: datetime) -> Invite:
    """Give somebody's invite, made when it is first asked for, with a code nobody can guess."""
    found = load_of(conn, person_id)
    while found is None:
        new = Invite(person_id, secrets.token_urlsafe(6), now, region)
        made = conn.execute(_NEW, asdict(new)).mappings().first()
        found = load_of(conn, person_id) if made is None else Invite(**made)
    return found


def load_of(conn: Connection, person_id: int) -> Invite | None:
    return _invite(conn, _OF, me=person_id)


def load_by_code(conn: Connection, code: str) -> Invite | None:
    return _invite(conn, _BY_CODE, which=code)


def _invite(conn: Connection, statement: Any, **keys: Any) -> Invite | None:
    row = conn.execute(statement, keys).mappings().first()
    return None if row is None else Invite(**row)


def name(conn: Connection, person_id: int, *, may: bool) -> None:
    """Note whether newcomers may be told who invites them."""
    conn.execute(_NAME, {"me": person_id, "may": may})


# -- those who come


def follow(conn: Connection, person_id: int, by: Invite, now: datetime) -> None:
    """Note whose invite somebody followed; the first one stands."""
    conn.execute(_FOLLOW, asdict(Newcomer(person_id, by.person_id, now)))


def load_newcomer(conn: Connection, person_id: int) -> Newcomer | None:
    row = conn.execute(_CAME, {"me": person_id}).mappings().first()
    return None if row is None else Newcomer(**row)


def join(conn: Connection, person_id: int, region: str, now: datetime) -> int | None:
    """Note that somebody joined; gives who invited them, if anybody did."""
    keys = {"me": person_id, "at": now, "home": region}
    return _counted(conn, JOINED, conn.execute(_JOIN, keys).scalar())


def reach(conn: Connection, person_id: int, step: str, now: datetime) -> int | None:
    """Note that somebody listed or sold for the first time; gives who invited them, once."""
    by = conn.execute(_REACH[step], {"me": person_id, "at": now}).scalar()
    return _counted(conn, step, by)


def _counted(conn: Connection, step: str, by: int | None) -> int | None:
    if by is not None:
        conn.execute(_COUNT[step], {"me": by})
    return by


def know(conn: Connection, person_id: int, *, may: bool) -> None:
    """Note whether the one who invited somebody may know them by name."""
    conn.execute(_KNOW, {"me": person_id, "may": may})


def load_names(conn: Connection, person_id: int, most: int) -> list[tuple[Newcomer, str]]:
    """Give the last who came by somebody's invite and let them know it, with their names."""
    found = conn.execute(_NAMES, {"me": person_id, "most": most}).mappings()
    return [(_newcomer(row), row["called"] or "") for row in found]


def _newcomer(row: Any) -> Newcomer:
    return Newcomer(**{each.name: row[each.name] for each in fields(Newcomer)})


# -- for staff


def load_bringers(
    conn: Connection, region: str | None, skip: int, most: int
) -> list[tuple[Invite, str]]:
    """Give those who brought people, the most first, with their names."""
    keys: dict[str, Any] = {"skip": skip, "most": most}
    statement = _ALL if region is None else _IN_REGION
    found = conn.execute(statement, keys if region is None else keys | {"home": region})
    return [_bringer(row) for row in found.mappings()]


def _bringer(row: Any) -> tuple[Invite, str]:
    values = {each.name: row[each.name] for each in fields(Invite)}
    return Invite(**values), row["called"] or ""


def load_regions(conn: Connection, most: int) -> list[Regional]:
    """Give the regions whose people bring others, the most first."""
    return [Regional(*row) for row in conn.execute(_REGIONS, {"most": most})]


# -- leaving


def export(conn: Connection, person_id: int) -> dict[str, Any]:
    """Give somebody's invite, whose they came by, and how far those came who followed theirs."""
    own, came = load_of(conn, person_id), load_newcomer(conn, person_id)
    brought = conn.execute(_BROUGHT, {"me": person_id}).mappings()
    return {
        "invite": None if own is None else asdict(own),
        "came_by": None if came is None else asdict(came),
        "brought": [_nameless(row) for row in brought],
    }


def _nameless(row: Any) -> dict[str, Any]:
    """Give when somebody came, not who: they are told that to others only by their own word."""
    when = asdict(replace(_newcomer(row), person_id=0))
    return {name: when[name] for name in ("followed_at", "joined_at", "listed_at", "sold_at")}


def forget(conn: Connection, person_id: int) -> None:
    """Erase somebody's invite and who came by whom as far as they are in it; counts stay."""
    for statement in _FORGET:
        conn.execute(statement, {"me": person_id})
