"""Whatever happens, in whatever order: nothing lost, nothing out of order, every double counted."""

import asyncio
from collections import defaultdict

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.outbox import Outbox
from tests.outbox.world import Store, VirtualLoop, World, note, until

CHATS = st.integers(1, 4)
CLASSES = st.integers(0, 4)
WORKERS = st.integers(0, 1)


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner(loop_factory=VirtualLoop)
        self.world = World(Store(1))
        self.queued: dict[tuple[int, int], list[str]] = defaultdict(list)
        self.number = 0
        self.doubtful = 0
        self.killed = False
        self.workers: list[Outbox | None] = [None, None]
        for which in (0, 1):
            self.runner.run(self._start(which))

    async def _start(self, which: int) -> None:
        worker = self.world.worker(f"worker {which}", lease=30, most_rows=12)
        await worker.start()
        self.workers[which] = worker

    @rule(which=WORKERS, chat=CHATS, cls=CLASSES, many=st.integers(1, 5))
    def say(self, which: int, chat: int, cls: int, many: int) -> None:
        worker = self.workers[which]
        if worker is None or self.world.store.away:
            return
        sends = []
        for _ in range(many):
            self.number += 1
            text = str(self.number)
            sends.append(note(chat, text, cls))
            self.queued[chat, cls].append(text)
        self.runner.run(self.world.say(worker, *sends))

    @rule(seconds=st.sampled_from([0.0, 0.003, 0.02, 0.06, 0.3, 1.0, 5.0, 50.0]))
    def wait(self, seconds: float) -> None:
        self.runner.run(asyncio.sleep(seconds))

    @rule(chat=CHATS, seconds=st.sampled_from([1.0, 3.0, 20.0]))
    def flood(self, chat: int, seconds: float) -> None:
        self.world.phones.floods[chat] = seconds

    @rule(down=st.booleans())
    def cut(self, down: bool) -> None:
        self.world.phones.down = down

    @rule(away=st.booleans())
    def lose_database(self, away: bool) -> None:
        self.world.store.away = away

    @precondition(lambda self: not self.world.store.away)
    @rule(which=WORKERS)
    def kill_or_start(self, which: int) -> None:
        worker = self.workers[which]
        if worker is None:
            self.runner.run(self._start(which))
        else:
            self.runner.run(worker.kill())
            self.killed = True
            self._bury(which, worker)

    @precondition(lambda self: not self.world.store.away)
    @rule(which=WORKERS)
    def stop(self, which: int) -> None:
        worker = self.workers[which]
        if worker is not None:
            self.runner.run(worker.stop())
            self._bury(which, worker)

    def _bury(self, which: int, worker: Outbox) -> None:
        self.doubtful += worker.counts["resent_maybe"] + 100 * worker.counts["given_up"]
        self.workers[which] = None

    def teardown(self) -> None:
        try:
            self._end()
        finally:
            self.runner.close()
            self.world.store.close()

    def _end(self) -> None:
        self.world.store.away = self.world.phones.down = False
        self.world.phones.floods.clear()
        for which in (0, 1):
            if self.workers[which] is None:
                self.runner.run(self._start(which))
        self.runner.run(until(lambda: not self.world.store.waiting, step=0.1))
        # Quiet now: the last marks and the lanes' ends take a moment more.
        self.runner.run(until(lambda: not self.world.store.lanes, within=10.0))
        for worker in self.workers:
            assert worker is not None
            self.doubtful += worker.counts["resent_maybe"] + 100 * worker.counts["given_up"]
            self.runner.run(worker.stop())
        self._check()

    def _check(self) -> None:
        came = self.world.phones.came
        texts = [text for _, _, text in came]
        for (chat, _), wanted in self.queued.items():
            first = [
                text for text in dict.fromkeys(self.world.phones.texts(chat)) if text in wanted
            ]
            assert first == wanted
        assert len(texts) - len(set(texts)) <= self.doubtful
        if not self.killed:
            self._check_waits()

    def _check_waits(self) -> None:
        for told, text, seconds in self.world.phones.told:
            lane = next(texts for texts in self.queued.values() if text in texts)
            for at, _, other in self.world.phones.came:
                assert other not in lane or not told < at < told + seconds - 0.001


Life.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestLife = Life.TestCase
