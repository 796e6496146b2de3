"""The wire of rare calls: aiohttp behind python-telegram-bot's public request interface."""

from typing import Any, cast

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.store.outbound import Upload

_JSON = {"Content-Type": "application/json"}


class Transport(BaseRequest):
    """Carries what is not a plain call: files, and all that `telegram.Bot` asks for."""

    def __init__(self, *, timeout: float = 30.0) -> None:
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._timeout

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=_limits(self._timeout),
                headers={"User-Agent": "farmgate"},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(
        self,
        url: str,
        body: dict[str, Any],
        files: tuple[Upload, ...],
        timeout: float,  # noqa: ASYNC109 - aiohttp's own limit, cheaper than a scope
    ) -> tuple[int, bytes]:
        """Post one call; OSError or TimeoutError when no answer came."""
        payload, headers = (_form(body, files), None) if files else (orjson.dumps(body), _JSON)
        try:
            return await self._exchange("POST", url, payload, headers, _limits(timeout))
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from error

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
            return await self._exchange(method, url, payload, headers, limits)
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error

    async def _exchange(
        self,
        method: str,
        url: str,
        payload: Any,
        headers: dict[str, str] | None,
        limits: aiohttp.ClientTimeout | None,
    ) -> tuple[int, bytes]:
        await self.initialize()
        assert self._session is not None
        async with self._session.request(
            method,
            URL(url, encoded=True),
            data=payload,
            headers=headers,
            timeout=limits or self._session.timeout,
            allow_redirects=False,
        ) as answer:
            return answer.status, await answer.read()


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
