"""A market whose people talk through the bot."""

from sqlalchemy import select

from bot import relaying
from bot.relaying import store
from bot.relaying.letters import Letter
from tests.ordering.stalls import Market
from tests.village import Person, Shown, Village


class Town(Market):
    """A market whose people talk through the bot."""

    def __init__(self) -> None:
        super().__init__()
        self.village = Village([*self.village.runner.router.features[1:], relaying.FEATURE])

    def writes(self, who: Person, words: str, order_id: int = 1) -> list[Shown]:
        """Have somebody write about an order, by tap and words."""
        who.taps(data=f"relay.write.{order_id}")
        return who.says(words)

    def letters(self, order_id: int = 1) -> list[Letter]:
        """Give every letter about an order, oldest first."""
        with self.village.engine.begin() as conn:
            return list(reversed(store.load_last(conn, order_id, most=100)))

    def mutes(self) -> int:
        with self.village.engine.begin() as conn:
            return len(conn.execute(select(store.relay_mute)).all())
