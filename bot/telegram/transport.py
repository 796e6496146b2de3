"""The wire to the Bot API: aiohttp behind python-telegram-bot's public request interface."""

import json
from typing import Any, cast

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.store.outbound import Upload

_JSON = {"Content-Type": "application/json"}

# What a request can die of; OSError covers refused and reset connections below aiohttp.
BROKEN = (aiohttp.ClientError, OSError)


class Transport(BaseRequest):
    """A pool of kept-alive connections, wide enough that no chat waits for another's.

    `post` is the road of every frequent call: a JSON body out, status and bytes back. The rest
    serves `telegram.Bot`, which is used for the rare ones.
    """

    def __init__(self, *, connections: int = 512, timeout: float = 30.0) -> None:
        self._connections = connections
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._timeout

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=50),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=_limits(self._timeout),
                headers={"User-Agent": "farmgate"},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(
        self,
        url: URL,
        body: dict[str, Any],
        files: tuple[Upload, ...] = (),
        timeout: float | None = None,  # noqa: ASYNC109 - aiohttp's own limit, cheaper than a scope
    ) -> tuple[int, bytes]:
        """Post one call; a dead connection raises one of `BROKEN` or TimeoutError."""
        limits = None if timeout is None else _limits(timeout)
        if files:
            return await self._exchange("POST", url, _form(body, files), None, limits)
        return await self._exchange("POST", url, orjson.dumps(body), _JSON, limits)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        given = isinstance(read_timeout, int | float)
        limits = _limits(read_timeout) if given else None
        payload, headers = _payload(request_data)
        try:
            return await self._exchange(method, URL(url, encoded=True), payload, headers, limits)
        except TimeoutError as error:
            raise TimedOut from error
        except BROKEN as error:
            raise NetworkError(type(error).__name__) from error

    async def _exchange(
        self,
        method: str,
        url: URL,
        payload: Any,
        headers: dict[str, str] | None,
        limits: aiohttp.ClientTimeout | None,
    ) -> tuple[int, bytes]:
        assert self._session is not None, "initialize() opens the pool"
        async with self._session.request(
            method,
            url,
            data=payload,
            headers=headers,
            timeout=limits or self._session.timeout,
            allow_redirects=False,
        ) as answer:
            return answer.status, await answer.read()


def decode(payload: bytes) -> Any:
    """Parse JSON from outside; ValueError when it is none.

    Lone surrogates, which the strict parser refuses and no database stores, become a mark.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return _storable(payload.decode("utf-8", "replace"))


def _storable(text: str) -> Any:
    try:
        # Through text once more: what the library reads it can write, and here it is made clean.
        loose = json.dumps(json.loads(text), ensure_ascii=False)
        return json.loads(loose.encode("utf-8", "replace"), parse_constant=lambda _: None)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _limits(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=min(seconds, 10.0))


def _payload(request_data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return orjson.dumps(request_data.parameters), _JSON
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for field, part in request_data.multipart_data.items():
        name, content, kind = cast("tuple[str, Any, str]", part)
        form.add_field(field, content, filename=name, content_type=kind)
    return form, None


def _form(body: dict[str, Any], files: tuple[Upload, ...]) -> aiohttp.FormData:
    # Names go out as they are, in UTF-8: the Bot API does not undo the escapes of a URL.
    form = aiohttp.FormData(quote_fields=False)
    for field, value in body.items():
        form.add_field(field, value if isinstance(value, str) else orjson.dumps(value).decode())
    for upload in files:
        form.add_field(
            upload.field,
            upload.content,
            filename=upload.name,
            content_type="application/octet-stream",
        )
    return form
