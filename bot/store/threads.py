"""The threads that hold the connections: a writer that commits in groups, and a pool."""

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.store.faults import Stale, StoreUnavailable, is_away, is_broken, is_clash, sort_out
from bot.store.quick import QuickConnection

GROUP = 64
TRIES = 6


@dataclass(slots=True, eq=False)
class Job:
    """A work on its way: its transaction's outcome is told to `future`, on `loop` if it has one."""

    work: Callable[[Connection], Any]
    future: "asyncio.Future[Any] | Future[Any]"
    loop: asyncio.AbstractEventLoop | None = None
    value: Any = None
    fault: BaseException | None = None


class GroupWriter:
    """One thread, one connection: what waits is done in one transaction and committed together.

    When one work of a group fails, the group is rolled back and each is done again alone, so
    what is kept is exactly what was acknowledged. Works may therefore run more than once.
    """

    def __init__(self, engine: Engine, size: int = GROUP) -> None:
        self._engine = engine
        self._size = size
        # Opened at once: what only reads needs the log's files in place.
        self._conn: Connection | None = _connect(engine)
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="store-writer", daemon=True)
        self._thread.start()

    def give(self, job: Job) -> None:
        self._jobs.put(job)

    def close(self) -> None:
        """Finish what was given, then let the connection go."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            group = self._gather(first)
            self._perform(group)
            deliver(group)
        self._disconnect()

    def _gather(self, first: Job) -> list[Job]:
        group = [first]
        while len(group) < self._size:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            group.append(job)
        return group

    def _perform(self, group: list[Job]) -> None:
        try:
            self._commit(group)
        except BaseException as error:  # noqa: BLE001  the thread must outlive every work
            if len(group) == 1 or _away(error):
                self._fail(group, error)
            else:
                self._replay(group)

    def _replay(self, group: list[Job]) -> None:
        for place, job in enumerate(group):
            try:
                self._commit([job])
            except BaseException as error:  # noqa: BLE001  the thread must outlive every work
                if _away(error):
                    self._fail(group[place:], error)
                    return
                self._fail([job], error)

    def _commit(self, group: list[Job]) -> None:
        if self._conn is None:
            self._conn = QuickConnection(self._engine)
        with self._conn.begin():
            for job in group:
                job.value = job.work(self._conn)

    def _fail(self, jobs: list[Job], error: BaseException) -> None:
        _fail(jobs, error)
        if isinstance(error, Exception) and is_broken(error):
            self._disconnect()

    def _disconnect(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            conn.invalidate()
            conn.close()


class Pool:
    """Threads that each do one work at a time in a transaction of its own.

    What clashes or loses its connection is done again from the start.
    """

    def __init__(self, engine: Engine, threads: int, name: str) -> None:
        self._engine = engine
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [
            Thread(target=self._serve, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def give(self, job: Job) -> None:
        self._jobs.put(job)

    def close(self) -> None:
        """Finish what was given, then let the connections go."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self._engine.dispose()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._perform(job)
            deliver([job])

    def _perform(self, job: Job) -> None:
        for spent in range(TRIES):
            try:
                with self._engine.begin() as conn:
                    job.value = job.work(conn)
            except BaseException as error:  # noqa: BLE001  the thread must outlive every work
                if spent + 1 < TRIES and _again(error, spent):
                    continue
                _fail([job], error)
            return


def _connect(engine: Engine) -> Connection:
    try:
        return QuickConnection(engine)
    except DBAPIError as error:
        raise sort_out(error) from error


def deliver(jobs: Iterable[Job]) -> None:
    """Tell each waiting side its outcome, waking every event loop once."""
    loops: dict[asyncio.AbstractEventLoop | None, list[Job]] = {}
    for job in jobs:
        loops.setdefault(job.loop, []).append(job)
    for loop, mine in loops.items():
        if loop is None:
            _settle(mine)
        else:
            # A closed loop has nobody left to tell; the work itself is kept.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_settle, mine)


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.fault is None:
            job.future.set_result(job.value)
        else:
            job.future.set_exception(job.fault)


def _fail(jobs: list[Job], error: BaseException) -> None:
    for job in jobs:
        job.fault = _told(error)


def _told(error: BaseException) -> Exception:
    """Give what the waiting side sees: never something that would end its loop."""
    if not isinstance(error, Exception) or isinstance(error, StopIteration):
        return RuntimeError(f"the work ended by {error!r}")
    if is_clash(error) and not isinstance(error, Stale):
        return StoreUnavailable(str(error))
    return sort_out(error)


def _away(error: BaseException) -> bool:
    return isinstance(error, Exception) and is_away(error)


def _again(error: BaseException, spent: int) -> bool:
    """Tell whether to try once more: clashes after a short wait, a cut connection once."""
    if not isinstance(error, Exception):
        return False
    if is_clash(error):
        time.sleep(random.uniform(0.005, 0.02) * 2**spent)  # noqa: S311  not a secret
        return True
    return spent == 0 and isinstance(error, DBAPIError) and error.connection_invalidated
