"""The words readers know: number words, units, money and small words, by language."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.kernel import units
from bot.kernel.tables import rows
from bot.text.tokens import phrase

WIDEST = 5  # words in the longest phrase
_BY_SCRIPT = (
    ("hi", "\u0900", "\u097f"),
    ("ar", "\u0600", "\u06ff"),
    ("zh_Hans", "\u3400", "\u9fff"),
)
_SPOKEN = {
    "KE": "sw",
    "TZ": "sw",
    "UG": "sw",
    "IN": "hi",
    "MX": "es",
    "CO": "es",
    "GT": "es",
    "PE": "es",
}
_NO_CLASH = frozenset(("en", "sw"))  # their short words mean nothing in the others
_SHORT = 3  # letters below which a word of a language not chosen is no evidence


@dataclass(frozen=True, slots=True)
class NumberWord:
    """kind: card 20, scale "hundred", multiple "hundreds", prefix "elfu", frac, plus, next."""

    kind: str
    value: Decimal
    language: str


@dataclass(slots=True)
class Entry:
    """All that one phrase can mean in one language."""

    number: NumberWord | None = None
    units: tuple[str, ...] = ()
    roles: set[str] = field(default_factory=set)


class Lexicon(dict[str, Entry]):
    """Entries by phrase; countable are the long number and unit words, for misspellings."""

    def __init__(self) -> None:
        super().__init__()
        self.countable: list[str] = []


def lexicon(language: str, country: str, scripts: frozenset[str]) -> Lexicon:
    """Words for a person of the country: the chosen language wins, then the script's own."""
    return _merged(_languages(language, country, scripts), scripts)


@lru_cache(maxsize=64)
def _merged(languages: tuple[str, ...], scripts: frozenset[str]) -> Lexicon:
    merged = Lexicon()
    for place, other in enumerate(languages):
        foreign = place and other not in scripts and other not in _NO_CLASH
        for key, entry in _own(other).items():
            if key not in merged and not (foreign and len(key) <= _SHORT):
                merged[key] = entry
    return merged


def scripts(text: str) -> frozenset[str]:
    """Languages that the letters of a text give away."""
    if text.isascii():
        return frozenset()
    return frozenset(
        language for language, low, high in _BY_SCRIPT if any(low <= char <= high for char in text)
    )


def is_small_word(name: str) -> bool:
    """Whether a phrase is "yes", "sorry" or the like in any language, and so no name misspelt."""
    return any(
        name in _own(language) and _own(language)[name].roles for language in _rows_of("words")
    )


def nearest(word: str, known: Lexicon) -> Entry | None:
    """Find the number or unit one slip away, if nothing that means otherwise is two slips away.

    Numbers of Hindi and Arabic lie too close together: पच्चास is 50, one slip from 25.
    """
    if len(word) < 5:
        return None
    close = extract(word, _countable(known), scorer=OSA.distance, score_cutoff=2, limit=8)
    meant = [known[name] for name, _, _ in close]
    if not meant or close[0][1] > 1 or any(_meaning(one) != _meaning(meant[0]) for one in meant):
        return None
    return None if meant[0].number and not word.isascii() else meant[0]


@cache
def money_words(currency: str) -> dict[str, Decimal]:
    """Words and signs for the market's money, with what each is worth in it."""
    found: dict[str, Decimal] = {}
    for row in rows("currencies"):
        if currency in row["currencies"].split():
            for word in row["words"].split("|"):
                found.setdefault(phrase(word), Decimal(row["value"]))
    return found


@cache
def day_words(table: str, language: str) -> dict[str, int]:
    """Names of weekdays (1 Monday) or months."""
    return {
        phrase(word): int(row["number"])
        for row in rows(table)
        if row["language"] == language
        for word in row["words"].split("|")
    }


def _languages(language: str, country: str, seen: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys((language, *sorted(seen), *filter(None, (_SPOKEN.get(country),)), "en"))
    )


def _countable(known: Lexicon) -> list[str]:
    if not known.countable:
        known.countable += [
            name for name, entry in known.items() if len(name) > 4 and (entry.number or entry.units)
        ]
    return known.countable


def _meaning(entry: Entry) -> object:
    number = entry.number
    return (number.kind, number.value) if number else entry.units


@cache
def _own(language: str) -> dict[str, Entry]:
    found: dict[str, Entry] = defaultdict(Entry)
    for row in _rows_of("numwords")[language]:
        word = NumberWord(row["kind"], Decimal(row["value"]), language)
        _entry(found, row["word"]).number = word
    for row in _rows_of("words")[language]:
        for name in filter(None, row["words"].split("|")):
            _entry(found, name).roles.add(row["role"])
    for unit, names in units.unit_names(language).items():
        for name in names:
            entry = _entry(found, name)
            entry.units = tuple(dict.fromkeys((*entry.units, unit)))
    return dict(found)


@cache
def _rows_of(table: str) -> dict[str, list[dict[str, str]]]:
    by_language: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(table):
        by_language[row["language"]].append(row)
    return by_language


def _entry(found: dict[str, Entry], word: str) -> Entry:
    return found[phrase(word)]
