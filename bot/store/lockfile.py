"""A lock beside the database file: the bot holds it while it runs, a restore needs it free."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from bot.store import sqlite


class AlreadyRunning(Exception):
    """Another process runs on this database file."""


@contextmanager
def held(url: str) -> Iterator[None]:
    """Hold the database for this process, which a crash lets go; nothing to do on PostgreSQL.

    Raises AlreadyRunning while another holds it.
    """
    if make_url(url).get_backend_name() != "sqlite":
        yield
        return
    path = sqlite.path_of(url)
    lock = _lock(path.with_name(f"{path.name}.lock"))
    try:
        yield
    finally:
        lock.close()


def _lock(path: Path) -> Any:
    """Lock by SQLite's own means, which work on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = sqlite.driver.connect(str(path), isolation_level=None, timeout=0)
    try:
        lock.execute("PRAGMA journal_mode=MEMORY").fetchall()
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite.driver.OperationalError as error:
        with suppress(sqlite.driver.Error):
            lock.close()
        name = path.name.removesuffix(".lock")
        raise AlreadyRunning(f"{name} is held: the bot runs on this file") from error
    return lock
