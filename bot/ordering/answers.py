"""Short talks about one order: other terms, handing over, why, an account, a payment, a photo."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.asks import CodeAsk, LaterAsk, SumAsk
from bot.ordering.conditions import REASONS, is_close
from bot.ordering.order import PLACED, Order
from bot.ordering.schedule import slot_on
from bot.points.asks import PhotoAsk
from bot.selling.asks import PriceAsk, QuantityAsk
from bot.selling.measures import Measure, Rate, in_whole_units
from bot.selling.produce import crop_phrase, rate_phrase
from bot.selling.rules import is_slip
from bot.talk.asks import Choice, Option, Pick, Words
from bot.talk.flow import Doubt, Flow, Row, Verdict, optional, row
from bot.text.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished talk: a command on an order, with what it brings along."""

    order: int
    command: str
    reason: str | None = None
    milli: int | None = None
    price_minor: int | None = None
    day: date | None = None
    code: str = ""
    text: str | None = None
    minor: int | None = None
    photo: str | None = None


def _measure(so_far: "_About") -> Measure:
    return Measure(so_far.facts.unit, so_far.facts.unit_grams)


def _currency(so_far: "_About") -> str:
    return so_far.facts.currency


def _no_prices(so_far: "_About") -> tuple[Option, ...]:
    return ()


def _agreed(so_far: "_About") -> tuple[Quantity, ...]:
    return (so_far.facts.quantity(so_far.facts.amount),)


