"""Whole talks through the sandbox, over HTTP, read like a play."""

from pathlib import Path
from typing import Any

import pytest

from tests.ordering.rows import record
from tests.stage import on_stage
from tests.transcript import FOLDER, approvals, is_writing, list_taken, play, provider, staff

PLAYS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
async def test_a_talk_goes_as_written(
    path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = record(monkeypatch)
    settings: dict[str, Any] = {
        "admins": staff(path),
        "payment_token": provider(path),
        "broadcast_approvals": approvals(path),
    }
    async with on_stage(sqlite_url, **settings) as stage:
        played = await play(stage, path) + list_taken(taken)
    if is_writing():
        path.write_text(played, "utf-8")
    assert played == path.read_text("utf-8")
