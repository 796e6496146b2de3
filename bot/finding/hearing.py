"""What somebody looks for, in words: a crop, where, how far, how dear, how grown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.kernel.places import Place
from bot.ordering.filters import BY_WEIGHT, DISTANCES, Filters
from bot.people.whereabouts import place_called
from bot.selling.hearing import BARE, cut_word, hear_amounts, hear_crop, hear_crops, hear_prices
from bot.selling.offers import LABELS
from bot.talk.speaker import Speaker
from bot.text.folding import fold
from bot.text.phrase import say
from bot.text.sentence import Sentence, read_sentence, refuses

_KM = re.compile(
    r"(\d{1,4})\s*(?:kms?|kilomet\w*|公里|千米|किमी|कि\.?मी\.?|كم|كيلومتر)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\s,;]+")
# Chinese writes no spaces between words: there each sign stands for itself.
_SIGN = re.compile(r"[\u4e00-\u9fff]|[^\s,;\u4e00-\u9fff]+")
_APART = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_NAMES = 10  # words of a crop and a place
_LONGEST = 20  # words of a search looked at
_RUN = 3  # words of a crop's name


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words say: crops they may mean, where, and the filters with all else that was said.

    `place` is where they are looked for, `at_home` where somebody lives: "near me".
    """

    crops: tuple[str, ...]
    filters: Filters
    place: Place | None = None
    at_home: bool = False


def hear_search(words: str, filters: Filters, speaker: Speaker) -> Heard:
    """Hear a search: what the words leave open stays as the filters have it."""
    there = hear_place(words, speaker)
    if there is not None:
        crop, place = there
        return Heard((crop,), filters.of_crop(crop), place)
    km, rest = _take_km(words)
    label, rest = _take_label(rest, speaker)
    found, rest = _take_crops(rest, speaker)
    wanted = filters.of_crop(found[0]) if len(found) == 1 else filters
    wanted = replace(wanted, km=km or wanted.km, label=label or wanted.label)
    price = _price(rest, speaker) if len(found) == 1 else None
    if price is not None:
        wanted = replace(wanted, most=price, unit=BY_WEIGHT)
    return Heard(found, wanted, at_home=says_near(words, speaker))


def says_near(words: str, speaker: Speaker) -> bool:
    """Whether the words say that it is to be near whoever says them."""
    return cut_word(words, say("find-near"), speaker) is not None


def hear_place(words: str, speaker: Speaker) -> tuple[str, Place] | None:
    """Hear a crop and where it is looked for, where nothing else is said: "maize in Nakuru"."""
    said = _SIGN.findall(words)
    for run, rest in _runs(said) if len(said) <= _NAMES else ():
        crop = _sought(run, speaker) if rest else None
        place = _called(_APART.sub("", rest), speaker) if crop else None
        if crop and place:
            return crop, place
    return None


def _sought(words: str, speaker: Speaker) -> str | None:
    """Hear the crop that is looked for, not one that is offered or not wanted."""
    said = read_sentence(words, speaker.language, speaker.country, speaker.currency)
    is_offer = isinstance(said, Sentence) and said.intent == "sell"
    if is_offer or refuses(words, speaker.language, speaker.country):
        return None
    return hear_crop(words, speaker)


def _called(words: str, speaker: Speaker) -> Place | None:
    """Find the place of one's country that the words name, but for small words as "in" and "from"."""
    rest: str | None = words
    while rest is not None and rest.strip():
        place = place_called(speaker.country, rest.strip())
        if place is not None:
            return place
        rest = cut_word(rest, say("find-in"), speaker)
    return None


def _take_km(words: str) -> tuple[int | None, str]:
    said = _KM.search(words)
    if said is None:
        return None, words
    wide = (km for km in DISTANCES if km >= int(said[1]))
    return next(wide, DISTANCES[-1]), words.replace(said[0], " ")


def _take_label(words: str, speaker: Speaker) -> tuple[str | None, str]:
    for label in LABELS:
        for name in speaker.names(say(f"find-label-{label}")):
            kept = [word for word in _WORD.findall(words) if fold(word) != fold(name)]
            if len(kept) < len(_WORD.findall(words)):
                return label, " ".join(kept)
    return None, words


def _take_crops(words: str, speaker: Speaker) -> tuple[tuple[str, ...], str]:
    """Give the crops all the words may name, else the one that some of them surely name."""
    whole = hear_crops(words, speaker) if words.strip() else ()
    if whole:
        return whole, ""
    for run, rest in _runs(_SIGN.findall(words)[:_LONGEST]):
        crop = hear_crop(run, speaker)
        if crop is not None:
            return (crop,), rest
    return (), words


def _runs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Give every few words that stand together, the most first, and the words around them."""
    for size in range(min(_RUN, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            run, rest = words[at : at + size], (*words[:at], *words[at + size :])
            signs = all("\u4e00" <= word <= "\u9fff" for word in run)
            yield ("" if signs else " ").join(run), " ".join(rest)


def _price(words: str, speaker: Speaker) -> int | None:
    """Hear the most one pays for a kilo; how much one needs is no price."""
    if any(amount.unit != BARE for amount in hear_amounts(words, speaker)):
        return None
    for word in (words, *_WORD.findall(words)):
        for price in hear_prices(word, speaker, speaker.currency):
            by_kilo = price.per_unit in {None, "kg"} and price.per_quantity is None
            if by_kilo and price.money.currency == speaker.currency and price.money.minor > 0:
                return price.money.minor
    return None
