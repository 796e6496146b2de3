"""Told to stop, the bot ends soon and in good order: nothing lost, nothing twice."""

import asyncio
import signal
from pathlib import Path
from time import monotonic

import pytest

from bot.sandbox.chats import Chat, Phone
from bot.sandbox.people import say
from bot.sandbox.serving import serve
from bot.store import migration
from tests.crash import audit
from tests.crash.mortal import mortal

TOKEN = "100:stopping"
PEOPLE = 40
STOPS_WITHIN = 3.0  # seconds


@pytest.mark.slow
async def test_a_stop_in_the_middle_of_work_loses_and_doubles_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'farmgate.db'}"
    migration.migrate(url)
    audit.keep_copies(url)
    server = await serve(port=0, token=TOKEN)
    for number in range(PEOPLE):
        server.box.add_phone(Phone(900 + number, f"Somebody {number}"))
    chats = [chat for chat in server.box.chats.values() if chat.id >= 900]
    facts = {"token": TOKEN, "api_url": server.url, "database_url": url, "port": "0"}
    try:
        async with mortal(server, tmp_path, **facts, log="warning", var=str(tmp_path)) as bot:
            for words in ("/start", "English", "sell"):
                await bot.start()
                await bot.serving()
                for chat in chats:
                    say(server.box, chat, words)
                await until_some_hear(chats)
                told = monotonic()
                assert await bot.end(signal.SIGTERM) == 0
                assert monotonic() - told < STOPS_WITHIN
            await bot.start()
            await bot.serving()
            await until_quiet(chats, 3)
            assert await bot.end(signal.SIGTERM) == 0
    finally:
        await server.stop()
    audit.check_sent(url)
    assert audit.count_repeats(url, bot.lives) == bot.found == 0
    assert {count_heard(chat) for chat in chats} == {3}


def count_heard(chat: Chat) -> int:
    return sum(1 for line in chat.lines.values() if not line.out)


async def until_some_hear(chats: list[Chat]) -> None:
    """Wait until the first is answered: most are not yet."""
    before = sum(map(count_heard, chats))
    async with asyncio.timeout(20):
        while sum(map(count_heard, chats)) == before:
            await asyncio.sleep(0.001)


async def until_quiet(chats: list[Chat], answers: int) -> None:
    async with asyncio.timeout(20):
        while min(map(count_heard, chats)) < answers:
            await asyncio.sleep(0.02)
