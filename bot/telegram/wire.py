"""The edge of a turn: updates read into events, what is to be said written as calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.feature import Outgoing
from bot.store.outbound import FIRST_BULK, Send
from bot.talk.event import Tapped
from bot.talk.message import CheckoutAnswer, InlineAnswer, Toast
from bot.telegram.reading import Reading, read
from bot.telegram.writing import answer_checkout, answer_inline, answer_tap, write
from bot.text.phrase import Phrase

Say = Callable[[Phrase], str]
_PAID = {"allow_paid_broadcast": True}


@dataclass(frozen=True, slots=True)
class TelegramWire:
    """Reads and writes for Telegram; the same for every turn.

    `paid` lets bulk go beyond the free rate, for Stars.
    """

    paid: bool = False

    def read(self, raw: Mapping[str, Any]) -> Reading:
        """Read an update."""
        return read(raw)

    def write(
        self, item: Outgoing, say: Say, label: Say, tapped: Tapped | None, now: datetime
    ) -> tuple[Send, ...]:
        """Write what is to be said to one person."""
        chat, message = item.person.chat, item.message
        if isinstance(message, Toast):
            return (answer_tap(tapped.query, message, label, chat, now),) if tapped else ()
        if isinstance(message, InlineAnswer):
            return (answer_inline(message, say, label, chat, now),)
        if isinstance(message, CheckoutAnswer):
            return (answer_checkout(message, label, chat, now),)
        edit = tapped.message if tapped and message.over is None else message.over
        sends = write(message, say, label, chat, priority=item.priority, edit=edit)
        if message.over is not None:
            sends = tuple(replace(each, fallback=None) for each in sends)
        if self.paid and item.priority >= FIRST_BULK:
            sends = tuple(replace(each, body=each.body | _PAID) for each in sends)
        # The last call says the words; what becomes of it is what became of the message.
        return (*sends[:-1], *(replace(each, mark=item.mark) for each in sends[-1:]))
