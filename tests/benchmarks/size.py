"""The same talk among five hundred people and among a hundred thousand."""

from pathlib import Path
from statistics import median

import uvloop

from tests.benchmarks import bots, talk
from tests.benchmarks.api import serving
from tests.benchmarks.figures import show, spread, verdict

ROUNDS = 3
MANY = 100_000
CHATS = 150


async def talk_in(mould: Path, replies: int) -> tuple[float, float]:
    """Give turns a second and CPU seconds for 1,000 turns, on a copy of the file."""
    with talk.copy_of(mould) as file:
        async with serving() as api:
            talk.fill(api, CHATS)
            async with bots.running(bots.FARMGATE, api, file) as bot:
                await api.replies(replies * CHATS)
                return api.rate(), bot.cpu * 1000 / len(api.updates)


async def main() -> None:
    replies = sum(step.replies for step in talk.rehearse())
    few_runs, many_runs = [], []
    with talk.file_with(CHATS) as few, talk.file_with(MANY, CHATS) as many:
        megabytes = many.stat().st_size / 1e6
        for _ in range(ROUNDS):
            few_runs.append(await talk_in(few, replies))
            many_runs.append(await talk_in(many, replies))
    ratios = [a[0] / b[0] for a, b in zip(few_runs, many_runs, strict=True)]
    show(
        f"size: the same talk in a small file and one of {megabytes:.0f} MB, {ROUNDS} rounds",
        [
            (
                f"{name} people",
                (
                    f"{spread([each[0] for each in runs])}/s"
                    f"   {median(each[1] for each in runs):.2f} CPU s/1000"
                ),
            )
            for name, runs in ((f"{CHATS:,}", few_runs), (f"{MANY:,}", many_runs))
        ],
        [f"times slower: {spread(ratios, 2)}, {verdict(median(ratios), 2, most=True)}"],
    )


if __name__ == "__main__":
    uvloop.run(main())
