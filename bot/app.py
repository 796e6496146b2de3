"""The composition root: from settings to a running bot; the only place that builds things."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

import structlog
from babel.numbers import list_currencies
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.aloud import Aloud, Mouth, find_mouth
from bot.clock import Chore, Clock
from bot.contents import Terms, features
from bot.inbox import Inbox
from bot.kernel import countries
from bot.outbox import Outbox
from bot.outbox.marks import Hooks
from bot.papers import Papers
from bot.routing import Router
from bot.runner import Runner
from bot.settings import PREFIX, Settings, WrongSetting
from bot.speakers import Speakers
from bot.store import copies, migration, persons, told
from bot.store.engine import Database, StoreUnavailable, open_database
from bot.store.outbound import Queued, Send, queue
from bot.telegram import profile
from bot.telegram.client import Client
from bot.telegram.wire import TelegramWire
from bot.text.catalog import Catalogs
from bot.voices import store as clips

log = structlog.get_logger()

LOCALES = Path(__file__).parent.parent / "locales"
BACKUP_AT = time(2, 15)  # UTC
LEFT_BEHIND = timedelta(seconds=30)  # an update that waits so long lost its worker, or is retried
KEEP_CLIPS = timedelta(days=90)  # what a machine said is made again when it is asked for
FORGET_AT = time(2, 45)  # UTC
KEEP_UPDATES = timedelta(hours=48)  # Telegram forgets an update after 24


def utc_now() -> datetime:
    """Tell the time: the one place that asks the machine."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Bot:
    """A bot put together: everything that runs, and what it runs with."""

    settings: Settings
    database: Database
    speakers: Speakers
    router: Router
    client: Client
    inbox: Inbox
    outbox: Outbox
    clock: Clock


def load_catalogs(settings: Settings) -> Catalogs:
    """Load the languages offered; WrongSetting when one has no folder."""
    try:
        loaded = Catalogs.load(LOCALES, settings.languages or None, strict=False)
    except ValueError as error:
        raise WrongSetting(f"{PREFIX}LANGUAGES: {error}") from error
    offered = settings.languages or tuple(
        c for c, known in loaded.languages.items() if known.complete
    )
    kept = {code: loaded.by_language[code] for code in offered}
    return replace(loaded, by_language={"en": loaded.by_language["en"], **kept})


def build_speakers(settings: Settings) -> Speakers:
    """Put together how people are spoken to; WrongSetting for what no table knows."""
    country = countries.get(settings.country)
    if country is None:
        known = " ".join(countries.codes())
        raise WrongSetting(f"{PREFIX}COUNTRY: {settings.country} is not one of {known}")
    currency = settings.currency or country.currency
    if currency not in list_currencies():
        raise WrongSetting(f"{PREFIX}CURRENCY: {currency} is no currency, such as KES")
    return Speakers(
        load_catalogs(settings),
        country=country.code,
        zone=settings.timezone or country.zone,
        currency=currency,
    )


def prepare_database(settings: Settings) -> None:
    """Bring a SQLite file up to date.

    WrongSetting when PostgreSQL waits for `migrate`, or the database cannot be opened at all.
    """
    url = settings.database_url
    is_sqlite = url.startswith("sqlite")
    try:
        waiting = migration.migrate(url) if is_sqlite else migration.pending(url)
    except (OSError, ValueError, DBAPIError) as error:
        why = str(getattr(error, "orig", error)).partition("\n")[0]
        raise WrongSetting(f"{PREFIX}DATABASE_URL: {why}") from error
    if waiting and not is_sqlite:
        raise WrongSetting(f"{PREFIX}DATABASE_URL: not up to date; run `farmgate migrate` first")


def build(
    settings: Settings,
    *,
    now: Callable[[], datetime] = utc_now,
    mouth: Mouth | None = None,
    speakers: Speakers | None = None,
) -> Bot:
    """Put a bot together; nothing runs and nothing is sent yet.

    `mouth` speaks; without one, whatever this machine has installed.
    """
    speakers = speakers or build_speakers(settings)
    mouth = mouth or find_mouth(speakers.catalogs.by_language)
    speakers.voices.machine = mouth.languages
    holder = _name_worker(settings)
    database = open_database(settings.database_url, threads=settings.workers, name=holder)
    client = Client(settings.token, settings.api_url)
    router = build_router(settings, speakers)
    hooks = Hooks(gone=persons.mark_gone, landed=router.land)
    aloud = Aloud(Papers(client.call).call, database, mouth, now=now)

    async def take_over() -> None:
        await inbox.sweep(timedelta())

    outbox = Outbox(
        database,
        aloud.call,
        now=now,
        holder=holder,
        pace=settings.pace,
        hooks=hooks,
        watched=database.dialect != "sqlite",
        buried=take_over,
    )
    runner = Runner(
        router, speakers, TelegramWire(settings.paid_broadcast), partial(_queue, holder)
    )
    inbox = Inbox(
        database, runner.turn, clock=now, apologise=runner.apologise, on_committed=outbox.wake
    )
    chores = (*_chores(settings, inbox, now), *_voice_chores(database, speakers, now))
    clock = Clock(database, inbox, runner.due_turn, now=now, chores=chores)
    return Bot(settings, database, speakers, router, client, inbox, outbox, clock)


