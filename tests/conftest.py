"""What every test may ask for: a moment, and a real database of each kind."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.store.engine import Database, open_database
from tests.databases import PostgresMould, SqliteMould
from tests.postgres import running_server
from tests.statements import Statements, counting

# Left to itself structlog draws tracebacks with every local, which takes minutes for a turn.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.LogfmtRenderer(),
    ]
)


@pytest.fixture
def now() -> datetime:
    """A Monday morning in the growing season."""
    return datetime(2026, 5, 4, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_mould(tmp_path_factory: pytest.TempPathFactory) -> SqliteMould:
    return SqliteMould(tmp_path_factory.mktemp("mould"))


@pytest.fixture(scope="session")
def postgres_mould() -> Iterator[PostgresMould]:
    with running_server() as address:
        mould = PostgresMould(address)
        yield mould
        mould.close()


@pytest.fixture
def sqlite_url(sqlite_mould: SqliteMould, tmp_path: Path) -> str:
    """The address of a fresh SQLite file with every table."""
    return sqlite_mould.make(tmp_path)


@pytest.fixture
def postgres_url(postgres_mould: PostgresMould) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with every table."""
    url = postgres_mould.make()
    yield url
    postgres_mould.drop(url)


@pytest.fixture
def bare_postgres_url(postgres_mould: PostgresMould) -> Iterator[str]:
    """The address of a PostgreSQL database with nothing in it."""
    url = postgres_mould.make("template1")
    yield url
    postgres_mould.drop(url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database, each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh open database, each kind in turn."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    opened = open_database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    opened = open_database(postgres_url)
    yield opened
    opened.close()


@pytest.fixture
def statements() -> Callable[[Database], AbstractContextManager[Statements]]:
    """Count SQL: `with statements(database) as counted: ...; assert len(counted) <= 8`."""
    return counting
