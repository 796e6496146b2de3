"""A strict Bot API server on a real port, and a client that talks to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

import pytest
import uvloop

from bot.sandbox import Sandbox, Server, serve
from bot.sandbox.chats import Phone
from bot.telegram.client import Client

TOKEN = "7000000001:AAFarmgateSandboxToken-0123456789_abc"
CHATS = range(5001, 5011)


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Try the pool on both event loops the bot runs on: their connections behave differently."""
    both = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}
    return both if item.path.name == "test_pool.py" else {"asyncio": both["asyncio"]}


@dataclass
class Wire:
    box: Sandbox
    server: Server
    client: Client

    def texts(self, chat: int) -> list[str]:
        """What stands in a chat, in order."""
        return [str(line.message.get("text", "")) for line in self.box.chats[chat].since(0)]


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    server = await serve(port=0)
    for chat in CHATS:
        server.box.add_phone(Phone(chat, f"Person {chat}"))
    async with Client(TOKEN, server.url) as client:
        wire = Wire(server.box, server, client)
        yield wire
    await wire.server.stop()
