"""One-question talks that change a listing: its price, its stock, its photo."""

from datetime import UTC, datetime
from typing import Any

from bot.kernel.quantity import Quantity
from bot.selling.asks import PortionAsk, QuantityAsk
from bot.selling.measures import Measure, common_amounts, in_whole_units
from bot.selling.offers import Listing
from bot.selling.produce import crop_phrase, unit_phrase
from bot.selling.rules import Recount, Repicture, Reportion, Restock, Spoil
from bot.talk.asks import Media
from bot.talk.flow import Flow, Row, Verdict, row
from bot.text.phrase import say

EXAMPLE = Listing(
    id=1,
    seller_id=1,
    crop_id="tomato",
    unit="kg",
    unit_grams=1000,
    price_minor=8000,
    currency="KES",
    on_hand=20_000,
    held=1_000,
    ready_from="2026-01-01",
    country="KE",
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
    touched_at=datetime(2026, 1, 1, tzinfo=UTC),
    expires_at=datetime(2026, 1, 8, tzinfo=UTC),
)


def _measure(so_far: "Flow[Listing]") -> Measure:
    return Measure(so_far.facts.unit, so_far.facts.unit_grams)


def _common(so_far: "Flow[Listing]") -> tuple[Quantity, ...]:
    return common_amounts(so_far.facts.unit, so_far.facts.country)


def _free(so_far: "Flow[Listing]") -> tuple[Quantity, ...]:
    free = so_far.facts.free
    return (so_far.facts.amount(free),) if free else ()


def _small(so_far: "Flow[Listing]") -> tuple[Quantity, ...]:
    return tuple(so_far.facts.amount(whole * 1000) for whole in (2, 5, 10))


def _check_whole(amount: Quantity, so_far: "Flow[Listing]") -> Verdict:
    half = in_whole_units(amount.unit) and amount.milli % 1000
    return say("selling-whole") if half else None


def _check_count(amount: Quantity, so_far: "Flow[Listing]") -> Verdict:
    """Refuse to count less than is ordered already."""
    held = so_far.facts.held
    if amount.milli < held:
        return say("selling-below-held", amount=so_far.facts.amount(held))
    return _check_whole(amount, so_far)


def _check_spoiled(amount: Quantity, so_far: "Flow[Listing]") -> Verdict:
    """Refuse to write off more than nobody has ordered."""
    free = so_far.facts.free
    if amount.milli > free:
        return say("selling-above-free", amount=so_far.facts.amount(free))
    return _check_whole(amount, so_far)


class _Change(Flow[Listing], sums_up=False):
    """A change of one listing, which is the flow's facts."""

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"crop": crop_phrase(self.facts.crop_id), "unit": unit_phrase(self.facts.unit)}

    @classmethod
    def examples(cls) -> tuple[Listing, ...]:
        return (EXAMPLE,)


class MoreStock(_Change, name="restock", sums_up=False):
    """More of it came in."""

    amount = row(QuantityAsk(_measure, _common), check=_check_whole)

    def done(self) -> Restock:
        return Restock(self.facts.id, self.amount.milli)


class NewCount(_Change, name="recount", sums_up=False):
    """The farmer counted what is there in all."""

    amount = row(QuantityAsk(_measure, _common), check=_check_count)

    def done(self) -> Recount:
        counted = int(self.answers.get("version") or self.facts.version)
        return Recount(self.facts.id, counted, self.amount.milli)


class Spoiled(_Change, name="spoiled", sums_up=False):
    """Some of it went bad."""

    amount = row(QuantityAsk(_measure, _free), check=_check_spoiled)

    def done(self) -> Spoil:
        return Spoil(self.facts.id, self.amount.milli)


class NewPortions(_Change, name="portion", sums_up=False):
    """The farmer says how little is worth packing, and whether only whole portions go out."""

    least = row(PortionAsk(_measure, _small), check=_check_whole)
    step = row(PortionAsk(_measure, _small), check=_check_whole)

    def done(self) -> Reportion:
        return Reportion(self.facts.id, self.least.milli or None, self.step.milli or None)


class NewPicture(_Change, name="repicture", sums_up=False):
    """One more photo, or another voice note."""

    media = row(Media())

    def done(self) -> Repicture:
        return Repicture(self.facts.id, self.media.kind, self.media.file)
