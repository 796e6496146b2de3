"""How a database means to find what a statement asks for."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.sql import ClauseElement

from bot.store.engine import Database

_FACTS = {
    "whose": 7,
    "after": 0,
    "moment": datetime(2026, 1, 1, tzinfo=UTC),
    "most": 10,
    "key": 1,
}


def plan_of(database: Database, statement: ClauseElement, **more: Any) -> str:
    """Give the plan for any values, as a prepared statement has it, were the table large."""
    facts = _FACTS | more
    explain = _explain_sqlite if database.dialect == "sqlite" else _explain_postgres
    return database.run_now(lambda conn: explain(conn, statement, facts))


def _explain_sqlite(conn: Connection, statement: ClauseElement, facts: dict[str, Any]) -> str:
    compiled = _compiled(conn, statement)
    values = compiled.construct_params({k: v for k, v in facts.items() if k in compiled.params})
    bound = [_raw(values[name]) for name in compiled.positiontup or ()]
    rows = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(bound))
    return "\n".join(row.detail for row in rows)


def _explain_postgres(conn: Connection, statement: ClauseElement, facts: dict[str, Any]) -> str:
    compiled = _compiled(conn, statement)
    values = compiled.construct_params({k: v for k, v in facts.items() if k in compiled.params})
    conn.execute(text("SET LOCAL enable_seqscan = off"))
    conn.execute(text("SET LOCAL enable_bitmapscan = off"))
    conn.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
    places = {name: f"${place}" for place, name in enumerate(compiled.positiontup or values, 1)}
    words = str(compiled)
    for name, place in places.items():
        words = words.replace(f"%({name})s", place)
    conn.exec_driver_sql(f"PREPARE asked AS {words}")
    nulls = ", ".join("NULL" for _ in places)
    rows = conn.exec_driver_sql(f"EXPLAIN EXECUTE asked{f'({nulls})' if nulls else ''}")
    plan = "\n".join(row[0] for row in rows)
    conn.exec_driver_sql("DEALLOCATE asked")
    return plan


def _compiled(conn: Connection, statement: ClauseElement) -> Any:
    return statement.compile(conn)


def _raw(value: Any) -> Any:
    return 1 if isinstance(value, datetime) else value
