"""Papers: sheets to print and pictures to look at, drawn when they are sent."""

from bot.papers.drawn import Papers

__all__ = ["Papers"]
