"""A bot that can be killed: its process, and every call it made in each of its lives."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.sandbox.serving import Server

ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0

Calls = list[dict[str, Any]]


class Mortal:
    """One bot after another on the same database, at most one at a time."""

    def __init__(self, zygote: asyncio.subprocess.Process, server: Server, found: Path) -> None:
        self._zygote = zygote
        self._server = server
        self._found = found
        self._pid = 0
        self.lives: list[Calls] = []

    @property
    def found(self) -> int:
        """How many messages its lives found that an earlier one may have sent."""
        return sum(map(int, self._found.read_text().split())) if self._found.exists() else 0

    async def start(self) -> None:
        assert self._zygote.stdin is not None
        self._zygote.stdin.write(b"\n")
        self._pid = await self._read()

    def strike(self) -> None:
        """Kill it, if it lives, and leave it at that."""
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    async def serving(self) -> None:
        """Wait until it begins to ask for updates."""
        async with asyncio.timeout(_PATIENCE):
            while not self._server.box.calls.find("deleteWebhook"):
                await asyncio.sleep(0.005)

    async def end(self, sign: signal.Signals = signal.SIGKILL) -> int:
        """End it; gives the exit code. The calls of this life are kept."""
        code = await self.kill(sign)
        self.lives.append(self._server.box.calls.find())
        self._server.box.calls.clear()
        return code

    async def kill(self, sign: signal.Signals = signal.SIGKILL) -> int:
        """End it, whoever else may be calling; gives the exit code."""
        os.kill(self._pid, sign)
        code = await self._read()
        self._pid = 0
        return code

    async def _read(self) -> int:
        assert self._zygote.stdout is not None
        async with asyncio.timeout(_PATIENCE):
            return int(await self._zygote.stdout.readline())


@asynccontextmanager
async def mortal(server: Server, folder: Path, **settings: str) -> AsyncIterator[Mortal]:
    """Have everything imported, ready for the first start; settings as FARMGATE_*."""
    clean = {name: told for name, told in os.environ.items() if not name.startswith("FARMGATE_")}
    given = {f"FARMGATE_{name.upper()}": told for name, told in settings.items()}
    found = folder / "found.txt"
    with (folder / "log.txt").open("wb") as log:
        zygote = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.target",
            str(found),
            cwd=ROOT,
            env=clean | given,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
        bot = Mortal(zygote, server, found)
        try:
            yield bot
        finally:
            bot.strike()
            await _let_go(zygote)


async def _let_go(zygote: asyncio.subprocess.Process) -> None:
    if zygote.stdin is not None:
        zygote.stdin.close()
    try:
        async with asyncio.timeout(_PATIENCE):
            await zygote.wait()
    except TimeoutError:
        zygote.kill()
        await zygote.wait()
