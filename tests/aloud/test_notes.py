"""Spoken messages on their way out: found, made, or written where nobody can say them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from bot.aloud import Aloud, Silence
from bot.outbox.delivery import Delivery, Gone, Refused, Sent, Unreachable
from bot.store.engine import Database
from bot.store.outbound import Upload
from bot.text.speech import print_of, prints_of
from bot.voices import store
from bot.voices.store import MADE, RECORDED, Clip
from tests.databases import shut

SHOWN = "🌽 What do you sell?\nQuestion 1 of 5"
SPEAK = {
    "language": "en",
    "text": "What do you sell? Question 1 of 5.",
    "prints": list(prints_of(SHOWN)),
    "otherwise": "cannot be heard",
}
BODY = {"chat_id": 7, "speak": SPEAK}


@dataclass
class Mouth:
    """Says everything in English as bytes, and counts."""

    languages: frozenset[str] = frozenset({"en"})
    sound: bytes | None = b"OggS"
    said: list[str] = field(default_factory=list)

    def say(self, language: str, text: str) -> bytes | None:
        self.said.append(text)
        return self.sound


@dataclass
class Line:
    """Telegram as far as a call sees it."""

    refuse: set[str] = field(default_factory=set)
    answer: Delivery | None = None
    calls: list[tuple[str, dict[str, Any], int]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 99)))

    async def __call__(
        self, method: str, body: dict[str, Any], files: tuple[Upload, ...] = ()
    ) -> Delivery:
        self.calls.append((method, body, len(files)))
        await asyncio.sleep(0)
        if self.answer is not None:
            return self.answer
        if method == "sendVoice" and body.get("voice", "new") in self.refuse:
            return Refused("400 wrong file identifier")
        file = body.get("voice") or f"file-{next(self.numbers)}"
        return Sent({"message_id": 1, "voice": {"file_id": file}})


@dataclass
class World:
    database: Database
    now: datetime
    mouth: Mouth = field(default_factory=Mouth)
    line: Line = field(default_factory=Line)

    @property
    def aloud(self) -> Aloud:
        return Aloud(self.line, self.database, self.mouth, now=lambda: self.now)

    def record(self, text: str, file: str) -> None:
        clip = Clip("en", print_of(text), file, RECORDED, text, self.now)
        self.database.run_now(lambda conn: store.record(conn, clip))

    def kept(self, text: str = SPEAK["text"]) -> Clip | None:  # type: ignore[assignment]
        return self.database.run_now(lambda conn: store.find(conn, "en", [print_of(text)]))


@pytest.fixture
def world(sqlite_database: Database, now: datetime) -> World:
    return World(sqlite_database, now)


async def test_other_calls_go_through_untouched(world: World) -> None:
    await world.aloud.call("sendMessage", {"chat_id": 7, "text": "hi"}, ())
    assert world.line.calls == [("sendMessage", {"chat_id": 7, "text": "hi"}, 0)]


async def test_what_nobody_said_yet_is_said_by_the_machine_and_kept(world: World) -> None:
    assert isinstance(await world.aloud.call("sendVoice", BODY), Sent)
    assert world.mouth.said == [SPEAK["text"]]
    assert world.line.calls == [("sendVoice", {"chat_id": 7}, 1)]
    kept = world.kept()
    assert kept is not None
    assert (kept.file_id, kept.kind, kept.words) == ("file-1", MADE, None)


async def test_the_second_listen_says_and_uploads_nothing(world: World) -> None:
    await world.aloud.call("sendVoice", BODY)
    await world.aloud.call("sendVoice", BODY)
    assert len(world.mouth.said) == 1
    assert world.line.calls[1] == ("sendVoice", {"chat_id": 7, "voice": "file-1"}, 0)


async def test_many_who_ask_at_once_hear_one_upload(world: World) -> None:
    aloud = world.aloud
    await asyncio.gather(*(aloud.call("sendVoice", BODY) for _ in range(20)))
    assert len(world.mouth.said) == 1
    assert sum(files for _, _, files in world.line.calls) == 1


async def test_what_somebody_recorded_is_heard_instead_of_the_machine(world: World) -> None:
    world.record("What do you sell?", "own")
    await world.aloud.call("sendVoice", BODY)
    assert world.line.calls == [("sendVoice", {"chat_id": 7, "voice": "own"}, 0)]
    assert world.mouth.said == []


async def test_a_recording_is_heard_where_no_machine_is(world: World) -> None:
    world.record("What do you sell?", "own")
    aloud = Aloud(world.line, world.database, Silence(), now=lambda: world.now)
    await aloud.call("sendVoice", BODY)
    assert world.line.calls == [("sendVoice", {"chat_id": 7, "voice": "own"}, 0)]


@pytest.mark.parametrize("mouth", [Mouth(sound=None), Mouth(languages=frozenset())])
async def test_where_nothing_can_be_said_kind_words_are_written(world: World, mouth: Mouth) -> None:
    world.mouth = mouth
    await world.aloud.call("sendVoice", BODY)
    assert world.line.calls == [("sendMessage", {"chat_id": 7, "text": "cannot be heard"}, 0)]
    assert world.kept() is None


async def test_somebody_who_takes_no_voice_notes_reads_kind_words(world: World) -> None:
    world.line.refuse = {"new"}
    assert isinstance(await world.aloud.call("sendVoice", BODY), Sent)
    assert [method for method, _, _ in world.line.calls] == ["sendVoice", "sendMessage"]


async def test_a_clip_telegram_has_lost_is_made_anew(world: World) -> None:
    await world.aloud.call("sendVoice", BODY)
    world.line.refuse = {"file-1"}
    await world.aloud.call("sendVoice", BODY)
    kept = world.kept()
    assert kept is not None
    assert kept.file_id == "file-2"


async def test_a_recording_that_is_refused_once_is_not_thrown_away(world: World) -> None:
    world.record("What do you sell?", "own")
    world.line.refuse = {"own"}
    await world.aloud.call("sendVoice", BODY)
    assert world.mouth.said == [SPEAK["text"]]
    assert world.kept("What do you sell?") is not None


@pytest.mark.parametrize("answer", [Unreachable("timed out"), Gone("403 blocked")])
async def test_what_the_line_says_is_handed_on(world: World, answer: Delivery) -> None:
    world.line.answer = answer
    assert await world.aloud.call("sendVoice", BODY) == answer
    assert [method for method, _, _ in world.line.calls] == ["sendVoice"]
    assert world.kept() is None


async def test_a_database_that_is_away_is_asked_again_later(world: World) -> None:
    with shut(world.database):
        assert isinstance(await world.aloud.call("sendVoice", BODY), Unreachable)
    assert world.line.calls == []
