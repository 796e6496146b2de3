"""What those who are new may do in a day: a fraud needs many at once, a farmer does not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.feature import Turn
from bot.talk.event import Due

FRESH = timedelta(days=7)  # how long somebody is new
DAY = timedelta(days=1)
# Orders placed and listings put up by one newcomer in a day: what a busy trader does, no more. One can only write to
# those one has an order with, so that this bounds to how many strangers a newcomer writes, too.
ORDERS, LISTINGS = 120, 60

# Announced: a `Newcomer` at the bounds, to be vouched for by whoever keeps what staff checked.
VOUCHED = "newcomer-vouched"
# Announced: the payload of a deep link somebody followed before joining; the `Profile` of who joined.
FOLLOWED, JOINED = "link-followed", "person-joined"

# Counts what somebody did since a moment, up to so many.
Count = Callable[[Connection, int, datetime, int], int]


@dataclass(slots=True)
class Newcomer:
    """Somebody new who did as much as a newcomer may; `vouched` lifts it."""

    person_id: int
    vouched: bool = False


def is_new(created_at: datetime, now: datetime) -> bool:
    return now - created_at < FRESH


def did_too_much(turn: Turn, count: Count, most: int) -> bool:
    """Whether somebody new has done as much today as a newcomer may, and nobody vouches for them.

    What comes due by itself was agreed before and is not held up.
    """
    whom = turn.person
    if not is_new(whom.created_at, turn.now) or isinstance(turn.event, Due):
        return False
    if count(turn.conn, whom.id, turn.now - DAY, most) < most:
        return False
    newcomer = Newcomer(whom.id)
    turn.announce(VOUCHED, newcomer)
    return not newcomer.vouched
