"""Counting the SQL a piece of work sends, so that tests can pin budgets."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.store.engine import Database

_BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK")


class Statements(list[str]):
    """The statements sent, without the brackets of the transaction."""

    @property
    def kinds(self) -> list[str]:
        """Verb and table of each: `insert inbox`."""
        return [_kind(each) for each in self]


@contextmanager
def counting(database: Database) -> Iterator[Statements]:
    """Collect what the writing side sends inside the `with`."""
    seen = Statements()

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(_BRACKETS):
            seen.append(statement)

    event.listen(database.writing, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.writing, "before_cursor_execute", note)


def _kind(statement: str) -> str:
    words = statement.replace("\n", " ").split()
    verb = words[0].lower()
    mark = {"select": "FROM", "insert": "INTO", "update": "UPDATE", "delete": "FROM"}[verb]
    table = words[words.index(mark) + 1] if mark in words else ""
    return f"{verb} {table}".strip()
