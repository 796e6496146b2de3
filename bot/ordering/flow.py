"""Ordering in words: which crop, whose, how much; then everything is read back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.kernel.quantity import Quantity
from bot.ordering.offer import Offer
from bot.ordering.pickup import EXAMPLE as POINT
from bot.ordering.pickup import FARM, Pickup, find, next_slots, read_point
from bot.points.rules import Point
from bot.selling.asks import CropAsk, QuantityAsk, read_amount, write_amount
from bot.selling.hearing import hear_crop
from bot.selling.measures import Measure, in_whole_units
from bot.selling.offers import Listing
from bot.selling.produce import crop_phrase, rate_phrase
from bot.talk.asks import Ask, Asking, Code, Option, Pick, Unclear, Unsure, spelled
from bot.talk.event import Event
from bot.talk.flow import Condition, Flow, Row, Verdict, row
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, say
from bot.text.sentence import Sentence, read_sentence


@dataclass(frozen=True, slots=True)
class Supply:
    """What somebody may order: crops on offer, offers of the crop they named, the chosen one.

    `points` are the collection points near them.
    """

    person_id: int
    crops: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    chosen: Offer | None = None
    points: tuple[Point, ...] = ()

    def find(self, code: Code) -> Offer | None:
        """Find an offer by its code; the chosen one is known even when it is gone."""
        known = (*self.offers, *((self.chosen,) if self.chosen else ()))
        wanted = code.partition(":")[0]
        return next((offer for offer in known if str(offer.listing.id) == wanted), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A finished order in words: what is to be placed."""

    offer: Offer
    milli: int
    key: str
    pickup: Pickup | None = None


def _crops(so_far: "Buying") -> tuple[str, ...]:
    return so_far.facts.crops


def _offers(so_far: "Buying") -> tuple[Option, ...]:
    return tuple(map(_option, so_far.facts.offers))


def _option(offer: Offer) -> Option:
    listed = offer.listing
    rate = rate_phrase(listed.price, listed.unit)
    label = say("buying-choice", rate=rate, seller=offer.seller or say("order-somebody"))
    return Option(offer.code, label)


def _check_crop(crop: str, so_far: "Buying") -> Verdict:
    """Say kindly that nobody sells it, before anybody is asked from whom to buy it."""
    facts = so_far.facts
    chosen = facts.chosen if facts.chosen and facts.chosen.listing.crop_id == crop else None
    if crop in facts.crops or (chosen and chosen.is_for_sale(so_far.speaker.now)):
        return None
    return say("buy-nothing-crop", crop=crop_phrase(crop))


class OfferAsk(Pick):
    """Whose: the offers of the crop, nearest first."""

    columns = 1

    def __init__(self, source: Callable[[Any], tuple[Option, ...]]) -> None:
        super().__init__(source, columns=1)

    def decode(self, code: Code, asking: Asking) -> str | None:
        offer = asking.so_far.facts.find(code)
        crop = asking.so_far.answers.get("crop")
        return code if offer is not None and offer.listing.crop_id == crop else None

    def show(self, value: str, asking: Asking) -> Phrase:
        return _option(asking.so_far.facts.find(value)).label


def _check_offer(code: str, so_far: "Buying") -> Verdict:
    """Say kindly when somebody was faster, the price is another, or the offer is their own."""
    offer = so_far.facts.find(code)
    if offer is None or not offer.is_for_sale(so_far.speaker.now):
        return say("buying-gone")
    if offer.code != code:
        return say("buying-new-price", rate=rate_phrase(offer.listing.price, offer.listing.unit))
    own = offer.listing.seller_id == so_far.facts.person_id
    return say("buying-own") if own else None


def _measure(so_far: "Buying") -> Measure:
    return so_far.picked.measure


def _amounts(so_far: "Buying") -> tuple[Quantity, ...]:
    return amounts_to_tap(so_far.picked, so_far.answers.get("amount", ""))


def amounts_to_tap(offer: Offer, answered: Code) -> tuple[Quantity, ...]:
    """Offer the nearest amounts to one just refused, else those that are usual."""
    given = read_amount(answered)
    if given is None or given.unit != offer.listing.unit or judge_amount(given, offer) is None:
        return offer.amounts
    return offer.near(given.milli) or offer.amounts


def _check_amount(amount: Quantity, so_far: "Buying") -> Verdict:
    return judge_amount(amount, so_far.picked)


def judge_amount(amount: Quantity, offer: Offer) -> Phrase | None:
    """Say kindly why so much of an offer cannot be ordered."""
    portions, listed = offer.portions, offer.listing
    if amount.milli > listed.free:
        return say("buying-less-there", free=offer.free)
    half = in_whole_units(amount.unit) and amount.milli % 1000
    if half or not offer.total(amount.milli):
        return say("buying-whole")
    if not portions.is_enough(amount.milli):
        return say("buying-least", least=listed.amount(portions.first))
    if not portions.is_whole(amount.milli):
        return say("buying-step", step=listed.amount(portions.step))
    return None


