"""What a completed order counts for, and what may be told of many without telling of one. Pure.

Sums of an area are told only when enough farmers sold there, none of them more than half of it, and
rounded: so that nobody's own income can be read, neither by strangers nor by a neighbour who takes
away what is theirs.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.kernel.day import at_local, next_waking, zone_of
from bot.kernel.money import Money
from bot.ordering.order import COMPLETED, Order

FEWEST = 5  # farmers of whom sums may be told
FEW_GROWERS = 3  # farmers who must have sold a crop for it to be named
ALL_CROPS = ""
MONTHS = 6  # on the picture
_FIGURES = 100  # sums are told to two figures

ASKED, YES, NO = "asked", "yes", "no"
MONDAY = 0
DAYS = range(7)
EMPTY_EVERY = timedelta(days=28)  # a week without sales is spoken of no more often
AWAY = timedelta(days=60)  # whoever did not come by for so long is left alone
LATE = timedelta(days=2)  # a note later than that tells nothing new


# -- what an order counts for


@dataclass(frozen=True, slots=True)
class Earned:
    """What a completed order brought its farmer, after any refund.

    `grams` is all of it, where the weight of a unit is known; `district` and `region` are where the
    farmer lived, `month` ("2026-06") and `at` when it was, by the farmer's clock.
    """

    order_id: int
    seller_id: int
    crop_id: str
    unit: str
    milli: int
    grams: int | None
    minor: int
    currency: str
    district: str | None
    region: str | None
    month: str
    at: datetime

    @property
    def areas(self) -> tuple[str, ...]:
        """The places it counts in, each once."""
        return tuple(dict.fromkeys(filter(None, (self.district, self.region))))


def earn(order: Order, zone: str | None, home: tuple[str, str] | None) -> Earned | None:
    """Give what an order brought; None while it is not completed, or came to nothing.

    `home` are the district and the region of its farmer.
    """
    if order.state != COMPLETED or order.given <= 0 or order.sum.minor <= 0:
        return None
    district, region = home or (None, None)
    return Earned(
        order_id=order.id,
        seller_id=order.seller_id,
        crop_id=order.crop_id,
        unit=order.unit,
        milli=order.given,
        grams=None if order.unit_grams is None else order.given * order.unit_grams // 1000,
        minor=order.sum.minor,
        currency=order.currency,
        district=district,
        region=region,
        month=month_of(order.moved_at, zone),
        at=order.moved_at,
    )


def corrected(before: Earned, after: Earned) -> Earned:
    """Give a corrected sale where and when it was first counted."""
    return replace(
        after, district=before.district, region=before.region, month=before.month, at=before.at
    )


# -- months


def month_of(at: datetime, zone: str | None) -> str:
    here = at.astimezone(zone_of(zone))
    return f"{here.year:04}-{here.month:02}"


def months_until(month: str, count: int) -> tuple[str, ...]:
    """Give the last months, this one last."""
    year, number = map(int, month.split("-"))
    last = year * 12 + number - 1
    return tuple(
        f"{each // 12:04}-{each % 12 + 1:02}" for each in range(last - count + 1, last + 1)
    )


def middle_of_month(month: str) -> datetime:
    """Give a moment that is in the month wherever one is."""
    year, number = map(int, month.split("-"))
    return datetime(year, number, 15, 12, tzinfo=UTC)


# -- what may be told


@dataclass(frozen=True, slots=True)
class Sums:
    """What was sold in an area in a month, of a crop or in all.

    `grams` counts what was weighed, `greatest` is what the one farmer with the most earned.
    """

    area: str
    month: str
    currency: str
    crop_id: str = ALL_CROPS
    sellers: int = 0
    orders: int = 0
    grams: int = 0
    minor: int = 0
    greatest: int = 0

    @property
    def is_enough(self) -> bool:
        return self.sellers >= FEWEST

    @property
    def is_even(self) -> bool:
        """Whether nobody earned more than half of it."""
        return 2 * self.greatest <= self.minor

    @property
    def may_be_told(self) -> bool:
        return self.is_enough and self.is_even

    @property
    def income(self) -> Money:
        return Money(rounded(self.minor), self.currency)

    @property
    def weight(self) -> int:
        """Give whole kilos, rounded."""
        return rounded(self.grams // 1000)


def rounded(number: int) -> int:
    """Round to two figures, half up."""
    step = 1
    while number // step >= _FIGURES:
        step *= 10
    return (2 * number + step) // (2 * step) * step


def leaves_enough(whole: Sums, told: tuple[Sums, ...]) -> bool:
    """Whether what an area adds to the smaller ones that are told is many farmers', or nobody's."""
    rest = whole.sellers - sum(each.sellers for each in told if each.may_be_told)
    return rest <= 0 or rest >= FEWEST


# -- when a note comes


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody reads news: a minute of their day, between which they are awake."""

    zone: str | None
    wake: int
    rest: int
    minute: int


@dataclass(frozen=True, slots=True)
class Weekly:
    """Whether somebody wants the weekly note and on which day of the week (Monday is 0).

    `empty_at` is when they were last told that a week brought nothing.
    """

    person_id: int
    state: str = ASKED
    day: int = MONDAY
    asked_at: datetime | None = None
    empty_at: datetime | None = None


def next_note(now: datetime, hours: Hours, day: int) -> tuple[datetime, date]:
    """Give when the next note comes, and on which of the reader's days."""
    today = now.astimezone(zone_of(hours.zone)).date()
    for ahead in range(8):
        on = today + timedelta(days=ahead)
        at = at_local(now, hours.minute, hours.zone, days=ahead)
        at = next_waking(at, hours.zone, hours.wake, hours.rest)
        if on.weekday() == day and at > now:
            return at, on
    raise AssertionError("a week has every day")


def midnight(day: date, zone: str | None) -> datetime:
    """Give when a day begins where somebody lives."""
    return datetime.combine(day, time(), zone_of(zone)).astimezone(UTC)


def may_say_empty(own: Weekly, now: datetime) -> bool:
    return own.empty_at is None or now - own.empty_at >= EMPTY_EVERY
