"""The Bot API as Farmgate calls it: outcomes as values, one token, one address."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import orjson

from bot.outbox.delivery import Delivery, Unreachable
from bot.store.outbound import Upload
from bot.telegram.errors import sort_answer
from bot.telegram.payload import decode
from bot.telegram.pool import Pool

if TYPE_CHECKING:
    import telegram

    from bot.telegram.transport import Transport

FILE_LIMIT = 20 * 1024 * 1024  # bytes; the Bot API hands out nothing larger


class TooLarge(Exception):
    """A file beyond the limit asked for."""


class Client:
    """One bot at one Bot API address.

    Frequent calls (`call`) go over a pool of our own and build no objects; `bot` is
    python-telegram-bot's typed client for the rare ones, loaded when first asked for.
    """

    def __init__(
        self, token: str, address: str = "https://api.telegram.org", *, timeout: float = 30.0
    ) -> None:
        self._token = token
        self._address = address.rstrip("/")
        self._timeout = timeout
        self._pool = Pool(self._address)

    @cached_property
    def bot(self) -> "telegram.Bot":
        import telegram  # noqa: PLC0415  half a second that most runs never need

        return telegram.Bot(
            self._token,
            base_url=f"{self._address}/bot",
            base_file_url=f"{self._address}/file/bot",
            request=self._transport,
            get_updates_request=self._transport,
        )

    @cached_property
    def _transport(self) -> "Transport":
        from bot.telegram.transport import Transport  # noqa: PLC0415  as above

        return Transport(timeout=self._timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._pool.close()
        if "_transport" in vars(self):
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
            status, payload = await self._post(method, body, files, timeout or self._timeout)
        except TimeoutError:
            return Unreachable("timed out")
        except OSError as error:
            # The error's own words may hold the address, and the address holds the token.
            return Unreachable(type(error).__name__)
        return sort_answer(method, status, _parsed(payload))

    async def _post(
        self, method: str, body: dict[str, Any], files: tuple[Upload, ...], within: float
    ) -> tuple[int, bytes]:
        path = f"/bot{self._token}/{method}"
        if files:
            return await self._transport.send(self._address + path, body, files, within)
        return await self._pool.post(path, orjson.dumps(body), within)

    async def updates(self, offset: int | None, wait: int, limit: int = 100) -> Delivery:
        """Ask for updates from `offset` on, waiting up to `wait` seconds for the first."""
        body: dict[str, Any] = {"timeout": wait, "limit": limit, "allowed_updates": KINDS}
        if offset is not None:
            body["offset"] = offset
        return await self.call("getUpdates", body, timeout=wait + 15.0)

    async def me(self) -> "telegram.User":
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


# The kinds of update Farmgate reads; Telegram keeps the others to itself.
KINDS = [
    *("message", "edited_message", "callback_query", "my_chat_member"),
    *("inline_query", "pre_checkout_query"),
]


def _parsed(payload: bytes) -> Any:
    try:
        return decode(payload)
    except ValueError:
        return None
