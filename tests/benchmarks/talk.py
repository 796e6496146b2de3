"""The people of the benchmarks and what they say: farmers who have joined, each in a talk."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, insert

from bot import app
from bot.people.store import profile
from bot.settings import read_settings
from bot.store.drafts import PARKED, draft
from bot.store.dues import due
from bot.store.engine import open_database
from bot.store.inbound import DONE, inbox
from bot.store.persons import person
from tests.benchmarks.api import TOKEN, Api
from tests.statements import counting

TALK = ("/sell", "tomatoes", "20 kg", "80", "today", "skip", "yes", "/menu")
CHATS = 300
_FIRST_CHAT = 10_000
_ROWS = 5_000
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


@dataclass(frozen=True)
class Step:
    """One turn of the talk: what it sends, and the statements it takes."""

    words: str
    replies: int
    statements: tuple[str, ...]


def chat_of(number: int) -> int:
    return _FIRST_CHAT + number


def say(chat: int, words: str) -> dict[str, Any]:
    """Give the part of an update that says these words."""
    who = {"id": chat, "first_name": "Amina", "is_bot": False, "language_code": "en"}
    message: dict[str, Any] = {
        "message_id": 1,
        "from": who,
        "chat": {"id": chat, "type": "private", "first_name": "Amina"},
        "date": 1767225600,
        "text": words,
    }
    if words.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words)}]
    return {"message": message}


def fill(api: Api, chats: int) -> None:
    """Let the whole talk of so many chats wait, each chat's updates in order."""
    for words in TALK:
        for number in range(chats):
            api.add(chat_of(number), say(chat_of(number), words))


@contextmanager
def file_with(people: int, talkers: int = CHATS) -> Iterator[Path]:
    """Make a file with so many farmers; all but the talkers have left something behind."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        url = f"sqlite:///{file}"
        app.prepare_database(read_settings(database_url=url))
        database = open_database(url)
        for first in range(0, people, _ROWS):
            numbers = range(first, min(first + _ROWS, people))
            database.run_now(partial(_settle, numbers, talkers))
        database.close()
        yield file


@contextmanager
def copy_of(mould: Path) -> Iterator[Path]:
    """Copy a file for one round."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copy(mould, folder))


def _settle(numbers: range, talkers: int, conn: Connection) -> None:
    conn.execute(insert(person), [_person(number) for number in numbers])
    conn.execute(insert(profile), [_profile(number) for number in numbers])
    others = [number for number in numbers if number >= talkers]
    if others:
        conn.execute(insert(draft), [_draft(number) for number in others])
        conn.execute(insert(due), [_due(number) for number in others])
        conn.execute(insert(inbox), [_done(number) for number in others])


def _person(number: int) -> dict[str, Any]:
    return {
        "id": number + 1,
        "chat": chat_of(number),
        "user_id": chat_of(number),
        "called": "Amina",
        "language": "en",
        "country": "KE",
        "zone": "Africa/Nairobi",
        "wake": 420,
        "rest": 1200,
        "native": False,
        "roles": ["farmer"],
        "created_at": app.utc_now(),
        "seen_at": app.utc_now(),
        "version": 1,
    }


def _profile(number: int) -> dict[str, Any]:
    return {
        "person_id": number + 1,
        "wants": "sell",
        "region": "KE-31",
        "place_id": "KE-31-naivasha",
        "lat_e6": -717_000,
        "lon_e6": 36_431_000,
        "hour": "morning",
        "notices": "all",
        "consent_at": app.utc_now(),
        "joined_at": app.utc_now(),
    }


def _draft(number: int) -> dict[str, Any]:
    return {
        "person_id": number + 1,
        "flow": "hours",
        "answers": {"hour": "noon"},
        "unclear": 0,
        "state": PARKED,
        "started_at": app.utc_now(),
        "touched_at": app.utc_now(),
        "version": 1,
    }


def _due(number: int) -> dict[str, Any]:
    at = app.utc_now() + timedelta(days=7, seconds=number)
    return {
        "kind": "draft-expiry",
        "ref": str(number),
        "person_id": number + 1,
        "due_at": at,
        "tries": 0,
    }


def _done(number: int) -> dict[str, Any]:
    return {
        "update_id": number,
        "person_key": chat_of(number),
        "received_at": app.utc_now(),
        "state": DONE,
    }


def rehearse() -> list[Step]:
    """Go through the talk once, in this process, to see what each turn takes."""
    with file_with(2) as file:
        bot = app.build(read_settings(token=TOKEN, database_url=f"sqlite:///{file}"))
        try:
            return [_rehearse(bot, words) for words in TALK]
        finally:
            bot.database.close()


def _rehearse(bot: app.Bot, words: str) -> Step:
    raw = {"update_id": 1, **say(chat_of(0), words)}
    with counting(bot.database) as seen:
        queued = bot.database.run_now(lambda conn: bot.inbox.turn(conn, raw, app.utc_now()))
    return Step(words, sum(len(each.rows) for each in queued), tuple(seen.kinds))
