"""The messages the guard learns from, and those it is only tried on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from rapidfuzz import fuzz, process

ROOT = Path(__file__).parents[2] / "training"
LANGUAGES = ("en", "zh_Hans", "hi", "sw", "es", "ar")
LEARNED, TRIED = ("messages", "typical"), "trial"
SAME_CLUSTER = 70  # percent of the signs that two messages of one cluster share


@dataclass(frozen=True, slots=True)
class Row:
    """A message with what it is: its label, its kind, the critical act it asks for."""

    language: str
    source: str
    label: str
    kind: str
    act: str
    text: str


def load(folders: Sequence[str] = LEARNED) -> list[Row]:
    """Give the messages of some folders in the order of their files, each text once."""
    seen: dict[tuple[str, str], Row] = {}
    for row in _rows(folders):
        seen.setdefault((row.language, row.text), row)
    return list(seen.values())


def _rows(folders: Sequence[str]) -> Iterator[Row]:
    for language in LANGUAGES:
        for folder in folders:
            path = ROOT / folder / f"{language}.tsv"
            lines = path.read_text("utf-8").split("\n")[1:] if path.exists() else []
            for line in filter(None, lines):
                label, kind, act, text = line.split("\t")
                yield Row(language, folder, label, kind, act, text.replace("\\n", "\n"))


def split(rows: Sequence[Row], parts: int) -> list[int]:
    """Give each row one of some parts, near copies always the same one."""
    part = [0] * len(rows)
    for language in LANGUAGES:
        places = [at for at, row in enumerate(rows) if row.language == language]
        for cluster in _clusters([rows[at].text.lower() for at in places]):
            chosen = crc32(rows[places[min(cluster)]].text.encode()) % parts
            for at in cluster:
                part[places[at]] = chosen
    return part


def _clusters(texts: Sequence[str]) -> list[list[int]]:
    """Join what shares most of its signs, directly or through others."""
    head = list(range(len(texts)))

    def first(at: int) -> int:
        while head[at] != at:
            head[at] = head[head[at]]
            at = head[at]
        return at

    alike = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=SAME_CLUSTER, workers=1)
    for one, other in zip(*alike.nonzero(), strict=True):
        head[max(first(one), first(other))] = min(first(one), first(other))
    found: dict[int, list[int]] = {}
    for at in range(len(texts)):
        found.setdefault(first(at), []).append(at)
    return list(found.values())
