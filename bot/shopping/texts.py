"""The texts shopping says beyond those its flows name by themselves, with their placeholders."""

from collections.abc import Iterator

from bot.shopping import repeats
from bot.shopping.rules import REASONS

Text = tuple[str, frozenset[str]]

_BASKET = {
    "": "empty word-review head sure each look back out undo choose yes not-there already changed placed none-placed",
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

_STANDING = {
    "": "none head new skip pause resume stop unskip mine see card others no kept left too-late mark",
    "most": "full",
    "crop amount seller": "line-paused what",
    "crop amount seller day": "line ask",
    "crop seller": "open",
    "when": "when",
    "rate": "at-most agree",
    "day": "until by first too-soon skipped",
    "order crop amount seller total": "placed",
    "crop seller day": "missed",
    "amount total": "take",
    "price agreed amount day": " ".join(f"why-{why}" for why in repeats.REASONS),
}


def _listed(prefix: str, table: dict[str, str]) -> Iterator[Text]:
    for names, keys in table.items():
        for key in keys.split():
            yield f"{prefix}-{key}", frozenset(names.split())


TEXTS: tuple[Text, ...] = (
    ("home-basket", frozenset()),
    ("home-standing", frozenset()),
    ("command-basket", frozenset()),
    *_listed("basket", _BASKET),
    ("basket-other-money", frozenset()),
    ("basket-full", frozenset(("most",))),
    *_listed("standing", _STANDING),
    *((f"standing-state-{state}", frozenset(("day",))) for state in repeats.STATES),
    *((f"standing-every-{weeks}", frozenset(("days",))) for weeks in repeats.EVERY),
    *((f"standing-weekday-{day}", frozenset()) for day in range(1, 8)),
    ("command-standing", frozenset()),
    ("again-order", frozenset()),
    *((f"basket-why-{why}", frozenset(("crop", "seller"))) for why in REASONS),
)
