"""SQLite as Farmgate runs it: one writing connection, WAL, every commit on the disk."""

import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

import structlog
from sqlalchemy import BigInteger, Boolean, Engine, String, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.ext.compiler import compiles

try:
    import pysqlite3
except ImportError:
    pysqlite3 = None

log = structlog.get_logger()

# The one library by which this process opens the file. Two libraries in one process do not see
# each other's locks, and the first to close the file drops the locks of both.
driver: ModuleType = pysqlite3 or sqlite3

_WRITING = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-65536",
)
_READING = ("PRAGMA busy_timeout=5000", "PRAGMA cache_size=-16384")

# Versions in which a checkpoint beside a commit can damage the file, by the series that mend it.
_MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


@compiles(BigInteger, "sqlite")
@compiles(Boolean, "sqlite")
def _write_integer(*_: Any, **__: Any) -> str:
    """Strict tables know INTEGER only."""
    return "INTEGER"


@compiles(String, "sqlite")
def _write_text(*_: Any, **__: Any) -> str:
    return "TEXT"


class _Compiler(SQLiteCompiler):
    def limit_clause(self, select: Any, **kw: Any) -> str:
        """Bind limits behind a plus: a bare one has newer SQLite plan anew at every execution."""
        clause: str = super().limit_clause(select, **kw)  # type: ignore[no-untyped-call]
        return clause.replace("LIMIT ", "LIMIT +", 1)


def path_of(url: str | URL) -> Path:
    """Give the file of a SQLite address; ValueError when it has none."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise ValueError("Farmgate keeps SQLite in a file: sqlite:///var/farmgate.db")
    return Path(name)


def open_writer(url: str) -> Engine:
    """Open for writing; made for one thread that keeps its connection."""
    path = path_of(url)
    make_private(path)
    _warn_of_old_library()
    return _engine(path, "rwc", _WRITING, "BEGIN IMMEDIATE")


def open_reader(url: str) -> Engine:
    """Open for reading: `mode=ro`, so that a reader never moves the log into the file."""
    return _engine(path_of(url), "ro", _READING, "BEGIN")


def make_private(path: Path) -> None:
    """Make a file that only its owner reads, unless it is there: people's words are in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


def is_mended(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite has the WAL-reset fault mended."""
    return version >= _MENDED[0] or any(
        version[:2] == mended[:2] and version >= mended for mended in _MENDED
    )


def _engine(path: Path, mode: str, pragmas: tuple[str, ...], begin: str) -> Engine:
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> Any:
        raw = driver.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in pragmas:
            raw.execute(pragma).fetchall()
        return raw

    engine = create_engine(
        "sqlite://", module=driver, creator=connect, pool_size=8, hide_parameters=True
    )
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", lambda conn: _begin(conn, begin))
    return engine


def _begin(conn: Connection, statement: str) -> None:
    conn.exec_driver_sql(statement)


def _warn_of_old_library() -> None:
    version = tuple(int(part) for part in driver.sqlite_version.split("."))
    if not is_mended(version):
        log.warning("sqlite_old", version=driver.sqlite_version, wanted="3.51.3")
