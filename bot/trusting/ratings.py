"""Ratings: which orders may be rated, and what each side said; one word an order and side."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    and_,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.store.schema import Id, Instant, Json, table
from bot.trusting.rules import MOODS, Rated, Round, Word

rating_round = table(
    "rating_round",
    Column("order_id", Id, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("buyer_id", Id, nullable=False),
    Column("seller_id", Id, nullable=False),
    Column("handed", Boolean, nullable=False),
    Column("ended_at", Instant, nullable=False),
    Column("ends", Integer, nullable=False),
)

rating = table(
    "rating",
    Column("order_id", Id, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("by_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("about_id", Id, ForeignKey("person.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("mood", Text, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("open_at", Instant, nullable=False),
    CheckConstraint(f"mood IN ({', '.join(map(repr, MOODS))})", name="mood"),
    CheckConstraint("by_id <> about_id", name="other"),
)
Index("ix_rating_about_id", rating.c.about_id, rating.c.by_id)
Index("ix_rating_by_id", rating.c.by_id)

TABLES = (rating_round, rating)

# Everything shown of somebody, the last word of each who said something in place 1.
LATEST = (
    select(
        rating.c.mood,
        rating.c.role,
        rating.c.reasons,
        func.row_number()
        .over(
            partition_by=(rating.c.by_id, rating.c.role),
            order_by=(rating.c.at.desc(), rating.c.order_id.desc()),
        )
        .label("place"),
    )
    .where(
        rating.c.about_id == bindparam("whom", type_=Id),
        rating.c.open_at <= bindparam("moment", type_=Instant),
    )
    .subquery("latest")
)

_ROUND = insert(rating_round)
_OPEN = _ROUND.on_conflict_do_update(
    index_elements=["order_id"],
    set_={
        "ended_at": _ROUND.excluded.ended_at,
        "handed": _ROUND.excluded.handed,
        "ends": rating_round.c.ends + 1,
    },
).returning(rating_round.c.ends)
_WORD_FIELDS = tuple(each.name for each in fields(Word))
_ROUND_FIELDS = tuple(each.name for each in fields(Round))
RATED = (
    select(
        rating_round,
        *(rating.c[name].label(f"word_{name}") for name in _WORD_FIELDS),
    )
    .select_from(
        rating_round.outerjoin(rating, rating.c.order_id == rating_round.c.order_id),
    )
    .where(rating_round.c.order_id == bindparam("which"))
)
_HOLD = (
    select(rating_round.c.order_id)
    .where(rating_round.c.order_id == bindparam("which"))
    .with_for_update()
)
_KEEP = insert(rating)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["order_id", "by_id"],
    set_={name: _KEEP.excluded[name] for name in ("mood", "reasons", "open_at")},
)
_SHOW_BOTH = (
    update(rating)
    .where(rating.c.order_id == bindparam("which"))
    .values(open_at=bindparam("moment", type_=Instant))
)
REASONS = (
    select(LATEST.c.reasons)
    .where(LATEST.c.place == 1, LATEST.c.role == bindparam("said_by"))
    .limit(200)
)
_BY = select(rating).where(rating.c.by_id == bindparam("whom")).order_by(rating.c.order_id)
_MINE = rating.alias("mine")
# What the other side said before one has spoken is nobody's to read, an export's neither.
_ABOUT = (
    select(rating.c.order_id, rating.c.mood, rating.c.reasons, rating.c.at)
    .join(
        _MINE,
        and_(_MINE.c.order_id == rating.c.order_id, _MINE.c.by_id == rating.c.about_id),
    )
    .where(rating.c.about_id == bindparam("whom"))
    .order_by(rating.c.order_id)
)
_FORGET = delete(rating).where(rating.c.about_id == bindparam("whom"))


def open_round(conn: Connection, new: Round) -> int:
    """Let both sides rate an order that ended; gives how often it has ended by now."""
    row = {name: getattr(new, name) for name in _ROUND_FIELDS}
    return int(conn.execute(_OPEN, row).scalar_one())


def hold(conn: Connection, order_id: int) -> Rated | None:
    """Give an order that may be rated, with nobody else speaking of it meanwhile."""
    conn.execute(_HOLD, {"which": order_id})
    return load(conn, order_id)


def load(conn: Connection, order_id: int) -> Rated | None:
    """Give an order that may be rated with what was said so far, in one statement."""
    rows = conn.execute(RATED, {"which": order_id}).mappings().all()
    if not rows:
        return None
    words = tuple(_word(row) for row in rows if row["word_by_id"] is not None)
    return Rated(Round(**{name: rows[0][name] for name in _ROUND_FIELDS}), words)


def _word(row: Any) -> Word:
    known: dict[str, Any] = {name: row[f"word_{name}"] for name in _WORD_FIELDS}
    return Word(**known | {"reasons": tuple(known["reasons"])})


def keep(conn: Connection, word: Word, *, both: bool) -> None:
    """Keep what somebody says; with the other's word already there, both are shown together."""
    row = {name: getattr(word, name) for name in _WORD_FIELDS}
    conn.execute(_KEEP, row | {"reasons": list(word.reasons)})
    if both:
        conn.execute(_SHOW_BOTH, {"which": word.order_id, "moment": word.open_at})


def load_reasons(
    conn: Connection, person_id: int, said_by: str, now: datetime
) -> list[tuple[str, ...]]:
    """Give the reasons people named of somebody, for each of them those of their last word."""
    found = conn.execute(REASONS, {"whom": person_id, "moment": now, "said_by": said_by})
    return [tuple(row.reasons) for row in found]


def export(conn: Connection, person_id: int) -> dict[str, Any]:
    """Give what somebody said of others, and what those said of them."""
    given = conn.execute(_BY, {"whom": person_id}).mappings()
    heard = conn.execute(_ABOUT, {"whom": person_id}).mappings()
    return {"given": [dict(row) for row in given], "received": [dict(row) for row in heard]}


def forget(conn: Connection, person_id: int) -> None:
    """Erase what was said of somebody; what they said of others stays, without their name."""
    conn.execute(_FORGET, {"whom": person_id})
