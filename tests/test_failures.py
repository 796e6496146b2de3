"""When things go wrong around the bot: Telegram, the database, hostile updates, its own end."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import event, text
from structlog.testing import capture_logs

from bot.app import build, running
from bot.feature import Turn
from bot.running import open_door, receive
from bot.sandbox.faults import read_fault
from bot.sandbox.people import Tap, say, tap
from bot.sandbox.serving import serve
from bot.settings import read_settings
from bot.store import holdings, inbound, persons
from bot.store.engine import Database
from bot.talk.event import Said
from tests.databases import shut
from tests.stage import TOKEN, Actor, Moment, Stage, on_stage

TALK = ("/start", "English", "sell", "1", "Limuru")


@pytest.fixture(autouse=True)
def log() -> Iterator[list[Any]]:
    """What is logged: nobody needs to see it, and a picture of a traceback takes minutes."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with on_stage(sqlite_url) as set_up:
        yield set_up


def fail(stage: Stage, kind: str, **more: Any) -> None:
    stage.box.faults.add(read_fault({"kind": kind, "times": -1, **more}))


def hear(actor: Actor) -> list[str]:
    """Give what the bot said in a chat, in the order of the messages."""
    return [line.message["text"] for line in actor.chat.lines.values() if not line.out]


async def until(seen: Callable[[], object]) -> None:
    """Wait for something that no bell tells of."""
    async with asyncio.timeout(20):
        while not seen():
            await asyncio.sleep(0.01)


async def asked(stage: Stage, times: int) -> None:
    """Wait until the bot was given updates so many times more."""
    enough = len(stage.box.calls.find("getUpdates")) + times
    await until(lambda: len(stage.box.calls.find("getUpdates")) >= enough)


async def joins(actor: Actor) -> None:
    for words in (*TALK, "yes"):
        await actor.says(words)


# -- Telegram


@pytest.mark.parametrize("kind", ["500", "drop", "garbage"])
async def test_after_an_hour_without_telegram_everybody_hears_everything_in_order(
    kind: str, stage: Stage
) -> None:
    model, *others = (stage.person(name) for name in ("Amina", "Peter", "Grace", "Juma"))
    for words in TALK:
        await model.says(words)
    fail(stage, kind)
    for words in TALK:
        for other in others:
            say(stage.box, other.chat, words)
    stage.clock.now += timedelta(minutes=30)
    await asyncio.wait_for(stage.bot.inbox.idle(), 10)
    stage.clock.now += timedelta(minutes=30)
    stage.box.faults.clear()
    await stage.settle()
    for other in others:
        assert hear(other) == [said.replace("Amina", other.name) for said in hear(model)]


async def test_a_tap_while_telegram_is_away_has_its_effect_and_its_stale_answer_is_dropped(
    stage: Stage,
) -> None:
    amina = stage.person("Amina")
    await amina.says("/start")
    question = amina.messages()[-1]
    fail(stage, "500", method="answerCallbackQuery")
    fail(stage, "500", method="editMessageText")
    tap(stage.box, amina.chat, Tap(question.id, row=0, col=0))
    await until(lambda: stage.bot.outbox.counts["retried"])
    stage.clock.now += timedelta(hours=1)
    stage.box.faults.clear()
    await stage.settle()
    assert "What would you like" in amina.last
    assert stage.bot.outbox.counts["expired"] == 1


async def test_a_storm_of_429_delays_and_loses_nothing(stage: Stage) -> None:
    people = [stage.person(f"Amina {at}") for at in range(8)]
    model = people[0]
    for words in TALK:
        await model.says(words)
    stage.box.faults.add(
        read_fault({"kind": "429", "method": "sendMessage", "retry_after": 1, "times": 10})
    )
    for words in TALK:
        for other in people[1:]:
            say(stage.box, other.chat, words)
    await stage.settle()
    for other in people[1:]:
        assert hear(other) == [said.replace(model.name, other.name) for said in hear(model)]
    assert stage.bot.outbox.counts["told_to_wait"] == 10


