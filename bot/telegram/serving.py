"""The bot's own door: the webhook, whether it is well, and its numbers."""

import hmac
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.store.faults import StoreUnavailable
from bot.telegram.payload import decode

log = structlog.get_logger()

BODY_LIMIT = 1_000_000  # bytes; Telegram's updates are far smaller
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_RETRY_SECONDS = "5"

Take = Callable[[list[dict[str, Any]]], Awaitable[object]]
Ready = Callable[[], Awaitable[bool]]
Numbers = Callable[[], Mapping[str, float]]


def build(
    take: Take,
    ready: Ready,
    *,
    secret: str | None = None,
    path: str = "/telegram",
    counters: Mapping[str, Numbers] | None = None,
    gauges: Mapping[str, Numbers] | None = None,
) -> Starlette:
    """Build the application; without a `secret` there is no webhook, only health and numbers.

    `take(updates)` returns once they are durable. `counters` and `gauges` give numbers by the
    name of what counts them: {"outbox": lambda: outbox.counts}.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers(counters or {}, gauges or {}))
    routes = [
        Route("/healthz", _healthy),
        Route("/readyz", _readiness(ready)),
        Route("/metrics", _metrics(registry)),
    ]
    if secret is not None:
        routes.append(Route(path, _webhook(take, secret.encode()), methods=["POST"]))
    return Starlette(routes=routes)


Endpoint = Callable[[Request], Awaitable[Response]]


def _webhook(take: Take, secret: bytes) -> Endpoint:
    async def webhook(request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, secret):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        return await _taken(take, update)

    return webhook


async def _taken(take: Take, update: dict[str, Any]) -> Response:
    try:
        await take([update])
    except StoreUnavailable:
        # Not kept, so not acknowledged: Telegram comes again.
        return Response(status_code=503, headers={"Retry-After": _RETRY_SECONDS})
    return Response(status_code=200)


async def _body(request: Request) -> bytes | None:
    """Read the body, or None as soon as it is too long, whatever its header claims."""
    told = request.headers.get("Content-Length", "0")
    if told.isdecimal() and int(told) > BODY_LIMIT:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_LIMIT:
            return None
        parts.append(part)
    return b"".join(parts)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = decode(body)
    except ValueError:
        return None
    if isinstance(update, dict) and type(update.get("update_id")) is int:
        return update
    return None


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


def _readiness(ready: Ready) -> Endpoint:
    async def readiness(_: Request) -> Response:
        if await ready():
            return PlainTextResponse("ready")
        return PlainTextResponse("not ready", 503)

    return readiness


def _metrics(registry: CollectorRegistry) -> Endpoint:
    async def metrics(_: Request) -> Response:
        text = generate_latest(registry)
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    return metrics


class _Numbers(Collector):
    """Asks for the numbers when they are read, so that counting costs nothing more."""

    def __init__(self, counters: Mapping[str, Numbers], gauges: Mapping[str, Numbers]) -> None:
        self._counters = counters
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        for name, numbers in self._counters.items():
            counter = CounterMetricFamily(f"farmgate_{name}", f"Of {name}", labels=["what"])
            for what, number in sorted(numbers().items()):
                counter.add_metric([what], number)
            yield counter
        for name, numbers in self._gauges.items():
            gauge = GaugeMetricFamily(f"farmgate_{name}", f"Of {name}", labels=["what"])
            for what, number in sorted(numbers().items()):
                gauge.add_metric([what], number)
            yield gauge
