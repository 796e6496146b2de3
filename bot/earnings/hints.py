"""The one hint of a weekly note: a table of what was seen and what helps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

MISSED, UNLISTED, BELOW, PHOTOLESS, SOLD = "missed", "unlisted", "below", "photoless", "sold"


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint for whoever has at least so much of something; `text` names its button.

    `data` may name the crop that brought most.
    """

    name: str
    seen: str
    least: int
    text: str
    data: str


# The first that fits is told: what costs most stands first.
HINTS = (
    Hint("answer", MISSED, 2, "home-orders", "orders.open"),
    Hint("list", UNLISTED, 1, "home-sell", "listing.new"),
    Hint("price", BELOW, 15, "home-prices", "prices.see.{crop}"),
    Hint("photo", PHOTOLESS, 1, "home-listings", "listing.page.0"),
    Hint("invite", SOLD, 2, "home-invite", "invite.open"),
)


def choose(facts: Mapping[str, int]) -> Hint | None:
    """Give the first hint that fits.

    `facts`: orders left without a yes in the week, no open offer (1), percent below the
    neighbours, open offers without a photo, and orders completed.
    """
    return next((hint for hint in HINTS if facts.get(hint.seen, 0) >= hint.least), None)
