"""The way of a drawing out: drawn when it is sent; where that fails, its words go without it."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog

from bot.outbox.delivery import Call, Delivery, Refused, Sent
from bot.store.outbound import Upload
from bot.telegram.drawing import DRAW

log = structlog.get_logger()

Recipe = dict[str, Any]


def _draw(recipe: Recipe) -> Upload:
    # Its libraries fill 50 MB, which a bot that draws nothing need not carry.
    from bot.papers.press import draw  # noqa: PLC0415

    return draw(recipe)


class Papers:
    """Calls of the Bot API, those among them that are to be drawn with a file in them."""

    def __init__(self, call: Call, draw: Callable[[Recipe], Upload] = _draw) -> None:
        self._call = call
        self._draw = draw
        # One at a time: the library that makes pictures of pages bears no more.
        self._drawing = asyncio.Semaphore(1)
        self._kept: dict[str, str] = {}  # file ids of pictures that are always the same

    async def call(
        self, method: str, body: dict[str, Any], files: tuple[Upload, ...] = ()
    ) -> Delivery:
        """Make one call; what is to be drawn is drawn first."""
        if DRAW not in body:
            return await self._call(method, body, files)
        rest = {name: value for name, value in body.items() if name != DRAW}
        recipe = body[DRAW]
        sent = await self._send_kept(method, rest, recipe) or await self._send(method, rest, recipe)
        return sent or await self._call("sendMessage", _words_alone(rest, recipe), ())

    async def _send_kept(
        self, method: str, rest: dict[str, Any], recipe: Recipe
    ) -> Delivery | None:
        """Send a picture Telegram holds already; None when it holds it no more."""
        file_id = self._kept.get(recipe["name"]) if recipe["kind"] == "still" else None
        if file_id is None:
            return None
        delivery = await self._call(method, {**rest, "photo": file_id}, ())
        if not isinstance(delivery, Refused):
            return delivery
        del self._kept[recipe["name"]]
        return None

    async def _send(self, method: str, rest: dict[str, Any], recipe: Recipe) -> Delivery | None:
        drawn = await self._try(recipe)
        if drawn is None:
            return None
        delivery = await self._call(method, rest, (drawn,))
        if isinstance(delivery, Refused):
            log.warning("drawing_refused", name=recipe["name"], reason=delivery.reason)
            return None
        if isinstance(delivery, Sent) and recipe["kind"] == "still":
            self._keep(recipe["name"], delivery.result)
        return delivery

    def _keep(self, name: str, result: Any) -> None:
        """Remember by which id Telegram knows a picture, its largest size."""
        sizes = result.get("photo") if isinstance(result, dict) else None
        if isinstance(sizes, list) and sizes and isinstance(sizes[-1], dict):
            file_id = sizes[-1].get("file_id")
            if isinstance(file_id, str):
                self._kept[name] = file_id

    async def _try(self, recipe: Recipe) -> Upload | None:
        try:
            async with self._drawing:
                return await asyncio.to_thread(self._draw, recipe)
        except Exception:
            # A fault in a drawing must not cost anybody the words.
            log.exception("drawing_failed", name=recipe.get("name"))
            return None


def _words_alone(rest: dict[str, Any], recipe: Recipe) -> dict[str, Any]:
    """Give the message without its drawing: the caption as a text, or at least the title."""
    if "caption" not in rest:
        return {**rest, "text": recipe["title"]}
    body = {name: value for name, value in rest.items() if name != "caption"}
    return {**body, "text": rest["caption"], "link_preview_options": {"is_disabled": True}}
