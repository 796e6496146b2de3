"""What learners did on the market before and after a lesson: counted, and nothing claimed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    bindparam,
    case,
    exists,
    func,
    select,
    type_coerce,
)

from bot.learning.store import progress
from bot.ordering.order import CONFIRMED, RELEASED
from bot.ordering.store import is_among, orders
from bot.selling.store import listing
from bot.text.phrase import Phrase, say

SPAN = timedelta(days=28)
MOST = 500  # learners looked at, the latest
_LONG_AGO = timedelta(days=365)
_MICROSECONDS = SPAN // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Fared:
    """How many of the learners listed, sold and were paid in a stretch of 28 days."""

    listed: int
    sold: int
    paid: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `learners` whose 28 days after the lesson are over: before it, and after."""

    learners: int
    before: Fared
    after: Fared


_LEARNT = (
    select(progress.c.person_id, progress.c.right_at)
    .where(
        progress.c.lesson == bindparam("of"),
        progress.c.right_at > bindparam("since"),
        progress.c.right_at <= bindparam("until"),
    )
    .order_by(progress.c.right_at.desc())
    .limit(MOST)
    .subquery("learnt")
)


def _within(at: Any, start: int) -> Any:
    """Whether a moment lies in the 28 days from so many of them before or after the lesson."""
    moment, learnt = type_coerce(at, BigInteger), type_coerce(_LEARNT.c.right_at, BigInteger)
    since = learnt + start * _MICROSECONDS
    return (moment >= since) & (moment < since + _MICROSECONDS)


def _columns(name: str, start: int) -> tuple[Any, ...]:
    listed = exists().where(
        listing.c.seller_id == _LEARNT.c.person_id, _within(listing.c.created_at, start)
    )
    # What moved since the stretch began: the index over a farmer's orders ends there.
    mine = (
        orders.c.seller_id == _LEARNT.c.person_id,
        orders.c.moved_at
        >= type_coerce(
            type_coerce(_LEARNT.c.right_at, BigInteger) + start * _MICROSECONDS,
            orders.c.moved_at.type,
        ),
    )
    sold = exists().where(*mine, _within(orders.c.handed_at, start))
    paid = exists().where(
        *mine,
        _within(orders.c.handed_at, start),
        is_among(orders.c.payment, (CONFIRMED, RELEASED)),
    )
    found = {"listed": listed, "sold": sold, "paid": paid}
    return tuple(
        func.coalesce(func.sum(case((each, 1), else_=0)), 0).label(f"{name}_{what}")
        for what, each in found.items()
    )


EFFECT = select(
    func.count().label("learners"), *_columns("before", -1), *_columns("after", 0)
).select_from(_LEARNT)


def measure(conn: Connection, lesson: str, now: datetime) -> Effect:
    """Count what those did who learnt a lesson within a year, and have had 28 days since."""
    given = {"of": lesson, "since": now - _LONG_AGO, "until": now - SPAN}
    row = conn.execute(EFFECT, given).one()
    before = Fared(row.before_listed, row.before_sold, row.before_paid)
    return Effect(row.learners, before, Fared(row.after_listed, row.after_sold, row.after_paid))


def tell_effect(effect: Effect) -> tuple[Phrase, ...]:
    """Say what was counted, and that it proves nothing."""
    if not effect.learners:
        return (say("learning-effect-none"),)
    return (
        say("learning-effect", learners=effect.learners),
        _line("before", effect.before, effect.learners),
        _line("after", effect.after, effect.learners),
        say("learning-effect-caution"),
    )


def _line(when: str, fared: Fared, of: int) -> Phrase:
    return say(
        f"learning-effect-{when}", listed=fared.listed, sold=fared.sold, paid=fared.paid, of=of
    )
