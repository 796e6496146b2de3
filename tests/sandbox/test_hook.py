"""Webhook delivery: again until taken, one at a time per chat and kind, the secret with each."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import Sandbox
from bot.sandbox.chats import Chat, Phone
from bot.sandbox.people import Tap, say, tap
from tests.sandbox.conftest import Ask, until


@dataclass
class Listener:
    """The bot's end: keeps what came and answers from a list of statuses, 200 once it is empty."""

    url: str = ""
    came: list[tuple[str, str]] = field(default_factory=list)
    statuses: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    answer: Any = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    inside: int = 0
    most_inside: int = 0

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        text = update.get("message", {}).get("text") or f"tap {update['callback_query']['data']}"
        self.came.append((text, request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        await self.gate.wait()
        self.inside -= 1
        status, headers = self.statuses.pop(0) if self.statuses else (200, {})
        if self.answer and status == 200:
            return web.json_response(self.answer)
        return web.Response(status=status, headers=headers)

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.came]


@pytest.fixture
async def listener(box: Sandbox) -> AsyncIterator[Listener]:
    listener = Listener()
    listener.gate.set()
    app = web.Application()
    app.router.add_post("/hook", listener.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listener
    box.close()
    listener.gate.set()
    await asyncio.sleep(0)
    await runner.cleanup()


async def settle(box: Sandbox, pending: int = 0) -> None:
    while box.updates.pending > pending:
        assert await box.updates.went.wait(5)


async def test_what_waited_and_what_comes_is_delivered_with_the_secret(
    box: Sandbox, chat: Chat, ask: Ask, listener: Listener
) -> None:
    say(box, chat, "before")
    told = ask("setWebhook", url=listener.url, secret_token="s3cret")
    assert told.description == "Webhook was set"
    say(box, chat, "after")
    await settle(box)
    assert listener.came == [("before", "s3cret"), ("after", "s3cret")]
    assert ask("getWebhookInfo")["pending_update_count"] == 0


async def test_what_is_refused_comes_again_in_order(
    box: Sandbox, chat: Chat, ask: Ask, listener: Listener
) -> None:
    listener.statuses = [(500, {}), (503, {})]
    ask("setWebhook", url=listener.url)
    say(box, chat, "one")
    say(box, chat, "two")
    await settle(box)
    assert listener.texts == ["one", "one", "one", "two"]
    assert "503" in ask("getWebhookInfo")["last_error_message"]


async def test_retry_after_is_honoured(
    box: Sandbox, chat: Chat, ask: Ask, listener: Listener
) -> None:
    listener.statuses = [(429, {"Retry-After": "1"})]
    ask("setWebhook", url=listener.url)
    loop = asyncio.get_running_loop()
    start = loop.time()
    say(box, chat, "one")
    await settle(box)
    assert loop.time() - start >= 1


async def test_one_is_in_flight_per_chat_and_kind(
    box: Sandbox, chat: Chat, ask: Ask, listener: Listener
) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = ask("sendMessage", chat_id=chat.id, text="a", reply_markup=markup)
    listener.gate.clear()
    ask("setWebhook", url=listener.url)
    say(box, chat, "one")
    say(box, chat, "two")
    tap(box, chat, Tap(sent["message_id"], row=0, col=0))
    box.add_phone(Phone(5002, "Ben"))
    say(box, box.chats[5002], "other")
    await until(lambda: len(listener.came) == 3)
    assert sorted(listener.texts) == ["one", "other", "tap a"]
    listener.gate.set()
    await settle(box)
    assert listener.texts[-1] == "two"


async def test_no_more_connections_than_asked_for(
    box: Sandbox, ask: Ask, listener: Listener
) -> None:
    ask("setWebhook", url=listener.url, max_connections=2)
    for number in range(6000, 6010):
        box.add_phone(Phone(number, "P"))
        say(box, box.chats[number], "hi")
    await settle(box)
    assert len(listener.came) == 10
    assert listener.most_inside <= 2


async def test_what_was_not_taken_is_left_for_polling(
    box: Sandbox, chat: Chat, ask: Ask, listener: Listener
) -> None:
    listener.statuses = [(500, {})] * 1000
    ask("setWebhook", url=listener.url)
    say(box, chat, "one")
    say(box, chat, "two")
    await until(lambda: listener.came)
    assert ask("deleteWebhook").description == "Webhook was deleted"
    assert len(await box.updates.poll(0, 100, 0)) == 2


async def test_waiting_updates_can_be_dropped(box: Sandbox, chat: Chat, ask: Ask) -> None:
    say(box, chat, "one")
    ask("deleteWebhook", drop_pending_updates=True)
    assert ask("getWebhookInfo")["pending_update_count"] == 0


async def test_a_method_may_ride_on_the_answer(
    box: Sandbox, chat: Chat, ask: Ask, listener: Listener
) -> None:
    listener.answer = {"method": "sendMessage", "chat_id": chat.id, "text": "hello back"}
    ask("setWebhook", url=listener.url)
    say(box, chat, "hello")
    await settle(box)
    assert [line.message["text"] for line in chat.lines.values()] == ["hello", "hello back"]


async def test_an_unreachable_bot_is_tried_again(
    box: Sandbox, chat: Chat, ask: Ask, listener: Listener
) -> None:
    ask("setWebhook", url="http://127.0.0.1:9/hook")
    say(box, chat, "one")
    await until(lambda: "last_error_message" in ask("getWebhookInfo"))
    ask("setWebhook", url=listener.url)
    await settle(box)
    assert listener.texts == ["one"]
