"""How good the guard is, in the figures of its gates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.guarding.model import ADVERT, SCAM
from bot.guarding.verdict import ACTS
from scripts.guard.corpus import Row

Scores = Sequence[Mapping[str, float]]
HARD = frozenset(("pin", "code", "refund", "fee", "loan", "warning", "story", "link", "official"))


@dataclass(frozen=True, slots=True)
class Scored:
    """Messages with the scores they got from a model that had not seen them."""

    rows: Sequence[Row]
    scores: Scores

    def only(self, **wanted: str) -> "Scored":
        kept = [
            at
            for at, row in enumerate(self.rows)
            if all(getattr(row, name) == value for name, value in wanted.items())
        ]
        return Scored([self.rows[at] for at in kept], [self.scores[at] for at in kept])

    def values(self, label: str, head: str = SCAM) -> np.ndarray:
        pairs = zip(self.rows, self.scores, strict=True)
        return np.array([scores[head] for row, scores in pairs if row.label == label])

    def critical(self) -> np.ndarray:
        pairs = zip(self.rows, self.scores, strict=True)
        return np.array([scores[SCAM] for row, scores in pairs if row.act in ACTS])

    def hard(self) -> np.ndarray:
        pairs = zip(self.rows, self.scores, strict=True)
        calm = [
            scores[SCAM] for row, scores in pairs if row.label == "ordinary" and row.kind in HARD
        ]
        return np.array(calm)


def share(values: np.ndarray, line: float) -> float:
    """Give the share of scores that reach a line."""
    return float((values >= line).mean()) if len(values) else float("nan")


def recall_at(scored: Scored, alarms: float) -> float:
    """Give the share of scams above the line that lets so many ordinary messages through."""
    line = np.quantile(scored.values("ordinary"), 1 - alarms)
    return float((scored.values("scam") > line).mean())


def separation(scored: Scored) -> float:
    """Give how often a scam scores higher than an ordinary message (the area under the curve)."""
    scam, calm = scored.values("scam"), np.sort(scored.values("ordinary"))
    return float(np.searchsorted(calm, scam).mean() / len(calm))


def checked(scored: Scored, lines: Mapping[str, float]) -> dict[str, float]:
    """Give the figures of /check and of letters with the lines that ship."""
    adverts, leaning = scored.values("advert"), scored.values("advert", ADVERT)
    called = (adverts >= lines["scam"]) if len(adverts) else adverts
    return {
        "found": share(scored.values("scam"), lines["suspect"]),
        "wronged": share(scored.values("ordinary"), lines["scam"]),
        "doubted": share(scored.values("ordinary"), lines["suspect"]),
        "advert": float(np.mean(called)) if len(leaning) else float("nan"),
        "warned": share(scored.values("scam"), lines["warn"]),
        "alarmed": share(scored.values("ordinary"), lines["warn"]),
        "critical": share(scored.critical(), lines["suspect"]),
        "critical-warned": share(scored.critical(), lines["warn"]),
        "hard": share(scored.hard(), lines["warn"]),
    }
