"""Telling Telegram where to bring updates, until it has understood."""

import asyncio

import structlog

from bot.outbox.delivery import Sent, Unchanged
from bot.telegram.client import KINDS, Client

log = structlog.get_logger()

PATH = "/telegram"
_LONGEST_PAUSE = 60.0


async def set_hook(client: Client, url: str, secret: str) -> None:
    """Set the webhook; tried again until Telegram takes it."""
    body = {"url": url.rstrip("/") + PATH, "secret_token": secret, "allowed_updates": KINDS}
    pause = 1.0
    while not isinstance(answer := await client.call("setWebhook", body), Sent | Unchanged):
        log.warning("webhook_not_set", reason=str(answer))
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
    log.info("webhook_set", url=body["url"])
