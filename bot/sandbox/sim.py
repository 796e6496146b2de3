"""The people's side over HTTP: what phones, pages, scripts and tests may ask of the sandbox."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import paying, people
from bot.sandbox.call import Upload
from bot.sandbox.chats import Chat, Message, Phone
from bot.sandbox.faults import read_fault
from bot.sandbox.people import Impossible, Tap, find_chat
from bot.sandbox.refusals import Refused
from bot.sandbox.watching import chat_of, events, quiet, read_number, wait
from bot.sandbox.world import Sandbox

Handler = Callable[[Sandbox, Request], Awaitable[Any]]
FILES = ("photo", "voice", "document", "video", "sticker", "audio")


def _answer(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


def _route(box: Sandbox, path: str, method: str, handler: Handler) -> Route:
    async def endpoint(request: Request) -> Response:
        if not _is_own(request):
            return _answer({"error": "this door is for the sandbox's own page"}, 403)
        try:
            value = await handler(box, request)
        except Impossible as problem:
            status = 404 if str(problem).startswith("there is no") else 400
            return _answer({"error": str(problem)}, status)
        except Refused as refused:
            return _answer({"error": refused.description}, 400)
        except (KeyError, TypeError, ValueError) as problem:
            return _answer({"error": f"{type(problem).__name__}: {problem}"}, 400)
        return value if isinstance(value, Response) else _answer(value)

    return Route(f"/sim/{path}", endpoint, methods=[method])


def _is_own(request: Request) -> bool:
    """Tell the sandbox's page and scripts, which name no origin, from other sites' pages."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    value = orjson.loads(raw) if raw else {}
    if not isinstance(value, dict):
        raise Impossible("the body must be a JSON object")
    return value


def _chat(box: Sandbox, request: Request) -> Chat:
    return find_chat(box, int(request.path_params["id"]))


async def state(box: Sandbox, request: Request) -> Any:
    told = {kind: box.profile.text(kind, "") for kind in ("description", "short_description")}
    phones = [chat.phone.shown() for chat in box.chats.values() if not chat.phone.hidden]
    return {"bot": {**box.user(), **told}, "phones": phones}


async def add_phone(box: Sandbox, request: Request) -> Any:
    body = await _body(request)
    number = body.get("id")
    if number is None:
        number = box.last_phone + 1
    old = box.chats.get(int(number))
    phone = Phone(
        id=int(number),
        first_name=str(body["first_name"]),
        last_name=str(body.get("last_name") or ""),
        username=str(body.get("username") or ""),
        language_code=str(body.get("language_code") or "en"),
        label=str(body.get("label") or ""),
        blocked=old.phone.blocked if old else False,
        unread=old.phone.unread if old else 0,
    )
    if phone.id <= 0 or not phone.first_name:
        raise Impossible("a phone needs a positive id and a first_name")
    return box.add_phone(phone).shown()


async def remove_phone(box: Sandbox, request: Request) -> Any:
    box.remove_phone(_chat(box, request).id)
    return {"ok": True}


async def say(box: Sandbox, request: Request) -> Message:
    body = await _body(request)
    return people.say(
        box,
        _chat(box, request),
        str(body["text"]),
        body.get("reply_to"),
        body.get("forwarded_from"),
    )


async def tap(box: Sandbox, request: Request) -> Any:
    body = await _body(request)
    tapped = Tap(
        message_id=int(body["message_id"]),
        data=body.get("data"),
        row=body.get("row"),
        col=body.get("col"),
        force=bool(body.get("force")),
    )
    return {"callback_query_id": people.tap(box, _chat(box, request), tapped)}


def _send_file(kind: str) -> Handler:
    async def send(box: Sandbox, request: Request) -> Message:
        chat = _chat(box, request)
        async with request.form() as form:
            upload = form.get("file") or form.get(kind)
            if not isinstance(upload, UploadFile):
                raise Impossible("the form needs a file")
            facts = {name: value for name, value in form.items() if isinstance(value, str)}
            found = Upload(upload.filename or kind, upload.content_type or "", await upload.read())
        return people.send_file(box, chat, kind, found, facts)

    return send


async def location(box: Sandbox, request: Request) -> Message:
    return people.send_location(box, _chat(box, request), await _body(request))


async def contact(box: Sandbox, request: Request) -> Message:
    return people.send_contact(box, _chat(box, request), await _body(request))


async def edit(box: Sandbox, request: Request) -> Message:
    body = await _body(request)
    chat = _chat(box, request)
    return people.edit(box, chat, int(body["message_id"]), str(body["text"]))


async def open_link(box: Sandbox, request: Request) -> Message:
    body = await _body(request)
    return people.open_link(box, _chat(box, request), str(body.get("payload", "")))


