import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.store import lockfile, migration, sqlite
from bot.store.engine import open_database
from bot.store.lockfile import AlreadyRunning
from bot.store.migration import MigrationFailed
from bot.store.schema import metadata
from tests.databases import load_tables

_FIRST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

def upgrade() -> None:
    op.create_table("farm", sa.Column("id", sa.Integer(), primary_key=True),
                    sa.Column("size", sa.Integer()), sqlite_strict=True, sqlite_autoincrement=True)
    op.create_table("field", sa.Column("id", sa.Integer(), primary_key=True),
                    sa.Column("farm_id", sa.Integer(),
                              sa.ForeignKey("farm.id", ondelete="CASCADE", name="fk_field_farm")),
                    sqlite_strict=True)
"""
_SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"

def upgrade() -> None:
    with op.batch_alter_table("farm", recreate="auto",
                              table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("size", new_column_name="acres", nullable=False)
"""
_ENDING = {
    "raises": 'raise ValueError("half way")',
    "bad statement": 'op.execute("INSERT INTO nowhere VALUES (1)")',
}


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Migrations of a toy: a first revision and none after it."""
    made = tmp_path / "migrations"
    shutil.copytree(migration.SCRIPTS, made, ignore=shutil.ignore_patterns("0*", "__pycache__"))
    (made / "versions").mkdir(exist_ok=True)
    (made / "versions" / "0001_farms.py").write_text(_FIRST)
    return made


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    mould = request.getfixturevalue("postgres_mould")
    url = mould.make("template0")
    yield url
    mould.drop(url)


def add(scripts: Path, name: str, script: str) -> None:
    (scripts / "versions" / f"{name}.py").write_text(script)


def sow(conn: Connection) -> None:
    conn.execute(text("INSERT INTO farm (id, size) VALUES (1, 10), (2, 20)"))
    conn.execute(text("INSERT INTO field (id, farm_id) VALUES (1, 1), (2, 1), (3, 2)"))


def look(conn: Connection) -> tuple[list[str], int, int]:
    columns = sorted(each["name"] for each in inspect(conn).get_columns("farm"))
    counts = [conn.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in _TABLES]
    return columns, counts[0], counts[1]


_TABLES = ("farm", "field")


def run(url: str, work: Any) -> Any:
    database = open_database(url)
    try:
        return database.run_now(work)
    finally:
        database.close()


def test_an_empty_database_is_brought_to_the_newest_schema_once(
    empty_url: str, scripts: Path
) -> None:
    assert migration.pending(empty_url, scripts) == ["0001"]
    assert migration.migrate(empty_url, scripts) == ["0001"]
    assert migration.pending(empty_url, scripts) == []
    assert migration.migrate(empty_url, scripts) == []
    assert run(empty_url, look) == (["id", "size"], 0, 0)


def test_a_start_with_nothing_pending_loads_no_alembic(
    empty_url: str, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration.migrate(empty_url, scripts)
    monkeypatch.delattr(migration, "_alembic")
    assert migration.migrate(empty_url, scripts) == []
    add(scripts, "0002_acres", _SECOND)
    with pytest.raises(NameError):
        migration.pending(empty_url, scripts)


def test_a_table_made_anew_keeps_its_children(empty_url: str, scripts: Path) -> None:
    migration.migrate(empty_url, scripts)
    run(empty_url, sow)
    add(scripts, "0002_acres", _SECOND)
    assert migration.migrate(empty_url, scripts) == ["0002"]
    assert run(empty_url, look) == (["acres", "id"], 2, 3)


@pytest.mark.parametrize("ending", _ENDING.values(), ids=_ENDING)
def test_a_failing_migration_leaves_the_old_database_as_it_was(
    empty_url: str, scripts: Path, ending: str
) -> None:
    migration.migrate(empty_url, scripts)
    run(empty_url, sow)
    before = run(empty_url, look)
    add(scripts, "0002_acres", f"{_SECOND}    {ending}\n")
    with pytest.raises(MigrationFailed, match="0002"):
        migration.migrate(empty_url, scripts)
    assert run(empty_url, look) == before
    assert run(empty_url, lambda conn: inspect(conn).get_table_names()) != []
    assert migration.pending(empty_url, scripts) == ["0002"]


def test_a_failing_second_migration_takes_the_first_back_too(empty_url: str, scripts: Path) -> None:
    add(scripts, "0002_acres", f"{_SECOND}    {_ENDING['raises']}\n")
    with pytest.raises(MigrationFailed):
        migration.migrate(empty_url, scripts)
    assert migration.pending(empty_url, scripts) == ["0001", "0002"]
    assert "farm" not in run(empty_url, lambda conn: inspect(conn).get_table_names())


def test_rows_left_pointing_nowhere_stop_the_migration(tmp_path: Path, scripts: Path) -> None:
    url = f"sqlite:///{tmp_path / 'farm.db'}"
    migration.migrate(url, scripts)
    run(url, sow)
    orphan = 'op.execute("DELETE FROM farm WHERE id = 2")'
    add(scripts, "0002_acres", f"{_SECOND}    {orphan}\n")
    with pytest.raises(MigrationFailed, match="point nowhere"):
        migration.migrate(url, scripts)
    assert run(url, look) == (["id", "size"], 2, 3)


def test_the_old_file_is_copied_before_it_is_touched(tmp_path: Path, scripts: Path) -> None:
    url = f"sqlite:///{tmp_path / 'farm.db'}"
    migration.migrate(url, scripts)
    run(url, sow)
    add(scripts, "0002_acres", _SECOND)
    migration.migrate(url, scripts)
    assert run(f"sqlite:///{tmp_path / 'farm.before-0002.db'}", look) == (["id", "size"], 2, 3)


def test_a_running_bot_is_not_migrated_under_its_feet(tmp_path: Path, scripts: Path) -> None:
    url = f"sqlite:///{tmp_path / 'farm.db'}"
    with lockfile.held(url), pytest.raises(AlreadyRunning):
        migration.migrate(url, scripts)
    assert migration.migrate(url, scripts) == ["0001"]


def test_a_table_made_anew_keeps_what_it_promised(tmp_path: Path, scripts: Path) -> None:
    url = f"sqlite:///{tmp_path / 'farm.db'}"
    add(scripts, "0002_acres", _SECOND)
    migration.migrate(url, scripts)
    made = run(url, _words_of_farm)
    assert "AUTOINCREMENT" in made
    assert made.rstrip().endswith("STRICT")


def test_a_table_that_would_lose_what_it_promised_stops_the_migration(
    tmp_path: Path, scripts: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'farm.db'}"
    migration.migrate(url, scripts)
    add(scripts, "0002_acres", _SECOND.replace('{"sqlite_autoincrement": True}', "{}"))
    with pytest.raises(MigrationFailed, match="farm lost AUTOINCREMENT"):
        migration.migrate(url, scripts)
    assert "AUTOINCREMENT" in run(url, _words_of_farm)


def _words_of_farm(conn: Connection) -> Any:
    return conn.execute(text("SELECT sql FROM sqlite_schema WHERE name = 'farm'")).scalar()


def test_a_written_revision_makes_every_table_and_nothing_is_left_to_write(
    empty_url: str, tmp_path: Path, scripts: Path
) -> None:
    load_tables()
    (scripts / "versions" / "0001_farms.py").unlink()
    migration.write_revision(empty_url, "All tables", "0001", scripts)
    migration.migrate(empty_url, scripts)
    made = set(run(empty_url, lambda conn: inspect(conn).get_table_names()))
    assert made - {"alembic_version", "toy", "diary"} == set(metadata.tables)
    second = migration.write_revision(empty_url, "Nothing", "0002", scripts)
    assert "op." not in second.read_text()


def test_one_process_at_a_time_holds_a_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'farm.db'}"
    with lockfile.held(url):
        with pytest.raises(AlreadyRunning, match=r"farm\.db is held"), lockfile.held(url):
            pass
        with lockfile.held(f"sqlite:///{tmp_path / 'other.db'}"):
            pass
    with lockfile.held(url):
        pass


def test_the_shipped_migrations_make_every_table_as_it_is(tmp_path: Path) -> None:
    load_tables()
    url = f"sqlite:///{tmp_path / 'farm.db'}"
    migration.migrate(url)
    engine = sqlite.open_writer(url)
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_of_a_file_that_was_not_there_no_copy_is_kept(tmp_path: Path, scripts: Path) -> None:
    migration.migrate(f"sqlite:///{tmp_path / 'farm.db'}", scripts)
    assert [path.name for path in tmp_path.glob("*.before-*")] == []
