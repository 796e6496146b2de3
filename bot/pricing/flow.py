"""Which crop's price; and what a crop must bring: its costs, its harvest, what gets lost."""

from dataclasses import dataclass
from fractions import Fraction

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.pricing.asks import MoneyAsk
from bot.pricing.rules import KEPT, Effort, Worked
from bot.selling.asks import CropAsk
from bot.selling.harvest import UNWEIGHED, HarvestAsk, WeightAsk, likely_crops
from bot.selling.hearing import BARE, cut_word, hear_crop
from bot.selling.measures import Measure, in_whole_units
from bot.selling.memory import Memory, Past
from bot.selling.produce import crop_phrase, unit_phrase
from bot.talk.asks import Choice, Code
from bot.talk.flow import SKIPPED, Flow, Row, Verdict, optional, row
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, say
from bot.text.sentence import Sentence, read_sentence

_MOST_WORDS_BESIDE = 1  # beside the word for a price, where no crop is heard


def _crop_in(words: str, speaker: Speaker) -> str | None:
    """Find the crop beside the word for a price, in the speaker's language or any other."""
    said = (speaker.language, speaker.country, speaker.currency, speaker.today)
    heard = read_sentence(words, *said)
    if isinstance(heard, Sentence) and heard.crop:
        return heard.crop
    *_, last = words.split() or [""]
    return hear_crop(words, speaker) or hear_crop(last, speaker)


@dataclass(frozen=True, slots=True)
class Wondered:
    """Of which crop somebody wants to know the price."""

    crop_id: str


def _crops(so_far: "Prices") -> tuple[str, ...]:
    return so_far.facts


class Prices(Flow[tuple[str, ...]], name="prices", sums_up=False):
    """Which crop's price; facts are the crops offered, those sold lately near by first."""

    crop = row(CropAsk(_crops))

    def done(self) -> Wondered:
        return Wondered(self.crop)

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        """Hear somebody ask a price: a word for it, and maybe the crop; a figure is no question."""
        rest = cut_word(text, say("prices-words"), speaker)
        if rest is None or any(sign.isdigit() for sign in rest):
            return {}
        crop = _crop_in(rest, speaker)
        if crop is None and len(rest.split()) > _MOST_WORDS_BESIDE:
            return {}
        return {"crop": crop or SKIPPED}

    @classmethod
    def examples(cls) -> tuple[tuple[str, ...], ...]:
        return (("tomato", "maize"),)


def _currency(so_far: "Breakeven") -> str:
    return so_far.speaker.currency


def _check_harvest(amount: Quantity, so_far: "Breakeven") -> Verdict:
    """Ask for a missing unit, refuse half a chicken."""
    if amount.unit == BARE:
        return say("selling-which-unit", number=amount.to_decimal())
    half = in_whole_units(amount.unit) and amount.milli % 1000
    return say("selling-whole") if half else None


class Breakeven(Flow[Memory], name="breakeven"):
    """What a crop costs its farmer, and what it must bring so that nothing is lost."""

    crop = row(CropAsk(likely_crops))
    seed = optional(MoneyAsk(_currency))
    labour = optional(MoneyAsk(_currency))
    transport = optional(MoneyAsk(_currency))
    bags = optional(MoneyAsk(_currency))
    harvest = row(HarvestAsk(), check=_check_harvest)
    weight = optional(WeightAsk(), only_if=harvest.is_(UNWEIGHED))
    loss = optional(Choice(*KEPT))

    @property
    def measure(self) -> Measure:
        """How the farmer counts this crop, with what one weighs where that is known."""
        amount: Quantity | None = self.harvest
        if amount is None or amount.unit == BARE:
            return Measure(BARE)
        asked = type(self).weight.applies(self)
        said = self.value(type(self).weight) if asked else None
        return Measure(amount.unit, said or self.facts.grams(amount.unit, self.crop or ""))

    @property
    def costs(self) -> Money:
        told = (self.seed, self.labour, self.transport, self.bags)
        return sum((money for money in told if money), Money(0, self.speaker.currency))

    def done(self) -> Worked:
        effort = Effort(
            self.crop,
            self.costs,
            Quantity(self.harvest.milli, self.harvest.unit),
            self.measure.grams,
            KEPT[self.loss] if self.loss else Fraction(1),
        )
        draft = self.answers.get("draft", "")
        return Worked(effort, int(draft) if draft else None)

    def about(self, row: Row[object]) -> dict[str, object]:
        if row.name in {"crop", "weight"}:
            return {"unit": unit_phrase(self.measure.unit)} if row.name == "weight" else {}
        return {"crop": crop_phrase(self.crop)}

    def card(self) -> tuple[Phrase, ...]:
        return (say("breakeven-costs", total=self.costs),)

    @classmethod
    def examples(cls) -> tuple[Memory, ...]:
        past = (Past("tomato", "kg", 1000, Money(8000, "KES"), "20000:kg"),)
        return (Memory("KE", past, past),)
