"""The Bot API as Farmgate calls it: outcomes as values, one token, one address."""

from typing import Any, Self

import telegram
from yarl import URL

from bot.outbox.delivery import Delivery, Unreachable
from bot.store.outbound import Upload
from bot.telegram.errors import sort_answer
from bot.telegram.transport import BROKEN, Transport, decode

FILE_LIMIT = 20 * 1024 * 1024  # bytes; the Bot API hands out nothing larger


class TooLarge(Exception):
    """A file beyond the limit asked for."""


class Client:
    """One bot at one Bot API address.

    Frequent calls (`call`) go straight to the wire and build no objects; `bot` is
    python-telegram-bot's typed client over the same connections, for the rare ones.
    """

    def __init__(
        self, token: str, address: str = "https://api.telegram.org", *, timeout: float = 30.0
    ) -> None:
        base = address.rstrip("/")
        self._transport = Transport(timeout=timeout)
        self._root = f"{base}/bot{token}/"
        self._urls: dict[str, URL] = {}
        self.bot = telegram.Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._transport,
            get_updates_request=self._transport,
        )

    async def __aenter__(self) -> Self:
        await self._transport.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transport.shutdown()

    async def call(
        self,
        method: str,
        body: dict[str, Any],
        files: tuple[Upload, ...] = (),
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - handed to the wire
    ) -> Delivery:
        """Make one call; never raises for what the network or the Bot API does."""
        try:
            status, payload = await self._transport.send(self._url(method), body, files, timeout)
        except TimeoutError:
            return Unreachable("timed out")
        except BROKEN as error:
            # The error's own words may hold the address, and the address holds the token.
            return Unreachable(type(error).__name__)
        return sort_answer(method, status, _parsed(payload))

    async def updates(self, offset: int | None, wait: int, limit: int = 100) -> Delivery:
        """Ask for updates from `offset` on, waiting up to `wait` seconds for the first."""
        body: dict[str, Any] = {"timeout": wait, "limit": limit, "allowed_updates": KINDS}
        if offset is not None:
            body["offset"] = offset
        return await self.call("getUpdates", body, timeout=wait + 15.0)

    async def me(self) -> telegram.User:
        """Ask who the bot is; the first call after the start, and the proof of the token."""
        return await self.bot.get_me()

    async def file(self, file_id: str, limit: int = FILE_LIMIT) -> bytes:
        """Download a file by its id; TooLarge above `limit` bytes."""
        told = await self.bot.get_file(file_id)
        if (told.file_size or 0) > limit:
            raise TooLarge
        content = bytes(await told.download_as_bytearray())
        if len(content) > limit:
            raise TooLarge
        return content

    def _url(self, method: str) -> URL:
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(self._root + method)
        return url


# The kinds of update Farmgate reads; Telegram keeps the others to itself.
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


def _parsed(payload: bytes) -> Any:
    try:
        return decode(payload)
    except ValueError:
        return None
