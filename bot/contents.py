"""The features of Farmgate, in menu order: one explicit list."""

from collections.abc import Iterable, Mapping

from bot import home, managing, ordering, people, selling
from bot.feature import Feature


def features(languages: Mapping[str, str], admins: Iterable[int] = ()) -> tuple[Feature, ...]:
    """List the features.

    `languages` are the own names of those offered, by code; `admins` the staff's Telegram ids.
    """
    return (
        home.FEATURE,
        selling.FEATURE,
        ordering.FEATURE,
        people.build(frozenset(admins), languages),
        managing.FEATURE,
    )
