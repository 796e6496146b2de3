"""Fits the model: rare pieces weigh more, every head is a logistic regression of its own."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.guarding.model import FACTS, RARITY, TOPICS, Bag, Model, topics_of
from bot.guarding.traits import Traits

SEEN = 3  # messages a trait has to be in
STRENGTH = 20.0  # the inverse of how much large weights cost
Numbers = NDArray[np.float64]
Right = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known traits in order, and the logarithm of how rare each is."""

    places: Mapping[str, int]
    rarity: Numbers

    def rows(self, bags: Iterable[Iterable[str]]) -> sparse.csr_matrix:
        """Write each bag as a row of length one."""
        pointers, columns, values = [0], [], []
        for bag in bags:
            known = sorted(self.places[trait] for trait in bag if trait in self.places)
            rare = self.rarity[known]
            columns.extend(known)
            values.extend(rare / (np.sqrt((rare**2).sum()) or 1.0))
            pointers.append(len(columns))
        shape = (len(pointers) - 1, len(self.places))
        return sparse.csr_matrix((values, columns, pointers), shape=shape)


def learn_words(bags: Sequence[Iterable[str]]) -> Vocabulary:
    counts = Counter(trait for bag in bags for trait in set(bag))
    kept = sorted(trait for trait, count in counts.items() if count >= SEEN)
    rarity = np.array([np.log(len(bags) / counts[trait]) for trait in kept])
    return Vocabulary(
        {trait: at for at, trait in enumerate(kept)}, np.round(rarity * RARITY) / RARITY
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """Vocabularies and, for each head, the weights of what it looks at and the bias."""

    pieces: Vocabulary
    facts: Vocabulary
    weights: Mapping[str, Numbers]
    biases: Mapping[str, float]


def _table(pieces: Vocabulary, facts: Vocabulary, found: Sequence[Traits]) -> sparse.csr_matrix:
    left = pieces.rows([traits.pieces for traits in found])
    right = facts.rows([traits.facts for traits in found]) * FACTS
    return sparse.hstack([left, right]).tocsr()


def _learn(
    table: sparse.csr_matrix, right: Right, weight: Numbers | None = None
) -> LogisticRegression:
    learner = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    return learner.fit(table, right, sample_weight=weight)


def fit(found: Sequence[Traits], wanted: Mapping[str, Right]) -> Fit:
    """Learn from messages what each head is to say of them."""
    pieces = learn_words([traits.pieces for traits in found])
    facts = learn_words([traits.facts for traits in found])
    table = _table(pieces, facts, found)
    learned = {head: _learn(table, right) for head, right in wanted.items()}
    return Fit(
        pieces,
        facts,
        {head: each.coef_[0] for head, each in learned.items()},
        {head: float(each.intercept_[0]) for head, each in learned.items()},
    )


def build(found: Sequence[Traits], wanted: Mapping[str, Right], topics: Sequence[str]) -> Model:
    """Fit a whole model but its lines; `topics` names the pattern of each message, or nothing."""
    main = fit(found, wanted)
    size = len(main.pieces.places)
    patterned = [at for at, topic in enumerate(topics) if topic in TOPICS]
    bags = [topics_of(found[at]) for at in patterned]
    words = learn_words(bags)
    table = words.rows(bags)
    names = np.array([topics[at] for at in patterned])
    told = {topic: _learn(table, names == topic) for topic in TOPICS}
    biases = {name: float(each.intercept_[0]) for name, each in told.items()} | dict(main.biases)
    return Model(
        _bag(main.pieces, {head: each[:size] for head, each in main.weights.items()}),
        _bag(main.facts, {head: each[size:] for head, each in main.weights.items()}),
        _bag(words, {name: each.coef_[0] for name, each in told.items()}),
        {name: round(bias, 4) for name, bias in biases.items()},
        {},
    )


def _bag(words: Vocabulary, weights: Mapping[str, Numbers]) -> Bag:
    """Round weights to steps of a head's own and drop what then weighs nothing anywhere."""
    units = {
        name: round(float(np.abs(each).max()) / 127, 6) or 1.0 for name, each in weights.items()
    }
    steps = {name: np.rint(each / units[name]).astype(np.int8) for name, each in weights.items()}
    kept = np.flatnonzero(np.any([each != 0 for each in steps.values()], axis=0))
    names = list(words.places)
    return Bag(
        {names[at]: place for place, at in enumerate(kept)},
        bytes(np.minimum(words.rarity[kept] * RARITY, 255).astype(np.uint8)),
        {name: array("b", each[kept].tobytes()) for name, each in steps.items()},
        units,
    )
