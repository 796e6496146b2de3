"""A bot in a process of its own, started over and over: each line on standard input is a start.

Everything is imported once and each start is a fork, so that hundreds of kills take minutes.
Settings come from the environment, as for any bot. Standard output tells each start's process
id, then how it ended; what was found that an earlier life may have sent goes to the file named.
"""

import asyncio
import os
import sys
import traceback
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot import running
from bot.console import start_logging
from bot.settings import read_settings
from bot.store import persons, senders


def main(found: Path) -> None:
    count_found(found)
    keep_awake()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            live()
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def live() -> None:
    """Be the bot until killed."""
    code = 1
    try:
        settings = read_settings(_env_file=None)
        start_logging(settings)
        asyncio.run(running.run(settings))
        code = 0
    except BaseException:  # noqa: BLE001  a fork must never go on as the zygote
        traceback.print_exc()
    finally:
        os._exit(code)


def count_found(path: Path) -> None:
    """Have each life write down how much it found doubtful: the counts die with it."""
    free = senders.free_orphans

    def freed(conn: Connection) -> int:
        left = free(conn)
        if left:
            with path.open("a") as notes:
                notes.write(f"{left}\n")
        return left

    senders.free_orphans = freed


def keep_awake() -> None:
    """Have people told at any hour, so that a day can be played at night, and long known.

    They trade as much in minutes as others in weeks; what holds newcomers up is tried elsewhere.
    """
    newcomer = persons.stranger

    def awake(sender: persons.Stranger, now: datetime) -> persons.Person:
        long_ago = now - timedelta(days=30)
        return replace(newcomer(sender, now), wake=0, rest=24 * 60 - 1, created_at=long_ago)

    persons.stranger = awake


if __name__ == "__main__":
    main(Path(sys.argv[1]))
