"""PostgreSQL as Farmgate runs it: psycopg, a connection for each thread, bounded waits."""

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

# A worker that was stopped in the middle of a turn must not hold everybody's locks for ever.
_OPTIONS = (
    "-c timezone=UTC -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    " -c default_transaction_isolation=read\\ committed"
)


def open_pool(url: str, threads: int, *, read_only: bool = False, name: str = "") -> Engine:
    """Open an engine with a connection for each of the threads, all known by this name."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    options = _OPTIONS + (" -c default_transaction_read_only=on" if read_only else "")
    return create_engine(
        address,
        pool_size=threads,
        max_overflow=0,
        hide_parameters=True,  # they are people's words
        connect_args={
            "connect_timeout": 5,
            "options": options,
            "application_name": name or "farmgate",
        },
    )
