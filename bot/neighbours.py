"""The villagers of the sandbox: they say yes to orders, so that trying things out leads somewhere."""

import asyncio
from collections.abc import Iterable

from bot.sandbox.chats import Chat, Line, Phone
from bot.sandbox.people import Tap, tap
from bot.sandbox.world import Sandbox
from bot.settlement import Villager

THINKING = 4.0  # seconds a villager takes to answer

# What a villager does with an order when a card offers it, most urgent first; money is
# confirmed only once the produce has left their hands.
_HABITS = ("accept", "ready", "money")
_STILL_MINE = "handover"


def move_in(box: Sandbox, villagers: Iterable[Villager]) -> None:
    """Give every villager a phone that the page does not show."""
    for villager in villagers:
        phone = Phone(
            villager.chat, villager.name, language_code=villager.language[:2], hidden=True
        )
        box.add_phone(phone)


async def live(box: Sandbox, villagers: Iterable[Villager]) -> None:
    """Answer what concerns the villagers until cancelled."""
    chats = [villager.chat for villager in villagers]
    answered: set[tuple[int, int]] = set()
    while True:
        await box.events.bell.wait(60.0)
        await asyncio.sleep(THINKING)
        for chat in filter(None, map(box.chats.get, chats)):
            _answer(box, chat, answered)


def _answer(box: Sandbox, chat: Chat, answered: set[tuple[int, int]]) -> None:
    """Tap what habit says in the newest message, once for each state it is seen in."""
    line = next((each for each in reversed(chat.lines.values()) if not each.out), None)
    wish = _find_wish(line) if line else None
    if line is None or wish is None:
        return
    number = line.message["message_id"]
    if (number, line.changed) not in answered:
        answered.add((number, line.changed))
        tap(box, chat, Tap(number, data=wish))


def _find_wish(line: Line) -> str | None:
    rows = line.message.get("reply_markup", {}).get("inline_keyboard", [])
    offered = [str(button.get("callback_data", "")) for row in rows for button in row]
    commands = {data.split(".")[3]: data for data in offered if data.startswith("order.do.")}
    if _STILL_MINE in commands:
        commands.pop("money", None)
    return next((commands[habit] for habit in _HABITS if habit in commands), None)
