"""How a bot runs: by polling or webhook against Telegram, or against the sandbox beside it."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager

import structlog
import uvicorn
from starlette.applications import Starlette

from bot.app import Bot, build, build_speakers, prepare_database, running
from bot.settings import PREFIX, Settings, WrongSetting
from bot.store import lockfile
from bot.telegram import hooking, serving
from bot.telegram.polling import Poller

log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """Run the bot against a Bot API server until a signal comes."""
    stop = stop_on_signal()
    speakers = build_speakers(settings)
    prepare_database(settings)
    with lockfile.held(settings.database_url):
        bot = build(settings, speakers=speakers)
        async with running(bot), open_door(bot):
            await receive(bot, stop)


async def receive(bot: Bot, stop: asyncio.Event) -> None:
    """Take updates in, by webhook or by polling, until told to stop."""
    settings = bot.settings
    if settings.webhook_url:
        coming = hooking.set_hook(bot.client, settings.webhook_url, settings.webhook_secret)
        task = asyncio.create_task(coming, name="hook")
        await stop.wait()
        task.cancel()
    else:
        await poll(bot, stop)


async def poll(bot: Bot, stop: asyncio.Event) -> None:
    """Ask for updates until told to stop."""
    await bot.client.call("deleteWebhook", {})
    poller = asyncio.create_task(Poller(bot.client.updates, bot.inbox.take).run(), name="poller")
    waiting = asyncio.create_task(stop.wait(), name="stop")
    done, _ = await asyncio.wait({poller, waiting}, return_when=asyncio.FIRST_COMPLETED)
    for task in (poller, waiting):
        task.cancel()
    if poller in done:
        poller.result()


def build_door(bot: Bot) -> Starlette:
    """Build the bot's own door: health, numbers, and the webhook where there is one."""
    settings = bot.settings
    return serving.build(
        bot.inbox.take,
        bot.database.healthy,
        secret=settings.webhook_secret if settings.webhook_url else None,
        path=hooking.PATH,
        counters={
            "inbox": lambda: bot.inbox.counts,
            "outbox": lambda: bot.outbox.counts,
            "clock": lambda: bot.clock.counts,
            "texts_missing": lambda: _missing(bot),
        },
        gauges={"waiting": lambda: {"inbox": bot.inbox.busy, "outbox": bot.outbox.waiting}},
    )


def _missing(bot: Bot) -> Mapping[str, float]:
    counted = bot.speakers.catalogs.missing.items()
    return {f"{language} {key}": times for (language, key), times in counted}


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program around."""
        yield


@asynccontextmanager
async def open_door(bot: Bot) -> AsyncIterator[None]:
    """Serve the door; a taken port stops a webhook, and costs polling only health and numbers."""
    settings = bot.settings
    try:
        listener = socket.create_server((settings.host, settings.port), backlog=2048)
    except OSError as error:
        if settings.webhook_url:
            why = f"{settings.host}:{settings.port} cannot be used: {error.strerror}"
            raise WrongSetting(f"{PREFIX}PORT: {why}") from error
        log.warning(
            "no_health_page", setting=f"{PREFIX}PORT", port=settings.port, why=error.strerror
        )
        yield
        return
    config = uvicorn.Config(
        build_door(bot), log_config=None, access_log=False, lifespan="off", server_header=False
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]), name="door")
    try:
        yield
    finally:
        server.should_exit = True
        await task


def stop_on_signal() -> asyncio.Event:
    """Give an event that the first SIGINT or SIGTERM sets."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, stop.set)
    return stop
