"""When an order needs the clock: one next moment for each state, counted from the order alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.kernel.day import add_daylight, at_local, zone_of
from bot.ordering.conditions import ESCALATION, SILENCE, UNHEARD
from bot.ordering.order import (
    ACCEPTED,
    COUNTERED,
    DISPUTED,
    HANDED_OVER,
    PLACED,
    READY,
    Order,
)

ANSWER_HOURS = 6  # hours of daylight to answer an order or a counter offer
NUDGES = (2, 4)  # a third and two thirds of them
EVENING = 18 * 60
PICKUP = 17 * 60  # the minute of the farmer's day by which produce is picked up
SOON = timedelta(hours=2)
AGAIN = timedelta(hours=1)  # a command of the clock that was refused is tried again

GIVING_BACK = (timedelta(days=3), timedelta(days=7), timedelta(days=14))

NUDGE, PICKUP_SOON, GIVE_BACK = "nudge", "pickup", "giveback"
REMINDERS = frozenset((NUDGE, PICKUP_SOON, GIVE_BACK))


@dataclass(frozen=True, slots=True)
class Moment:
    """Something the clock has to do: a command of the order's life, or only a reminder."""

    at: datetime
    what: str

    @property
    def is_reminder(self) -> bool:
        return self.what in REMINDERS


def deadline_from(now: datetime, zone: str | None) -> datetime:
    """Give the end of the time to answer, in the farmer's hours of daylight."""
    return add_daylight(now, ANSWER_HOURS, zone)


def slot_on(day: date, zone: str | None) -> datetime:
    """Give the moment by which produce is picked up on a day."""
    return at_local(datetime.combine(day, time(12), zone_of(zone)), PICKUP, zone)


def first_slot(ready: date, now: datetime, zone: str | None) -> datetime:
    """Give the pick-up time of a new order: when it is ready, but tomorrow at the earliest."""
    tomorrow = now.astimezone(zone_of(zone)).date() + timedelta(days=1)
    return slot_on(max(ready, tomorrow), zone)


def list_moments(
    order: Order, zone: str | None, starts_at: datetime | None = None
) -> Iterator[Moment]:
    """List all that the clock has to do while the order stays in its state.

    `starts_at` is when its slot begins, where it has one at a collection point.
    """
    # A share of a pool waits for the pool alone.
    if order.deadline_at and order.pool_id is None and order.state in {PLACED, COUNTERED}:
        for hours in NUDGES:
            yield Moment(add_daylight(order.moved_at, hours, zone), NUDGE)
        yield Moment(order.deadline_at, "expire")
    if order.state in {ACCEPTED, READY}:
        yield from _around_pickup(order, zone, starts_at)
    if order.state == HANDED_OVER and order.handed_at:
        yield Moment(order.handed_at + SILENCE, "settle")
    if order.state == DISPUTED and order.escalated_at is None:
        yield Moment(order.moved_at + ESCALATION, "escalate")
    if is_to_give_back(order):
        yield from (Moment(order.moved_at + after, GIVE_BACK) for after in GIVING_BACK)


def is_worth_saying(order: Order, what: str, now: datetime) -> bool:
    """Whether a reminder that comes only now still helps: there is time left to do it in."""
    if what == NUDGE:
        return order.deadline_at is not None and now < order.deadline_at
    if what == GIVE_BACK:
        return is_to_give_back(order)
    return what != PICKUP_SOON or now < order.slot


def is_to_give_back(order: Order) -> bool:
    """Whether it is over and the farmer has money of it that is the buyer's."""
    return not order.is_open and order.back > order.back_by_card


def _around_pickup(order: Order, zone: str | None, starts_at: datetime | None) -> Iterator[Moment]:
    if order.asked_at is not None:
        yield Moment(order.asked_at + SILENCE, "lapse")
        return
    yield Moment(at_local(order.slot, EVENING, zone, days=-1), PICKUP_SOON)
    yield Moment((starts_at or order.slot) - SOON, PICKUP_SOON)
    yield Moment(order.slot + UNHEARD, "ask")


def next_moment(
    order: Order, zone: str | None, now: datetime, starts_at: datetime | None = None
) -> Moment | None:
    """Give what comes next: a reminder whose time is over is left out, a command never."""
    moments = list_moments(order, zone, starts_at)
    ahead = [moment for moment in moments if not moment.is_reminder or moment.at > now]
    return min(ahead, key=lambda moment: moment.at, default=None)
