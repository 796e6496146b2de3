"""What is held of what somebody had checked, and that it goes when they go."""

from bot.checking import store
from bot.feature import Turn
from bot.text.phrase import Phrase

export = store.export


def erase(turn: Turn) -> Phrase | None:
    """Erase all that somebody had checked; what was reported is the reports' own copy."""
    store.forget(turn.conn, turn.person.id)
    return None
