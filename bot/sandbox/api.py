"""The Bot API's door: token, method, faults and pace, then the answer as Telegram words it."""

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from bot.sandbox import answering, asking, editing, sending
from bot.sandbox.call import Call, read_call
from bot.sandbox.faults import Fault
from bot.sandbox.refusals import Refused, not_found
from bot.sandbox.updates import frame
from bot.sandbox.world import Sandbox

Handler = Callable[[Sandbox, Call], Any]
POLL = "getUpdates"
METHODS: dict[str, Handler] = {
    **asking.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **answering.METHODS,
}
_BY_NAME = {name.lower(): name for name in (*METHODS, POLL)}
_JSON = (b"content-type", b"application/json")
GARBAGE = b"<html><body>upstream sent too big header</body></html>"

Answer = tuple[int, bytes]


class Dropped(Exception):
    """The connection is to close without an answer."""


def run(box: Sandbox, call: Call) -> Any:
    """Do what the call asks and log it; raise Refused."""
    call.method = _BY_NAME.get(call.method.lower(), call.method)
    handler = METHODS.get(call.method)
    if not handler:
        raise not_found()
    try:
        box.limits.check(call)
        result = handler(box, call)
    except Refused as refused:
        box.calls.log(call, refused.code)
        raise
    box.calls.log(call)
    return result


class Api:
    """An ASGI application for /bot<token>/<method>."""

    def __init__(self, box: Sandbox) -> None:
        self.box = box

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            status, body = await self._answer(request, scope["path_params"])
        except Dropped:
            await _drop(self.box, request)
            return
        except ClientDisconnect:
            return
        length = (b"content-length", str(len(body)).encode())
        headers = [_JSON, length]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, request: Request, path: dict[str, str]) -> Answer:
        try:
            self.box.check_token(path["token"])
            method = _BY_NAME.get(path["method"].lower())
            if not method:
                raise not_found()
            return await self._do(await read_call(request, method))
        except Refused as refused:
            return refused.code, orjson.dumps(refused.answer())

    async def _do(self, call: Call) -> Answer:
        fault = self.box.faults.strike(call)
        if fault:
            await self._misbehave(fault, call)
            if fault.kind == "garbage":
                return 200, GARBAGE
        answer = await self._poll(call) if call.method == POLL else _word(run(self.box, call))
        if fault and fault.kind == "accept_then_drop":
            raise Dropped
        return 200, answer

    async def _misbehave(self, fault: Fault, call: Call) -> None:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        refused = fault.refusal()
        if refused:
            self.box.calls.log(call, refused.code)
            raise refused
        if fault.kind in ("drop", "timeout", "garbage"):
            self.box.calls.log(call, 0)
        if fault.kind in ("drop", "timeout"):
            raise Dropped

    async def _poll(self, call: Call) -> bytes:
        try:
            updates = await asking.get_updates(self.box, call)
        except Refused as refused:
            self.box.calls.log(call, refused.code)
            raise
        if updates:
            self.box.calls.log(call)
        return frame(updates)


def _word(result: Any) -> bytes:
    if isinstance(result, asking.Told):
        told = {"ok": True, "result": result.result, "description": result.description}
        return orjson.dumps(told)
    return orjson.dumps({"ok": True, "result": result})


async def _drop(box: Sandbox, request: Request) -> None:
    """Cuts the connection and waits until the server has seen it."""
    client = request.client
    transport = box.connections.get((client.host, client.port)) if client else None
    if not transport:
        raise ConnectionAbortedError("this server cannot cut a connection")
    transport.abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
