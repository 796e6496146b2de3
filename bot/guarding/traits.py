"""What a message is weighed by: pieces of its words, what it speaks of, and its signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from bot.guarding import concepts, links
from bot.guarding.plain import Plain

_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\W_]+(?:[\u0900-\u097f]+[^\W_]*)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"\d")
_SIGNS = {
    "money": re.compile(r"[$€£¥₹₦]|\d[\d,. ]{2,}(?:/=|k\b)|\b(?:kes|ksh|ugx|tsh|tzs|ngn|rs|usd)\b"),
    "digits": re.compile(r"(?<!\d)\d{4,8}(?!\d)"),
    "phone": re.compile(r"\+?\d[\d \-]{7,}\d"),
    "percent": re.compile(r"\d ?%"),
    "star": re.compile(r"\*\d+"),
    "bang": re.compile(r"!{2,}"),
    "ask": re.compile(r"[?؟？]"),
}
LONGEST_PIECE = 4


@dataclass(frozen=True, slots=True)
class Traits:
    """Pieces of words, and what is spoken of and shown: two bags weighed apart."""

    pieces: frozenset[str]
    facts: frozenset[str]


def of_message(plain: Plain, found: tuple[links.Link, ...] = ()) -> Traits:
    """Give the traits of a whole message."""
    return of_sentences(plain.sentences, found)


def of_sentences(sentences: tuple[str, ...], found: tuple[links.Link, ...] = ()) -> Traits:
    pieces = {piece for sentence in sentences for piece in _pieces(sentence)}
    facts = {fact for sentence in sentences for fact in _facts(sentence)}
    facts |= set(_together(sentences))
    facts |= {f"link {sign}" for link in found for sign in link.signs}
    facts |= {"link"} if found else set()
    return Traits(frozenset(pieces), frozenset(facts))


def _pieces(sentence: str) -> Iterator[str]:
    words = [_DIGIT.sub("0", found[0]) for found in _TOKEN.finditer(sentence)]
    for word in words:
        if _HAN.match(word):
            yield from _runs(word, 1, LONGEST_PIECE)
        else:
            yield f"={word[:16]}"
            yield from _runs(f" {word[:24]} ", 3, LONGEST_PIECE + 1)
    for first, second in pairwise(words):
        if not (_HAN.match(first) or _HAN.match(second)):
            yield f"={first[:12]} {second[:12]}"


def _runs(word: str, least: int, most: int) -> Iterator[str]:
    for length in range(least, most + 1):
        for at in range(len(word) - length + 1):
            yield word[at : at + length]


def _facts(sentence: str) -> Iterator[str]:
    told = concepts.find(sentence)
    spoken = sorted(set(told))
    yield from (f"one {name}" for name in spoken)
    yield from (f"two {first} {second}" for first, second in combinations(spoken, 2))
    yield from (f"next {first} {second}" for first, second in pairwise(told) if first != second)
    yield from (f"sign {name}" for name, shape in _SIGNS.items() if shape.search(sentence))


def _together(sentences: tuple[str, ...]) -> Iterator[str]:
    """Name what is spoken of in two sentences that follow each other."""
    spoken = [sorted(set(concepts.find(sentence))) for sentence in sentences[:40]]
    for first, second in pairwise(spoken):
        yield from (f"then {one} {two}" for one in first for two in second if one != two)
