"""What paying in the chat says, with what goes into each text."""

from collections.abc import Mapping

_NONE: frozenset[str] = frozenset()

TEXTS: Mapping[str, frozenset[str]] = {
    "paying-card": _NONE,
    "paying-title": frozenset(("order",)),
    "paying-about": frozenset(("crop", "amount", "seller")),
    "paying-part": frozenset(("crop", "amount")),
    "paying-off": _NONE,
    "paying-changed": _NONE,
    "paying-done-already": _NONE,
    "paying-spare": frozenset(("total",)),
    "refunds-head": _NONE,
    "refunds-none": _NONE,
    "refunds-line": frozenset(("total", "name", "at")),
    "refunds-why-spare": _NONE,
    "refunds-why-over": frozenset(("order",)),
    "refunds-why-part": frozenset(("order",)),
    "refunds-charge": frozenset(("charge",)),
    "refunds-how": _NONE,
    "refunds-see": frozenset(("total", "name")),
    "refunds-did": _NONE,
    "refunds-back": _NONE,
    "refunds-done": frozenset(("total", "name")),
    "refunds-done-already": _NONE,
    "refunds-news": frozenset(("total", "name")),
    "refunds-still": frozenset(("total", "name")),
    "refunds-given": frozenset(("total",)),
    "command-refunds": _NONE,
}
