"""What must be known of an update to keep it, trusting nothing in it."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
import structlog

from bot.store.inbound import InboxRow

_LARGEST = 2**63 - 1

log = structlog.get_logger()


def row_of(update: Any, now: datetime) -> InboxRow | None:
    """Make the row that keeps an update; None when it has no number to know it by."""
    number = _id_in(update, "update_id")
    if number is None or number < 0:
        log.warning("update_without_id")
        return None
    return InboxRow(number, _key_of(update), now, update)


def mend(row: InboxRow) -> InboxRow:
    """Give a row whose body JSON can hold: no half characters, nothing too large or too deep."""
    try:
        told = json.dumps(row.body, ensure_ascii=False).encode("utf-16", "surrogatepass")
        body = json.loads(told.decode("utf-16", "replace"))
        orjson.dumps(body)
    except (TypeError, ValueError, RecursionError):
        body = {"update_id": row.update_id}
    return replace(row, body=body)


def _key_of(update: dict[str, Any]) -> int:
    """Give whose update it is: the sender's id, else the chat's, else nobody's (0)."""
    for part in update.values():
        if not isinstance(part, dict):
            continue
        for role in ("from", "user", "chat"):
            number = _id_in(part.get(role), "id")
            if number is not None:
                return number
    return 0


def _id_in(holder: Any, name: str) -> int | None:
    number = holder.get(name) if isinstance(holder, dict) else None
    return number if type(number) is int and abs(number) <= _LARGEST else None
