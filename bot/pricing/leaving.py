"""What is held of a person in sales: given out on request. Their rows name nobody who has gone."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from bot.selling import sales

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give every completed sale somebody made, and every one they bought."""
    return {
        name: [asdict(each) for each in sales.load_of(conn, person_id, _EVER, bought=bought)]
        for name, bought in (("sales", False), ("purchases", True))
    }
