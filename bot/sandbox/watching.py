"""What others may watch of a chat: how it looks now, what comes next, and when all is taken."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.sandbox.chats import Chat, Line
from bot.sandbox.people import find_chat
from bot.sandbox.world import Sandbox

LONGEST_WAIT = 120.0
PING_SECONDS = 15


def read_number(request: Request, name: str, default: float = 0) -> float:
    return float(request.query_params.get(name) or default)


def show_chat(box: Sandbox, chat: Chat, lines: list[Line]) -> dict[str, Any]:
    return {
        "seq": box.events.seq,
        "messages": [line.shown() for line in lines],
        "keyboard": chat.keyboard,
        "commands": box.profile.seen_by(chat.id, chat.phone.language_code),
        "description": box.profile.text("description", chat.phone.language_code.partition("-")[0]),
        "menu_button": chat.menu_button or box.profile.menu_button,
        "typing": box.is_typing(chat),
        "toasts": list(chat.toasts),
        "pinned": chat.pinned,
        "reactions": {str(number): one for number, one in chat.reactions.items()},
    }


async def chat_of(box: Sandbox, request: Request) -> Any:
    chat = find_chat(box, int(request.path_params["id"]))
    return show_chat(box, chat, list(chat.since(int(read_number(request, "after")))))


async def wait(box: Sandbox, request: Request) -> Any:
    """Show the chat once the bot has done something in it since `since` or after `after`."""
    chat = find_chat(box, int(read_number(request, "phone")))
    after = int(read_number(request, "after"))
    since = int(read_number(request, "since", box.events.seq))
    end = monotonic() + min(read_number(request, "timeout", 30), LONGEST_WAIT)
    named = "since" in request.query_params
    while not box.closed:
        if chat.changed > since or (not named and _spoke(chat, after)):
            break
        left = end - monotonic()
        if left <= 0:
            break
        await chat.bell.wait(left)
    lines = [line for key, line in chat.lines.items() if key > after or line.changed > since]
    return show_chat(box, chat, lines)


def _spoke(chat: Chat, after: int) -> bool:
    """Whether the bot has said something after a message; looks at the newest first."""
    for number, line in reversed(chat.lines.items()):
        if number <= after:
            return False
        if not line.out:
            return True
    return False


async def quiet(box: Sandbox, request: Request) -> Any:
    """Wait until the bot has taken every update."""
    end = monotonic() + min(read_number(request, "timeout", 30), LONGEST_WAIT)
    while box.updates.pending and (left := end - monotonic()) > 0:
        await box.updates.went.wait(left)
    return {"quiet": not box.updates.pending, "pending": box.updates.pending}


async def events(box: Sandbox, request: Request) -> Response:
    known = request.headers.get("last-event-id") or request.query_params.get("since")
    since = int(known) if known else box.events.seq
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _stream(box, request, since), media_type="text/event-stream", headers=headers
    )


async def _stream(box: Sandbox, request: Request, since: int) -> AsyncIterator[bytes]:
    yield b": hello\n\n"
    while not box.closed:
        found = box.events.since(since)
        if found:
            since = found[-1]["seq"]
            yield b"".join(_event(event) for event in found)
        elif not await box.events.bell.wait(PING_SECONDS):
            yield b": ping\n\n"
        else:
            # One breath gathers what comes in a burst.
            await asyncio.sleep(0)


def _event(event: dict[str, Any]) -> bytes:
    return b"id: %d\ndata: %b\n\n" % (event["seq"], orjson.dumps(event))
