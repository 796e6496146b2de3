"""Farmgate without Telegram: the sandbox beside the bot, three phones, and a living village."""

import asyncio
import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass

from bot import neighbours
from bot.app import build, build_router, build_speakers, prepare_database, running
from bot.running import poll, stop_on_signal
from bot.sandbox.chats import Phone
from bot.sandbox.serving import Server, serve
from bot.settings import PREFIX, Settings, WrongSetting
from bot.settlement import read_villagers, settle
from bot.store import lockfile
from bot.store.engine import open_database

TOKEN = "100:sandbox-needs-no-secret"  # noqa: S105  nothing outside this machine knows it
PROVIDER = "100:TEST:sandbox"  # the provider the sandbox plays


@dataclass(frozen=True, slots=True)
class Guest:
    """A phone on the page when it opens."""

    id: int
    name: str
    label: str
    language: str


GUESTS = (
    Guest(501, "Amina", "Farmer", "en"),
    Guest(502, "Peter", "Buyer", "en"),
    Guest(503, "Grace", "Staff", "en"),
)
STAFF = 503


async def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Run the sandbox and the bot that talks to it, until a signal comes."""
    await live(settings, lambda url: say(f"Farmgate is on {url}"), stop_on_signal())


async def live(settings: Settings, ready: Callable[[str], None], stop: asyncio.Event) -> None:
    """Run both until told to stop; `ready` gets the address of the page once the bot listens."""
    server = await _open(settings)
    inside = settings.model_copy(
        update={
            "database_url": find_database(settings),
            "token": TOKEN,
            "api_url": server.url,
            "admins": (*settings.admins, STAFF),
            "payment_token": settings.payment_token or PROVIDER,
            "webhook_url": "",
        }
    )
    try:
        await _live(inside, server, ready, stop)
    finally:
        await server.stop()


def find_database(settings: Settings) -> str:
    """Give the sandbox a file of its own unless one is named: no village ever meets Telegram."""
    named = "database_url" in settings.model_fields_set
    return settings.database_url if named else f"sqlite:///{settings.var}/sandbox.db"


async def _open(settings: Settings) -> Server:
    try:
        return await serve(settings.host, settings.port, token=TOKEN)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise WrongSetting(f"{PREFIX}HOST: {error.strerror}") from error
        free = _free_port(settings.host)
        why = f"port {settings.port} is taken; try {PREFIX}PORT={free}"
        raise WrongSetting(f"{PREFIX}PORT: {why}") from error


def _free_port(host: str) -> int:
    with socket.create_server((host, 0)) as listener:
        return int(listener.getsockname()[1])


async def _live(
    settings: Settings, server: Server, ready: Callable[[str], None], stop: asyncio.Event
) -> None:
    speakers = build_speakers(settings)
    prepare_database(settings)
    with lockfile.held(settings.database_url):
        bot = build(settings, speakers=speakers)
        for guest in GUESTS:
            server.box.add_phone(
                Phone(guest.id, guest.name, language_code=guest.language, label=guest.label)
            )
        villagers = read_villagers(settings.country) if settings.seed else ()
        if villagers:
            await settle(bot.database, bot.speakers, bot.router.features)
            neighbours.move_in(server.box, villagers)
        async with running(bot):
            living = asyncio.create_task(neighbours.live(server.box, villagers))
            ready(server.url)
            await poll(bot, stop)
            living.cancel()


async def seed(settings: Settings) -> int:
    """Fill the database with the village, where nobody lives yet; gives how many came."""
    database = open_database(settings.database_url)
    try:
        speakers = build_speakers(settings)
        router = build_router(settings, speakers)
        return await settle(database, speakers, router.features)
    finally:
        database.close()
