"""How long a turn takes inside the bot when fifty chats a second speak."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import uvloop

from tests.benchmarks import bots, talk
from tests.benchmarks.api import Api, serving
from tests.benchmarks.figures import percentile, show, spread, verdict

ROUNDS = 3
A_SECOND = 50
CHATS = 30
PACE = random.Random(1)  # people do not keep step: arrivals are those of a Poisson process


@dataclass
class Runs:
    """One bot's rounds."""

    name: str
    kind: tuple[str, ...]
    halves: list[float] = field(default_factory=list)
    tails: list[float] = field(default_factory=list)

    async def round(self, mould: Path, replies: list[int]) -> None:
        each = replies if self.kind == bots.FARMGATE else [1] * len(replies)
        with talk.copy_of(mould) as file:
            async with serving() as api, bots.running(self.kind, api, file):
                await asyncio.sleep(0.5)
                await _speak(api)
                await api.replies(sum(each) * CHATS)
                waits = api.latencies(each)
        self.halves.append(percentile(waits, 0.5) * 1000)
        self.tails.append(percentile(waits, 0.99) * 1000)

    @property
    def row(self) -> tuple[str, str]:
        return (
            self.name,
            f"p50 {spread(self.halves, 1):>18} ms   p99 {spread(self.tails, 1):>20} ms",
        )


async def _speak(api: Api) -> None:
    clock = asyncio.get_running_loop().time
    at = clock()
    for words in talk.TALK:
        for number in range(CHATS):
            at += PACE.expovariate(A_SECOND)
            await asyncio.sleep(max(0.0, at - clock()))
            api.add(talk.chat_of(number), talk.say(talk.chat_of(number), words))


async def main() -> None:
    replies = [step.replies for step in talk.rehearse()]
    echo, ours = Runs("bare echo", bots.ECHO), Runs("Farmgate", bots.FARMGATE)
    with talk.file_with(CHATS) as mould:
        for _ in range(ROUNDS):
            for each in (echo, ours):
                await each.round(mould, replies)
    show(
        f"latency: {A_SECOND} chats a second, handed out to last message seen, {ROUNDS} rounds",
        [echo.row, ours.row],
        [
            (
                f"p50 in ms {verdict(median(ours.halves), 20, most=True)},"
                f" p99 {verdict(median(ours.tails), 100, most=True)}"
            )
        ],
    )


if __name__ == "__main__":
    uvloop.run(main())
