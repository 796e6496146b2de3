"""Every text of checking whose key no flow gives away, and those the whole guard shares."""

from bot.checking.rules import LOSSES, STEPS
from bot.guarding.verdict import FAMILIES, LEVELS, SIGNALS
from bot.kernel.hotlines import KINDS

_NONE: frozenset[str] = frozenset()

_TABLE = {
    "": "home-check command-check command-hotline checking-ordinary checking-advert checking-why "
    "checking-do checking-photo checking-voice checking-file checking-number-none checking-number-never "
    "checking-report checking-fine checking-thanks checking-lesson checking-another checking-first "
    "checking-keep checking-again checking-calm-stop checking-calm-check checking-hotline checking-hotline-own checking-hotline-none "
    "guard-tell guard-happened",
    "signal": "checking-signal",
    "domain": "checking-link checking-link-known",
    "domain brand": "checking-link-brand",
    "count": "checking-number",
    "at": "checking-enough",
}

_LINES = tuple((f"checking-line-{kind}", frozenset(("name", "digits"))) for kind in KINDS)
_STEPS = tuple(f"checking-lost-{what}-{at + 1}" for what in LOSSES for at in range(STEPS))
_GUARD = (
    *(f"guard-level-{level}" for level in LEVELS),
    *(f"guard-signal-{name}" for name in SIGNALS),
    *(f"guard-{family}-{part}" for family in FAMILIES for part in ("stop", "check")),
)

TEXTS = (
    *((key, frozenset(names.split())) for names, keys in _TABLE.items() for key in keys.split()),
    *_LINES,
    *((key, _NONE) for key in (*_STEPS, *_GUARD)),
)
