"""How a search takes no longer in a market a hundred times as large, on both databases."""

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.ordering.filters import CHEAPEST, FRESHEST, NEAREST, Filters
from bot.ordering.search import search
from bot.store.engine import Database, open_database
from tests import market
from tests.benchmarks.figures import percentile, show
from tests.databases import PostgresMould, SqliteMould
from tests.market import NOW, Market
from tests.postgres import find_binaries, running_server

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS, SEARCHES = 5, 400
PROVED = 50
FLAT = 2.0  # times the smallest market's p99
MARKET = Market()
ASKED = Filters("any", 30, sort=CHEAPEST)
OTHERS = {
    "nearest within 60 km": Filters("any", 60, sort=NEAREST),
    "cheapest within 5 km": Filters("any", 5, sort=CHEAPEST),
    "cheapest organic within 30 km": Filters("any", 30, label="organic", sort=CHEAPEST),
    "cheapest within 200 km": Filters("any", 200, sort=CHEAPEST),
    "cheapest anywhere": Filters("any", None, sort=CHEAPEST),
    "newest of all within 60 km": Filters(None, 60, sort=FRESHEST),
    "nearest of all": Filters(None, None, sort=NEAREST),
}


@dataclass
class Figures:
    """One market's rounds, in milliseconds."""

    halves: list[float] = field(default_factory=list)
    tails: list[float] = field(default_factory=list)

    def note(self, waits: Sequence[float]) -> None:
        self.halves.append(percentile(waits, 0.5) * 1000)
        self.tails.append(percentile(waits, 0.99) * 1000)

    @property
    def tail(self) -> float:
        return median(self.tails)

    def said(self, floor: "Figures") -> str:
        ratio = self.tail / floor.tail
        lows, highs = min(self.tails), max(self.tails)
        return (
            f"p50 {median(self.halves):5.2f}  p99 {self.tail:6.2f} ({lows:.2f}-{highs:.2f}) ms"
            f"   {ratio:5.2f} times"
        )


def main(sizes: Sequence[int]) -> int:
    steep = 0
    for name, making in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        if name == "PostgreSQL" and find_binaries() is None:
            print("no PostgreSQL: not measured")
            continue
        with making(sizes) as crowds:
            steep += _measure(name, crowds)
    return steep


def _measure(name: str, crowds: dict[int, Database]) -> bool:
    proved = sum(map(_prove, crowds.values()))
    rows, floor, worst = [], Figures(), 0.0
    for what, filters in {"cheapest within 30 km": ASKED, **OTHERS}.items():
        found = _rounds(crowds, filters)
        floor = found[min(found)]
        rows += [(f"{what}: {size:>9,}", each.said(floor)) for size, each in found.items()]
        if filters is ASKED:
            worst = max(each.tail for each in found.values()) / floor.tail
    kept = worst < FLAT
    show(
        f"search on {name}: first page of a crop, {ROUNDS} rounds of {SEARCHES} searches in turn",
        rows,
        [
            f"{proved} searches found just what looking through everything finds",
            f"{'within' if kept else 'MISSES'} the budget: p99 less than {FLAT:g} times the least",
        ],
    )
    return not kept


def _rounds(crowds: dict[int, Database], filters: Filters) -> dict[int, Figures]:
    found = {size: Figures() for size in crowds}
    for each in crowds.values():
        _ask(each, filters, seed=0)
    for at in range(ROUNDS):
        for size, each in crowds.items():
            found[size].note(_ask(each, filters, seed=at + 1))
    return found


def _ask(crowd: Database, filters: Filters, seed: int) -> list[float]:
    """Ask as many people would, one after another; gives how long each waited, in seconds."""
    lot, waits = random.Random(seed), []
    for _ in range(SEARCHES):
        spot, wanted = MARKET.look(lot, filters)
        with crowd.writing.begin() as conn:
            begun = time.perf_counter()
            search(conn, spot, wanted, NOW, NOW.date())
            waits.append(time.perf_counter() - begun)
    return waits


def _prove(crowd: Database) -> int:
    """See that searches give what looking at every listing gives."""
    lot = random.Random(99)
    for _ in range(PROVED):
        spot, wanted = MARKET.look(lot, ASKED)
        with crowd.writing.begin() as conn:
            found = search(conn, spot, wanted, NOW, NOW.date())
            every = market.load_all(conn, wanted.crop)
        right = market.look_through(every, spot, wanted, NOW)[: len(found) or 1]
        assert [each.offer.listing.id for each in found] == right, (spot, wanted)
    return PROVED


@contextmanager
def _sqlite(sizes: Sequence[int]) -> Iterator[dict[int, Database]]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        mould = SqliteMould(Path(folder))
        yield {size: _crowded(mould.make(Path(folder)), size, opened) for size in sizes}


@contextmanager
def _postgres(sizes: Sequence[int]) -> Iterator[dict[int, Database]]:
    with running_server() as address, ExitStack() as opened:
        mould = PostgresMould(address)
        opened.callback(mould.close)
        yield {size: _crowded(mould.make(), size, opened) for size in sizes}


def _crowded(url: str, size: int, opened: ExitStack) -> Database:
    database = open_database(url)
    opened.callback(database.close)
    begun = time.monotonic()
    with database.writing.begin() as conn:
        market.fill(conn, MARKET, size)
    print(f"  {size:,} listings written in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return database


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or SIZES))
