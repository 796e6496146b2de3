"""Webhook delivery: one update in flight per chat and kind, tried again until it is taken."""

import asyncio
import ipaddress
import re
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.sandbox.call import Call
from bot.sandbox.refusals import Refused, bad
from bot.sandbox.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
CONNECTIONS = 40
LONGEST_DELAY = 60.0
LONGEST_RETRY_AFTER = 3600
SECONDS = 60
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")
_UNANSWERED = ("get", "setwebhook", "deletewebhook", "close", "logout")

Lane = tuple[str, int]


class Hook:
    """`run` executes a method that the bot names in its answer to an update."""

    def __init__(self, updates: Updates, run: Callable[[Call], Any], retry_delay: float) -> None:
        self._updates = updates
        self._run = run
        self._retry_delay = retry_delay
        self._lanes: dict[Lane, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = asyncio.Semaphore(CONNECTIONS)
        self._session: aiohttp.ClientSession | None = None
        self.url = ""
        self.secret = ""
        self.connections = CONNECTIONS
        self._error = ""
        self._error_at = 0

    def start(self, url: str, secret: str, connections: int) -> None:
        self.stop()
        self.url, self.secret, self.connections = url, secret, connections
        self._gate = asyncio.Semaphore(connections)
        self._error, self._error_at = "", 0
        self._updates.hand_over(self._take)

    def stop(self) -> None:
        """End delivery; what was not taken waits for getUpdates again."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        if self._session:
            closing = asyncio.ensure_future(self._session.close())
            self._tasks.add(closing)
            closing.add_done_callback(self._tasks.discard)
            self._session = None
        if self.url:
            self.url = ""
            left = [update for lane in self._lanes.values() for update in lane]
            self._lanes = {}
            self._updates.take_back(left)

    def drop(self) -> None:
        """Forgets what waits, except what is on its way."""
        for lane in self._lanes.values():
            while len(lane) > 1:
                lane.pop()
                self._updates.delivered()

    def info(self) -> dict[str, Any]:
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self._updates.pending,
        }
        if self.url:
            info |= {"max_connections": self.connections, "ip_address": "127.0.0.1"}
        if self._error:
            info |= {"last_error_date": self._error_at, "last_error_message": self._error}
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    def _take(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, key: Lane) -> None:
        lane = self._lanes[key]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
            self._updates.delivered()
        del self._lanes[key]

    async def _deliver(self, update: Update) -> None:
        delay = self._retry_delay
        while update.expires >= self._updates.seconds():
            async with self._gate:
                wait = await self._post(update)
            if wait is None:
                return
            await asyncio.sleep(wait or delay)
            delay = min(delay * 2, LONGEST_DELAY)

    async def _post(self, update: Update) -> float | None:
        """None when taken; else the seconds the bot asked to wait, 0 for none."""
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        try:
            async with self._client().post(self.url, data=update.body, headers=headers) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as problem:
            self._note(f"Connection failed: {type(problem).__name__}")
            return 0.0
        if 200 <= answer.status < 300:
            self._answer(body)
            return None
        self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        return _retry_after(answer.headers.get("Retry-After", ""))

    def _client(self) -> aiohttp.ClientSession:
        if not self._session:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(total=SECONDS),
            )
        return self._session

    def _note(self, error: str) -> None:
        self._error, self._error_at = error, int(self._updates.seconds())

    def _answer(self, body: bytes) -> None:
        """One method may ride on the answer; nobody learns its result."""
        try:
            value = orjson.loads(body) if body else None
        except orjson.JSONDecodeError:
            return
        if not isinstance(value, dict):
            return
        method = value.get("method")
        if not isinstance(method, str) or method.lower().startswith(_UNANSWERED):
            return
        try:
            self._run(Call(method, {k: v for k, v in value.items() if k != "method"}))
        except Refused:
            return


def _retry_after(header: str) -> float:
    return float(min(int(header), LONGEST_RETRY_AFTER)) if header.isdigit() else 0.0


def check_url(url: str) -> str:
    """Loopback may be plain http; nothing else can be reached from here."""
    host = _find_host(url)
    if not host:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not _is_loopback(host):
        raise bad("bad webhook: Failed to resolve host: only loopback is reachable")
    return url


def _find_host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_secret(secret: str) -> str:
    if secret and not _SECRET.match(secret):
        raise bad("secret token contains unallowed characters")
    return secret