class WhereAsk(Ask[str]):
    """Where: at the farm, or at a collection point near by in its next slot."""

    columns = 1

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        return spelled(event, self.options(asking), asking.speaker) or Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        at_points = (pickup.option for pickup in asking.so_far.pickups)
        return (Option(FARM, say(asking.key(FARM))), *at_points)

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code if code == FARM or read_point(code) else None

    def show(self, value: str, asking: Asking) -> Phrase:
        found = asking.so_far.pickup_at(value)
        return found.option.label if found else say(asking.key(FARM))

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(option.code for option in self.options(asking))

    def roles(self) -> tuple[str, ...]:
        return (FARM,)


def _check_where(code: str, so_far: "Buying") -> Verdict:
    """Say kindly that a time at a point is taken or over."""
    if code == FARM or so_far.pickup_at(code) is not None:
        return None
    return say("buying-where-full")


class NearPoints(Condition):
    """Asked only of those who have a collection point near them, or have chosen one."""

    def holds(self, answers: Flow[Any]) -> bool:
        chosen = read_point(answers.answers.get("where", FARM))
        return bool(answers.facts.points or chosen)


class Buying(Flow[Supply], name="buying"):
    """A buyer orders from one farmer."""

    crop = row(CropAsk(_crops), check=_check_crop)
    offer = row(OfferAsk(_offers), check=_check_offer)
    amount = row(QuantityAsk(_measure, _amounts), check=_check_amount)
    where = row(WhereAsk(), check=_check_where, only_if=NearPoints(offer, frozenset(("",))))

    @property
    def pickups(self) -> tuple[Pickup, ...]:
        """The next slot of each point near by."""
        ready, now = self.picked.listing.ready, self.speaker.now
        return next_slots(self.facts.points, ready, now)

    def pickup_at(self, code: Code) -> Pickup | None:
        """Find the point and slot of an answer; None for the farm, and for a slot that is taken."""
        return find(self.facts.points, code, self.picked.listing.ready, self.speaker.now)

    @property
    def picked(self) -> Offer:
        """The offer chosen; only rows below it ask."""
        found = self.facts.find(self.answers.get("offer", ""))
        assert found is not None
        return found

    def done(self) -> Wanted:
        key = self.answers.get("key") or self.speaker.now.isoformat()
        asked = type(self).where.applies(self)
        pickup = self.pickup_at(self.where) if asked else None
        return Wanted(self.picked, self.amount.milli, key, pickup)

    def about(self, row: Row[object]) -> dict[str, object]:
        match row.name:
            case "offer":
                return {"crop": crop_phrase(self.crop)}
            case "amount":
                listed = self.picked.listing
                rate = rate_phrase(listed.price, listed.unit)
                return {
                    "crop": crop_phrase(listed.crop_id),
                    "free": self.picked.free,
                    "rate": rate,
                }
        return {}

    def card(self) -> tuple[Phrase, ...]:
        return (say("buying-total", total=self.picked.total(self.amount.milli)),)

    def picture(self) -> str | None:
        return self.picked.listing.photo

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        """Hear what somebody needs: "I need 10 kg onions", or a crop's name alone."""
        said = read_sentence(text, speaker.language, speaker.country, speaker.currency)
        if not isinstance(said, Sentence):
            named = hear_crop(text, speaker)
            return {"crop": named} if named else {}
        if said.intent == "sell" or said.price is not None or said.crop is None:
            return {}
        amount = {"amount": write_amount(said.quantity.value)} if said.quantity else {}
        return {"crop": said.crop, **amount}

    def hear_more(self, text: str) -> dict[str, Code]:
        """Hear another amount of the crop answered above: "no, 6 kg"."""
        speaker, crop = self.speaker, self.answers.get("crop")
        said = read_sentence(text, speaker.language, speaker.country, speaker.currency, about=crop)
        if not isinstance(said, Sentence) or said.crop != crop or not said.quantity:
            return self.hear(text, speaker)
        if said.intent == "sell" or said.price:
            return {}
        return {"amount": write_amount(said.quantity.value)}

    @classmethod
    def examples(cls) -> tuple[Supply, ...]:
        return tuple(
            Supply(2, ("tomato",), (EXAMPLE,), EXAMPLE, points) for points in ((), (POINT,))
        )


_DAY = datetime(2026, 1, 1, tzinfo=UTC)
EXAMPLE = Offer(
    Listing(
        id=1,
        seller_id=1,
        crop_id="tomato",
        unit="kg",
        unit_grams=1000,
        price_minor=8000,
        currency="KES",
        on_hand=20_000,
        ready_from="2026-01-01",
        country="KE",
        created_at=_DAY,
        touched_at=_DAY,
        expires_at=_DAY.replace(year=2100),
    ),
    "Amina",
)
