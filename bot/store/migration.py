"""Migrations: bring a database to the newest schema whole, or leave it as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

import structlog
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url

from bot.store import copies, lockfile, postgres, sqlite

SCRIPTS = Path(__file__).parents[2] / "migrations"

_APPLIED = text("SELECT version_num FROM alembic_version")

log = structlog.get_logger()


class MigrationFailed(Exception):
    """The schema could not be brought up to date; the database is as it was."""


def pending(url: str, scripts: Path = SCRIPTS) -> list[str]:
    """Give the revisions not yet applied, the next one first."""
    with _engine(url) as engine, engine.connect() as conn:
        if _is_newest(conn, scripts):
            return []
        found: list[str] = _alembic().pending(conn, scripts)
        return found


def migrate(url: str, scripts: Path = SCRIPTS) -> list[str]:
    """Apply what is pending, with the bot stopped; gives the revisions applied.

    A SQLite file is copied first, to `<name>.before-<revision>.db` beside it. Raises
    MigrationFailed, or AlreadyRunning while the bot runs on the file.
    """
    is_new = _is_new(url)
    waiting = pending(url, scripts)
    if not waiting:
        return []
    with lockfile.held(url):
        if not is_new:
            _keep_old(url, waiting[0])
        with _engine(url) as engine:
            try:
                _alembic().upgrade(engine, scripts)
            except Exception as error:
                raise MigrationFailed(f"from {waiting[0]} on: {error}") from error
    log.info("migrated", revisions=waiting)
    return waiting


def write_revision(url: str, words: str, number: str, scripts: Path = SCRIPTS) -> Path:
    """Write the migration from this database's schema to that of the tables loaded by now."""
    with _engine(url) as engine:
        path: Path = _alembic().write(engine, words, number, scripts)
        return path


def _is_newest(conn: Connection, scripts: Path) -> bool:
    """Tell by the names of the files whether nothing is pending: most starts need no more."""
    if not inspect(conn).has_table("alembic_version"):
        return False
    newest = max((path.name for path in scripts.glob("versions/[0-9]*.py")), default="")
    return conn.execute(_APPLIED).scalars().all() == [newest.partition("_")[0]]


def _alembic() -> ModuleType:
    """Load what only a start with something pending needs: it takes a quarter of a second."""
    return import_module("bot.store.revisions")


def _is_new(url: str) -> bool:
    """Whether there is no SQLite file yet: looking into it makes one."""
    if make_url(url).get_backend_name() != "sqlite":
        return False
    path = sqlite.path_of(url)
    return not (path.is_file() and path.stat().st_size)


def _keep_old(url: str, revision: str) -> None:
    if make_url(url).get_backend_name() != "sqlite":
        return
    path = sqlite.path_of(url)
    copies.backup(url, path.with_name(f"{path.stem}.before-{revision}.db"))


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = sqlite.open_writer(url) if is_sqlite else postgres.open_pool(url, 1)
    try:
        yield engine
    finally:
        engine.dispose()
