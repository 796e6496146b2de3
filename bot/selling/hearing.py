"""Where farmers' words become values of this feature: the one place that calls the readers.

Each gives every meaning the words may have: none where they are not understood, several to ask.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.kernel import units
from bot.kernel.quantity import Quantity
from bot.talk.speaker import Speaker
from bot.text.amounts import read_number
from bot.text.crops import read_crop
from bot.text.days import read_day
from bot.text.folding import fold
from bot.text.phrase import Phrase
from bot.text.prices import read_price
from bot.text.quantities import read_quantity
from bot.text.reading import Found, NotRead, NoUnit, Number, Price, Reading, Several, Unsure
from bot.text.sentence import Sentence, read_sentence

BARE = ""  # the unit of an amount said without one


@dataclass(frozen=True, slots=True)
class Heard:
    """Several answers in one sentence; None for what was not said. `crops` it may be about."""

    crops: tuple[str, ...]
    quantity: Quantity | None = None
    price: Price | None = None
    ready: date | None = None


def hear_crops(text: str, speaker: Speaker) -> tuple[str, ...]:
    match read_crop(text, speaker.language):
        case Found(crop_id):
            return (crop_id,)
        case Several(options):
            return options
    return ()


def hear_crop(text: str, speaker: Speaker) -> str | None:
    """Hear a crop named beyond doubt; what only sounds like one is none."""
    said = read_crop(text, speaker.language)
    return said.crop_id if isinstance(said, Found) else None


def hear_amounts(text: str, speaker: Speaker, crop: str | None = None) -> tuple[Quantity, ...]:
    """Hear amounts; one said without its unit has the unit BARE."""
    match read_quantity(text, speaker.language, speaker.country, crop):
        case Reading(amount):
            return (amount,)
        case Unsure(options):
            return options
        case NoUnit(number):
            return _bare((number,))
    return _bare(_hear_numbers(text, speaker))


def hear_unit(text: str, speaker: Speaker, offered: tuple[str, ...]) -> str | None:
    """Hear the name of one of the units offered."""
    said = fold(text)
    languages = dict.fromkeys((speaker.language, "en", *units.languages()))
    for language in languages:
        names = units.unit_names(language)
        for unit in offered:
            if said in {fold(name) for name in names.get(unit, ())}:
                return unit
    return None


def hear_prices(
    text: str, speaker: Speaker, currency: str, crop: str | None = None
) -> tuple[Price, ...]:
    match read_price(text, speaker.language, speaker.country, currency, crop):
        case Price() as price:
            return (price,)
        case Unsure(options):
            return options
    return ()


def hear_days(text: str, speaker: Speaker) -> tuple[date, ...]:
    match read_day(text, speaker.language, speaker.today):
        case Several(options):
            return options
        case NotRead():
            return ()
        case day:
            return (day,)


def hear_offer(text: str, speaker: Speaker, about: str | None = None) -> Heard | None:
    """Hear somebody say what they sell; None for anything else, and for who wants to buy.

    `about` is the crop spoken of already.
    """
    today = speaker.today
    said = read_sentence(text, speaker.language, speaker.country, speaker.currency, today, about)
    if not isinstance(said, Sentence) or said.intent == "buy":
        return None
    amount = said.quantity.value if said.quantity else None
    return Heard(said.crops or ((said.crop,) if said.crop else ()), amount, said.price, said.day)


def is_number(text: str, speaker: Speaker) -> bool:
    """Whether the words are a number and nothing else."""
    return bool(_hear_numbers(text, speaker))


def _hear_numbers(text: str, speaker: Speaker) -> tuple[Decimal, ...]:
    match read_number(text, speaker.language, speaker.country):
        case Number(value):
            return (value,)
        case Unsure(options):
            return options
    return ()


def _bare(numbers: tuple[Decimal, ...]) -> tuple[Quantity, ...]:
    """Make amounts without a unit; a number finer than a thousandth is none."""
    return tuple(Quantity(int(number * 1000), BARE) for number in numbers if number * 1000 % 1 == 0)


def cut_word(text: str, listed: Phrase, speaker: Speaker) -> str | None:
    """Give a sentence without the first of the listed words in it; None where none is there.

    `listed` is a text such as "price|how much is", read in every language, the longest first;
    Chinese words stand anywhere.
    """
    said = f" {fold(text)} "
    words = {fold(word) for word in "|".join(speaker.names(listed)).split("|")} - {""}
    bounded = (word if "\u4e00" <= word[:1] <= "\u9fff" else f" {word} " for word in words)
    found = next((word for word in sorted(bounded, key=len, reverse=True) if word in said), None)
    return None if found is None else said.replace(found, " ", 1)
