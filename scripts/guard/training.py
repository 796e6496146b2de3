"""Training: a model from all messages, with lines set on messages it had not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.guarding import judge, links, plain, traits
from bot.guarding.model import SCAM, Model
from bot.guarding.traits import Traits
from bot.guarding.verdict import ACTS
from scripts.guard import fitting
from scripts.guard.corpus import LANGUAGES, Row
from scripts.guard.fitting import Right

PARTS = 5
# How many of the ordinary messages may reach each line; the gates of docs/guard.md with a margin.
SHARES = {"sure": 0.001, "warn": 0.005, "scam": 0.012, "suspect": 0.10}
ACT_SHARE = 0.001


def wanted(rows: Sequence[Row]) -> dict[str, Right]:
    """Say for each head which messages it is to find."""
    heads = {label: np.array([row.label == label for row in rows]) for label in ("scam", "advert")}
    return heads | {act: np.array([row.act == act for row in rows]) for act in ACTS}


def train(
    rows: Sequence[Row], found: Sequence[Traits], parts: Sequence[int]
) -> tuple[Model, list[dict[str, float]]]:
    """Fit a model, and score each message by one that saw neither it nor a near copy of it."""
    scores: list[dict[str, float]] = [{} for _ in rows]
    for part in sorted(set(parts)):
        apart = _fit(rows, found, [at for at, each in enumerate(parts) if each != part])
        for at in (at for at, each in enumerate(parts) if each == part):
            scores[at] = score(apart, rows[at].text)
    whole = _fit(rows, found, range(len(rows)))
    return replace(whole, lines=draw_lines(rows, scores)), scores


def _fit(rows: Sequence[Row], found: Sequence[Traits], chosen: Sequence[int]) -> Model:
    learned = [rows[at] for at in chosen]
    kinds = [row.kind for row in learned]
    return fitting.build([found[at] for at in chosen], wanted(learned), kinds)


def score(fitted: Model, text: str) -> dict[str, float]:
    """Give the scores of a message as the judge takes them."""
    parts, found = (
        [traits.of_sentence(each) for each in plain.read(text).sentences],
        links.find(text),
    )
    return judge.score_all(fitted, traits.join(parts, found), parts, found)


def draw_lines(
    rows: Sequence[Row], scores: Sequence[Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Set each language's lines so that few of its ordinary messages reach them."""
    return {language: _lines(rows, scores, language) for language in LANGUAGES}


def _lines(
    rows: Sequence[Row], scores: Sequence[Mapping[str, float]], language: str
) -> dict[str, float]:
    calm = [
        scores[at]
        for at, row in enumerate(rows)
        if row.language == language and row.label == "ordinary"
    ]
    lines = {name: _line([each[SCAM] for each in calm], share) for name, share in SHARES.items()}
    return lines | {act: _line([each[act] for each in calm], ACT_SHARE) for act in ACTS}


def _line(scores: Sequence[float], share: float) -> float:
    return round(float(np.quantile(scores, 1 - share)), 4)
