"""The features of Farmgate, in menu order: one explicit list."""

from collections.abc import Iterable

from bot import home, ordering, people, selling
from bot.feature import Feature


def features(admins: Iterable[int] = ()) -> tuple[Feature, ...]:
    """List the features; `admins` are the Telegram ids of the staff."""
    return (home.FEATURE, selling.FEATURE, ordering.FEATURE, people.build(frozenset(admins)))
