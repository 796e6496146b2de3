"""What a message is weighed by: pieces of its words, what it speaks of, and its signs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from bot.guarding import concepts, links, plain

_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\W_]+(?:[\u0900-\u097f]+[^\W_]*)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"\d")
_SIGNS = {
    "money": re.compile(
        r"[$€£¥₹₦]|\d[\d,. ]{2,12}(?:/=|k\b)|\b(?:kes|ksh|ugx|tsh|tzs|ngn|rs|usd)\b"
    ),
    "digits": re.compile(r"(?<!\d)\d{4,8}(?!\d)"),
    "phone": re.compile(r"\d(?:[ \-]?\d){8,12}"),
    "percent": re.compile(r"\d ?%"),
    "star": re.compile(r"\*\d+"),
    "bang": re.compile(r"!{2,}"),
    "ask": re.compile(r"[?؟？]"),
    "quote": re.compile(r"[\"“”«»「」『』]"),
}
LONGEST_PIECE = 4
_FOLLOWING = 40  # sentences that are looked at in their order


@dataclass(frozen=True, slots=True)
class Traits:
    """Pieces of words, and what is spoken of and shown: two bags weighed apart.

    `told` are the concepts alone.
    """

    pieces: frozenset[str]
    facts: frozenset[str]
    told: frozenset[str] = frozenset()


def of_sentence(sentence: str) -> Traits:
    """Give the traits of one sentence."""
    told = concepts.find(sentence)
    return Traits(frozenset(_pieces(sentence)), frozenset(_facts(sentence, told)), frozenset(told))


def join(parts: Sequence[Traits], found: Sequence[links.Link] = ()) -> Traits:
    """Give the traits of sentences together: theirs, what is told in one after the other, links."""
    facts = frozenset().union(*(part.facts for part in parts), _together(parts), _shown(found))
    pieces = frozenset().union(*(part.pieces for part in parts))
    return Traits(pieces, facts, frozenset().union(*(part.told for part in parts)))


def of_message(text: str) -> Traits:
    """Give the traits of a whole message."""
    return join([of_sentence(each) for each in plain.read(text).sentences], links.find(text))


def _shown(found: Sequence[links.Link]) -> set[str]:
    return {f"link {sign}" for link in found for sign in link.signs} | {"link" for _ in found[:1]}


def _together(parts: Sequence[Traits]) -> Iterator[str]:
    """Name what is told in two sentences that follow each other."""
    for first, second in pairwise(parts[:_FOLLOWING]):
        yield from (f"then {one} {two}" for one in first.told for two in second.told if one != two)


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


def _facts(sentence: str, told: Sequence[str]) -> Iterator[str]:
    spoken = sorted(set(told))
    yield from (f"one {name}" for name in spoken)
    yield from (f"two {first} {second}" for first, second in combinations(spoken, 2))
    yield from (f"next {first} {second}" for first, second in pairwise(told) if first != second)
    yield from (f"sign {name}" for name, shape in _SIGNS.items() if shape.search(sentence))
