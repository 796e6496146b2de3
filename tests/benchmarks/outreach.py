"""A bulletin to very many people: exact sums, an even pace, and replies that do not wait for it.

`outreach.py [people] [pace]`: 20,000 at 28 a second takes twelve minutes, 100,000 at 950 two.
"""

import asyncio
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import orjson
import uvloop
from sqlalchemy import Connection, text

from bot import app
from bot.bulletins import recipients, store
from bot.bulletins.audience import Audience
from bot.bulletins.bulletin import AT, SET, Bulletin, Wording
from bot.sandbox.limits import Window
from bot.store import dues
from bot.store.engine import open_database
from tests.benchmarks import bots, talk
from tests.benchmarks.api import Api, serving
from tests.benchmarks.api import Connection as Wire
from tests.benchmarks.figures import percentile, show, verdict

TALKERS, TURNS_A_SECOND, SECONDS = 24, 4, 40
PEOPLE = random.Random(2)


@dataclass
class Limited(Api):
    """The server with the sandbox's own limit; it remembers when what was taken."""

    window: Window = field(default_factory=lambda: Window(30))
    taken: list[float] = field(default_factory=list)
    refused: int = 0

    def answer(self, connection: Wire, method: bytes, body: bytes) -> None:
        if method in {b"sendMessage", b"editMessageText"}:
            now = monotonic()
            if wait := self.window.wait(now):
                self.refused += 1
                told = {"ok": False, "error_code": 429, "description": f"retry after {wait}"}
                connection.reply(orjson.dumps(told | {"parameters": {"retry_after": wait}}))
                return
            self.window.count(now)
            self.taken.append(now)
        super().answer(connection, method, body)

    @property
    def busiest(self) -> int:
        """The most taken within any second."""
        most = begin = 0
        for end, at in enumerate(self.taken):
            while self.taken[begin] <= at - 1.0:
                begin += 1
            most = max(most, end - begin + 1)
        return most


def write_bulletin(conn: Connection) -> None:
    """Set a bulletin for now; those who talk meanwhile are not among its readers."""
    now = app.utc_now()
    conn.execute(text("UPDATE person SET wake = 0, rest = 1439"))
    first = {"last": TALKERS}
    conn.execute(text("UPDATE profile SET notices = 'needed' WHERE person_id <= :last"), first)
    made = Bulletin(0, 1, Audience("KE"), now, state=SET, starts=AT, starts_at=now)
    kept = store.add(conn, made)
    store.write(conn, kept.id, Wording("en", "Rain is coming on Thursday. Cover what dries."))
    dues.plan(conn, "bulletins-next", str(kept.id), 1, now)


async def converse(api: Api, seconds: float) -> list[float]:
    """Let people talk at their pace; gives how long each waited."""
    replies = [step.replies for step in talk.rehearse()]
    return await _talk(api, replies, seconds)


async def _talk(api: Api, replies: list[int], seconds: float) -> list[float]:
    clock, begun = asyncio.get_running_loop().time, asyncio.get_running_loop().time()
    at, turn = begun, 0
    while at < begun + seconds:
        at += PEOPLE.expovariate(TURNS_A_SECOND)
        await asyncio.sleep(max(0.0, at - clock()))
        number, step = turn % TALKERS, turn // TALKERS
        words = talk.TALK[step % len(talk.TALK)]
        api.add(talk.chat_of(number), talk.say(talk.chat_of(number), words))
        turn += 1
    await asyncio.sleep(2.0)
    return api.latencies(replies)


def count_fates(file: Path) -> dict[str, int]:
    database = open_database(f"sqlite:///{file}")
    try:
        sums = database.run_now(lambda conn: recipients.load_sums(conn, 1, app.utc_now()))
    finally:
        database.close()
    return dict(sums.of)


@dataclass
class Run:
    """What one bulletin came to."""

    fates: dict[str, int]
    doubled: int
    missed: int
    busiest: int
    refused: int
    seconds: float
    idle: list[float]
    busy: list[float]


async def run(mould: Path, people: int, pace: int, limit: int) -> Run:
    os.environ["FARMGATE_PACE"] = str(pace)
    with talk.copy_of(mould) as file:
        idle = await _run_idle(file)
    with talk.copy_of(mould) as file:
        database = open_database(f"sqlite:///{file}")
        database.run_now(write_bulletin)
        database.close()
        return await _run_busy(file, people, pace, limit, idle)


async def _run_idle(file: Path) -> list[float]:
    api = Limited(window=Window(10_000))
    async with serving(api=api), bots.running(bots.FARMGATE, api, file):
        await asyncio.sleep(1)
        return await converse(api, SECONDS)


async def _run_busy(file: Path, people: int, pace: int, limit: int, idle: list[float]) -> Run:
    api = Limited(window=Window(limit))
    async with serving(api=api), bots.running(bots.FARMGATE, api, file):
        begun = time.perf_counter()
        busy = await converse(api, SECONDS)
        readers = people - TALKERS
        chats = {talk.chat_of(number) for number in range(TALKERS, people)}
        while len(api.seen.keys() & chats) < readers:
            await asyncio.sleep(1)
            assert time.perf_counter() - begun < 60 + 3 * people / pace, "it does not end"
        took = time.perf_counter() - begun
        await asyncio.sleep(8)
    told = Counter({chat: len(api.seen[chat]) for chat in chats})
    doubled = sum(count - 1 for count in told.values())
    fates = count_fates(file)
    missed = readers - len(told)
    return Run(fates, doubled, missed, api.busiest, api.refused, took, idle, busy)


def rows(some: Run) -> list[tuple[str, Any]]:
    return [
        ("fates", ", ".join(f"{name} {count:,}" for name, count in sorted(some.fates.items()))),
        ("told twice, missed", f"{some.doubled:,}, {some.missed:,}"),
        ("most in any second, 429s", f"{some.busiest:,}, {some.refused:,}"),
        (
            "seconds, a second",
            f"{some.seconds:,.0f}, {sum(some.fates.values()) / some.seconds:,.0f}",
        ),
    ]


async def main() -> None:
    people, pace = (
        (int(each) for each in (*sys.argv[1:], "5000", "28")[:2])
        if len(sys.argv) != 2
        else (int(sys.argv[1]), 28)
    )
    limit = 30 if pace <= 30 else 1000
    with talk.file_with(people, TALKERS) as mould:
        some = await run(mould, people, pace, limit)
    tails = [percentile(each, 0.99) * 1000 for each in (some.idle, some.busy)]
    halves = [percentile(each, 0.5) * 1000 for each in (some.idle, some.busy)]
    show(
        f"outreach: {people:,} people at {pace} a second, {TURNS_A_SECOND} turns a second beside it",
        rows(some),
        [
            f"replies p50 idle {halves[0]:.1f} ms, busy {halves[1]:.1f} ms",
            (
                f"replies p99 idle {tails[0]:.1f} ms, busy {tails[1]:.1f} ms:"
                f" times {verdict(tails[1] / tails[0], 2, most=True)}"
            ),
        ],
    )


if __name__ == "__main__":
    uvloop.run(main())
