"""Every text of stories beyond those of their questions, with what is filled in."""

from bot.stories import board, screens

TEXTS = tuple({**screens.TEXTS, **board.TEXTS}.items())
