"""Every text of lectures beyond those of their questions, with what is filled in."""

from bot.lecturing import board, screens

TEXTS = tuple({**screens.TEXTS, **board.TEXTS}.items())
