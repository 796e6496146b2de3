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
    "duty-refund-head": _NONE,
    "duty-refund-none": _NONE,
    "duty-refund-did": _NONE,
    "duty-refund-how": _NONE,
    "duty-refund-news": frozenset(("total", "name")),
    "duty-refund-still": frozenset(("total", "name")),
    "duty-refund-given": frozenset(("total",)),
    "duty-why-refund": frozenset(("order",)),
    "duty-payout-head": _NONE,
    "duty-payout-none": _NONE,
    "duty-payout-did": _NONE,
    "duty-payout-how": _NONE,
    "duty-payout-news": frozenset(("total", "name")),
    "duty-payout-still": frozenset(("total", "name")),
    "duty-payout-given": frozenset(("total",)),
    "duty-why-payout": frozenset(("order",)),
    "duty-why-nothing": _NONE,
    "duty-line": frozenset(("total", "name", "at")),
    "duty-charge": frozenset(("charge",)),
    "duty-see": frozenset(("total", "name")),
    "duty-back": _NONE,
    "duty-done": frozenset(("total", "name")),
    "duty-done-already": _NONE,
    "command-refunds": _NONE,
    "command-payouts": _NONE,
}
