"""What the staff do about failures: see them, try them again."""

from bot.feature import Turn
from bot.managing.screens import SHOWN, Failure, Failures, Kind, show_failures
from bot.store import dues, holdings, inbound
from bot.text.phrase import say

_AT_ONCE = 200  # letters and updates tried again by one tap: it is one transaction


def show(turn: Turn, words: str = "") -> None:
    """Show what could not be delivered or handled."""
    turn.show(show_failures(load_failures(turn)))


def act(turn: Turn, what: str = "", *_: str) -> None:
    """Try the oldest again, or just look."""
    if what == "retry":
        turn.toast(say("dead-retried", many=_retry(turn)))
    show(turn)


def load_failures(turn: Turn) -> Failures:
    """Load everything that failed; a traceback's last line says why."""
    conn = turn.conn
    letters = tuple(
        Failure(f"{x.method} {x.chat}", _last(x.error), x.created_at)
        for x in holdings.dead(conn, SHOWN)
    )
    updates = tuple(
        Failure(str(x.update_id), _last(x.error), x.received_at) for x in inbound.aside(conn, SHOWN)
    )
    missed = tuple(
        Failure(f"{x.kind} {x.ref}", _last(x.error), x.due_at) for x in dues.aside(conn, SHOWN)
    )
    return Failures(
        Kind(holdings.count_dead(conn), letters),
        Kind(inbound.count_aside(conn), updates),
        Kind(dues.count_aside(conn), missed),
    )


def _retry(turn: Turn) -> int:
    """Give how many are tried again; a letter goes to whichever worker looks next."""
    letters = holdings.dead(turn.conn, _AT_ONCE)
    for letter in letters:
        holdings.retry_dead(turn.conn, letter.id, turn.now, holder=None)
    updates = inbound.aside(turn.conn, _AT_ONCE)
    for update in updates:
        inbound.retry_aside(turn.conn, update.update_id)
    return len(letters) + len(updates) + dues.retry_aside(turn.conn)


def _last(trace: str | None) -> str:
    # After what went wrong a database tells its statement and a link.
    told = (trace or "").partition("\n[SQL")[0].partition("\n(Background")[0]
    lines = told.strip().splitlines()
    return lines[-1][:120] if lines else ""
