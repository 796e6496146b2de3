"""The texts finding says beyond those its flow names by itself, with their placeholders."""

from bot.finding.screens import ANY, FILTERS
from bot.ordering.filters import DAYS, SORTS
from bot.selling.offers import LABELS

Text = tuple[str, frozenset[str]]

_SAID = {
    "": "fresh filters back keep mine none loosen ask clear other crop-first everything km-any "
    "most-any on-nothing place-home place-other kept kept-already kept-full mine-head mine-none "
    "see stop stopped news grown grown-ask grown-none grown-kept",
    "crop": "fresh-crop cheap-crop none-crop",
    "km": "on-km km",
    "rate": "on-most most",
    "place": "on-place close",
    "place km": "away",
    "km many": "wider",
    "many": "wider-any wider-all",
    "what": "item-any news-one",
    "what km": "item",
    "what many": "news-item",
    "words": "no-crop",
}
_FIXED = (
    *(f"by-{name}" for name in FILTERS),
    *(f"{name}-ask" for name in FILTERS),
    *(f"on-days-{days}" for days in DAYS),
    *(f"on-{label}" for label in LABELS),
    *(f"days-{days}" for days in (*DAYS, ANY)),
    *(f"label-{label}" for label in (*LABELS, ANY)),
    *(f"sort-{sort}" for sort in SORTS),
)

TEXTS: tuple[Text, ...] = (
    ("command-buy", frozenset()),
    ("find-words", frozenset()),
    ("find-in", frozenset()),
    ("find-near", frozenset()),
    ("lookfrom-abroad", frozenset()),
    *(
        (f"find-{key}", frozenset(names.split()))
        for names, keys in _SAID.items()
        for key in keys.split()
    ),
    *((f"find-{key}", frozenset()) for key in _FIXED),
)