def _less(so_far: "_About") -> tuple[Quantity, ...]:
    """Offer half and most of what was ordered, in whole units where there are some."""
    ordered = so_far.facts.ordered
    step = 1000 if ordered >= 2000 or in_whole_units(so_far.facts.unit) else 250
    some = {ordered * part // 4 // step * step for part in (1, 2, 3)}
    return tuple(so_far.facts.quantity(milli) for milli in sorted(some) if 0 < milli < ordered)


def _check_less(amount: Quantity, so_far: "_About") -> Verdict:
    if amount.milli >= so_far.facts.ordered:
        return say("counter-not-less", ordered=so_far.facts.quantity(so_far.facts.ordered))
    return _check_whole(amount, so_far)


def _check_whole(amount: Quantity, so_far: "_About") -> Verdict:
    half = in_whole_units(amount.unit) and amount.milli % 1000
    return say("buying-whole") if half else None


def _check_price(rate: Rate, so_far: "_About") -> Verdict:
    order = so_far.facts
    if rate.price.minor == order.price_minor:
        return say("counter-same-price")
    if not is_slip(rate.price, order.price):
        return None
    meant, usual = rate_phrase(rate.price, rate.unit), rate_phrase(order.price, order.unit)
    return Doubt(say("selling-doubt-price", price=meant, usual=usual))


def _check_day(day: date, so_far: "_About") -> Verdict:
    slot = slot_on(day, so_far.speaker.zone)
    gone = slot <= so_far.speaker.now or slot == so_far.facts.slot_at
    return say("counter-same-day") if gone else None


class _About(Flow[Order], sums_up=False):
    """A talk about one order, which is the flow's facts."""

    def about(self, row: Row[Any]) -> dict[str, object]:
        order = self.facts
        return {
            "order": order.number,
            "crop": crop_phrase(order.crop_id),
            "amount": order.quantity(order.amount),
            "rate": rate_phrase(order.price, order.unit),
        }

    @classmethod
    def examples(cls) -> tuple[Order, ...]:
        return (EXAMPLE,)


class Counter(_About, name="counter"):
    """The farmer offers other terms: less, another price or another day."""

    what = row(Choice("less", "price", "day"))
    amount = row(QuantityAsk(_measure, _less), check=_check_less, only_if=what.is_("less"))
    price = row(
        PriceAsk(_measure, _no_prices, _currency), check=_check_price, only_if=what.is_("price")
    )
    day = row(LaterAsk(), check=_check_day, only_if=what.is_("day"))

    def done(self) -> Answer:
        order, what = self.facts, self.what
        return Answer(
            order.id,
            "counter",
            milli=self.amount.milli if what == "less" else None,
            price_minor=self.price.price.minor if what == "price" else None,
            day=self.day if what == "day" else None,
        )

    def card(self) -> tuple[Phrase, ...]:
        order, what = self.facts, self.what
        milli = self.amount.milli if what == "less" else order.ordered
        price = self.price.price if what == "price" else order.price
        return (say("buying-total", total=price.times(milli)),)


class HandOver(_About, name="handover"):
    """The farmer types the buyer's code and what the scales say."""

    code = row(CodeAsk())
    amount = row(QuantityAsk(_measure, _agreed), check=_check_whole)

    def done(self) -> Answer:
        return Answer(self.facts.id, "handover", code=self.code, milli=self.amount.milli)

    def card(self) -> tuple[Phrase, ...]:
        milli = self.amount.milli
        total = say("buying-total", total=self.facts.price.times(milli))
        if is_close(milli, self.facts.amount):
            return (total,)
        return (total, say("handover-far"))


@dataclass(frozen=True, slots=True)
class Question:
    """Why somebody gives a command on an order."""

    order: Order
    role: str
    command: str


def _reasons(so_far: "Why") -> tuple[Option, ...]:
    question = so_far.facts
    codes = REASONS.get((question.command, question.role), ())
    return tuple(Option(code, say(f"order-why-{code}")) for code in codes)


class Why(Flow[Question], name="why", sums_up=False):
    """A reason, which is also the second thought before what cannot be taken back."""

    reason = row(Pick(_reasons))

    def done(self) -> Answer:
        question = self.facts
        return Answer(question.order.id, question.command, reason=self.reason)

    def about(self, row: Row[Any]) -> dict[str, object]:
        question = self.facts
        what = say(f"order-do-{question.command}")
        return {"order": question.order.number, "what": what}

    @classmethod
    def examples(cls) -> tuple[Question, ...]:
        return tuple(Question(EXAMPLE, role, command) for command, role in REASONS)


class PayTo(_About, name="payto"):
    """The farmer says once to which account buyers may pay."""

    account = row(Words(60))

    def done(self) -> Answer:
        return Answer(self.facts.id, "account", text=self.account)


class Claim(_About, name="claim", sums_up=False):
    """The buyer says that they paid, with the provider's reference if they have it."""

    reference = optional(Words(40))

    def done(self) -> Answer:
        return Answer(self.facts.id, "claim", text=self.reference)


class OrderPhoto(_About, name="orderphoto", sums_up=False):
    """A picture of what was packed, or of what changed hands."""

    photo = row(PhotoAsk())

    def done(self) -> Answer:
        return Answer(self.facts.id, "photo", photo=self.photo)


def _whole(order: Order) -> Money:
    return order.price.times(order.served)


def _check_part(amount: Money, so_far: "_About") -> Verdict:
    whole = _whole(so_far.facts)
    return say("part-too-much", total=whole) if amount.minor >= whole.minor else None


class Part(_About, name="part"):
    """Staff take a part off the sum."""

    amount = row(SumAsk(_currency), check=_check_part)

    def done(self) -> Answer:
        return Answer(self.facts.id, "part", minor=self.amount.minor)

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"order": self.facts.number, "total": _whole(self.facts)}

    def card(self) -> tuple[Phrase, ...]:
        return (say("part-left", total=_whole(self.facts) - self.amount),)


_DAY = datetime(2026, 1, 1, tzinfo=UTC)
EXAMPLE = Order(
    key="example",
    id=1,
    number="47-208",
    code="4821",
    buyer_id=2,
    seller_id=1,
    listing_id=1,
    crop_id="tomato",
    unit="kg",
    unit_grams=1000,
    ordered=5000,
    held=5000,
    price_minor=8000,
    currency="KES",
    total=40_000,
    state=PLACED,
    slot_at=slot_on(date(2026, 1, 5), "Africa/Nairobi"),
    deadline_at=_DAY.replace(hour=12),
    placed_at=_DAY,
    moved_at=_DAY,
)
