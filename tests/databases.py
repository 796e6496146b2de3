"""Fresh databases for tests, copied from one made once with every table in it."""

import importlib
import itertools
import os
import pkgutil
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

import bot
from bot.store import sqlite
from bot.store.engine import Database
from bot.store.schema import metadata

_numbers = itertools.count(1)


def load_tables() -> None:
    """Import every module that declares tables."""
    for found in pkgutil.walk_packages(bot.__path__, "bot."):
        parts = found.name.split(".")
        if parts[-1] == "store" or parts[1:2] == ["store"]:
            importlib.import_module(found.name)


class SqliteMould:
    """Copies of one file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "mould.db"
        load_tables()
        engine = sqlite.open_writer(f"sqlite:///{self._file}")
        metadata.create_all(engine)
        engine.dispose()

    def make(self, folder: Path) -> str:
        path = folder / f"farmgate{next(_numbers)}.db"
        shutil.copyfile(self._file, path)
        return f"sqlite:///{path}"


class PostgresMould:
    """Copies of one database of a running server."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._admin = create_engine(address, isolation_level="AUTOCOMMIT", pool_size=1)
        self._say("CREATE DATABASE mould")
        load_tables()
        engine = create_engine(self._url("mould"))
        metadata.create_all(engine)
        engine.dispose()

    def make(self, mould: str = "mould") -> str:
        name = f"farmgate{os.getpid()}_{next(_numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {mould}")
        return self._url(name)

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._admin.dispose()

    def _url(self, name: str) -> str:
        return self._address.replace("/postgres?", f"/{name}?")

    def _say(self, statement: str) -> None:
        with self._admin.connect() as conn:
            conn.execute(text(statement))


@contextmanager
def shut(database: Database) -> Iterator[None]:
    """Have the database refuse all work for a while: the file locked, the server's door closed."""
    with _locked(database) if database.dialect == "sqlite" else _closed(database.url):
        yield


@contextmanager
def _locked(database: Database) -> Iterator[None]:
    database.run_now(lambda conn: conn.execute(text("PRAGMA busy_timeout=20")).first())
    other = sqlite.driver.connect(str(sqlite.path_of(database.url)), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def _closed(url: str) -> Iterator[None]:
    name = make_url(url).database
    other = make_url(url).set(database="postgres")
    admin = create_engine(other, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as conn:
        conn.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        conn.execute(_CUT, {"name": name})
        try:
            yield
        finally:
            conn.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))


_CUT = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
