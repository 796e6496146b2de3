"""Migrations: bring a database to the newest schema whole, or leave it as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url

from bot.store import copies, lockfile, postgres, sqlite

SCRIPTS = Path(__file__).parents[2] / "migrations"

log = structlog.get_logger()

# Any number, the same for every worker: only one of them migrates.
_LOCK = text("SELECT pg_advisory_xact_lock(7063617267)")
_PROMISES = ("STRICT", "AUTOINCREMENT", "ON DELETE CASCADE")
_PATIENT = text("SET LOCAL lock_timeout = 0")


class MigrationFailed(Exception):
    """The schema could not be brought up to date; the database is as it was."""


def pending(url: str, scripts: Path = SCRIPTS) -> list[str]:
    """Give the revisions not yet applied, the next one first."""
    with _engine(url) as engine, engine.connect() as conn:
        return _pending(conn, _config(scripts))


def migrate(url: str, scripts: Path = SCRIPTS) -> list[str]:
    """Apply what is pending, with the bot stopped; gives the revisions applied.

    A SQLite file is copied first, to `<name>.before-<revision>.db` beside it. Raises
    MigrationFailed, or AlreadyRunning while the bot runs on the file.
    """
    waiting = pending(url, scripts)
    if not waiting:
        return []
    with lockfile.held(url):
        _keep_old(url, waiting[0])
        with _engine(url) as engine:
            try:
                _upgrade(engine, _config(scripts))
            except Exception as error:
                raise MigrationFailed(f"from {waiting[0]} on: {error}") from error
    log.info("migrated", revisions=waiting)
    return waiting


def write_revision(url: str, words: str, number: str, scripts: Path = SCRIPTS) -> Path:
    """Write the migration from this database's schema to that of the tables loaded by now."""
    config = _config(scripts)
    with _engine(url) as engine, engine.begin() as conn:
        config.attributes["connection"] = conn
        made = command.revision(config, words, autogenerate=True, rev_id=number)
    assert made is not None
    assert not isinstance(made, list)
    return Path(made.path)


def _upgrade(engine: Engine, config: Config) -> None:
    with engine.connect() as conn:
        if engine.dialect.name == "sqlite":
            # A table made anew is first dropped, and with keys on that empties its children.
            conn.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with conn.begin():
            if engine.dialect.name != "sqlite":
                conn.execute(_PATIENT)
                conn.execute(_LOCK)
            before = _promises(conn)
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
            _check_keys(conn)
            _check_promises(before, _promises(conn))


def _check_keys(conn: Connection) -> None:
    if conn.dialect.name != "sqlite":
        return
    broken = conn.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise MigrationFailed(f"{len(broken)} rows of {broken[0][0]} point nowhere")


def _promises(conn: Connection) -> dict[str, set[str]]:
    """Give what each SQLite table promises beyond its columns."""
    if conn.dialect.name != "sqlite":
        return {}
    tables = conn.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    return {row.name: {word for word in _PROMISES if word in (row.sql or "")} for row in tables}


def _check_promises(before: dict[str, set[str]], after: dict[str, set[str]]) -> None:
    """Refuse a table that was made anew without all it had: nothing else would tell."""
    for name, promises in before.items():
        if lost := promises - after.get(name, promises):
            raise MigrationFailed(f"{name} lost {', '.join(sorted(lost))}: name it in table_kwargs")


def _pending(conn: Connection, config: Config) -> list[str]:
    script = ScriptDirectory.from_config(config)
    known = MigrationContext.configure(conn).get_current_heads()
    steps = script.iterate_revisions("heads", known or "base")
    return [step.revision for step in steps][::-1]


def _keep_old(url: str, revision: str) -> None:
    if make_url(url).get_backend_name() != "sqlite":
        return
    path = sqlite.path_of(url)
    if path.is_file() and path.stat().st_size:
        copies.backup(url, path.with_name(f"{path.stem}.before-{revision}.db"))


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = sqlite.open_writer(url) if is_sqlite else postgres.open_pool(url, 1)
    try:
        yield engine
    finally:
        engine.dispose()


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
