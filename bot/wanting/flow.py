"""What somebody wants, in a few questions: what, how much, at most at what price, by when, from whom."""

from dataclasses import dataclass
from datetime import date

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.asks import SumAsk
from bot.selling.asks import CropAsk, DayAsk, PriceAsk
from bot.selling.harvest import HarvestAsk, likely_crops
from bot.selling.hearing import BARE
from bot.selling.measures import Measure, grams_of, in_whole_units
from bot.selling.memory import Memory
from bot.selling.produce import crop_phrase, unit_phrase
from bot.talk.asks import Asking, Choice, Code, Option
from bot.talk.flow import SKIPPED, Flow, Row, Verdict, optional, row
from bot.talk.speaker import Speaker
from bot.text.phrase import say
from bot.wanting.shares import RULES
from bot.wanting.want import BEARERS, BUYER
from bot.wanting.words import hear_codes

ONE, TOGETHER = "one", "together"
# How much of it must come together, in hundredths.
MINIMUM = {"all": 100, "most": 80, "half": 50}
DEAREST = 10**12


@dataclass(frozen=True, slots=True)
class Wish:
    """A finished ad in words; `minimum` in hundredths of the amount."""

    crop_id: str
    amount: Quantity
    grams: int | None
    limit: Money | None
    by: date
    pooled: bool
    minimum: int
    rule: str
    transport: Money | None
    bearer: str


class ByAsk(DayAsk):
    """By which day: nobody can harvest for today."""

    codes = ("tomorrow", "days", "week", "fortnight")
    ahead = (1, 3, 7, 14)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (self.options(asking)[0].code,)


def _own_currency(so_far: "WantFlow") -> str:
    return so_far.speaker.currency


class CostAsk(SumAsk):
    """A sum of one's own money."""

    def face(self, value: Money) -> str:
        return "cost"

    def faces(self) -> tuple[str, ...]:
        return ("cost",)


def _check_amount(amount: Quantity, so_far: "WantFlow") -> Verdict:
    if amount.unit == BARE:
        return say("selling-which-unit", number=amount.to_decimal())
    half = in_whole_units(amount.unit) and amount.milli % 1000
    return say("selling-whole") if half else None


def _check_day(day: date, so_far: "WantFlow") -> Verdict:
    return None if day > so_far.speaker.today else say("wanting-too-soon")


def _measure(so_far: "WantFlow") -> Measure:
    return so_far.measure


def _currency(so_far: "WantFlow") -> str:
    return so_far.speaker.currency


def _prices(so_far: "WantFlow") -> tuple[Option, ...]:
    return ()


class WantFlow(Flow[Memory], name="want"):
    """A buyer asks farmers for produce."""

    crop = row(CropAsk(likely_crops))
    quantity = row(HarvestAsk(), check=_check_amount)
    price = optional(PriceAsk(_measure, _prices, _currency))
    by = row(ByAsk(), check=_check_day)
    who = row(Choice(ONE, TOGETHER, columns=1))
    minimum = row(Choice(*MINIMUM), only_if=who.is_(TOGETHER))
    rule = row(Choice(*RULES, columns=1), only_if=who.is_(TOGETHER))
    transport = optional(CostAsk(_own_currency), only_if=who.is_(TOGETHER))
    bearer = row(Choice(*BEARERS), only_if=transport.is_("cost"))

    @property
    def measure(self) -> Measure:
        """How what is wanted is counted."""
        amount: Quantity | None = self.quantity
        if amount is None or amount.unit == BARE:
            return Measure(BARE)
        return Measure(amount.unit, grams_of(amount.unit, self.facts.country, self.crop or ""))

    def done(self) -> Wish:
        pooled = self.who == TOGETHER
        return Wish(
            crop_id=self.crop,
            amount=Quantity(self.quantity.milli, self.quantity.unit),
            grams=self.measure.grams,
            limit=self.price.price if self.price else None,
            by=self.by,
            pooled=pooled,
            minimum=MINIMUM[self.minimum] if pooled else 0,
            rule=self.rule if pooled else RULES[0],
            transport=self.transport if pooled else None,
            bearer=self.bearer if pooled and self.transport else BUYER,
        )

    def about(self, row: Row[object]) -> dict[str, object]:
        match row.name:
            case "quantity":
                return {"crop": crop_phrase(self.crop)}
            case "price":
                return {"unit": unit_phrase(self.measure.unit)}
        return {}

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        """Hear "I need 200 kg onions by Friday, up to 60"."""
        return hear_codes(text, speaker, None)

    def hear_more(self, text: str) -> dict[str, Code]:
        """Hear what is said of the crop answered above: "200 kg by Friday"."""
        return hear_codes(text, self.speaker, self.answers.get("crop"), self.measure)

    @classmethod
    def examples(cls) -> tuple[Memory, ...]:
        return (Memory("KE"),)


def with_usual(answers: dict[str, Code], rule: str) -> dict[str, Code]:
    """Add what is seldom changed: read back at the end, and asked of nobody."""
    return {"minimum": "all", "rule": rule, "transport": SKIPPED, **answers}
