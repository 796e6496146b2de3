"""The text model: how strongly the pieces and facts of a message speak for fraud, advert or talk."""

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

from bot.guarding.traits import Traits
from bot.guarding.verdict import ACTS, PATTERNS

FACTS = 0.7  # how much the facts weigh beside the pieces
RARITY = 16  # steps of one in which rarity is kept
NAME = "tables/model.bin"
SCAM, ADVERT = "scam", "advert"
HEADS = (SCAM, ADVERT, *ACTS)
TOPICS = tuple(f"p{number:02}" for number in PATTERNS)


@dataclass(frozen=True, slots=True)
class Bag:
    """Known traits of one kind: where each stands, how rare it is, and its weight for each head.

    A weight is kept in steps of the head's `units`.
    """

    places: Mapping[str, int]
    rarity: bytes
    weights: Mapping[str, "array[int]"]
    units: Mapping[str, float]

    def known(self, traits: Iterable[str]) -> tuple[list[int], float]:
        """Give the places of the traits that are known, and the length of their bag."""
        places = [self.places[trait] for trait in traits if trait in self.places]
        return places, sqrt(sum(self.rarity[at] ** 2 for at in places)) or 1.0

    def score(self, known: tuple[list[int], float], head: str) -> float:
        """Give the weight of known traits, each as rare as it is, by the length of their bag."""
        places, length = known
        weights, rarity = self.weights[head], self.rarity
        return sum(rarity[at] * weights[at] for at in places) / length * self.units[head]


@dataclass(frozen=True, slots=True)
class Model:
    """What training found; docs/guard.md says how well it judges.

    `lines` are, for each language, the scores from which a message is looked at; see `judge`.
    """

    pieces: Bag
    facts: Bag
    topics: Bag
    biases: Mapping[str, float]
    lines: Mapping[str, Mapping[str, float]]

    def score(self, traits: Traits, heads: Iterable[str] = (SCAM,)) -> dict[str, float]:
        """Give the log-odds that a message is what each head is for."""
        pieces, facts = self.pieces.known(traits.pieces), self.facts.known(traits.facts)
        return {
            head: self.pieces.score(pieces, head)
            + FACTS * self.facts.score(facts, head)
            + self.biases[head]
            for head in heads
        }

    def topic(self, traits: Traits) -> str:
        """Give the pattern of fraud a message is most like."""
        known = self.topics.known(topics_of(traits))
        return max(TOPICS, key=lambda each: self.topics.score(known, each) + self.biases[each])


def topics_of(traits: Traits) -> set[str]:
    """Give the traits by which patterns are told apart: whole words and facts."""
    return {piece for piece in traits.pieces if piece.startswith("=")} | traits.facts


# -- the file: a head line of JSON, then for each bag its words, its rarity and its weights


def write(model: Model) -> bytes:
    """Write a model; the same model always gives the same bytes."""
    bags = (model.pieces, model.facts, model.topics)
    blocks = [block for bag in bags for block in _blocks(bag)]
    head = {
        "units": [bag.units for bag in bags],
        "biases": model.biases,
        "lines": model.lines,
        "sizes": [len(block) for block in blocks],
    }
    return json.dumps(head, sort_keys=True).encode() + b"\n" + b"".join(blocks)


def _blocks(bag: Bag) -> list[bytes]:
    words = "\n".join(sorted(bag.places, key=bag.places.__getitem__)).encode()
    return [words, bag.rarity, *(bag.weights[head].tobytes() for head in sorted(bag.weights))]


def read(content: bytes) -> Model:
    """Read a model back."""
    first, _, rest = content.partition(b"\n")
    head = json.loads(first)
    blocks, at = [], 0
    for size in head["sizes"]:
        blocks.append(rest[at : at + size])
        at += size
    bags: list[Bag] = []
    for units in head["units"]:
        words, rarity, *weights = blocks[: 2 + len(units)]
        del blocks[: 2 + len(units)]
        places = {word: at for at, word in enumerate(words.decode().split("\n"))}
        kept = {name: array("b", each) for name, each in zip(sorted(units), weights, strict=True)}
        bags.append(Bag(places, rarity, kept, units))
    pieces, facts, topics = bags
    return Model(pieces, facts, topics, head["biases"], head["lines"])


@cache
def load() -> Model:
    """Load the model that ships, once, when the first message is judged."""
    return read(resources.files("bot.guarding").joinpath(NAME).read_bytes())
