"""What is held of invites, and that nothing of it stays when somebody goes."""

from bot.feature import Turn
from bot.inviting import store
from bot.text.phrase import Phrase

export = store.export


def erase(turn: Turn) -> Phrase | None:
    """Erase it; the link leads nowhere any more."""
    store.forget(turn.conn, turn.person.id)
    return None
