"""Every text about reports under a key no flow gives away, with its values."""

from collections.abc import Iterable, Iterator

from bot.kernel.standings import GOOD, STANDINGS
from bot.people.reported import REPORTABLE
from bot.reporting.case import AGAINST, DECISIONS, OWN, REASONS, WHYS

Text = tuple[str, frozenset[str]]

_BAD = tuple(each for each in STANDINGS if each != GOOD)
_DONE = (*DECISIONS, "seen", "undo", "hide", "appeal", "uphold", "lift")

_REPORT = {
    "": "button not kept thanks more mute already added came came-genuine hidden state-closed "
    "state-seen stands nobody undo seen hide log all see-order see-letters see-person why-typed "
    "marked undone",
    "at": "enough",
    "case kind at": "title",
    "reason times": "reason",
    "decision at": "decided",
    "decision": "ask-why",
    "words": "note",
    "level": "judged",
    "name since orders stands": "about by",
    "times": "earlier others",
    "times of": "mistaken",
    "case": "log-title log-none",
    "at name act words": "log-words",
    "at name act why": "log-why",
    "at name act": "log-line",
}
_REPORTS = {
    "": "open open-none closed closed-none to-open to-closed appeals-head appeals-none",
    "waiting": "appeals",
    "case kind times words": "button",
}
_RULING = {
    "": "lifted sorry open over",
    "at": "until",
    "why": "why",
    "words": "why-own",
}
_APPEAL = {
    "": "button waits upheld lifted sent nothing case do-lift do-uphold not-you",
    "name": "of",
    "name decision": "title",
}


def _listed(prefix: str, table: dict[str, str]) -> Iterator[Text]:
    for names, keys in table.items():
        for key in keys.split():
            yield f"{prefix}-{key}", frozenset(names.split())


def _each(prefix: str, names: Iterable[str]) -> Iterator[Text]:
    for name in names:
        yield f"{prefix}-{name}", frozenset()


TEXTS: tuple[Text, ...] = (
    *_listed("report", _REPORT),
    *_listed("reports", _REPORTS),
    *_listed("ruling", _RULING),
    *_listed("appeal", _APPEAL),
    *_each("barred", (*_BAD, "orders", "help")),
    *_each("report-ask", REPORTABLE),
    *_each("report-kind", REPORTABLE),
    *_each("report-why", REASONS),
    *_each("report-stands", _BAD),
    *_each("report-do", DECISIONS),
    *_each("report-means", AGAINST),
    *_each("report-done", _DONE),
    *_each("ruling", AGAINST),
    *_each("ruling-why", (why for why in WHYS if why != OWN)),
)
