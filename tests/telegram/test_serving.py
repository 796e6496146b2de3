"""The door over real HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import uvicorn

from bot.store.faults import StoreUnavailable
from bot.telegram.serving import BODY_LIMIT, build

SECRET = "right-secret"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Door:
    def __init__(self) -> None:
        self.came: list[dict[str, Any]] = []
        self.problem: Exception | None = None
        self.is_ready = True
        self.session: aiohttp.ClientSession

    async def take(self, updates: list[dict[str, Any]]) -> None:
        if self.problem:
            raise self.problem
        self.came += updates

    async def ready(self) -> bool:
        return self.is_ready

    async def post(self, body: Any, secret: str | None = SECRET, path: str = "/telegram") -> int:
        headers = {} if secret is None else {HEADER: secret}
        async with self.session.post(path, data=body, headers=headers) as answer:
            return answer.status

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(path) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    app = build(
        door.take,
        door.ready,
        secret=SECRET,
        counters={"outbox": lambda: {"sent": 3}},
        gauges={"waiting": lambda: {"rows": 2}},
    )
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve(sockets=[listener]))
    async with aiohttp.ClientSession(f"http://127.0.0.1:{listener.getsockname()[1]}") as session:
        door.session = session
        yield door
    server.should_exit = True
    await task


async def test_an_update_is_answered_once_it_is_kept(door: Door) -> None:
    assert await door.post(b'{"update_id": 5}') == 200
    assert door.came == [{"update_id": 5}]


async def test_what_cannot_be_kept_is_to_come_again(door: Door) -> None:
    door.problem = StoreUnavailable("full")
    assert await door.post(b'{"update_id": 5}') == 503
    door.problem = None
    assert await door.post(b'{"update_id": 5}') == 200


@pytest.mark.parametrize("secret", [None, "", "wrong", "right-secre", "right-secret2", "\u00fc"])
async def test_only_the_right_secret_opens(door: Door, secret: str | None) -> None:
    assert await door.post(b'{"update_id": 5}', secret) == 403
    assert door.came == []


async def test_the_secret_is_compared_in_constant_time(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def compare(given: bytes, secret: bytes) -> bool:
        compared.append((given, secret))
        return given == secret

    monkeypatch.setattr("hmac.compare_digest", compare)
    assert await door.post(b'{"update_id": 5}') == 200
    assert compared == [(b"right-secret", b"right-secret")]


async def test_a_body_too_long_is_not_read(door: Door) -> None:
    assert await door.post(b" " * (BODY_LIMIT + 1)) == 413

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(BODY_LIMIT // 1000 + 2):
            yield b" " * 1000

    assert await door.post(pieces()) == 413


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"nonsense", b'{"update_id": "5"}', b"[" * 5000]
)
async def test_what_is_no_update_is_refused(door: Door, body: bytes) -> None:
    assert await door.post(body) == 400
    assert door.came == []


async def test_half_characters_become_marks(door: Door) -> None:
    assert await door.post(b'{"update_id": 5, "message": {"text": "a\\ud83d"}}') == 200
    door.came[0]["message"]["text"].encode()


async def test_without_a_secret_there_is_no_webhook(door: Door) -> None:
    paths = {getattr(route, "path", None) for route in build(door.take, door.ready).routes}
    assert paths == {"/healthz", "/readyz", "/metrics"}


async def test_health_readiness_and_numbers(door: Door) -> None:
    assert (await door.get("/healthz"))[0] == 200
    assert (await door.get("/readyz"))[0] == 200
    door.is_ready = False
    assert (await door.get("/readyz"))[0] == 503
    _, text = await door.get("/metrics")
    assert 'farmgate_outbox_total{what="sent"} 3.0' in text
    assert 'farmgate_waiting{what="rows"} 2.0' in text
