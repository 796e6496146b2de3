"""What each command of the command line does.

What a run on Telegram does not need is loaded by the commands that do: it would cost every start.
"""

import asyncio
import gc
import logging
import sys
import urllib.request
from argparse import Namespace
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from bot import app, running
from bot.contents import features
from bot.feature import Feature
from bot.settings import Settings, WrongSetting, read_settings
from bot.speakers import Speakers
from bot.store import copies, migration
from bot.store.engine import open_database
from bot.store.persons import Person
from bot.talk.flow import Flow
from bot.text.catalog import Catalogs

DOCS = app.LOCALES.parent / "docs"


def say(text: str) -> None:
    """Tell the operator."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def offered(catalogs: Catalogs | None = None) -> tuple[Feature, ...]:
    """List the features as they are with every language there is."""
    known = catalogs or Catalogs.load(app.LOCALES)
    return features({code: language.name for code, language in known.languages.items()})


def run(_: Namespace) -> int:
    """Start the bot: on Telegram with a token, else in the sandbox."""
    settings = read_settings()
    start_logging(settings)
    _rest_the_collector()
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(running.run(settings) if settings.token else _play(settings))
    return 0


def _rest_the_collector() -> None:
    """Let the collector of cycles leave what is loaded alone and come seldom: a turn makes few."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _play(settings: Settings) -> Coroutine[Any, Any, None]:
    from bot import sandboxed  # noqa: PLC0415

    return sandboxed.run(settings, say)


def _new_loop() -> asyncio.AbstractEventLoop:
    """Give the fastest event loop this system has."""
    try:
        import uvloop  # noqa: PLC0415  it is not to be had on Windows
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def check(_: Namespace) -> int:
    """Prove everything; each fault is a line."""
    from bot import proof  # noqa: PLC0415

    catalogs = Catalogs.load(app.LOCALES)
    found = proof.check(offered(catalogs), catalogs)
    stale = [f"docs/{path.name} is out of date: run `farmgate draw`" for path in _stale_documents()]
    for fault in (*found.faults, *stale):
        say(fault)
    say(
        f"{found.flows} flows, {found.ways} ways through them, {len(found.texts)} texts:"
        f" {len(found.faults) + len(stale)} faults"
    )
    return 1 if found.faults or stale else 0


def draw(given: Namespace) -> int:
    """Write the documents that are made from the code; with --check only compare."""
    if given.check:
        return 1 if _stale_documents() else 0
    for name, text in _documents().items():
        (DOCS / name).write_text(text, "utf-8")
        say(f"docs/{name}")
    return 0


def _documents() -> dict[str, str]:
    from bot import documents  # noqa: PLC0415

    catalogs = Catalogs.load(app.LOCALES)
    return documents.make(offered(catalogs), catalogs)


def _stale_documents() -> list[Path]:
    paths = {DOCS / name: text for name, text in _documents().items()}
    return [p for p, text in paths.items() if not p.exists() or p.read_text("utf-8") != text]


def talk(given: Namespace) -> int:
    """Play a flow in the terminal."""
    from bot import terminal  # noqa: PLC0415

    flows: dict[str, type[Flow[object]]] = {
        entry.flow.name: entry.flow for feature in offered() for entry in feature.flows
    }
    if given.flow not in flows:
        say("flows: " + " ".join(sorted(flows)))
        return 0 if given.flow is None else 2
    now = datetime.fromisoformat(given.now) if given.now else app.utc_now()
    person = Person(1, 1, 1, now, now, called="You", language=given.language)
    speakers = Speakers(Catalogs.load(app.LOCALES))
    command = terminal.play(flows[given.flow], speakers, person, now, sys.stdin, say)
    return 0 if command is not None else 1


def migrate(_: Namespace) -> int:
    """Bring the database up to date."""
    done = migration.migrate(read_settings().database_url)
    say(f"applied: {' '.join(done)}" if done else "already up to date")
    return 0


