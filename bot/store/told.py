"""What Telegram was last told about the bot itself, so that only changes are told again."""

from sqlalchemy import Column, Connection, Text, select
from sqlalchemy.dialects.postgresql import insert

from bot.store.schema import table

told = table(
    "told", Column("name", Text, primary_key=True), Column("content", Text, nullable=False)
)

_READ = select(told.c.name, told.c.content)
_WRITE = insert(told)
_WRITE = _WRITE.on_conflict_do_update(
    index_elements=["name"], set_={"content": _WRITE.excluded.content}
)


def load(conn: Connection) -> dict[str, str]:
    """Give all that was told, by name."""
    return {row.name: row.content for row in conn.execute(_READ)}


def note(conn: Connection, name: str, content: str) -> None:
    """Remember what was told under a name."""
    conn.execute(_WRITE, {"name": name, "content": content})