async def test_who_blocks_the_bot_costs_nobody_else_anything_and_is_welcome_back(
    stage: Stage,
) -> None:
    amina, peter = stage.person("Amina"), stage.person("Peter")
    await joins(amina)
    await amina.blocks()
    assert await gone(stage, amina)
    await peter.says("/start")
    assert "Farmgate" in peter.last
    await amina.blocks(blocked=False)
    assert not await gone(stage, amina)
    assert "Amina" in (await amina.says("/start"))[-1].text


async def test_who_turns_out_to_be_gone_is_marked_and_welcome_back(stage: Stage) -> None:
    amina = stage.person("Amina")
    await joins(amina)
    stage.box.faults.add(read_fault({"kind": "403", "chat_id": str(amina.chat.id)}))
    await amina.says("/menu")
    assert await gone(stage, amina)
    assert "Amina" in (await amina.says("/menu"))[-1].text
    assert not await gone(stage, amina)


async def gone(stage: Stage, actor: Actor) -> bool:
    found = await stage.bot.database.run(lambda conn: persons.load_by_chat(conn, actor.chat.id))
    assert found is not None
    return found.gone_at is not None


# -- the database


@contextmanager
def crippled(database: Database, pragma: str) -> Iterator[None]:
    """Have every connection that writes begin with this."""

    def cripple(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA {pragma}").close()

    database.run_now(lambda conn: conn.execute(text(f"PRAGMA {pragma}")).close())
    event.listen(database.writing, "connect", cripple)
    try:
        yield
    finally:
        event.remove(database.writing, "connect", cripple)


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(shut, id="locked by another program"),
        pytest.param(lambda database: crippled(database, "query_only=ON"), id="read-only"),
        pytest.param(lambda database: crippled(database, "max_page_count=1"), id="full"),
    ],
)
async def test_what_people_say_while_the_database_takes_nothing_is_answered_once_afterwards(
    trouble: Callable[[Database], Any], stage: Stage
) -> None:
    amina, peter = stage.person("Amina"), stage.person("Peter")
    await amina.says("/start")
    heard = len(hear(amina))
    with trouble(stage.bot.database):
        say(stage.box, amina.chat, "English")
        for _ in range(20):
            say(stage.box, peter.chat, "hello " * 600)
        await asked(stage, 2)
        assert len(hear(amina)) == heard
        assert stage.box.updates.pending == 21
    await stage.settle()
    assert len(hear(amina)) == heard + 1
    assert "What would you like" in amina.last
    assert len(hear(peter)) >= 20
    assert stage.bot.inbox.counts["aside"] == 0


async def test_a_turn_that_finds_the_database_shut_is_taken_when_it_opens(stage: Stage) -> None:
    amina = stage.person("Amina")
    message = {**stage.box.envelope(amina.chat, amina.chat.phone.user()), "text": "/start"}
    await stage.bot.inbox.take([{"update_id": 1, "message": message}])
    with shut(stage.bot.database):
        await until(lambda: stage.bot.inbox.counts["retried"])
    await stage.settle()
    assert len(hear(amina)) == 1


# -- updates nobody expects


