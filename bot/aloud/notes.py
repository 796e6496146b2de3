"""The way of a spoken message out: a clip Telegram holds, else a new one, else written words."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.aloud.mouth import Mouth
from bot.outbox.delivery import Call, Delivery, Refused, Sent, Unreachable
from bot.outbox.marks import Runs
from bot.store.faults import StoreUnavailable
from bot.store.outbound import Upload
from bot.telegram.writing import SPEAK
from bot.text.speech import print_of
from bot.voices import store
from bot.voices.store import MADE, Clip

log = structlog.get_logger()

_AT_ONCE = 2  # programs speaking side by side: the bot has to answer meanwhile


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be heard, as the turn queued it."""

    language: str
    text: str
    prints: tuple[str, ...]
    otherwise: str

    @property
    def print(self) -> str:
        return print_of(self.text)


class Aloud:
    """Calls of the Bot API, those among them that are to be spoken with a voice note in them."""

    def __init__(
        self, call: Call, database: Runs, mouth: Mouth, *, now: Callable[[], datetime]
    ) -> None:
        self._call = call
        self._database = database
        self._mouth = mouth
        self._now = now
        self._speaking = asyncio.Semaphore(_AT_ONCE)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def call(
        self, method: str, body: dict[str, Any], files: tuple[Upload, ...] = ()
    ) -> Delivery:
        """Make one call; what is to be spoken is found or made first."""
        if SPEAK not in body:
            return await self._call(method, body, files)
        rest = {name: value for name, value in body.items() if name != SPEAK}
        try:
            return await self._speak(rest, Wish(**body[SPEAK]))
        except StoreUnavailable:
            return Unreachable("database away")

    async def _speak(self, rest: dict[str, Any], wish: Wish) -> Delivery:
        key = f"{wish.language}:{wish.print}"
        # Many may ask for the same words at once: they are spoken and uploaded for the first.
        async with self._locks.setdefault(key, asyncio.Lock()):
            spoken = await self._send_kept(rest, wish) or await self._send_new(rest, wish)
        if spoken is not None:
            return spoken
        return await self._call("sendMessage", {**rest, "text": wish.otherwise}, ())

    async def _send_kept(self, rest: dict[str, Any], wish: Wish) -> Delivery | None:
        prints = list(dict.fromkeys((*wish.prints, wish.print)))
        clip = await self._database.run(lambda conn: store.find(conn, wish.language, prints))
        if clip is None:
            return None
        delivery = await self._call("sendVoice", {**rest, "voice": clip.file_id}, ())
        if not isinstance(delivery, Refused):
            return delivery
        # A file of another bot, or one Telegram has lost.
        log.warning("clip_refused", kind=clip.kind, reason=delivery.reason)
        if clip.kind == MADE:
            await self._database.run(lambda conn: store.drop(conn, clip.language, clip.hash, MADE))
        return None

    async def _send_new(self, rest: dict[str, Any], wish: Wish) -> Delivery | None:
        sound = await self._make(wish)
        if sound is None:
            return None
        upload = Upload("voice", "listen.ogg", sound)
        delivery = await self._call("sendVoice", rest, (upload,))
        if isinstance(delivery, Sent):
            await self._keep(wish, delivery.result)
        return None if isinstance(delivery, Refused) else delivery

    async def _make(self, wish: Wish) -> bytes | None:
        if wish.language not in self._mouth.languages:
            return None
        async with self._speaking:
            return await asyncio.to_thread(self._mouth.say, wish.language, wish.text)

    async def _keep(self, wish: Wish, result: Any) -> None:
        voice = result.get("voice") if isinstance(result, dict) else None
        file_id = voice.get("file_id") if isinstance(voice, dict) else None
        if not isinstance(file_id, str):
            return
        made = Clip(wish.language, wish.print, file_id, MADE, None, self._now())
        try:
            await self._database.run(lambda conn: store.keep_made(conn, made))
        except StoreUnavailable:
            # It has been heard; the next one who asks pays for the upload once more.
            log.warning("clip_not_kept")
