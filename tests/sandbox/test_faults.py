"""The sandbox misbehaves on purpose, over real HTTP, as often as it is told."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.limits import Window
from tests.sandbox.conftest import Wire


async def send(wire: Wire, chat: Chat) -> Any:
    return await wire.call("sendMessage", chat_id=chat.id, text="a")


@pytest.mark.parametrize(
    ("fault", "code", "description"),
    [
        ({"kind": "429", "retry_after": 7}, 429, "Too Many Requests: retry after 7"),
        ({"kind": "403"}, 403, "Forbidden: bot was blocked by the user"),
        ({"kind": "400"}, 400, "Bad Request: chat not found"),
        ({"kind": "500"}, 500, "Internal Server Error"),
        ({"kind": "502"}, 502, "Bad Gateway"),
    ],
)
async def test_a_refusal_strikes_once_and_does_nothing(
    wire: Wire, chat: Chat, fault: dict[str, Any], code: int, description: str
) -> None:
    await wire.post("faults", **fault)
    answer = await send(wire, chat)
    assert (answer["error_code"], answer["description"]) == (code, description)
    assert answer.get("parameters") == ({"retry_after": 7} if code == 429 else None)
    assert not chat.lines
    assert (await send(wire, chat))["ok"] is True


async def test_a_fault_strikes_only_its_method_and_chat_and_so_many_times(
    wire: Wire, chat: Chat
) -> None:
    await wire.post("faults", kind="500", method="sendMessage", chat_id=chat.id, times=2)
    assert (await wire.call("getMe"))["ok"] is True
    assert (await wire.call("sendMessage", chat_id=77, text="a"))["error_code"] == 400
    codes = [(await send(wire, chat)).get("error_code") for _ in range(3)]
    assert codes == [500, 500, None]


async def test_a_fault_without_end_stays_until_it_is_cleared(wire: Wire, chat: Chat) -> None:
    await wire.post("faults", kind="502", times=-1)
    assert [(await send(wire, chat))["error_code"] for _ in range(3)] == [502] * 3
    assert [fault["kind"] for fault in await wire.get("faults")] == ["502"]
    await wire.delete("faults")
    assert (await send(wire, chat))["ok"] is True


async def test_a_fault_without_chance_never_strikes(wire: Wire, chat: Chat) -> None:
    await wire.post("faults", kind="500", times=-1, probability=0)
    assert (await send(wire, chat))["ok"] is True


@pytest.mark.parametrize(("kind", "lines"), [("drop", 0), ("accept_then_drop", 1), ("timeout", 0)])
async def test_a_connection_is_cut_with_or_without_the_work(
    wire: Wire, chat: Chat, kind: str, lines: int
) -> None:
    await wire.post("faults", kind=kind, method="sendMessage", delay=0.05)
    with pytest.raises(aiohttp.ClientError):
        await send(wire, chat)
    assert len(chat.lines) == lines
    assert (await send(wire, chat))["ok"] is True


async def test_garbage_is_no_json(wire: Wire, chat: Chat) -> None:
    await wire.post("faults", kind="garbage")
    path = f"{wire.bot_path}/sendMessage"
    async with wire.session.post(path, json={"chat_id": chat.id, "text": "a"}) as answer:
        assert (await answer.read()).startswith(b"<html>")
    assert not chat.lines


async def test_slow_does_the_work_late(wire: Wire, chat: Chat) -> None:
    await wire.post("faults", kind="slow", delay=0.3)
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert (await send(wire, chat))["ok"] is True
    assert loop.time() - start >= 0.3


async def test_an_unknown_fault_is_explained(wire: Wire) -> None:
    answer = await wire.post("faults", kind="earthquake")
    assert "kind must be one of" in answer["error"]


async def test_limits_answer_429_until_there_is_room(wire: Wire, chat: Chat) -> None:
    await wire.post("limits", per_second=3)
    answers = [await send(wire, chat) for _ in range(4)]
    assert [one["ok"] for one in answers] == [True, True, True, False]
    assert answers[-1]["parameters"] == {"retry_after": 1}
    await asyncio.sleep(1.01)
    assert (await send(wire, chat))["ok"] is True


async def test_the_limit_of_a_chat_is_its_own(wire: Wire, chat: Chat) -> None:
    await wire.post("phones", id=5002, first_name="Ben")
    await wire.post("limits", per_second=None, per_chat_per_second=1)
    assert (await send(wire, chat))["ok"] is True
    assert (await send(wire, chat))["error_code"] == 429
    assert (await wire.call("sendMessage", chat_id=5002, text="a"))["ok"] is True
    assert (await wire.call("sendChatAction", chat_id=chat.id, action="typing"))["ok"] is True
    await wire.post("limits")
    assert (await send(wire, chat))["ok"] is True


def test_a_window_holds_its_limit_in_any_second_and_keeps_its_word() -> None:
    window = Window(2)
    for moment in (10.0, 10.9):
        assert window.wait(moment) == 0
        window.count(moment)
    assert window.wait(10.95) == 1
    assert window.wait(11.0) == 0
    window.count(11.0)
    assert window.wait(11.5) == 1
    assert window.wait(11.9) == 0


def test_a_limit_below_one_a_second_is_one_in_a_longer_span() -> None:
    window = Window(0.1)
    window.count(10.0)
    assert window.wait(11.5) == 9
    assert window.wait(19.9) == 1
    assert window.wait(20.0) == 0


async def test_calls_are_logged_with_what_became_of_them(wire: Wire, chat: Chat) -> None:
    await wire.delete("calls")
    await wire.post("faults", kind="500", method="getMe")
    await wire.call("getMe")
    await send(wire, chat)
    await wire.call("getUpdates")
    calls = await wire.get("calls")
    assert [(one["method"], one["ok"]) for one in calls] == [
        ("getMe", False),
        ("sendMessage", True),
    ]
    assert calls[0]["error_code"] == 500
    assert calls[1]["params"] == {"chat_id": chat.id, "text": "a"}
    assert await wire.get("calls", method="sendMessage", chat_id=chat.id) == calls[1:]
    assert await wire.get("calls", since=calls[0]["seq"]) == calls[1:]
