"""Revisions as Alembic knows them: found, applied and written. Loaded only when one is wanted."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from bot.store.migration import MigrationFailed

# Any number, the same for every worker: only one of them migrates.
_LOCK = text("SELECT pg_advisory_xact_lock(7063617267)")
_PROMISES = ("STRICT", "AUTOINCREMENT", "ON DELETE CASCADE")
_PATIENT = text("SET LOCAL lock_timeout = 0")


def pending(conn: Connection, scripts: Path) -> list[str]:
    """Give the revisions not yet applied, the next one first."""
    script = ScriptDirectory.from_config(_config(scripts))
    known = MigrationContext.configure(conn).get_current_heads()
    steps = script.iterate_revisions("heads", known or "base")
    return [step.revision for step in steps][::-1]


def write(engine: Engine, words: str, number: str, scripts: Path) -> Path:
    """Write the migration from this database's schema to that of the tables loaded by now."""
    config = _config(scripts)
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        made = command.revision(config, words, autogenerate=True, rev_id=number)
    assert made is not None
    assert not isinstance(made, list)
    return Path(made.path)


def upgrade(engine: Engine, scripts: Path) -> None:
    """Apply what is pending, all or nothing."""
    config = _config(scripts)
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


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
