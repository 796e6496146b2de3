"""What can go wrong at the database, sorted by what the caller should do about it."""

from sqlalchemy.exc import DBAPIError

# SQLite's primary result codes: busy, locked, read-only, input/output, corrupt, full,
# cannot open, not a database.
_SQLITE_AWAY = frozenset({5, 6, 8, 10, 11, 13, 14, 26})
_SQLITE_BUSY = frozenset({5, 6})

# PostgreSQL: serialization failure, deadlock, lock timeout.
_POSTGRES_CLASH = frozenset({"40001", "40P01", "55P03"})
# Classes: connection, resources, operator intervention, system; and "read-only transaction".
_POSTGRES_AWAY = ("08", "53", "57", "58", "25006")


class StoreUnavailable(Exception):
    """The database is locked, full, read-only or away: nothing was kept, give the work again."""


class Stale(Exception):
    """A row was changed by somebody else since it was read: run the whole work again."""


def is_clash(error: Exception) -> bool:
    """Tell whether two works got in each other's way, so that a second try may succeed."""
    return isinstance(error, Stale) or _sqlstate(error) in _POSTGRES_CLASH


def is_away(error: Exception) -> bool:
    """Tell whether the database itself is out of reach, rather than the work being wrong."""
    if isinstance(error, StoreUnavailable):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return (
        error.connection_invalidated
        or _sqlite_code(error) in _SQLITE_AWAY
        or _sqlstate(error).startswith(_POSTGRES_AWAY)
        or _never_connected(error)
    )


def is_broken(error: Exception) -> bool:
    """Tell whether the connection should be opened anew before the next work."""
    return is_away(error) and _sqlite_code(error) not in _SQLITE_BUSY


def sort_out(error: Exception) -> Exception:
    """Give the exception the caller should see."""
    if isinstance(error, StoreUnavailable) or not is_away(error):
        return error
    away = StoreUnavailable(str(getattr(error, "orig", error)))
    away.__cause__ = error
    return away


def _sqlite_code(error: Exception) -> int:
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return int(code) & 0xFF if code is not None else 0


def _sqlstate(error: Exception) -> str:
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def _never_connected(error: DBAPIError) -> bool:
    """Psycopg tells of a server that does not answer by an OperationalError without a code."""
    return type(error.orig).__name__ == "OperationalError" and not (
        _sqlstate(error) or _sqlite_code(error)
    )
