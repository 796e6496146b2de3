"""A bot in a process of its own, started over and over: each line on standard input is a start.

Everything is imported once and each start is a fork, so that hundreds of kills take minutes.
Settings come from the environment, as for any bot. Standard output tells each start's process
id, then how it ended; what was found that an earlier life may have sent goes to the file named.
"""

import asyncio
import os
import sys
import traceback
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot import running
from bot.console import start_logging
from bot.settings import read_settings
from bot.store import senders


def main(found: Path) -> None:
    count_found(found)
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
    """Have each life write down at its start how much was doubtful: the counts die with it."""
    join = senders.join

    def joined(conn: Connection, me: str, now: datetime, until: datetime) -> int:
        left = join(conn, me, now, until)
        with path.open("a") as notes:
            notes.write(f"{left}\n")
        return left

    senders.join = joined


if __name__ == "__main__":
    main(Path(sys.argv[1]))
