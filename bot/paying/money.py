"""What somebody has received, is owed, and owes: figures by week and by season. Pure.

A season is the last thirteen weeks, this one last: a quarter of a year, which fits whatever is grown
and moves on by itself, where calendar quarters would begin every season at nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bot.kernel.day import last_weeks, zone_of
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity

WEEKS = 13
YEAR = 52

Sums = tuple[Money, ...]  # one for each currency


class Came(Protocol):
    """Money that reached a farmer on a day of theirs, by a way: `cash`, `mobile` or `released`."""

    @property
    def day(self) -> date: ...
    @property
    def account(self) -> str: ...
    @property
    def sum(self) -> Money: ...


class Payer(Protocol):
    """Somebody who paid a farmer."""

    @property
    def name(self) -> str: ...
    @property
    def sum(self) -> Money: ...


@dataclass(frozen=True, slots=True)
class Season:
    """Some weeks as somebody lives them: when each began, and the Mondays."""

    starts: tuple[datetime, ...]
    days: tuple[date, ...]

    @property
    def since(self) -> datetime:
        return self.starts[0]


def season_until(now: datetime, zone: str, weeks: int = WEEKS) -> Season:
    starts = last_weeks(now, zone, weeks)
    return Season(starts, tuple(start.astimezone(zone_of(zone)).date() for start in starts))


@dataclass(frozen=True, slots=True)
class Income:
    """What reached a farmer in a season: by week in the currency of most of it, by way, in all."""

    season: Season
    currency: str
    weeks: tuple[int, ...]
    ways: Mapping[str, Sums] = field(default_factory=dict)
    total: Sums = ()

    @property
    def this_week(self) -> Money:
        return Money(self.weeks[-1], self.currency)


def add_up(received: Iterable[Came], season: Season, currency: str) -> Income:
    """Add up what reached a farmer, by week; `currency` is told where nothing did."""
    rows = tuple(received)
    total = sums(each.sum for each in rows)
    shown = max(total, key=lambda money: (money.currency == currency, money.minor), default=None)
    main = shown.currency if shown else currency
    weeks = [0] * len(season.days)
    for each in rows:
        at = (each.day - season.days[0]).days // 7
        if each.sum.currency == main and 0 <= at < len(weeks):
            weeks[at] += each.sum.minor
    accounts = dict.fromkeys(each.account for each in rows)
    ways = {way: sums(each.sum for each in rows if each.account == way) for way in accounts}
    return Income(season, main, tuple(weeks), ways, total)


def sums(some: Iterable[Money]) -> Sums:
    """Add up money by currency; what comes to nothing is left out."""
    found: dict[str, Money] = {}
    for money in some:
        found[money.currency] = found.get(money.currency, Money(0, money.currency)) + money
    return tuple(money for money in found.values() if money)


@dataclass(frozen=True, slots=True)
class Purse:
    """All that the money screen tells somebody: as a farmer (`income`), as a buyer, or as both.

    `owed` is what buyers still owe the farmer, `to_give` what the farmer has to give back; `debts`
    what the buyer still has to pay, `paid` what they paid this season, `to_get` what comes back.
    """

    income: Income | None = None
    owed: Sums = ()
    to_give: Sums = ()
    buys: bool = False
    debts: Sums = ()
    paid: Sums = ()
    to_get: Sums = ()


@dataclass(frozen=True, slots=True)
class Payers:
    """Who paid a farmer this season, the most first; `more` when there are others."""

    found: tuple[Payer, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A completed sale as a statement shows it: `price` is that of one unit."""

    at: datetime
    number: str
    crop_id: str
    amount: Quantity
    price: Money
    total: Money
