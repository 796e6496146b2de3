"""A wish for produce in one sentence: "I need 200 kg onions by Friday, up to 60"."""

import re
from dataclasses import replace
from typing import Any

from bot.selling.asks import rate_of, write_amount, write_rate
from bot.selling.hearing import hear_prices
from bot.selling.measures import Measure, grams_of
from bot.talk.asks import Code, Words
from bot.talk.flow import Flow, row
from bot.talk.speaker import Speaker
from bot.text.phrase import say
from bot.text.sentence import Sentence, read_sentence

_NUMBER = re.compile(r"\D{0,5}\d[\d.,]*")


def _read(text: str, speaker: Speaker, about: str | None = None) -> Sentence | None:
    said = read_sentence(
        text, speaker.language, speaker.country, speaker.currency, speaker.today, about
    )
    return said if isinstance(said, Sentence) and said.intent != "sell" else None


def hear_wish(text: str, speaker: Speaker, about: str | None = None) -> Sentence | None:
    """Hear a wish; words such as "up to" tell that the number after them is the price."""
    head, limit = _cut(text, speaker)
    if limit is None:
        return _read(text, speaker, about)
    found, rest = hear_prices(limit, speaker, speaker.currency), ""
    if not found:
        number = _NUMBER.match(limit)
        assert number is not None  # the cut was made before one
        found = hear_prices(number[0].rstrip(".,"), speaker, speaker.currency)
        rest = limit[number.end() :]
    said = _read(f"{head} {rest}", speaker, about)
    if said is None or len(found) != 1:
        return _read(text, speaker, about)
    return replace(said, price=found[0])


def _cut(text: str, speaker: Speaker) -> tuple[str, str | None]:
    """Cut a sentence in two before the price it sets as the limit."""
    words = speaker.label(say("want-words-limit")).split("|")
    spaced = (rf"\b{re.escape(each)}\b" for each in words if each.isascii() or " " in each)
    joined = (re.escape(each) for each in words if not each.isascii())
    pattern = f"(?:{'|'.join((*spaced, *joined))})\\s*(?=\\D{{0,5}}\\d)"
    found = list(re.finditer(pattern, text, re.IGNORECASE))
    if not found:
        return text, None
    return text[: found[-1].start()].rstrip(" ,،，、"), text[found[-1].end() :]


def hear_codes(
    text: str, speaker: Speaker, about: str | None, counted: Measure | None = None
) -> dict[str, Code]:
    """Write what was heard as answers; the price is told of the unit the amount is counted in."""
    today = speaker.today
    said = hear_wish(text, speaker, about)
    if said is None or said.crop is None:
        return {}
    found: dict[str, Code] = {"crop": said.crop}
    if said.quantity is not None:
        unit = said.quantity.value.unit
        counted = Measure(unit, grams_of(unit, speaker.country, said.crop))
        found["quantity"] = write_amount(said.quantity.value)
    if said.price is not None and counted is not None and counted.unit:
        rate = rate_of(said.price, counted, speaker.country)
        found |= {"price": write_rate(rate)} if rate else {}
    if said.day is not None and said.day > today:
        found["by"] = said.day.isoformat()
    return found


class WantWords(Flow[None], name="wantwords", sums_up=False):
    """Words out of the blue that ask for produce, kept as they were said."""

    said = row(Words(longest=400))

    def done(self) -> str:
        return self.said

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        """Take only what surely is a wish for so much, by some day or at some price."""
        said = hear_wish(text, speaker)
        if said is None or said.intent != "buy" or said.crop is None:
            return {}
        told: Any = said.quantity or said.price or said.day
        return {"said": text[:400]} if told else {}

    @classmethod
    def examples(cls) -> tuple[None, ...]:
        return (None,)