GARBAGE: tuple[dict[str, Any], ...] = (
    {},
    {"message": None},
    {"message": []},
    {"message": "hello"},
    {"message": {}},
    {"message": {"chat": 5, "from": 6, "text": 7}},
    {"message": {"chat": {"id": "x"}, "from": {"id": None}, "text": "hello"}},
    {"message": {"chat": {"id": 10**30}, "from": {"id": 10**30}, "text": "hello"}},
    {"message": {"chat": {"id": -5, "type": "group"}, "from": {"id": 5}, "text": "hello"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}},
    {"edited_message": {"message_id": "one", "text": {}}},
    {"callback_query": {"id": 1}},
    {"callback_query": {"id": "1", "from": {"id": 5}, "data": "\x00" * 64, "message": 5}},
    {"callback_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "X"}}},
    {"my_chat_member": {"chat": {"id": 5}, "from": {"id": 5}, "new_chat_member": 7}},
    {"poll": {"id": 1}, "message": {"text": 1}},
    {"something_new": {"from": {"id": 5}}},
    {"message": {"location": {"latitude": "north"}, "chat": {"id": 5}, "from": {"id": 5}}},
)


async def test_garbage_is_put_aside_or_passed_over_and_others_are_answered(stage: Stage) -> None:
    amina = stage.person("Amina")
    async with aiohttp.ClientSession() as page:
        for shape in GARBAGE:
            async with page.post(f"{stage.server.url}/sim/updates", json=shape) as answer:
                assert answer.status == 200
    await amina.says("/start")
    assert len(hear(amina)) == 1
    assert not stage.bot.inbox.busy
    waiting = await stage.bot.database.run(inbound.count_waiting)
    assert (waiting, stage.bot.inbox.counts["aside"]) == (0, 0)


async def test_an_update_delivered_five_times_at_once_is_answered_once(stage: Stage) -> None:
    amina = stage.person("Amina")
    message = {**stage.box.envelope(amina.chat, amina.chat.phone.user()), "text": "/start"}
    async with (
        aiohttp.ClientSession() as page,
        page.post(f"{stage.server.url}/sim/updates", json={"message": message, "copies": 5}),
    ):
        await stage.settle()
    assert len(hear(amina)) == 1


async def test_a_turn_that_fails_is_kept_with_an_apology_and_others_are_answered(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, peter = stage.person("Amina"), stage.person("Peter")
    await joins(amina)
    take = stage.bot.router.take

    def stumble(turn: Turn) -> None:
        if turn.event == Said("poison"):
            raise ZeroDivisionError
        take(turn)

    monkeypatch.setattr(stage.bot.router, "take", stumble)
    await amina.says("poison")
    assert "sorry" in amina.last.lower()
    await peter.says("/start")
    assert len(hear(peter)) == 1
    aside = await stage.bot.database.run(inbound.aside)
    assert [row.body["message"]["text"] for row in aside] == ["poison"]
    assert "ZeroDivisionError" in (aside[0].error or "")
    assert "Amina" in (await amina.says("/menu"))[-1].text


@pytest.mark.parametrize(
    "words",
    [
        "_*[`<b>&amp;</b>",
        "\u202eolleh\u200f \u2067x",
        "\u200b\u200d\ufeff",
        "a" * 4096,
        "😀" * 2048,
        "<script>" * 500,
        "\U0010ffff\ud7ff",
    ],
)
async def test_whatever_is_said_is_answered(words: str, stage: Stage) -> None:
    amina = stage.person("Amina")
    await amina.says("/start")
    await amina.says("English")
    await amina.says("sell")
    before = len(hear(amina))
    await amina.says(words)
    assert len(hear(amina)) > before
    assert stage.bot.inbox.counts["aside"] == 0
    assert await stage.bot.database.run(holdings.dead) == []


# -- by webhook


@asynccontextmanager
async def hooked(url: str) -> AsyncIterator[Stage]:
    """Set the stage with Telegram bringing the updates."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    clock = Moment()
    server = await serve(port=0, token=TOKEN, now=clock)
    settings = read_settings(
        _env_file=None,
        token=TOKEN,
        api_url=server.url,
        database_url=url,
        port=port,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret="a-secret",
    )
    bot = build(settings, now=clock)
    stop = asyncio.Event()
    async with running(bot), open_door(bot):
        task = asyncio.create_task(receive(bot, stop))
        yield Stage(server, bot, clock)
        stop.set()
        await task
    await server.stop()


async def test_by_webhook_people_are_answered_and_strangers_refused(sqlite_url: str) -> None:
    async with hooked(sqlite_url) as stage:
        amina = stage.person("Amina")
        await joins(amina)
        assert "Welcome" in "".join(hear(amina))
        door = f"{stage.bot.settings.webhook_url}/telegram"
        forged = {"update_id": 9, "message": {**amina.chat.lines[min(amina.chat.lines)].message}}
        async with aiohttp.ClientSession() as stranger:
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "a-secre"}):
                async with stranger.post(door, json=forged, headers=headers) as answer:
                    assert answer.status == 403
        assert stage.bot.inbox.counts["stored"] == len(TALK) + 1


async def test_by_webhook_an_update_not_kept_is_brought_again(sqlite_url: str) -> None:
    async with hooked(sqlite_url) as stage:
        amina = stage.person("Amina")
        await amina.says("/start")
        with shut(stage.bot.database):
            say(stage.box, amina.chat, "English")
            await until(lambda: "last_error_message" in stage.box.hook.info())
        await stage.settle()
        assert len(hear(amina)) == 2
