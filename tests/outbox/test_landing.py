"""Who marks a message is told what became of it, in the transaction in which it leaves the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.outbox import Gone, Hooks, Refused
from bot.outbox.marks import Landed
from bot.store import holdings
from bot.talk.message import Priority
from tests.outbox.world import World, note, now, play, until


class Told(list[tuple[str, str]]):
    """What a worker tells of marked messages."""

    @property
    def hooks(self) -> Hooks:
        return Hooks(landed=self._hear)

    def _hear(self, conn: Connection, landed: Sequence[Landed], at: datetime) -> None:
        self.extend((each.mark, each.outcome) for each in landed)


def news(chat: int, mark: str | None, **more: Any) -> Any:
    return note(chat, mark or "plain", Priority.BROADCAST, mark=mark, **more)


def test_each_marked_message_lands_once_whatever_became_of_it() -> None:
    async def story(world: World) -> None:
        told = Told()
        worker = world.worker(hooks=told.hooks)
        await worker.start()
        world.phones.scripts["refused"] = [Refused("400")]
        world.phones.scripts["gone"] = [Gone("blocked")]
        await world.say(worker, news(1, "sent"), news(2, "refused"), news(5, None))
        await world.say(worker, news(3, "gone"), news(3, "behind"))
        await world.say(worker, news(4, "old", expires_at=now()))
        await until(lambda: world.store.waiting == 0)
        assert sorted(told) == [
            ("behind", "gone"),
            ("gone", "gone"),
            ("old", "expired"),
            ("refused", "dead"),
            ("sent", "sent"),
        ]

    play(story)


def test_a_dead_letter_keeps_its_mark_and_lands_when_it_is_sent_after_all() -> None:
    async def story(world: World) -> None:
        told = Told()
        worker = world.worker(hooks=told.hooks)
        await worker.start()
        world.phones.scripts["a"] = [Refused("400")]
        await world.say(worker, news(1, "a"))
        await until(lambda: bool(told))
        (letter,) = await world.store.run(holdings.dead)
        again = await world.store.run(
            lambda conn: holdings.retry_dead(conn, letter.id, now(), worker.holder)
        )
        worker.wake(again)
        await until(lambda: len(told) > 1)
        assert told == [("a", "dead"), ("a", "sent")]

    play(story)


def test_a_worker_killed_before_its_mark_tells_it_once_after_all() -> None:
    async def story(world: World) -> None:
        told = Told()
        first = world.worker(hooks=told.hooks)
        await first.start()
        await world.say(first, *(news(chat, f"n{chat}") for chat in range(1, 30)))
        await until(lambda: bool(world.phones.came))
        await first.kill()
        second = world.worker(hooks=told.hooks)
        await second.start()
        await until(lambda: len(told) >= 29)
        await second.idle()
        assert sorted(told) == sorted((f"n{chat}", "sent") for chat in range(1, 30))

    play(story)
