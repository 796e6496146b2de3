"""The texts selling says beyond those its flows name by themselves, with their placeholders."""

from types import MappingProxyType

from bot.selling.offers import EXPIRED, OPEN, PAUSED, SOLD_OUT

STATE_TEXTS = MappingProxyType(
    {
        OPEN: "selling-state-open",
        PAUSED: "selling-state-paused",
        SOLD_OUT: "selling-state-sold-out",
        EXPIRED: "selling-state-ended",
    }
)
ITEM_TEXTS = MappingProxyType(
    {
        OPEN: "selling-item-open",
        PAUSED: "selling-item-paused",
        SOLD_OUT: "selling-item-sold-out",
        EXPIRED: "selling-item-ended",
    }
)

_ITEM = frozenset(("emoji", "crop", "amount"))
_NONE: frozenset[str] = frozenset()

TEXTS = (
    ("home-sell", _NONE),
    ("home-listings", _NONE),
    ("command-sell", _NONE),
    ("command-listings", _NONE),
    ("selling-crop", frozenset(("emoji", "crop"))),
    ("selling-kg", _NONE),
    ("selling-rate", frozenset(("price", "unit"))),
    ("selling-rate-last", frozenset(("price", "unit"))),
    ("selling-rate-near", frozenset(("price", "unit"))),
    ("selling-weighed", frozenset(("amount", "kg"))),
    ("selling-which-unit", frozenset(("number",))),
    ("selling-whole", _NONE),
    ("selling-other-unit", frozenset(("unit",))),
    ("selling-other-price", frozenset(("unit",))),
    ("selling-too-much", _NONE),
    ("selling-nothing", _NONE),
    ("selling-too-late", _NONE),
    ("selling-doubt-amount", frozenset(("amount", "usual"))),
    ("selling-doubt-price", frozenset(("price", "usual"))),
    ("selling-doubt-weight", frozenset(("unit", "kg"))),
    ("selling-below-held", frozenset(("amount",))),
    ("selling-above-free", frozenset(("amount",))),
    ("selling-total", frozenset(("total",))),
    ("selling-title", frozenset(("emoji", "crop"))),
    ("selling-line-amount", frozenset(("amount",))),
    ("selling-line-price", frozenset(("price", "unit"))),
    ("selling-line-ready", frozenset(("day",))),
    ("selling-line-held", frozenset(("amount",))),
    ("selling-line-until", frozenset(("day",))),
    ("selling-published", _NONE),
    ("selling-next", _NONE),
    ("selling-undo", _NONE),
    ("selling-share", _NONE),
    ("selling-mine", _NONE),
    ("selling-undone", frozenset(("emoji", "crop"))),
    ("selling-again", _NONE),
    ("selling-share-how", frozenset(("link",))),
    ("selling-list", _NONE),
    ("selling-list-empty", _NONE),
    ("selling-new", _NONE),
    ("selling-price", _NONE),
    ("selling-amount", _NONE),
    ("selling-pause", _NONE),
    ("selling-resume", _NONE),
    ("selling-more", _NONE),
    ("selling-restock", _NONE),
    ("selling-recount", _NONE),
    ("selling-spoiled", _NONE),
    ("selling-sold-out", _NONE),
    ("selling-picture", _NONE),
    ("selling-delete", _NONE),
    ("selling-delete-ask", frozenset(("emoji", "crop"))),
    ("selling-delete-yes", _NONE),
    ("selling-delete-no", _NONE),
    ("selling-deleted", frozenset(("emoji", "crop"))),
    ("selling-back", _NONE),
    ("selling-still-there", frozenset(("emoji", "crop", "amount"))),
    ("selling-keep", _NONE),
    ("selling-kept", frozenset(("day",))),
    ("selling-ended", frozenset(("emoji", "crop"))),
    ("selling-reopen", _NONE),
    ("selling-saved", _NONE),
    ("selling-not-mine", _NONE),
    ("selling-gone", _NONE),
    ("selling-changed", _NONE),
    ("selling-held", frozenset(("amount",))),
    ("selling-held-somewhere", _NONE),
    ("selling-undone-already", _NONE),
    ("selling-undo-late", _NONE),
    ("selling-paused-already", _NONE),
    ("selling-open-already", _NONE),
    ("selling-sold-already", _NONE),
    ("selling-not-open", _NONE),
    ("selling-restock-first", _NONE),
    *((key, _NONE) for key in STATE_TEXTS.values()),
    *((key, _ITEM) for key in ITEM_TEXTS.values()),
)
