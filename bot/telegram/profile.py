"""The bot's own face in Telegram: its name learned, its commands and descriptions put on."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import structlog

from bot.feature import EVERYONE, MEMBERS, Command
from bot.outbox.delivery import Delivery, Refused, Sent, Unchanged
from bot.text.locale import Locale
from bot.text.phrase import say

log = structlog.get_logger()

Call = Callable[[str, dict[str, Any]], Awaitable[Delivery]]

TEXTS = {"bot-description": frozenset[str](), "bot-short": frozenset[str]()}
_LONGEST_PAUSE = 60.0
_UNKNOWN_TOKEN = frozenset((401, 404))


@dataclass(frozen=True, slots=True)
class Face:
    """One call that shapes the bot's face; `name` tells it from the others."""

    name: str
    method: str
    body: Mapping[str, Any]

    @property
    def print(self) -> str:
        """Give a print of the content, by which a change is seen."""
        content = orjson.dumps([self.method, self.body], option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(content).hexdigest()[:16]


async def learn_name(call: Call) -> str:
    """Ask who the bot is, until Telegram answers; gives its username."""
    pause = 1.0
    while not isinstance(answer := await call("getMe", {}), Sent):
        if isinstance(answer, Refused) and answer.code in _UNKNOWN_TOKEN:
            log.error("wrong_setting", setting="FARMGATE_TOKEN", why="Telegram does not know it")
        else:
            log.warning("telegram_unreachable", reason=str(answer))
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
    return str(answer.result.get("username", ""))


async def put_on(face: Face, call: Call) -> bool:
    """Make the call; tells whether Telegram took it."""
    return isinstance(await call(face.method, dict(face.body)), Sent | Unchanged)


def make_faces(locales: Mapping[str | None, Locale], commands: Iterable[Command]) -> Iterator[Face]:
    """Give every call: commands and descriptions in each language; None is everybody else's."""
    listed = [each for each in commands if each.listed and _is_for_many(each)]
    for code, words in locales.items():
        spoken = {"language_code": code.split("_")[0]} if code else {}
        at = code or "any"
        yield Face(f"commands:{at}", "setMyCommands", {"commands": _menu(listed, words), **spoken})
        yield Face(
            f"description:{at}",
            "setMyDescription",
            {"description": words.label(say("bot-description")), **spoken},
        )
        yield Face(
            f"short:{at}",
            "setMyShortDescription",
            {"short_description": words.label(say("bot-short")), **spoken},
        )


def make_staff_faces(
    chats: Iterable[int], locales: Mapping[str | None, Locale], commands: Iterable[Command]
) -> Iterator[Face]:
    """Give the calls that show the staff their own commands beside everybody's."""
    listed = [each for each in commands if each.listed]
    for chat in chats:
        for code, words in locales.items():
            scope = {"type": "chat", "chat_id": chat}
            spoken = {"language_code": code.split("_")[0]} if code else {}
            body = {"commands": _menu(listed, words), "scope": scope, **spoken}
            yield Face(f"commands:{chat}:{code or 'any'}", "setMyCommands", body)


def _is_for_many(command: Command) -> bool:
    return command.roles == EVERYONE or bool(command.roles & MEMBERS)


def _menu(commands: Iterable[Command], words: Locale) -> list[dict[str, str]]:
    return [
        {"command": each.name, "description": words.label(say(f"command-{each.name}"))}
        for each in commands
    ]
