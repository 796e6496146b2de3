"""What the staff do about failures: see them, try them again."""

from bot.feature import Turn
from bot.managing.screens import Failure, Failures, show_failures
from bot.store import dues, holdings, inbound
from bot.text.phrase import say

# A letter tried again belongs to no worker: whoever looks next sends it.
_NOBODY = ""


def show(turn: Turn, words: str = "") -> None:
    """Show what could not be delivered or handled."""
    turn.show(show_failures(load_failures(turn)))


def act(turn: Turn, what: str = "", *_: str) -> None:
    """Try everything again, or just look."""
    if what == "retry":
        turn.toast(say("dead-retried", many=_retry(turn)))
    show(turn)


def load_failures(turn: Turn) -> Failures:
    """Load everything that failed; a traceback's last line says why."""
    conn = turn.conn
    letters = (
        Failure(f"{x.method} {x.chat}", _last(x.error), x.created_at) for x in holdings.dead(conn)
    )
    updates = (
        Failure(str(x.update_id), _last(x.error), x.received_at) for x in inbound.aside(conn)
    )
    missed = (Failure(f"{x.kind} {x.ref}", _last(x.error), x.due_at) for x in dues.aside(conn))
    return Failures(tuple(letters), tuple(updates), tuple(missed))


def _retry(turn: Turn) -> int:
    letters, updates = holdings.dead(turn.conn), inbound.aside(turn.conn)
    for letter in letters:
        holdings.retry_dead(turn.conn, letter.id, turn.now, _NOBODY)
    for update in updates:
        inbound.retry_aside(turn.conn, update.update_id)
    return len(letters) + len(updates) + dues.retry_aside(turn.conn)


def _last(trace: str | None) -> str:
    lines = (trace or "").strip().splitlines()
    return lines[-1][:120] if lines else ""
