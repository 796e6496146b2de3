"""Standing orders: on which days, until when, and whether what is there is what was agreed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.kernel.day import add_daylight, at_local, zone_of
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.offer import Offer
from bot.ordering.schedule import slot_on

ON, PAUSED, STOPPED, OVER = "on", "paused", "stopped", "over"
STATES = (ON, PAUSED, STOPPED, OVER)
LIVE = (ON, PAUSED)
EVERY = (1, 2, 4)  # weeks from one to the next
MOST = 20  # standing orders somebody may have at a time

MORNING = 8 * 60  # the minute of the farmer's day before the pick-up at which the order is placed
TO_ANSWER = 4  # hours of daylight a farmer needs at least, or the pick-up cannot be met
_DAY = timedelta(days=1)

# What keeps an order from being placed without asking.
GONE, DEARER, LESS, PORTIONS, LATER = "gone", "dearer", "less", "portions", "later"
REASONS = (GONE, DEARER, LESS, PORTIONS, LATER)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A standing order: `person_id` buys `milli` thousandths of a crop from one farmer again and again.

    `days` are weekdays (0 is Monday), `every` the weeks between, counted from `first_on`. At most
    `price_minor` a unit was agreed. `asked_on` is the pick-up day of an open question to the buyer.
    """

    person_id: int
    seller_id: int
    listing_id: int
    crop_id: str
    unit: str
    milli: int
    price_minor: int
    currency: str
    days: tuple[int, ...]
    every: int
    first_on: date
    next_on: date
    created_at: datetime
    id: int = 0
    until: date | None = None
    asked_on: date | None = None
    state: str = ON
    version: int = 1

    @property
    def price(self) -> Money:
        """The most that was agreed for one unit."""
        return Money(self.price_minor, self.currency)

    @property
    def amount(self) -> Quantity:
        return Quantity(self.milli, self.unit)


@dataclass(frozen=True, slots=True)
class Chance:
    """What can be had this time, and every way in which it is not as agreed."""

    offer: Offer | None
    milli: int
    slot: datetime
    whys: tuple[str, ...] = ()


def next_day(days: Iterable[int], every: int, first_on: date, after: date) -> date:
    """Give the first pick-up day after a day."""
    wanted, began = set(days), _week(first_on)
    for ahead in range(1, 7 * every + 8):
        day = after + ahead * _DAY
        if day.weekday() in wanted and (_week(day) - began).days // 7 % every == 0:
            return day
    raise AssertionError("every week has all its days")


def _week(day: date) -> date:
    return day - day.weekday() * _DAY


def placed_at(day: date, zone: str | None) -> datetime:
    """Give the moment at which the order for a pick-up day is placed: the morning before."""
    return at_local(datetime.combine(day, time(12), zone_of(zone)), MORNING, zone, days=-1)


def can_meet(day: date, now: datetime, zone: str | None) -> bool:
    """Whether a farmer asked now can still have it ready on a day."""
    return add_daylight(now, TO_ANSWER, zone) <= slot_on(day, zone)


def first_day(days: Iterable[int], after: date, now: datetime, zone: str | None) -> date:
    """Give the first pick-up day after a day that can still be met."""
    wanted = tuple(days)
    day = next_day(wanted, 1, after, after)
    while not can_meet(day, now, zone):
        day = next_day(wanted, 1, day, day)
    return day


def advance(repeat: Repeat, now: datetime, zone: str | None) -> Repeat:
    """Go on to the next pick-up day that can be met; after the last one it is over."""
    day = next_day(repeat.days, repeat.every, repeat.first_on, repeat.next_on)
    while not can_meet(day, now, zone):
        day = next_day(repeat.days, repeat.every, repeat.first_on, day)
    over = repeat.until is not None and day > repeat.until
    return replace(repeat, next_on=day, state=OVER if over else repeat.state)


def resume(repeat: Repeat, now: datetime, zone: str | None) -> Repeat:
    """Go on after a pause with the first pick-up day that can be met."""
    today = now.astimezone(zone_of(zone)).date()
    if repeat.next_on > today and can_meet(repeat.next_on, now, zone):
        return replace(repeat, state=ON)
    return advance(replace(repeat, state=ON, next_on=max(repeat.next_on, today)), now, zone)


def nothing(chance: Chance) -> Chance:
    """Say that somebody was faster: there is none after all."""
    return replace(chance, offer=None, whys=(GONE,))


def look(
    repeat: Repeat, offer: Offer | None, now: datetime, slot: datetime, zone: str | None
) -> Chance:
    """Say what can be had of an offer for a slot."""
    if offer is None or not offer.is_for_sale(now) or not offer.total(repeat.milli):
        return Chance(None, 0, slot, (GONE,))
    listed = offer.listing
    milli = offer.portions.fit(min(repeat.milli, listed.free))
    ready = slot_on(listed.ready, zone)
    whys = (
        (DEARER, listed.price_minor > repeat.price_minor),
        (LESS, listed.free < repeat.milli),
        (PORTIONS, listed.free >= repeat.milli != milli),
        (LATER, ready > slot),
    )
    return Chance(offer, milli, max(slot, ready), tuple(why for why, holds in whys if holds))
