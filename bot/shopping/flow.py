"""Typing an amount for a line of the basket."""

from bot.kernel.quantity import Quantity
from bot.ordering.flow import EXAMPLE, amounts_to_tap, judge_amount
from bot.ordering.offer import Offer
from bot.selling.asks import QuantityAsk
from bot.selling.measures import Measure
from bot.selling.produce import crop_phrase, rate_phrase
from bot.talk.flow import Flow, Row, Verdict, row


def _measure(so_far: "Amount") -> Measure:
    return so_far.facts.measure


def _amounts(so_far: "Amount") -> tuple[Quantity, ...]:
    return amounts_to_tap(so_far.facts, so_far.answers.get("amount", ""))


def _check(amount: Quantity, so_far: "Amount") -> Verdict:
    return judge_amount(amount, so_far.facts)


class Amount(Flow[Offer], name="basketamount", sums_up=False):
    """A buyer types how much of an offer is to be in the basket."""

    amount = row(QuantityAsk(_measure, _amounts), check=_check)

    def done(self) -> tuple[Offer, int]:
        return self.facts, self.amount.milli

    def about(self, row: Row[object]) -> dict[str, object]:
        listed = self.facts.listing
        rate = rate_phrase(listed.price, listed.unit)
        return {"crop": crop_phrase(listed.crop_id), "free": self.facts.free, "rate": rate}

    @classmethod
    def examples(cls) -> tuple[Offer, ...]:
        return (EXAMPLE,)
