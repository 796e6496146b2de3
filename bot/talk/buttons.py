"""Buttons side by side, and the row of them that turns the pages of a list."""

from collections.abc import Callable, Sequence

from bot.talk.message import Button
from bot.text.phrase import say

Buttons = tuple[tuple[Button, ...], ...]


def in_rows(buttons: Sequence[Button], columns: int = 2) -> Buttons:
    """Put buttons side by side."""
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))


def turn_pages(page: int, data: Callable[[int], str], *, more: bool) -> tuple[Button, ...]:
    """Make the buttons to the page before and the one after: there is one after if `more`.

    `data` writes the button to a page.
    """
    before = ((page - 1, "talk-previous"),) if page else ()
    after = ((page + 1, "talk-next"),) if more else ()
    return tuple(Button(say(key), data(to)) for to, key in (*before, *after))
