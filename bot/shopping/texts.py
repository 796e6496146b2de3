"""The texts shopping says beyond those its flows name by themselves, with their placeholders."""

from collections.abc import Iterator

from bot.shopping.rules import REASONS

Text = tuple[str, frozenset[str]]

_BASKET = {
    "": "empty head sure each look back out undo choose yes not-there already changed placed none-placed",
    "seller total": "farmer",
    "crop amount rate total": "line",
    "before price": "repriced",
    "wanted": "less",
    "crop seller": "left",
    "total": "total review",
    "crop amount": "edit added",
    "crop": "removed",
    "amount": "add",
    "order crop amount seller total": "order",
}


def _listed(prefix: str, table: dict[str, str]) -> Iterator[Text]:
    for names, keys in table.items():
        for key in keys.split():
            yield f"{prefix}-{key}", frozenset(names.split())


TEXTS: tuple[Text, ...] = (
    ("home-basket", frozenset()),
    ("command-basket", frozenset()),
    *_listed("basket", _BASKET),
    ("basket-other-money", frozenset()),
    ("basket-full", frozenset(("most",))),
    *((f"basket-why-{why}", frozenset(("crop", "seller"))) for why in REASONS),
)
