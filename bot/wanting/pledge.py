"""What a farmer promises to an ad: how much, at what price, on which day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling.asks import DayAsk, PriceAsk, QuantityAsk, price_option
from bot.selling.measures import Measure, Rate, in_whole_units
from bot.selling.produce import crop_phrase, plainly, rate_phrase
from bot.talk.asks import Asking, Code, Option
from bot.talk.flow import Flow, Row, Verdict, row
from bot.text.phrase import Phrase, say
from bot.wanting.rules import list_quotas
from bot.wanting.want import FILLED, Want


@dataclass(frozen=True, slots=True)
class Asked:
    """What a farmer was asked: the ad, what is missing of it, and what they have on the market."""

    want: Want
    missing: int
    free: int = 0


@dataclass(frozen=True, slots=True)
class Pledged:
    """A finished promise."""

    want_id: int
    milli: int
    price_minor: int
    day: date


def _measure(so_far: "Pledge") -> Measure:
    return so_far.facts.want.measure


def _amounts(so_far: "Pledge") -> tuple[Quantity, ...]:
    facts = so_far.facts
    offered = (facts.free, *list_quotas(facts.want), facts.missing)
    fit = sorted({milli for milli in offered if 0 < milli <= facts.missing})
    return tuple(facts.want.amount(milli) for milli in fit)


def _check_amount(amount: Quantity, so_far: "Pledge") -> Verdict:
    wanted = so_far.facts.want
    if in_whole_units(wanted.unit) and amount.milli % 1000:
        return say("selling-whole")
    if amount.milli > wanted.milli:
        return say("pledge-most", amount=wanted.amount(wanted.milli))
    return None


def _prices(so_far: "Pledge") -> tuple[Option, ...]:
    """Offer what the ad offers at most, and a tenth less."""
    wanted = so_far.facts.want
    if wanted.limit is None:
        return ()
    less = Money(wanted.limit.minor * 9 // 10, wanted.currency)
    rates = (wanted.limit, *((less,) if less else ()))
    return tuple(price_option(Rate(price, wanted.unit)) for price in rates)


def _currency(so_far: "Pledge") -> str:
    return so_far.facts.want.currency


def _check_price(rate: Rate, so_far: "Pledge") -> Verdict:
    limit = so_far.facts.want.limit
    if limit is None or rate.price <= limit:
        return None
    return say("pledge-dear", rate=rate_phrase(limit, rate.unit))


class BringAsk(DayAsk):
    """On which day it is brought: the last day it is of use, or one before."""

    def options(self, asking: Asking) -> tuple[Option, ...]:
        last: date = asking.so_far.facts.want.day
        days = [last - timedelta(days=back) for back in range(3)]
        ahead = [day for day in days if day > asking.speaker.today]
        return tuple(Option(day.isoformat(), plainly(day)) for day in ahead or [last])

    def roles(self) -> tuple[str, ...]:
        return ()


def _check_day(day: date, so_far: "Pledge") -> Verdict:
    wanted = so_far.facts.want
    return None if day <= wanted.day else say("pledge-late", day=wanted.day)


class Pledge(Flow[Asked], name="pledge"):
    """A farmer says yes to an ad."""

    amount = row(QuantityAsk(_measure, _amounts), check=_check_amount)
    price = row(PriceAsk(_measure, _prices, _currency), check=_check_price)
    day = row(BringAsk(), check=_check_day)

    def done(self) -> Pledged:
        return Pledged(self.facts.want.id, self.amount.milli, self.price.price.minor, self.day)

    def about(self, row: Row[object]) -> dict[str, object]:
        wanted = self.facts.want
        match row.name:
            case "amount":
                missing = wanted.amount(self.facts.missing or wanted.milli)
                return {"crop": crop_phrase(wanted.crop_id), "amount": missing}
            case "day":
                return {"day": wanted.day}
        return {}

    def card(self) -> tuple[Phrase, ...]:
        total = self.price.price.times(self.amount.milli)
        return (say("pledge-total", total=total), say(f"pledge-then-{self._then}"))

    @property
    def _then(self) -> str:
        """Name what makes an order of it."""
        if self.facts.want.state == FILLED:
            return "late"
        return "pool" if self.facts.want.pooled else "one"

    @classmethod
    def hear(cls, text: str, speaker: object) -> dict[str, Code]:
        return {}

    @classmethod
    def examples(cls) -> tuple[Asked, ...]:
        return (Asked(EXAMPLE, EXAMPLE.milli, 20_000),)


_NOON = datetime(2026, 1, 1, 9, tzinfo=UTC)
EXAMPLE = Want(
    buyer_id=1,
    crop_id="tomato",
    unit="kg",
    unit_grams=1000,
    milli=200_000,
    price_minor=6000,
    currency="KES",
    by="2099-01-08",
    country="KE",
    lat_e6=-717_000,
    lon_e6=36_430_000,
    cell3=0,
    deadline_at=_NOON + timedelta(days=6),
    created_at=_NOON,
    id=1,
)
