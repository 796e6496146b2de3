"""The features of Farmgate, in menu order: one explicit list."""

from collections.abc import Callable, Iterable, Mapping

from bot import home, managing, ordering, people, selling, voices
from bot.feature import Feature


def _nothing_fixed(language: str, key: str) -> str | None:
    return None


def features(
    languages: Mapping[str, str],
    admins: Iterable[int] = (),
    fixed: Callable[[str, str], str | None] = _nothing_fixed,
) -> tuple[Feature, ...]:
    """List the features.

    `languages` are the own names of those offered, by code; `admins` the staff's Telegram ids;
    `fixed(language, key)` gives a text that is always the same.
    """
    return (
        home.FEATURE,
        selling.FEATURE,
        ordering.FEATURE,
        people.build(frozenset(admins), languages),
        managing.FEATURE,
        voices.build(languages, fixed),
    )