def build_router(settings: Settings, speakers: Speakers) -> Router:
    """Put together all that the bot can do."""
    names, terms = speakers.language_names, read_terms(settings)
    return Router(features(names, settings.admins, speakers.fixed_text, terms))


def read_terms(settings: Settings) -> Terms:
    """Gather what the operator decided about the market."""
    return Terms(
        settings.payment_token,
        settings.pool_rule,
        settings.price_sellers,
        settings.pace,
        frozenset(settings.night_topics),
        settings.broadcast_approvals,
    )


def _queue(holder: str, conn: Connection, sends: Sequence[Send], now: datetime) -> Sequence[Queued]:
    return queue(conn, sends, now, holder)


def _name_worker(settings: Settings) -> str:
    """Name this worker: always the same on SQLite, where there can be only one.

    On PostgreSQL each life has its own name, short and plain enough for a connection to bear.
    """
    if settings.database_url.startswith("sqlite"):
        return "worker"
    host = socket.gethostname().encode("ascii", "replace").decode()[:40]
    return f"{host}:{os.getpid()}:{secrets.token_hex(3)}"


def _chores(settings: Settings, inbox: Inbox, now: Callable[[], datetime]) -> list[Chore]:
    async def prune() -> None:
        await inbox.prune(KEEP_UPDATES)

    async def copy() -> None:
        folder = Path(settings.var) / "backups"
        url, today = settings.database_url, now().date()
        await asyncio.to_thread(copies.backup_of_day, url, folder, today)

    async def sweep() -> None:
        await inbox.sweep(LEFT_BEHIND)

    chores = [
        Chore("prune", prune, timedelta(minutes=10)),
        Chore("sweep", sweep, timedelta(seconds=15), everywhere=True),
    ]
    if settings.database_url.startswith("sqlite"):
        chores.append(Chore("backup", copy, BACKUP_AT))
    return chores


def _voice_chores(
    database: Database, speakers: Speakers, now: Callable[[], datetime]
) -> tuple[Chore, ...]:
    async def learn() -> None:
        await learn_recordings(database, speakers)

    async def forget() -> None:
        before = now() - KEEP_CLIPS
        await database.run(lambda conn: clips.prune(conn, before))

    return (
        Chore("recordings", learn, timedelta(minutes=1), everywhere=True),
        Chore("clips", forget, FORGET_AT),
    )


async def learn_recordings(database: Database, speakers: Speakers) -> None:
    """Learn what somebody recorded: in a language no machine speaks only that can be heard."""
    speakers.voices.recorded = await database.run(clips.load_recorded)


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[Bot]:
    """Run everything but the way updates come in; on leaving, stop in order."""
    async with AsyncExitStack() as stack:
        stack.callback(bot.database.close)
        await stack.enter_async_context(bot.client)
        await bot.outbox.start()
        stack.push_async_callback(bot.outbox.stop)
        await learn_recordings(bot.database, bot.speakers)
        await bot.inbox.resume()
        stack.push_async_callback(bot.inbox.stop)
        bot.clock.start()
        stack.callback(bot.clock.stop)
        introduction = asyncio.create_task(introduce(bot), name="introduce")
        stack.callback(introduction.cancel)
        yield bot


async def introduce(bot: Bot) -> None:
    """Learn the bot's own name, then tell Telegram what changed of its commands and words."""
    bot.speakers.bot_name = await profile.learn_name(bot.client.call)
    try:
        await _tell_changes(bot)
    except StoreUnavailable as error:
        log.warning("introduction_left_for_the_next_start", reason=str(error))


async def _tell_changes(bot: Bot) -> None:
    before = await bot.database.run(told.load)
    locales = bot.speakers.locales(utc_now())
    commands = tuple(bot.router.commands.values())
    faces = (
        *profile.make_faces(locales, commands),
        *profile.make_staff_faces(bot.settings.admins, locales, commands),
    )
    for face in faces:
        if before.get(face.name) != face.print and await profile.put_on(face, bot.client.call):
            await bot.database.run(partial(_note, face.name, face.print))


def _note(name: str, content: str, conn: Connection) -> None:
    told.note(conn, name, content)
