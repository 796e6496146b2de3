"""getUpdates keeps, confirms, waits and conflicts as Telegram does."""

import asyncio
from time import monotonic
from typing import Any

import orjson
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.chats import Chat
from bot.sandbox.people import Tap, block, edit, say, tap
from bot.sandbox.refusals import Refused
from bot.sandbox.updates import Update
from tests.sandbox.conftest import Ask, Clock, Wire, until


def texts(updates: list[Update]) -> list[str]:
    return [orjson.loads(one.body)["message"]["text"] for one in updates]


async def test_an_update_waits_until_the_offset_passes_it(box: Sandbox, chat: Chat) -> None:
    for text in ("one", "two", "three"):
        say(box, chat, text)
    first = await box.updates.poll(0, 100, 0)
    assert texts(first) == ["one", "two", "three"]
    assert texts(await box.updates.poll(first[1].id, 100, 0)) == ["two", "three"]
    assert await box.updates.poll(first[2].id + 1, 100, 0) == []
    assert box.updates.pending == 0


async def test_ids_go_up_by_one_and_never_start_over(
    box: Sandbox, chat: Chat, clock: Clock
) -> None:
    say(box, chat, "one")
    say(box, chat, "two")
    one, two = await box.updates.poll(0, 100, 0)
    clock.pass_seconds(60)
    later = Sandbox(now=clock)
    assert two.id == one.id + 1
    assert later.updates.take_id() > two.id


async def test_limit_holds(box: Sandbox, chat: Chat) -> None:
    for number in range(5):
        say(box, chat, str(number))
    assert texts(await box.updates.poll(0, 2, 0)) == ["0", "1"]


async def test_a_negative_offset_keeps_only_the_last(box: Sandbox, chat: Chat) -> None:
    for number in range(5):
        say(box, chat, str(number))
    assert texts(await box.updates.poll(-2, 100, 0)) == ["3", "4"]
    assert box.updates.pending == 2


async def test_an_offset_far_ahead_confirms_nothing(box: Sandbox, chat: Chat) -> None:
    say(box, chat, "one")
    assert texts(await box.updates.poll(2_000_000_000, 100, 0)) == ["one"]


async def test_the_same_offset_at_once_gives_one_update_only(box: Sandbox, chat: Chat) -> None:
    for number in range(3):
        say(box, chat, str(number))
    await box.updates.poll(0, 100, 0)
    assert texts(await box.updates.poll(0, 100, 0)) == ["0"]


async def test_a_poll_wakes_when_something_comes(box: Sandbox, chat: Chat) -> None:
    poll = asyncio.create_task(box.updates.poll(0, 100, 30))
    await asyncio.sleep(0)
    say(box, chat, "now")
    assert texts(await asyncio.wait_for(poll, 5)) == ["now"]


async def test_a_poll_ends_empty_after_its_time(box: Sandbox) -> None:
    start = monotonic()
    assert await box.updates.poll(0, 100, 1) == []
    assert 0.9 < monotonic() - start < 5


async def test_a_second_poller_ends_the_first(box: Sandbox, chat: Chat) -> None:
    first = asyncio.create_task(box.updates.poll(0, 100, 30))
    await asyncio.sleep(0)
    second = asyncio.create_task(box.updates.poll(0, 100, 30))
    with pytest.raises(
        Refused, match="Conflict: terminated by other getUpdates request"
    ) as refused:
        await asyncio.wait_for(first, 5)
    assert refused.value.code == 409
    say(box, chat, "now")
    assert texts(await asyncio.wait_for(second, 5)) == ["now"]


async def test_no_polling_beside_a_webhook(box: Sandbox, ask: Ask) -> None:
    poll = asyncio.create_task(box.updates.poll(0, 100, 30))
    await asyncio.sleep(0)
    ask("setWebhook", url="http://127.0.0.1:9/hook")
    with pytest.raises(Refused, match="terminated by setWebhook"):
        await asyncio.wait_for(poll, 5)
    with pytest.raises(Refused, match="can't use getUpdates method while webhook is active"):
        await box.updates.poll(0, 100, 0)
    ask("deleteWebhook")


async def test_taps_are_forgotten_after_150_seconds_and_messages_after_a_day(
    box: Sandbox, chat: Chat, ask: Ask, clock: Clock
) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = ask("sendMessage", chat_id=chat.id, text="a", reply_markup=markup)
    tap(box, chat, Tap(sent["message_id"], row=0, col=0))
    say(box, chat, "hello")
    clock.pass_seconds(151)
    assert [one.kind for one in await box.updates.poll(0, 100, 0)] == ["message"]
    clock.pass_seconds(24 * 3600)
    assert await box.updates.poll(1, 100, 0) == []


async def test_only_the_kinds_asked_for_come(box: Sandbox, chat: Chat) -> None:
    box.updates.allow(["edited_message", "my_chat_member"])
    said = say(box, chat, "hello")
    edit(box, chat, said["message_id"], "hello again")
    block(box, chat, blocked=True)
    box.updates.allow([])
    block(box, chat, blocked=False)
    say(box, chat, "back")
    kinds = [one.kind for one in box.updates.waiting]
    assert kinds == ["edited_message", "my_chat_member", "my_chat_member", "message"]


async def test_over_http_an_answer_is_whole_json(wire: Wire, chat: Chat) -> None:
    await wire.post(f"phones/{chat.id}/say", text="hello")
    answer: dict[str, Any] = await wire.call("getUpdates", timeout=5)
    assert answer["ok"] is True
    assert [one["message"]["text"] for one in answer["result"]] == ["hello"]
    poll = asyncio.create_task(wire.call("getUpdates", offset=answer["result"][0]["update_id"] + 1, timeout=20))  # fmt: skip
    assert await wire.get("quiet", timeout=5) == {"quiet": True, "pending": 0}
    await wire.post(f"phones/{chat.id}/say", text="again")
    assert [one["message"]["text"] for one in (await poll)["result"]] == ["again"]


async def test_stopping_sends_a_poller_away_at_once(wire: Wire) -> None:
    poll = asyncio.create_task(wire.call("getUpdates", timeout=40))
    await until(lambda: wire.server.box.updates._poller)
    start = monotonic()
    await wire.server.stop()
    assert (await poll)["result"] == []
    assert monotonic() - start < 2
