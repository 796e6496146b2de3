"""Bots as processes of their own, and what they cost."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.benchmarks.api import TOKEN, Api

ROOT = Path(__file__).parents[2]
FARMGATE = ("-m", "bot", "run")
ECHO = ("-m", "tests.benchmarks.echo")
RAW = ("-m", "tests.benchmarks.raw")
_TICKS = os.sysconf("SC_CLK_TCK")


class Running:
    """A bot that runs; `started` is the seconds from its launch to its first getUpdates."""

    def __init__(self, process: asyncio.subprocess.Process, started: float) -> None:
        self._pid = process.pid
        self.started = started
        self.cpu_of_start = self._cpu()

    @property
    def cpu(self) -> float:
        """Seconds of processor used since it asked for updates, all threads."""
        return self._cpu() - self.cpu_of_start

    def _cpu(self) -> float:
        stat = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / _TICKS

    @property
    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self._pid}/status").read_text()
        line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@asynccontextmanager
async def running(kind: tuple[str, ...], api: Api, file: Path) -> AsyncIterator[Running]:
    """Run a bot against the server, on the database in the file, until it asks for updates."""
    begun = time.perf_counter()
    told = file.with_suffix(".log")
    with told.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *kind,
            cwd=ROOT,
            env={**os.environ, **_settings(api, file)},
            stdout=log,
            stderr=log,
        )
    ended = asyncio.create_task(process.wait())
    try:
        await _serving(api, ended, told)
        yield Running(process, time.perf_counter() - begun)
    finally:
        if not ended.done():
            process.send_signal(signal.SIGTERM if kind == FARMGATE else signal.SIGKILL)
        await ended


async def _serving(api: Api, ended: "asyncio.Task[int]", told: Path) -> None:
    """Wait until the bot asks for updates; RuntimeError with its last words when it does not."""
    asks = asyncio.create_task(api.serving.wait())
    await asyncio.wait({asks, ended}, timeout=60, return_when=asyncio.FIRST_COMPLETED)
    if not asks.done():
        asks.cancel()
        raise RuntimeError(told.read_text()[-4000:])


def _settings(api: Api, file: Path) -> dict[str, str]:
    return {
        "FARMGATE_TOKEN": TOKEN,
        "FARMGATE_API_URL": api.address,
        "FARMGATE_DATABASE_URL": f"sqlite:///{file}",
        "FARMGATE_VAR": str(file.parent),
        "FARMGATE_PORT": "0",
        "FARMGATE_LOG": "warning",
    }
