"""What is written of the guard's quality: docs/guard.md, made anew by every training."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.guarding.model import SCAM, Model
from scripts.guard import corpus, figures, training
from scripts.guard.corpus import LANGUAGES, Row
from scripts.guard.disguises import DISGUISES
from scripts.guard.figures import Scored

_HEAD = """# How good the guard is

Written by `python -m scripts.guard`, which trains the model from `training/` and always gives the same bytes. Every message here was scored by a model
that had seen neither it nor a near copy of it: those of `training/messages` and `training/typical` in five parts (near copies stay together), those of
`training/trial` by the model that ships, which never sees them. `messages` are the odd and the cunning, `typical` what is mostly written, `trial` was
written apart by others. How they were made: `training/README.md`.
"""
_LINES = """
A letter between strangers is warned of from the line `warn`; `/check` says suspicious from `suspect` and scam from `scam`. The lines are set for each
language on ordinary messages the model had not seen. What the market knows beside the text (is the order paid, who is new, how many got the same) is
not in these figures: it comes on top.
"""


def write(rows: Sequence[Row], scores: figures.Scores, model: Model) -> str:
    """Write the report of a training."""
    seen = Scored(rows, scores)
    trial = corpus.load((corpus.TRIED,))
    tried = Scored(trial, [training.score(model, row.text) for row in trial])
    parts = [
        _HEAD,
        *_counts(rows, trial),
        *_ranks(seen, tried),
        _LINES,
        *_gates(seen, tried, model),
    ]
    parts += [*_hidden(trial, tried, model), *_patterns(seen, tried, model)]
    return "\n".join(parts) + "\n"


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(line)} |" for line in lines)
    yield ""


def _counts(rows: Sequence[Row], trial: Sequence[Row]) -> Iterator[str]:
    yield "## Messages\n"
    found = Counter((row.language, row.source, row.label) for row in (*rows, *trial))
    sources = (*corpus.LEARNED, corpus.TRIED)
    labels = ("ordinary", "scam", "advert")
    yield from _table(
        ("language", *(f"{source}: ordinary / scam / advert" for source in sources)),
        [
            (
                each,
                *(
                    " / ".join(str(found[each, source, label]) for label in labels)
                    for source in sources
                ),
            )
            for each in LANGUAGES
        ],
    )


def _sets(seen: Scored, tried: Scored) -> Iterator[tuple[str, str, Scored]]:
    for source in (*corpus.LEARNED, corpus.TRIED):
        for language in LANGUAGES:
            part = (tried if source == corpus.TRIED else seen).only(
                source=source, language=language
            )
            if part.rows:
                yield source, language, part


def _ranks(seen: Scored, tried: Scored) -> Iterator[str]:
    yield "## By the text alone\n"
    yield "Separation is how often a scam scores above an ordinary message; then the recall where so many ordinary messages are let through.\n"
    yield from _table(
        ("set", "language", "separation", "recall at 0.5%", "at 2%", "at 5%", "at 12%"),
        [
            (
                source,
                language,
                f"{figures.separation(part):.3f}",
                *tuple(
                    f"{figures.recall_at(part, alarms):.2f}" for alarms in (0.005, 0.02, 0.05, 0.12)
                ),
            )
            for source, language, part in _sets(seen, tried)
        ],
    )


_FIGURES = {
    "warned": "warned",
    "alarmed": "false warnings",
    "hard": "of hard ones",
    "critical-warned": "critical acts warned",
    "found": "/check: found",
    "critical": "critical acts found",
    "wronged": "genuine called scam",
    "doubted": "genuine doubted",
    "advert": "advert called scam",
}


def _gates(seen: Scored, tried: Scored, model: Model) -> Iterator[str]:
    yield "## With the lines that ship\n"
    lines = []
    for source, language, part in _sets(seen, tried):
        told = figures.checked(part, model.lines[language])
        lines.append((source, language, *(f"{100 * told[name]:.1f}%" for name in _FIGURES)))
    yield from _table(("set", "language", *_FIGURES.values()), lines)


def _hidden(trial: Sequence[Row], tried: Scored, model: Model) -> Iterator[str]:
    yield "## Disguised\n"
    yield "Of the scams of `trial`, the share found by /check as written and disguised.\n"
    scams = [row for row in trial if row.label == "scam"]
    plain = _found(scams, [row.text for row in scams], model.lines, model)
    lines = [("as written", f"{100 * plain:.1f}%", "")]
    for name, hide in DISGUISES.items():
        told = _found(scams, [hide(row.text, row.language) for row in scams], model.lines, model)
        lines.append((name, f"{100 * told:.1f}%", f"{100 * (plain - told):+.1f} points lost"))
    yield from _table(("disguise", "found", ""), lines)


def _found(
    rows: Sequence[Row],
    texts: Sequence[str],
    lines: Mapping[str, Mapping[str, float]],
    model: Model,
) -> float:
    hits = [
        training.score(model, text)[SCAM] >= lines[row.language]["suspect"]
        for row, text in zip(rows, texts, strict=True)
    ]
    return sum(hits) / len(hits) if hits else float("nan")


def _patterns(seen: Scored, tried: Scored, model: Model) -> Iterator[str]:
    yield "## By pattern\n"
    yield "The share found by /check, over all languages; the numbers are those of `docs/fraud.md`.\n"
    sets = {"messages": seen, "typical": seen, "trial": tried}
    lines = []
    for kind in sorted({row.kind for row in seen.rows if row.label == "scam"}):
        told = [_share(each.only(source=name, kind=kind), model) for name, each in sets.items()]
        lines.append((kind, *told))
    yield from _table(("pattern", *sets), lines)


def _share(part: Scored, model: Model) -> str:
    pairs = zip(part.rows, part.scores, strict=True)
    hits = [scores[SCAM] >= model.lines[row.language]["suspect"] for row, scores in pairs]
    return f"{100 * sum(hits) / len(hits):.0f}% of {len(hits)}" if hits else ""
