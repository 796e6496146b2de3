from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, StatementError

from bot.store import sqlite
from bot.store.quick import QuickConnection
from bot.store.schema import Instant, Json

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
crate = Table(
    "crate",
    MetaData(),
    Column("id", BigInteger, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("packed_at", Instant),
    Column("facts", Json),
)
ADD = insert(crate).returning(crate.c.id, crate.c.packed_at)
ALL = select(crate).order_by(crate.c.id)
NAMED = select(crate).where(crate.c.name == bindparam("which"))
RENAME = update(crate).where(crate.c.id == bindparam("key")).values(name=bindparam("called"))
DROP = delete(crate).where(crate.c.id == bindparam("key"))
AMONG = select(crate.c.id).where(crate.c.name.in_(bindparam("names", expanding=True)))


def row(number: int) -> dict[str, Any]:
    return {"id": number, "name": f"n{number}", "packed_at": NOON, "facts": {"a": [number]}}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = sqlite.open_writer(f"sqlite:///{tmp_path / 'crates.db'}")
    crate.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def conn(engine: Engine) -> Iterator[Connection]:
    with QuickConnection(engine) as conn, conn.begin():
        for number in (1, 2, 3):
            conn.execute(ADD, row(number))
        yield conn


def test_a_statement_met_before_gives_what_it_gave_at_first(conn: Connection) -> None:
    first, again = conn.execute(ALL), conn.execute(ALL)

    assert type(first) is not type(again)
    assert [dict(each) for each in again.mappings()] == [row(1), row(2), row(3)]
    assert conn.execute(ALL).all() == first.all()


def test_rows_are_read_by_name_by_place_and_by_column(conn: Connection) -> None:
    conn.execute(NAMED, {"which": "n1"})
    found = conn.execute(NAMED, {"which": "n2"}).one()

    assert (found.id, found[0], found._mapping[crate.c.facts]) == (2, 2, {"a": [2]})
    assert conn.execute(NAMED, {"which": "n3"}).scalar() == 3
    assert conn.execute(NAMED, {"which": "nobody"}).first() is None


def test_an_insert_gives_back_its_row(conn: Connection) -> None:
    assert tuple(conn.execute(ADD, row(4)).one()) == (4, NOON)


def test_what_is_left_out_stays_empty(conn: Connection) -> None:
    for number in (5, 6):
        conn.execute(ADD, {"id": number, "name": f"n{number}"})

    found = conn.execute(ALL).mappings().all()[-1]
    assert (found["packed_at"], found["facts"]) == (None, None)


def test_a_list_does_it_for_each(conn: Connection) -> None:
    conn.execute(ADD, [row(10), row(11)])
    ids = conn.execute(ADD, [row(12), row(13)]).scalars().all()
    for pair in ((1, 2), (3, 10)):
        conn.execute(RENAME, [{"key": key, "called": f"m{key}"} for key in pair])
        dropped = conn.execute(DROP, [{"key": key} for key in pair])
        assert dropped.rowcount == 2

    assert sorted(ids) == [12, 13]
    assert [each.id for each in conn.execute(ALL)] == [11, 12, 13]


def test_changes_are_counted(conn: Connection) -> None:
    assert [conn.execute(DROP, {"key": key}).rowcount for key in (1, 2, 2)] == [1, 1, 0]


def test_a_list_of_values_is_spread_anew_each_time(conn: Connection) -> None:
    for names in (["n1"], ["n1", "n3"], []):
        assert len(conn.execute(AMONG, {"names": names}).all()) == len(names)


def test_a_fault_is_told_as_ever_without_the_values_and_costs_only_its_statement(
    conn: Connection,
) -> None:
    with pytest.raises(IntegrityError) as told:
        conn.execute(ADD, row(1))

    assert told.value.orig is not None
    assert "n1" not in str(told.value)
    assert len(conn.execute(ALL).all()) == 3


@pytest.mark.parametrize("wrong", [{}, {"which": object()}])
def test_a_value_missing_or_unfit_is_told_as_ever(conn: Connection, wrong: dict[str, Any]) -> None:
    conn.execute(NAMED, {"which": "n1"})

    with pytest.raises(StatementError):
        conn.execute(NAMED, wrong)


def test_json_that_cannot_be_written_is_told_as_ever(conn: Connection) -> None:
    with pytest.raises(StatementError):
        conn.execute(ADD, row(7) | {"facts": {"a": "\ud800"}})


def test_whoever_listens_hears_every_statement(engine: Engine, conn: Connection) -> None:
    conn.execute(ALL)
    heard: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    conn.execute(ALL)
    event.remove(engine, "before_cursor_execute", note)
    conn.execute(ALL)

    assert len(heard) == 1


def test_without_a_transaction_one_begins(engine: Engine) -> None:
    with QuickConnection(engine) as conn:
        for _ in range(2):
            conn.execute(DROP, {"key": 1})
            assert conn.in_transaction()
            conn.rollback()


def test_a_bound_limit_does_not_have_the_statement_planned_anew(conn: Connection) -> None:
    some = select(crate.c.name).order_by(crate.c.id)
    page = some.limit(bindparam("most")).offset(bindparam("skip"))
    asked = [(page, {"most": 1, "skip": 1}, ["n2"]), (some.limit(2), {}, ["n1", "n2"])]
    for statement, values, names in asked:
        assert list(conn.execute(statement, values).scalars()) == names
    planned: list[Any] = []
    raw = conn.connection.dbapi_connection
    assert raw is not None

    def note(*step: Any) -> int:
        planned.append(step)
        return int(sqlite.driver.SQLITE_OK)

    raw.set_authorizer(note)
    for statement, values, names in asked:
        conn.execute(statement, values)  # an authorizer has every statement planned once more
        planned.clear()
        assert list(conn.execute(statement, values).scalars()) == names
        assert planned == []
    raw.set_authorizer(None)
