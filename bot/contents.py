"""The features of Farmgate, in menu order: one explicit list."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot import (
    bulletins,
    checking,
    delivering,
    earnings,
    finding,
    home,
    inviting,
    learning,
    lecturing,
    managing,
    ordering,
    paying,
    people,
    pricing,
    relaying,
    reporting,
    selling,
    sharing,
    shopping,
    stories,
    trusting,
    voices,
    wanting,
)
from bot.feature import Feature


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator decided about the market; the settings tell what each means."""

    payment_token: str = ""
    pool_rule: str = "first"
    price_sellers: int = 3
    pace: int = 28
    night: frozenset[str] = frozenset({"warning"})
    broadcast_approvals: int = 1


def _nothing_fixed(language: str, key: str) -> str | None:
    return None


def features(
    languages: Mapping[str, str],
    admins: Iterable[int] = (),
    fixed: Callable[[str, str], str | None] = _nothing_fixed,
    terms: Terms | None = None,
) -> tuple[Feature, ...]:
    """List the features.

    `languages` are the own names of those offered, by code; `admins` the staff's Telegram ids;
    `fixed(language, key)` gives a text that is always the same; `terms` are the market's.
    """
    terms = terms or Terms()
    return (
        home.FEATURE,
        selling.build(terms.price_sellers),
        wanting.build(terms.pool_rule),
        finding.FEATURE,
        ordering.FEATURE,
        sharing.FEATURE,
        shopping.FEATURE,
        pricing.build(terms.price_sellers),
        delivering.FEATURE,
        paying.build(terms.payment_token),
        trusting.FEATURE,
        learning.FEATURE,
        relaying.FEATURE,
        checking.FEATURE,
        reporting.FEATURE,
        stories.FEATURE,
        bulletins.build(languages, terms.pace, terms.night, approvals=terms.broadcast_approvals),
        lecturing.build(languages),
        inviting.FEATURE,
        earnings.build(terms.price_sellers),
        people.build(frozenset(admins), languages),
        managing.FEATURE,
        voices.build(languages, fixed),
    )
