"""A short way to SQLite: a statement executed before goes straight to the driver.

Two thirds of what a statement cost on SQLite was what SQLAlchemy does anew each time. The SQL,
types, rows and errors stay SQLAlchemy's; what is unusual takes SQLAlchemy's own way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import CompoundSelect, Connection, CursorResult, Delete, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Names = tuple[str, ...]
Processes = tuple[tuple[int, Callable[[Any], Any]], ...]  # each with the place of its value
_KINDS = (Select, CompoundSelect, Insert, Update, Delete)
_NO_COLUMNS = SimpleResultMetaData([])


class Rows(IteratorResult[Any]):
    """The rows of one statement; `rowcount` is how many were changed."""

    rowcount = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement made ready: its SQL, what goes in by name, and what comes out."""

    sql: str
    names: Names
    defaults: Mapping[str, Any]
    inward: Processes
    outward: Processes
    labels: SimpleResultMetaData | None

    def bind(self, parameters: Any) -> list[list[Any]]:
        """Put the values of each execution in the statement's order."""
        executions = parameters if isinstance(parameters, list) else [parameters or {}]
        return [self._values(given) for given in executions]

    def _values(self, given: Mapping[str, Any]) -> list[Any]:
        known = {**self.defaults, **given} if self.defaults else given
        return _processed([known[name] for name in self.names], self.inward)

    def perform(self, cursor: Any, values: list[list[Any]]) -> tuple[list[Any], int]:
        """Execute once for each list of values; gives the raw rows, and how many changed."""
        if len(values) == 1:
            cursor.execute(self.sql, values[0])
            return cursor.fetchall(), cursor.rowcount
        if self.labels is None:
            cursor.executemany(self.sql, values)
            return [], cursor.rowcount
        rows = [row for each in values for row in cursor.execute(self.sql, each).fetchall()]
        return rows, len(rows)

    def read(self, row: tuple[Any, ...]) -> Sequence[Any]:
        """Give a row's values as the rest of the house knows them."""
        return tuple(_processed(list(row), self.outward)) if self.outward else row


def _processed(values: list[Any], processes: Processes) -> list[Any]:
    for place, process in processes:
        values[place] = process(values[place])
    return values


class QuickConnection(Connection):
    """A connection that plans each statement once, from its first execution."""

    _plans: WeakKeyDictionary[Any, dict[Names, Plan | None]]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._plans = WeakKeyDictionary()

    def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        """Execute as a Connection does."""
        names = _names(parameters)
        if options or names is None or not isinstance(statement, _KINDS):
            return super().execute(statement, parameters, **options)
        plans = self._plans.setdefault(statement, {})
        if names not in plans:
            result = super().execute(statement, parameters)
            plans[names] = make_plan(statement, names, result, self.dialect)
            return result
        plan = plans[names]
        # Whoever listens hears every statement.
        if plan is None or self.dispatch.before_cursor_execute or not self.in_transaction():
            return super().execute(statement, parameters)
        try:
            values = plan.bind(parameters)
        except Exception:  # noqa: BLE001  it fails there again, in SQLAlchemy's words
            return super().execute(statement, parameters)
        return self._perform(plan, values)

    def _perform(self, plan: Plan, values: list[list[Any]]) -> Rows:
        fault = self.dialect.loaded_dbapi.Error
        cursor = self.connection.cursor()
        try:
            rows, changed = plan.perform(cursor, values)
        except fault as error:
            hidden = self.engine.hide_parameters
            raise DBAPIError.instance(
                plan.sql, values, error, fault, hide_parameters=hidden, dialect=self.dialect
            ) from error
        finally:
            cursor.close()
        found = Rows(plan.labels or _NO_COLUMNS, map(plan.read, rows))
        found.rowcount = changed
        return found


def _names(parameters: Any) -> Names | None:
    """Give the names of the values given; None when they are in no form planned here."""
    first = parameters[0] if isinstance(parameters, list) and parameters else parameters
    return tuple(first or ()) if isinstance(first, dict | None) else None


def make_plan(
    statement: Any, names: Names, result: CursorResult[Any], dialect: Dialect
) -> Plan | None:
    """Make a statement ready for parameters of these names; None when only SQLAlchemy can."""
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    labels = list(result.keys()) if result.returns_rows else []
    columns = list(statement.exported_columns) if result.returns_rows else []
    if not _is_whole(compiled) or len(labels) != len(columns):
        return None
    binds = [compiled.binds[name] for name in compiled.positiontup or ()]
    inward = [bind.type.dialect_impl(dialect).bind_processor(dialect) for bind in binds]
    outward = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
    return Plan(
        str(compiled),
        tuple(bind.key for bind in binds),
        {bind.key: bind.effective_value for bind in binds if not bind.required},
        _placed(inward),
        _placed(outward),
        SimpleResultMetaData(labels, [(each,) for each in columns]) if labels else None,
    )


def _placed(processes: Iterable[Any]) -> Processes:
    return tuple((place, process) for place, process in enumerate(processes) if process)


def _is_whole(compiled: SQLCompiler) -> bool:
    """Whether the SQL is complete: no lists to spread, no defaults to make, no hidden rows."""
    return not (
        compiled.post_compile_params
        or compiled.literal_execute_params
        or compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.implicit_returning
    )
