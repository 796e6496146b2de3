"""From launch to the first getUpdates on a migrated file, what is imported, memory at rest."""

import asyncio
import subprocess
import sys
from pathlib import Path
from statistics import median

import uvloop

from tests.benchmarks import bots, talk
from tests.benchmarks.api import serving
from tests.benchmarks.figures import show, spread, verdict

ROUNDS = 3
_REST = 1.5  # seconds after the start, when commands and words have been put on
_DEAREST = 8


async def start(kind: tuple[str, ...], mould: Path) -> tuple[float, float]:
    """Give the seconds to the first getUpdates and the megabytes at rest."""
    with talk.copy_of(mould) as file:
        async with serving() as api, bots.running(kind, api, file) as bot:
            await asyncio.sleep(_REST)
            return bot.started, bot.memory


def imports() -> dict[str, float]:
    """Give the milliseconds of importing each package, without what it imports in turn."""
    words = [sys.executable, "-X", "importtime", "-c", "import bot.console"]
    told = subprocess.run(words, cwd=bots.ROOT, capture_output=True, text=True, check=True).stderr
    spent: dict[str, float] = {}
    for line in told.splitlines()[1:]:
        own, _, name = (part.strip() for part in line.removeprefix("import time:").split("|"))
        package = name.partition(".")[0]
        spent[package] = spent.get(package, 0.0) + int(own) / 1000
    return spent


async def main() -> None:
    found: dict[str, list[tuple[float, float]]] = {"bare echo": [], "Farmgate": []}
    with talk.file_with(10) as mould:
        for _ in range(ROUNDS):
            found["bare echo"].append(await start(bots.ECHO, mould))
            found["Farmgate"].append(await start(bots.FARMGATE, mould))
    spent = imports()
    dearest = sorted(spent, key=lambda name: -spent[name])[:_DEAREST]
    rows = [
        (
            name,
            (
                f"{spread([each[0] for each in runs], 2)} s to serving,"
                f" {spread([each[1] for each in runs])} MB at rest"
            ),
        )
        for name, runs in found.items()
    ]
    rows.append(
        (
            "imports",
            f"{sum(spent.values()):.0f} ms (told apart, so slower): "
            + ", ".join(f"{name} {spent[name]:.0f}" for name in dearest),
        )
    )
    seconds = median(each[0] for each in found["Farmgate"])
    megabytes = median(each[1] for each in found["Farmgate"])
    pairs = zip(found["Farmgate"], found["bare echo"], strict=True)
    ratios = [ours[0] / echo[0] for ours, echo in pairs]
    show(
        f"start: {ROUNDS} rounds on a migrated file",
        rows,
        [
            (
                f"seconds {verdict(seconds, 2, most=True)},"
                f" megabytes {verdict(megabytes, 150, most=True)}"
            ),
            f"times the bare echo's start: {spread(ratios, 1)}",
        ],
    )


if __name__ == "__main__":
    uvloop.run(main())
