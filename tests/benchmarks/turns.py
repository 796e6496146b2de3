"""Full durable turns a second against a bare python-telegram-bot echo, on the same server."""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import uvloop

from bot.store.engine import open_database
from bot.store.inbound import count_waiting
from tests.benchmarks import bots, talk
from tests.benchmarks.api import serving
from tests.benchmarks.figures import percentile, show, spread, verdict

ROUNDS = 3
FAR = 0.05  # seconds an answer takes when the API is far away


@dataclass
class Runs:
    """One variant's rounds."""

    name: str
    kind: tuple[str, ...]
    chats: int
    delay: float = 0.0
    rates: list[float] = field(default_factory=list)
    halves: list[float] = field(default_factory=list)
    tails: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    async def round(self, mould: Path, replies: list[int]) -> None:
        each = replies if self.kind == bots.FARMGATE else [1] * len(replies)
        with talk.copy_of(mould) as file:
            async with serving(self.delay) as api:
                talk.fill(api, self.chats)
                async with bots.running(self.kind, api, file) as bot:
                    await api.replies(sum(each) * self.chats)
                    self._note(api.rate(), api.latencies(each), bot.cpu, len(api.updates))
            if self.kind == bots.FARMGATE:
                _prove(file)

    def _note(self, rate: float, waits: list[float], cpu: float, turns: int) -> None:
        self.rates.append(rate)
        self.halves.append(percentile(waits, 0.5) * 1000)
        self.tails.append(percentile(waits, 0.99) * 1000)
        self.costs.append(cpu * 1000 / turns)

    @property
    def row(self) -> tuple[str, str]:
        return self.name, (
            f"{spread(self.rates):>24}/s   p50 {median(self.halves):6,.0f}"
            f" p99 {median(self.tails):6,.0f} ms   {median(self.costs):5.2f} CPU s/1000"
        )


def _prove(file: Path) -> None:
    """See that every turn was kept, and nothing is left to send."""
    database = open_database(f"sqlite:///{file}")
    waiting = database.run_now(count_waiting)
    left = database.run_now(
        lambda conn: conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar()
    )
    database.close()
    assert (waiting, left) == (0, 0), f"{waiting} updates and {left} messages are left"


async def main() -> None:
    replies = [step.replies for step in talk.rehearse()]
    server = Runs("server's own limit (bare sockets)", bots.RAW, talk.CHATS)
    near = Runs("bare echo", bots.ECHO, 100)
    ours = Runs("Farmgate", bots.FARMGATE, talk.CHATS)
    far = Runs("bare echo, API 50 ms away", bots.ECHO, 5, FAR)
    ours_far = Runs("Farmgate, API 50 ms away", bots.FARMGATE, talk.CHATS, FAR)
    with talk.file_with(talk.CHATS) as mould:
        await server.round(mould, replies)
        for _ in range(ROUNDS):
            for each in (near, ours, far, ours_far):
                await each.round(mould, replies)
    ratios = [mine / echo for mine, echo in zip(ours.rates, near.rates, strict=True)]
    ratios_far = [mine / echo for mine, echo in zip(ours_far.rates, far.rates, strict=True)]
    thrift = [echo / mine for mine, echo in zip(ours.costs, near.costs, strict=True)]
    show(
        f"turns: a backlog of {len(talk.TALK)} turns from each chat, {ROUNDS} rounds in turn",
        [each.row for each in (server, near, ours, far, ours_far)],
        [
            f"times the bare echo: {spread(ratios, 2)}, {verdict(median(ratios), 1.5)}",
            f"by processor time, which a busy machine shakes less: {spread(thrift, 2)} times",
            f"times the bare echo, API 50 ms away: {spread(ratios_far, 1)}",
            f"turns/s, API 50 ms away: {verdict(median(ours_far.rates), 1000)}",
            (
                f"a turn is: {' '.join(talk.TALK)} -> {sum(replies)} messages; times are from handed"
                " out to the turn's last message seen, so mostly queueing"
            ),
            "aiogram is no dependency: not measured",
        ],
    )


if __name__ == "__main__":
    uvloop.run(main())
