"""What is kept of people beyond their chat: profiles, links that wait, calls for a person."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Text,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.store import consents, drafts, dues, inbound, outbound, persons
from bot.store.persons import Person, person, read_person
from bot.store.schema import Id, Instant, table

profile = table(
    "profile",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("wants", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("place_id", Text, nullable=False),
    Column("village", Text),
    Column("lat_e6", BigInteger, nullable=False),
    Column("lon_e6", BigInteger, nullable=False),
    Column("hour", Text, nullable=False),
    Column("notices", Text, nullable=False),
    Column("consent_at", Instant, nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("pay_to", Text),
    Column("source", Text),
    CheckConstraint("wants IN ('sell', 'buy', 'both')", name="wants"),
    CheckConstraint("hour IN ('morning', 'noon', 'evening')", name="hour"),
    CheckConstraint("notices IN ('all', 'needed')", name="notices"),
)

# A deep link followed before joining, opened after it.
waiting_link = table(
    "waiting_link",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("payload", Text, nullable=False),
    Column("since", Instant, nullable=False),
)

call = table(
    "call",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("about", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("answered_by", Id, ForeignKey("person.id")),
    Column("words", Text),
    Column("voice", Text),
)
Index("ix_call_answered_by", call.c.answered_by)

TABLES = (profile, waiting_link, call)


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody who joined.

    `region` and `place_id` are ids of places (the place a district), the point is rough, in
    millionths of a degree; `hour` is when news is welcome, `notices` whether any is; `pay_to` a
    mobile money account.
    """

    person_id: int
    wants: str
    region: str
    place_id: str
    lat_e6: int
    lon_e6: int
    consent_at: datetime
    joined_at: datetime
    village: str | None = None
    hour: str = "morning"
    notices: str = "all"
    pay_to: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody asked for a person; `about` is what it was about, as the button said."""

    id: int
    person_id: int
    about: str
    asked_at: datetime
    answered_at: datetime | None = None
    answered_by: int | None = None
    words: str | None = None
    voice: str | None = None


_PROFILE = select(profile).where(profile.c.person_id == bindparam("key"))
_KEEP_PROFILE = insert(profile)
_KEEP_PROFILE = _KEEP_PROFILE.on_conflict_do_update(
    index_elements=["person_id"],
    set_={
        column.name: _KEEP_PROFILE.excluded[column.name]
        for column in profile.c
        if not column.primary_key
    },
)
_LINK = insert(waiting_link)
_LINK = _LINK.on_conflict_do_update(
    index_elements=["person_id"],
    set_={"payload": _LINK.excluded.payload, "since": _LINK.excluded.since},
)
_TAKE_LINK = (
    delete(waiting_link)
    .where(waiting_link.c.person_id == bindparam("key"))
    .returning(waiting_link.c.payload)
)
_CALL = insert(call).returning(call.c.id)
_CALL_BY_ID = select(call).where(call.c.id == bindparam("key"))
_CALLS_OF = select(call).where(call.c.person_id == bindparam("key")).order_by(call.c.id)
_LAST_OPEN = (
    select(call.c.asked_at)
    .where(call.c.person_id == bindparam("key"), call.c.answered_at.is_(None))
    .order_by(call.c.id.desc())
    .limit(1)
)
_ANSWER = (
    update(call)
    .where(call.c.id == bindparam("key"), call.c.answered_at.is_(None))
    .values(
        answered_at=bindparam("at"),
        answered_by=bindparam("by"),
        words=bindparam("said"),
        voice=bindparam("file"),
    )
    .returning(call.c.id)
)
_STAFF = select(person).where(person.c.user_id.in_(bindparam("ids", expanding=True)))
_DRAFTS_OF = select(drafts.draft).where(drafts.draft.c.person_id == bindparam("key"))
_FORGET_ASIDE = delete(inbound.inbox).where(
    inbound.IS_ASIDE, inbound.inbox.c.person_key == bindparam("chat")
)
_FORGET_DEAD = delete(outbound.outbox).where(
    outbound.IS_DEAD, outbound.outbox.c.chat == bindparam("chat")
)
_DUES_OF = select(dues.due).where(dues.due.c.person_id == bindparam("key"))


def load_profile(conn: Connection, person_id: int) -> Profile | None:
    """Give the profile of somebody who joined."""
    found = conn.execute(_PROFILE, {"key": person_id}).mappings().first()
    return None if found is None else Profile(**found)


def save_profile(conn: Connection, changed: Profile) -> None:
    conn.execute(_KEEP_PROFILE, asdict(changed))


def keep_link(conn: Connection, person_id: int, payload: str, now: datetime) -> None:
    """Remember the deep link somebody followed before joining; the last one counts."""
    conn.execute(_LINK, {"person_id": person_id, "payload": payload, "since": now})


def take_link(conn: Connection, person_id: int) -> str | None:
    """Give the remembered deep link, once."""
    return conn.execute(_TAKE_LINK, {"key": person_id}).scalar()


def add_call(conn: Connection, person_id: int, about: str, now: datetime) -> int:
    row = {"person_id": person_id, "about": about, "asked_at": now}
    return int(conn.execute(_CALL, row).scalar_one())


def load_call(conn: Connection, id: int) -> Call | None:  # noqa: A002  it is the id
    found = conn.execute(_CALL_BY_ID, {"key": id}).mappings().first()
    return None if found is None else Call(**found)


def last_open_call(conn: Connection, person_id: int) -> datetime | None:
    """Tell when somebody last asked for a person and has no answer yet."""
    return conn.execute(_LAST_OPEN, {"key": person_id}).scalar()


def answer_call(
    conn: Connection,
    id: int,  # noqa: A002  it is the id
    by: int,
    words: str | None,
    now: datetime,
    *,
    voice: str | None = None,
) -> bool:
    """Note the answer, in words or by a voice note's file id; False when somebody was faster."""
    row = {"key": id, "by": by, "said": words, "file": voice, "at": now}
    return conn.execute(_ANSWER, row).scalar() is not None


