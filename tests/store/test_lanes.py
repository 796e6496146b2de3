import asyncio
from dataclasses import dataclass, field

import pytest

from bot.store.faults import StoreUnavailable
from bot.store.lanes import Lanes


@dataclass
class Step:
    """A piece that notes what happens to it, in the order it happens."""

    name: str
    diary: list[str]
    faults: list[Exception] = field(default_factory=list)
    gate: asyncio.Event | None = None
    again: int = 0

    async def perform(self) -> bool:
        if self.faults:
            raise self.faults.pop()
        if self.gate is not None:
            await self.gate.wait()
        self.diary.append(self.name)
        self.again -= 1
        return self.again < 0

    def give_up(self) -> None:
        self.diary.append(f"no {self.name}")


@pytest.fixture
def diary() -> list[str]:
    return []


async def test_a_lane_keeps_its_order_whatever_fails_on_the_way(diary: list[str]) -> None:
    lanes = Lanes(4, 100)
    lanes.add(1, Step("a", diary, [StoreUnavailable()]))
    lanes.add(1, Step("b", diary, [LookupError()]))
    lanes.add(1, Step("c", diary))
    lanes.add(2, Step("other", diary))
    await lanes.idle()
    assert diary == ["other", "a", "b", "c"]
    assert lanes.counts["retried"] == 2
    assert len(lanes) == 0


async def test_a_piece_that_wants_another_go_keeps_its_place(diary: list[str]) -> None:
    lanes = Lanes(4, 100)
    lanes.add(1, Step("a", diary, again=2))
    lanes.add(1, Step("b", diary))
    await lanes.idle()
    assert diary == ["a", "a", "a", "b"]


async def test_no_more_than_the_width_are_done_at_once(diary: list[str]) -> None:
    lanes, gate = Lanes(2, 100), asyncio.Event()
    for key in range(3):
        lanes.add(key, Step(str(key), diary, gate=gate if key < 2 else None))
    for _ in range(20):
        await asyncio.sleep(0)
    assert diary == []
    gate.set()
    await lanes.idle()
    assert diary == ["0", "1", "2"]


async def test_there_is_room_again_when_enough_is_done(diary: list[str]) -> None:
    lanes, gate = Lanes(2, 2), asyncio.Event()
    for name in "abc":
        lanes.add(1, Step(name, diary, gate=gate))
    waiting = asyncio.ensure_future(lanes.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    gate.set()
    await waiting
    assert diary[:1] == ["a"]
    await lanes.idle()


async def test_stopping_ends_what_is_being_done_and_gives_up_the_rest(diary: list[str]) -> None:
    lanes, gate = Lanes(2, 1), asyncio.Event()
    lanes.add(1, Step("a", diary, gate=gate))
    lanes.add(1, Step("b", diary))
    await asyncio.sleep(0)
    stopping = asyncio.ensure_future(lanes.stop(5))
    await asyncio.sleep(0)
    gate.set()
    await stopping
    lanes.add(1, Step("c", diary))
    await lanes.room()
    await lanes.idle()
    assert diary == ["a", "no b", "no c"]


async def test_stopping_does_not_wait_for_ever(diary: list[str]) -> None:
    lanes = Lanes(2, 1)
    lanes.add(1, Step("a", diary, gate=asyncio.Event()))
    await asyncio.sleep(0)
    await lanes.stop(0.01)
    await lanes.idle()
    assert diary == ["no a"]


async def test_stopping_ends_the_wait_for_a_database_out_of_reach(diary: list[str]) -> None:
    lanes = Lanes(2, 100)
    lanes.add(1, Step("a", diary, [StoreUnavailable() for _ in range(50)]))
    while lanes.counts["retried"] < 1:
        await asyncio.sleep(0)
    await asyncio.wait_for(lanes.stop(30), 5)
    assert diary == ["no a"]
