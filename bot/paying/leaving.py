"""What is held of a person's payments in the chat; it stays, as proof of what was paid."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from bot.paying.charges import load_paid
from bot.paying.duties import load_to


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give all that somebody paid in the chat, and all the market was to send them."""
    return {
        "payments": [asdict(taken) for taken in load_paid(conn, person_id)],
        "sent_by_the_market": [asdict(duty) for duty in load_to(conn, person_id)],
    }
