"""What the wire makes of messages that stand in the place of others."""

from datetime import UTC, datetime

from bot.feature import Outgoing
from bot.store.persons import Person
from bot.talk.event import Tapped
from bot.talk.message import Message, Priority, tell
from bot.telegram.wire import TelegramWire
from bot.text.phrase import Phrase

NOW = datetime(2026, 5, 1, tzinfo=UTC)
AMINA = Person(id=1, chat=7, user_id=7, created_at=NOW, seen_at=NOW)


def write(message: Message, tapped: Tapped | None = None) -> list[tuple[str, object, str | None]]:
    item = Outgoing(AMINA, message, Priority.ORDER)
    sends = TelegramWire().write(item, lambda each: each.key, lambda each: each.key, tapped, NOW)
    return [(each.method, each.body.get("message_id"), each.fallback) for each in sends]


def test_a_message_stands_in_the_place_of_one_sent_before_or_is_not_said_at_all() -> None:
    message = tell(Phrase("x")).instead_of(12)
    assert write(message) == [("editMessageText", 12, None)]


def test_the_one_named_is_replaced_whatever_was_tapped() -> None:
    tapped = Tapped(query="1", message=5, data="x")
    assert write(tell(Phrase("x")).instead_of(12), tapped) == [("editMessageText", 12, None)]
    assert write(tell(Phrase("x")).in_place(), tapped) == [("editMessageText", 5, "sendMessage")]


def test_only_bulk_of_a_bot_that_pays_goes_beyond_the_free_rate() -> None:
    def is_paid(wire: TelegramWire, priority: Priority) -> bool:
        item = Outgoing(AMINA, tell(Phrase("x")), priority)
        (send,) = wire.write(item, lambda each: each.key, lambda each: each.key, None, NOW)
        return send.body.get("allow_paid_broadcast") is True

    assert is_paid(TelegramWire(paid=True), Priority.BROADCAST)
    assert not is_paid(TelegramWire(paid=True), Priority.REPLY)
    assert not is_paid(TelegramWire(), Priority.BROADCAST)
