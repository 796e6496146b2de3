"""The outbox over real HTTP, on both databases."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.outbox import Hooks, Outbox, queue
from bot.sandbox import serve
from bot.sandbox.chats import Phone
from bot.sandbox.faults import Fault
from bot.sandbox.people import block
from bot.store import holdings
from bot.store.engine import Database, open_database
from bot.store.outbound import Send, Upload
from bot.telegram.client import Client
from tests.telegram.conftest import CHATS, TOKEN, Wire


def now() -> datetime:
    return datetime.now(UTC)


def note(chat: int, text: str, cls: int = 0, **more: Any) -> Send:
    return Send(chat, cls, "sendMessage", {"chat_id": chat, "text": text}, **more)


async def say(database: Database, worker: Outbox, *sends: Send) -> None:
    worker.wake(await database.run(lambda conn: queue(conn, sends, now(), worker.holder)))


async def until(done: Callable[[], bool], within: float = 15.0) -> None:
    async with asyncio.timeout(within):
        while not done():
            await asyncio.sleep(0.01)


@pytest.fixture
async def worker(database: Database, wire: Wire) -> AsyncIterator[Outbox]:
    made = Outbox(database, wire.client.call, now=now)
    await made.start()
    yield made
    await made.stop(within=2)


async def test_replies_arrive_in_each_chats_order(
    database: Database, wire: Wire, worker: Outbox
) -> None:
    for turn in range(10):
        await asyncio.gather(
            *(
                say(database, worker, note(chat, f"{turn}a"), note(chat, f"{turn}b"))
                for chat in CHATS
            )
        )
    await worker.idle()
    for chat in CHATS:
        assert wire.texts(chat) == [f"{turn}{part}" for turn in range(10) for part in "ab"]
    assert worker.counts["sent"] == 200


@pytest.mark.parametrize("kind", ["500", "502", "drop", "garbage"])
async def test_a_sick_server_is_asked_again(
    database: Database, wire: Wire, worker: Outbox, kind: str
) -> None:
    wire.box.faults.add(Fault(kind, "sendMessage"))
    await say(database, worker, note(5001, "a"), note(5001, "b"))
    await worker.idle()
    assert wire.texts(5001) == ["a", "b"]
    assert worker.counts["retried"] == 1


async def test_retry_after_is_obeyed_to_the_second(
    database: Database, wire: Wire, worker: Outbox
) -> None:
    wire.box.faults.add(Fault("429", "sendMessage", "5001", retry_after=2))
    begun = time.monotonic()
    await say(database, worker, note(5001, "a"))
    await say(database, worker, note(5002, "other"))
    await until(lambda: wire.texts(5002) == ["other"], within=1)
    await worker.idle()
    assert 2.0 <= time.monotonic() - begun < 3.0
    assert wire.texts(5001) == ["a"]


async def test_a_person_who_blocked_the_bot_is_marked_and_left_alone(
    database: Database, wire: Wire
) -> None:
    gone: list[int] = []
    hooks = Hooks(gone=lambda _, chat, __: gone.append(chat))
    worker = Outbox(database, wire.client.call, now=now, hooks=hooks)
    await worker.start()
    block(wire.box, wire.box.chats[5001], blocked=True)
    await say(database, worker, note(5001, "a"), note(5001, "b"), note(5001, "c", 1))
    await say(database, worker, note(4999, "nobody"), note(5002, "other"))
    await worker.idle()
    assert set(gone) == {5001, 4999}
    assert wire.texts(5002) == ["other"]
    assert worker.counts["dropped"] == 2
    await worker.stop()


async def test_what_is_refused_can_be_tried_again(
    database: Database, wire: Wire, worker: Outbox
) -> None:
    wire.box.faults.add(Fault("400", "sendMessage", description="can't parse entities"))
    await say(database, worker, note(5001, "a"), note(5001, "b"))
    await worker.idle()
    (letter,) = await database.run(holdings.dead)
    assert "can't parse entities" in letter.error
    again = await database.run(
        lambda conn: holdings.retry_dead(conn, letter.id, now(), worker.holder)
    )
    worker.wake(again)
    await worker.idle()
    assert wire.texts(5001) == ["b", "a"]


async def test_edits_in_place_unchanged_and_of_a_vanished_message(
    database: Database, wire: Wire
) -> None:
    worker = Outbox(database, wire.client.call, now=now)
    await worker.start()
    await say(database, worker, note(5001, "card"))
    await worker.idle()
    (card,) = (line.message["message_id"] for line in wire.box.chats[5001].since(0))
    for message, text in ((card, "card 2"), (card, "card 2"), (1, "card 3")):
        body = {"chat_id": 5001, "message_id": message, "text": text}
        edit = Send(5001, 0, "editMessageText", body, fallback="sendMessage")
        await say(database, worker, edit)
    await worker.idle()
    assert wire.texts(5001) == ["card 2", "card 3"]
    assert worker.counts["unchanged"] == 1
    assert await database.run(holdings.dead) == []
    await worker.stop()


async def test_an_answer_to_a_forgotten_tap_is_nobodys_loss(
    database: Database, wire: Wire, worker: Outbox
) -> None:
    body = {"callback_query_id": "12345", "text": "done"}
    await say(database, worker, Send(5001, 0, "answerCallbackQuery", body), note(5001, "next"))
    await worker.idle()
    assert wire.texts(5001) == ["next"]
    assert await database.run(holdings.dead) == []


async def test_a_file_survives_the_database_and_the_wire(
    database: Database, wire: Wire, worker: Outbox
) -> None:
    upload = Upload("document", "Übersicht.csv", bytes(range(256)))
    send = Send(5001, 0, "sendDocument", {"chat_id": 5001, "caption": "x"}, (upload,))
    await database.run(lambda conn: queue(conn, [send], now(), "nobody alive"))
    worker._holding.doubt()
    await worker._keep()
    await until(lambda: worker.counts["sent"] == 1)
    (line,) = wire.box.chats[5001].since(0)
    document = line.message["document"]
    assert document["file_name"] == "Übersicht.csv"
    assert await wire.client.file(document["file_id"]) == upload.content


async def test_everything_arrives_in_order_after_the_network_was_away(
    database: Database, wire: Wire, worker: Outbox
) -> None:
    port = wire.server.port
    await wire.server.stop()
    for turn in range(5):
        for chat in CHATS:
            await say(database, worker, note(chat, str(turn)))
    await asyncio.sleep(1.5)
    wire.server = await serve(port=port)
    wire.box = wire.server.box
    for chat in CHATS:
        wire.box.add_phone(Phone(chat, f"Person {chat}"))
    await worker.idle()
    for chat in CHATS:
        assert wire.texts(chat) == [str(turn) for turn in range(5)]


async def test_a_kill_between_answer_and_mark_is_counted(database: Database, wire: Wire) -> None:
    worker = Outbox(database, wire.client.call, now=now)
    await worker.start()
    worker._marks.write = asyncio.Event().wait  # type: ignore[method-assign, assignment]
    await say(database, worker, note(5001, "a"))
    await until(lambda: wire.texts(5001) == ["a"])
    await worker.kill()
    again = Outbox(database, wire.client.call, now=now)
    await again.start()
    await until(lambda: again.counts["sent"] == 1)
    assert again.counts["resent_maybe"] == 1
    assert wire.texts(5001) == ["a", "a"]
    await again.stop()


async def test_two_workers_on_one_postgresql_share_lanes_without_doubles_or_disorder(
    postgres_url: str, wire: Wire
) -> None:
    databases = [open_database(postgres_url), open_database(postgres_url)]
    workers = [
        Outbox(each, wire.client.call, now=now, holder=f"worker {number}")
        for number, each in enumerate(databases)
    ]
    for worker in workers:
        await worker.start()

    async def talk(chat: int) -> None:
        for turn in range(20):
            which = (turn + chat) % 2
            await say(
                databases[which], workers[which], note(chat, f"{turn}a"), note(chat, f"{turn}b")
            )

    await asyncio.gather(*(talk(chat) for chat in CHATS))
    await until(lambda: sum(worker.counts["sent"] for worker in workers) >= 20 * 2 * len(CHATS))
    for worker in workers:
        await worker.idle()
        await worker.stop()
    for chat in CHATS:
        assert wire.texts(chat) == [f"{turn}{part}" for turn in range(20) for part in "ab"]
    assert min(worker.counts["sent"] for worker in workers) > 50
    for database in databases:
        database.close()


async def test_a_turn_that_writes_to_one_chat_costs_two_statements(
    database: Database, statements: Any
) -> None:
    with statements(database) as counted:
        await database.run(lambda conn: queue(conn, [note(1, "a"), note(1, "b")], now(), "me"))
    assert counted.kinds == ["insert lane", "insert outbox"]


async def test_the_token_stays_out_of_what_went_wrong() -> None:
    async with Client(TOKEN, "http://127.0.0.1:9") as client:
        delivery = await client.call("sendMessage", {"chat_id": 1, "text": "x"})
        with pytest.raises(Exception) as caught:
            await client.me()
    assert TOKEN not in repr(delivery)
    assert TOKEN not in repr(caught.value)


async def test_the_bot_knows_its_name(wire: Wire) -> None:
    assert (await wire.client.me()).is_bot
