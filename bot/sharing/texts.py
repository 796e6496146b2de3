"""The texts sharing says, with their placeholders."""

_NONE: frozenset[str] = frozenset()

TEXTS = (
    ("sharing-send", _NONE),
    ("sharing-poster", _NONE),
    ("sharing-poster-how", frozenset(("link",))),
    ("sharing-poster-scan", _NONE),
    ("sharing-found-title", frozenset(("crop", "rate"))),
    ("sharing-found-about", frozenset(("amount", "place"))),
    ("sharing-place", frozenset(("place",))),
    ("sharing-open", _NONE),
    ("sharing-photos", frozenset(("number",))),
    ("sharing-back", _NONE),
)
