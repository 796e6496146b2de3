import asyncio
from itertools import pairwise
from typing import Any

import pytest

from bot.outbox import Delivery, Refused, Sent, Unreachable, Wait
from bot.sandbox.people import say
from bot.store.faults import StoreUnavailable
from bot.telegram.client import Client
from bot.telegram.polling import Poller
from tests.outbox.world import VirtualLoop, moment
from tests.telegram.conftest import Wire


class Server:
    """Gives prepared answers and notes when it was asked for what; then is silent."""

    def __init__(self, *answers: Delivery, takes: tuple[Exception | None, ...] = ()) -> None:
        self.answers = list(answers)
        self.takes = list(takes)
        self.asked: list[tuple[float, int | None]] = []
        self.story: list[Any] = []

    async def ask(self, offset: int | None, wait: int) -> Delivery:
        self.asked.append((round(moment(), 3), offset))
        self.story.append(("ask", offset))
        if not self.answers:
            await asyncio.sleep(1e6)
        return self.answers.pop(0)

    async def take(self, updates: list[dict[str, Any]]) -> None:
        await asyncio.sleep(0.2)
        if self.takes and (problem := self.takes.pop(0)):
            raise problem
        self.story.append([each["update_id"] for each in updates])

    def run(self, seconds: float = 300.0) -> Poller:
        poller = Poller(self.ask, self.take)

        async def story() -> None:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(seconds):
                    await poller.run()

        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.run(story())
        return poller


def batch(*ids: int) -> Sent:
    return Sent([{"update_id": each} for each in ids])


def test_a_batch_is_kept_before_the_next_is_asked_for() -> None:
    server = Server(batch(5, 6), batch(7))
    server.run()
    assert server.story == [("ask", None), [5, 6], ("ask", 7), [7], ("ask", 8)]
    assert server.asked[1][0] == 0.2


def test_what_could_not_be_kept_is_asked_for_again() -> None:
    server = Server(batch(5), batch(5), takes=(StoreUnavailable("full"), None))
    poller = server.run()
    assert server.story == [("ask", None), ("ask", None), [5], ("ask", 6)]
    assert poller.counts["not_kept"] == 1


def test_the_same_offset_is_never_asked_for_within_half_a_second() -> None:
    server = Server(*[Sent([])] * 5, Sent([{"no": "id"}, 3]), Wait(0.1), Unreachable("x"), batch(1))
    poller = server.run()
    times = [at for at, offset in server.asked if offset is None]
    assert len(times) == 9
    assert min(b - a for a, b in pairwise(times)) > 0.5
    assert poller.counts["unusable"] == 2


def test_failures_back_off_and_a_conflict_says_what_it_is() -> None:
    server = Server(*[Unreachable("down")] * 8, Refused("409 Conflict", 409), batch(1))
    poller = server.run()
    times = [at for at, _ in server.asked]
    assert times[8] - times[7] == pytest.approx(20.0)
    assert times[9] - times[8] == pytest.approx(5.0)
    assert poller.counts["conflict"] == 1
    assert poller.counts["updates"] == 1


async def test_what_people_write_arrives_over_http(wire: Wire) -> None:
    came: list[dict[str, Any]] = []

    async def take(updates: list[dict[str, Any]]) -> None:
        came.extend(updates)

    task = asyncio.create_task(Poller(wire.client.updates, take, wait=5).run())
    for number in range(3):
        say(wire.box, wire.box.chats[5001], str(number))
    async with asyncio.timeout(5):
        while len(came) < 3:
            await asyncio.sleep(0.01)
    task.cancel()
    assert [each["message"]["text"] for each in came] == ["0", "1", "2"]
    await asyncio.gather(task, return_exceptions=True)


async def test_another_poller_with_the_same_token_is_a_refusal(wire: Wire) -> None:
    first = asyncio.create_task(wire.client.updates(None, 5))
    await asyncio.sleep(0.1)
    async with Client("7000000001:AAFarmgateSandboxToken-0123456789_abc", wire.server.url) as two:
        second = asyncio.create_task(two.updates(None, 1))
        done = await asyncio.gather(first, second)
    assert [each for each in done if isinstance(each, Refused) and each.code == 409]