def load_staff(conn: Connection, ids: Collection[int]) -> list[Person]:
    """Give those of the ids who ever wrote to the bot."""
    found = conn.execute(_STAFF, {"ids": sorted(ids)}).mappings()
    return [read_person(row) for row in found]


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give all that is held of a person outside the other features."""
    whom = persons.load(conn, person_id)
    own = load_profile(conn, person_id)
    return {
        "person": asdict(whom) if whom else None,
        "profile": asdict(own) if own else None,
        "waiting_link": _rows(conn, select(waiting_link).where(_own(waiting_link)), person_id),
        "talks": _rows(conn, _DRAFTS_OF, person_id),
        "reminders": _rows(conn, _DUES_OF, person_id),
        "silenced": consents.export(conn, person_id),
        "calls_for_a_person": _rows(conn, _CALLS_OF, person_id),
    }


def erase(conn: Connection, whom: Person, now: datetime) -> None:
    """Erase a person; an empty row stays for what other people's receipts refer to.

    The chat is free again: whoever writes from it is a stranger.
    """
    for each in (profile, waiting_link, call, drafts.draft, dues.due, consents.silenced):
        conn.execute(delete(each).where(_own(each)), {"key": whom.id})
    conn.execute(_FORGET_ASIDE, {"chat": whom.chat})
    conn.execute(_FORGET_DEAD, {"chat": whom.chat})
    persons.save(conn, _nobody(whom, now))


def _nobody(whom: Person, now: datetime) -> Person:
    # Nobody's chat has the negative of a row's number: the bot talks in private chats only.
    return Person(
        id=whom.id,
        chat=-whom.id,
        user_id=-whom.id,
        created_at=now,
        seen_at=now,
        gone_at=now,
        stopped_at=now,
        version=whom.version,
    )


def _own(each: Any) -> Any:
    return each.c.person_id == bindparam("key")


def _rows(conn: Connection, statement: Any, person_id: int) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(statement, {"key": person_id}).mappings()]
