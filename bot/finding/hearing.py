"""What somebody looks for, in words: a crop, how far, how dear, how grown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.ordering.filters import BY_WEIGHT, DISTANCES, Filters
from bot.selling.hearing import BARE, hear_amounts, hear_crop, hear_crops, hear_prices
from bot.selling.offers import LABELS
from bot.talk.speaker import Speaker
from bot.text.folding import fold
from bot.text.phrase import say

_KM = re.compile(
    r"(\d{1,4})\s*(?:kms?|kilomet\w*|公里|千米|किमी|कि\.?मी\.?|كم|كيلومتر)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\s,;]+")
# Chinese writes no spaces between words: there each sign stands for itself.
_SIGN = re.compile(r"[\u4e00-\u9fff]|[^\s,;\u4e00-\u9fff]+")
_LONGEST = 20  # words of a search looked at
_RUN = 3  # words of a crop's name


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words say: crops they may mean, and the filters with all else that was said."""

    crops: tuple[str, ...]
    filters: Filters


def hear_search(words: str, filters: Filters, speaker: Speaker) -> Heard:
    """Hear a search: what the words leave open stays as the filters have it."""
    km, rest = _take_km(words)
    label, rest = _take_label(rest, speaker)
    found, rest = _take_crops(rest, speaker)
    wanted = filters.of_crop(found[0]) if len(found) == 1 else filters
    wanted = replace(wanted, km=km or wanted.km, label=label or wanted.label)
    price = _price(rest, speaker) if len(found) == 1 else None
    if price is not None:
        wanted = replace(wanted, most=price, unit=BY_WEIGHT)
    return Heard(found, wanted)


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
