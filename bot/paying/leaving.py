"""What is held of a person's payments in the chat; it stays, as proof of what was paid."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from bot.paying.charges import load_paid


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give all that somebody paid in the chat."""
    return {"payments": [asdict(taken) for taken in load_paid(conn, person_id)]}
