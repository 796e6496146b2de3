"""A sandbox with a clock one can turn, its door in the process and its door over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from PIL import Image

from bot.sandbox import Sandbox, Server, serve
from bot.sandbox.api import run
from bot.sandbox.call import Call, Upload
from bot.sandbox.chats import Chat, Phone
from bot.sandbox.refusals import Refused
from bot.sandbox.world import TOKEN

AMINA = 5001


@dataclass
class Clock:
    moment: datetime = field(default_factory=lambda: datetime(2026, 5, 4, 6, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def pass_seconds(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


async def until(condition: Callable[[], object]) -> None:
    """Waits for what must come soon; a TimeoutError when it does not."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(clock: Clock) -> Sandbox:
    sandbox = Sandbox(now=clock, retry_delay=0.02)
    sandbox.run_method = run
    sandbox.add_phone(Phone(AMINA, "Amina", username="amina_farms", language_code="sw"))
    return sandbox


@pytest.fixture
def chat(box: Sandbox) -> Chat:
    return box.chats[AMINA]


Ask = Callable[..., Any]


@pytest.fixture
def ask(box: Sandbox) -> Ask:
    """Calls a method without HTTP: its result, or its whole refusal."""

    def call(method: str, files: dict[str, Upload] | None = None, **args: Any) -> Any:
        try:
            return run(box, Call(method, args, files or {}))
        except Refused as refused:
            return refused.answer()

    return call


@dataclass
class Wire:
    """Both doors of a served sandbox."""

    server: Server
    session: aiohttp.ClientSession

    @classmethod
    @asynccontextmanager
    async def opened(cls, server: Server) -> AsyncIterator["Wire"]:
        async with aiohttp.ClientSession(server.url) as session:
            yield cls(server, session)

    @property
    def bot_path(self) -> str:
        return f"/bot{TOKEN}"

    async def call(self, method: str, **args: Any) -> Any:
        async with self.session.post(f"{self.bot_path}/{method}", json=args) as answer:
            return await answer.json()

    async def get(self, path: str, **query: Any) -> Any:
        async with self.session.get(f"/sim/{path}", params=query) as answer:
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"/sim/{path}", json=body) as answer:
            return await answer.json()

    async def delete(self, path: str) -> Any:
        async with self.session.delete(f"/sim/{path}") as answer:
            return await answer.json()


@pytest.fixture
async def wire(box: Sandbox) -> AsyncIterator[Wire]:
    server = await serve(port=0, box=box)
    async with Wire.opened(server) as wire:
        yield wire
    await server.stop()


def draw_picture(width: int = 1000, height: int = 500) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "green").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def picture() -> Upload:
    return Upload("tomatoes.png", "image/png", draw_picture())
