"""Runs migrations on the connection given by `bot.store.migration`, in its transaction."""

from typing import Any, Literal

from alembic import context

from bot.store.schema import Instant, Json, metadata


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our types as what they are stored as: a migration must outlive the code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, Json):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_render,
)
context.run_migrations()