async def block(box: Sandbox, request: Request) -> Any:
    body = await _body(request)
    chat = _chat(box, request)
    people.block(box, chat, blocked=bool(body.get("blocked", True)))
    return chat.phone.shown()


async def read(box: Sandbox, request: Request) -> Any:
    chat = _chat(box, request)
    chat.phone.unread = 0
    return chat.phone.shown()


async def inline(box: Sandbox, request: Request) -> Any:
    body = await _body(request)
    return {"inline_query_id": people.ask_inline(box, _chat(box, request), str(body["query"]))}


async def push(box: Sandbox, request: Request) -> Any:
    """Any update at all, broken ones too; `copies` times with the same id."""
    body = await _body(request)
    copies = int(body.pop("copies", 1))
    update_id = int(body.pop("update_id", 0)) or box.updates.take_id()
    kind = next(iter(body), "")
    lane = _lane(body.get(kind))
    for _ in range(copies):
        box.updates.add(update_id, kind, {"update_id": update_id, **body}, lane)
    return {"update_id": update_id}


def _lane(content: Any) -> int:
    """Find the chat or person an update belongs to, when it is whole enough to tell."""
    if isinstance(content, dict):
        for name in ("chat", "from"):
            part = content.get(name)
            if isinstance(part, dict) and isinstance(part.get("id"), int):
                return int(part["id"])
    return 0


async def file(box: Sandbox, request: Request) -> Response:
    found = box.files.get(request.path_params["id"])
    if not found:
        raise Impossible("there is no such file")
    kept = {"Cache-Control": "private, max-age=86400, immutable"}
    return Response(found.content(), media_type=found.mime, headers=kept)


async def add_fault(box: Sandbox, request: Request) -> Any:
    fault = read_fault(await _body(request))
    box.faults.add(fault)
    return fault.shown()


async def list_faults(box: Sandbox, request: Request) -> Any:
    return [fault.shown() for fault in box.faults.waiting]


async def clear_faults(box: Sandbox, request: Request) -> Any:
    box.faults.clear()
    return {"ok": True}


async def set_limits(box: Sandbox, request: Request) -> Any:
    body = await _body(request)
    box.limits.set(body.get("per_second"), body.get("per_chat_per_second"))
    return box.limits.shown()


async def get_limits(box: Sandbox, request: Request) -> Any:
    return box.limits.shown()


async def list_calls(box: Sandbox, request: Request) -> Any:
    query = request.query_params
    since = int(read_number(request, "since"))
    return box.calls.find(query.get("method", ""), query.get("chat_id", ""), since)


async def clear_calls(box: Sandbox, request: Request) -> Any:
    box.calls.clear()
    return {"ok": True}


async def reset(box: Sandbox, request: Request) -> Any:
    box.reset()
    return {"ok": True}


async def pay(box: Sandbox, request: Request) -> Any:
    body = await _body(request)
    chat = find_chat(box, int(body["phone"]))
    late = float(body.get("delay", paying.LATE_SECONDS))
    outcome = str(body.get("outcome", "success"))
    return await paying.pay(box, chat, int(body["message_id"]), outcome, late)


async def health(box: Sandbox, request: Request) -> Any:
    return {"ok": True}


def routes(box: Sandbox) -> list[Route]:
    table: list[tuple[str, str, Handler]] = [
        ("phones", "POST", add_phone),
        ("phones/{id:int}", "DELETE", remove_phone),
        ("phones/{id:int}/chat", "GET", chat_of),
        ("phones/{id:int}/say", "POST", say),
        ("phones/{id:int}/tap", "POST", tap),
        ("phones/{id:int}/location", "POST", location),
        ("phones/{id:int}/contact", "POST", contact),
        ("phones/{id:int}/edit", "POST", edit),
        ("phones/{id:int}/open", "POST", open_link),
        ("phones/{id:int}/block", "POST", block),
        ("phones/{id:int}/read", "POST", read),
        ("phones/{id:int}/inline", "POST", inline),
        ("state", "GET", state),
        ("health", "GET", health),
        ("events", "GET", events),
        ("wait", "GET", wait),
        ("quiet", "GET", quiet),
        ("updates", "POST", push),
        ("file/{id}", "GET", file),
        ("faults", "POST", add_fault),
        ("faults", "GET", list_faults),
        ("faults", "DELETE", clear_faults),
        ("limits", "POST", set_limits),
        ("limits", "GET", get_limits),
        ("calls", "GET", list_calls),
        ("calls", "DELETE", clear_calls),
        ("reset", "POST", reset),
        ("pay", "POST", pay),
        *((f"phones/{{id:int}}/{kind}", "POST", _send_file(kind)) for kind in FILES),
    ]
    return [_route(box, path, method, handler) for path, method, handler in table]