def revision(given: Namespace) -> int:
    """Write the migration from the database's schema to the tables as they are."""
    offered()
    number = f"{len(list(migration.SCRIPTS.glob('versions/*.py'))) + 1:04d}"
    path = migration.write_revision(read_settings().database_url, given.words, number)
    say(str(path))
    return 0


def seed(_: Namespace) -> int:
    """Fill an empty database with a village."""
    from bot import sandboxed  # noqa: PLC0415

    settings = read_settings()
    settings = settings.model_copy(update={"database_url": sandboxed.find_database(settings)})
    app.prepare_database(settings)
    people = asyncio.run(sandboxed.seed(settings))
    say(f"{people} people live in the village" if people else "the village is there already")
    return 0


def backup(given: Namespace) -> int:
    """Copy the database while the bot runs."""
    settings = read_settings()
    named = f"farmgate-{app.utc_now():%Y-%m-%d-%H%M%S}.db"
    target = given.target or Path(settings.var) / "backups" / named
    say(str(copies.backup(settings.database_url, target)))
    return 0


def restore(given: Namespace) -> int:
    """Put a copy in the database's place; the old one is kept beside it."""
    kept = copies.restore(given.source, read_settings().database_url)
    say(f"restored; what was there before is {kept}")
    return 0


def health(_: Namespace) -> int:
    """Ask the running bot whether it is well: exit code 0 when it is."""
    settings = read_settings()
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104
    path = "/healthz" if settings.token else "/sim/health"
    try:
        with urllib.request.urlopen(f"http://{host}:{settings.port}{path}", timeout=4) as answer:
            return 0 if answer.status == 200 else 1
    except OSError:
        return 1


def texts(given: Namespace) -> int:
    """Export a sheet for a translator, take one back, or stamp what a translator confirmed."""
    from bot.text import sheets  # noqa: PLC0415

    catalogs = Catalogs.load(app.LOCALES)
    if given.what == "stamp":
        say(f"{sheets.stamp(app.LOCALES, given.language)} texts stamped")
        return 0
    if given.file is None:
        raise WrongSetting(f"texts {given.what}: name a file ending in .csv or .po")
    if given.what == "export":
        make = sheets.po_sheet if given.file.suffix == ".po" else sheets.csv_sheet
        given.file.write_text(make(catalogs, given.language), "utf-8")
        return 0
    refused = sheets.take_sheet(catalogs, given.language, given.file.read_text("utf-8"))
    for line in refused:
        say(str(line))
    return 1 if refused else 0


def lessons(given: Namespace) -> int:
    """Write every lesson as it is published into a folder, or take drafts from one."""
    from bot.learning import edited, files, taking  # noqa: PLC0415

    database = open_database(read_settings().database_url)
    try:
        if given.what == "export":
            pages = files.all_pages(database.run_now(edited.load_published))
            files.write_folder(given.folder, pages)
            say(f"{len(pages)} files")
            return 0
        catalogs, found = Catalogs.load(app.LOCALES), files.read_folder(given.folder)
        kept, faults = database.run_now(
            lambda conn: taking.take(conn, catalogs, found, app.utc_now())
        )
    finally:
        database.close()
    for fault in faults:
        say(fault)
    say(f"{kept} drafts")
    return 1 if faults else 0


def reports(given: Namespace) -> int:
    """Write decided reports, and warnings called genuine, as examples without names and numbers."""
    from bot.relaying.store import load_all_vouched  # noqa: PLC0415
    from bot.reporting import examples  # noqa: PLC0415

    database, year = open_database(read_settings().database_url), app.utc_now().year
    try:
        text, count = database.run_now(
            lambda conn: examples.write(conn, year, load_all_vouched(conn))
        )
    finally:
        database.close()
    given.file.write_text(text, "utf-8")
    say(f"{count} examples")
    return 0


def start_logging(settings: Settings) -> None:
    """Log lines for people on a terminal, JSON elsewhere; never a token or a person's words."""
    level = logging.getLevelNamesMapping()[settings.log.upper()]
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for chatty in ("apscheduler", "psycopg"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    shown = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
