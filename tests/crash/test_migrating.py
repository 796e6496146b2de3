"""Two workers deployed at once may both migrate: one does it, the other waits and finds it done."""

import asyncio
import os
import sys

import pytest

from bot.store import migration
from tests.crash.mortal import ROOT


@pytest.mark.slow
async def test_two_migrations_at_once_are_one(bare_postgres_url: str) -> None:
    async with asyncio.timeout(60):
        ended = await asyncio.gather(*(_migrate(bare_postgres_url) for _ in range(3)))
    assert ended == [(0, b"")] * 3
    assert migration.pending(bare_postgres_url) == []


async def _migrate(url: str) -> tuple[int, bytes]:
    settings = {"FARMGATE_DATABASE_URL": url, "FARMGATE_LOG": "error"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "migrate"),
        cwd=ROOT,
        env=os.environ | settings,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, told = await process.communicate()
    assert process.returncode is not None
    return process.returncode, told
