"""The judge: from a message and what the market knows to a verdict, without a network."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from bot.guarding import links, model, plain, traits
from bot.guarding.links import Link
from bot.guarding.model import ADVERT, HEADS, SCAM, Model
from bot.guarding.plain import Plain
from bot.guarding.traits import Traits
from bot.guarding.verdict import (
    ACTS,
    SIGNALS,
    SUSPICIOUS,
    Context,
    Verdict,
)
from bot.guarding.verdict import ADVERT as AN_ADVERT
from bot.guarding.verdict import ORDINARY as CALM
from bot.guarding.verdict import SCAM as A_SCAM

MOST_SIGNALS = 4
_SPEAKING = 12  # pieces a sentence needs to be judged by itself
_ALONE = 0.3  # less sure is what a part says alone
_PARTS = 16  # that are judged by themselves; a longer message is judged in larger ones
_OTHER = "en"  # the lines of a language without its own
# What the market knows, in the log-odds it adds: how much likelier each is with fraud than with trade.
_NEW, _MANY, _COPY, _UNPAID, _PAID = 0.5, 1.0, 6.0, 0.7, -2.0
_MANY_FROM = 3
_NAMED = frozenset(
    ("authority", "support", "block", "hurry", "secret", "profit", "gain", "relative", "release")
)
_BAD_LINKS = ("alike", "odd", "file", "risky", "number", "short")


def judge(text: str, language: str, context: Context | None = None) -> Verdict:
    """Judge a message written in a language; the same text in the same context gets the same.

    Nothing in the text is opened, run or looked up. Cost is bounded by the 4,096 signs it is cut to.
    """
    context = context or Context()
    seen, found = plain.read(text), links.find(text)
    parts = [traits.of_sentence(each) for each in seen.sentences]
    whole = traits.join(parts, found)
    scores = score_all(model.load(), whole, parts, found)
    claims = "claim" in whole.told and not whole.told & {"never", "warning"}
    lines = _lines(language)
    acts = frozenset(act for act in ACTS if scores[act] >= lines[act])
    score = scores[SCAM] + _known(context, claims=claims)
    level = _level(score, scores[ADVERT], lines, context)
    is_bad = level in {SUSPICIOUS, A_SCAM}
    named = _signals(seen, found, scores, whole.told, context, claims=claims) if is_bad else ()
    pattern = _pattern(whole, context) if is_bad else None
    return Verdict(level, named, pattern, acts, claims, score - lines["warn"])


def _lines(language: str) -> Mapping[str, float]:
    known = model.load().lines
    return known.get(language, known[_OTHER])


def score_all(
    judged: Model, whole: Traits, parts: Sequence[Traits], found: Sequence[Link]
) -> dict[str, float]:
    """Give the scores of a message; a bad part is not made good by friendly ones around it.

    What its links show is part of the score for fraud.
    """
    scores = judged.score(whole, HEADS)
    alone = [(judged.score(part)[SCAM] - _ALONE, part) for part in _parts(parts, found)]
    if alone:
        worst, part = max(alone, key=itemgetter(0))
        acts = judged.score(part, ACTS) | {SCAM: worst}
        scores |= {head: max(scores[head], acts[head]) for head in acts}
    scores[SCAM] += _linked(found)
    return scores


def _parts(parts: Sequence[Traits], found: Sequence[Link]) -> list[Traits]:
    """Give the parts of a message that are judged by themselves."""
    speaking = [part for part in parts if len(part.pieces) >= _SPEAKING]
    if len(speaking) < 2:
        return []
    size = -(-len(speaking) // _PARTS)
    return [traits.join(speaking[at : at + size], found) for at in range(0, len(speaking), size)]


def _known(context: Context, *, claims: bool) -> float:
    """Weigh what the market knows beside the text."""
    weight = _NEW * context.is_new + _MANY * (context.alike >= _MANY_FROM)
    weight += _COPY * (context.copy is not None)
    if claims and context.paid is not None:
        weight += _PAID if context.paid else _UNPAID
    return weight


def _linked(found: Sequence[Link]) -> float:
    bad = {sign for link in found for sign in link.signs}
    return 2.0 * bool(bad & {"alike", "file", "odd"}) - 1.0 * bool(found and bad == {links.KNOWN})


def _level(score: float, advert: float, lines: Mapping[str, float], context: Context) -> str:
    if context.copy is not None:
        return A_SCAM
    worse, bad = ("sure", "warn") if context.in_chat else ("scam", "suspect")
    is_advert = advert > 0 and advert > score
    if score >= lines[worse]:
        return A_SCAM
    if is_advert and score < lines["warn"]:
        return AN_ADVERT
    return SUSPICIOUS if score >= lines[bad] else CALM


def _signals(
    seen: Plain,
    found: Sequence[Link],
    scores: Mapping[str, float],
    told: frozenset[str],
    context: Context,
    *,
    claims: bool,
) -> tuple[str, ...]:
    """Name the reasons, those that weigh most first."""
    names = {f"act-{act}" for act in ACTS if scores[act] > 0}
    names |= {f"link-{sign}" for link in found for sign in link.signs if sign in _BAD_LINKS}
    names |= seen.tricks
    names |= {"copy"} if context.copy is not None else set()
    names |= {"many"} if context.alike >= _MANY_FROM else set()
    names |= {"new"} if context.is_new else set()
    names |= {"unpaid"} if claims and context.paid is False else set()
    names |= told & _NAMED
    names |= {"claim"} if claims and context.paid is None else set()
    return tuple(name for name in SIGNALS if name in names)[:MOST_SIGNALS] or ("written",)


def _pattern(whole: Traits, context: Context) -> int:
    if context.copy:
        return context.copy
    return int(model.load().topic(whole)[1:])
