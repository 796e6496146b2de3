"""Every text said of trust under a key no flow gives away, with its values."""

from collections.abc import Iterator

from bot.trusting.rules import CHECKS, MOODS, REASONS

Text = tuple[str, frozenset[str]]

_RATE = {
    "": "open over fixed done again card",
    "name order": "ask",
    "name": "why later shown",
    "why": "why-on why-off",
    "mood": "mine",
    "mood why": "mine-why",
    "name mood": "theirs",
    "name mood why": "theirs-why",
}
_TRUST = {
    "": "first nobody listings no-listings own verify unverify how staff given already taken "
    "not-there self",
    "name": "about name name-checked",
    "head tail": "list",
    "what": "checked",
    "since": "new since",
    "count": "sold bought missed late",
    "happy people": "happy",
    "share": "answers",
    "place": "place",
    "why": "praised",
    "crop rate": "offer",
    "name what at": "badge-given",
    "name what at why": "badge-taken",
    "name what at note": "badge-noted",
    "link": "link",
    "what name": "told-given",
    "why what": "told-taken",
}


def _listed(prefix: str, table: dict[str, str]) -> Iterator[Text]:
    for names, keys in table.items():
        for key in keys.split():
            yield f"{prefix}-{key}", frozenset(names.split())


def _plain(prefix: str, codes: tuple[str, ...]) -> Iterator[Text]:
    return ((f"{prefix}-{code}", frozenset[str]()) for code in codes)


TEXTS: tuple[Text, ...] = (
    *_listed("rate", _RATE),
    *_listed("trust", _TRUST),
    *_plain("rate-mood", MOODS),
    *_plain("rate-why", REASONS),
    *_plain("trust-check", CHECKS),
)
