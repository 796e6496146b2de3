import asyncio
from itertools import pairwise
from typing import Any

import pytest

from bot.outbox import Gone, Hooks, Refused, Sent, Unchanged, Unreachable, Vanished, Wait, queue
from bot.outbox.holding import GONE_AFTER
from bot.store import holdings, senders
from bot.store.outbound import FIRST_BULK, Send
from bot.talk.message import Priority
from tests.outbox.world import World, moment, note, now, play, until


def test_the_first_bulk_class_is_the_reminder() -> None:
    assert FIRST_BULK == Priority.REMINDER
    assert max(Priority) < 5


def test_a_reply_leaves_right_after_its_commit_and_nothing_is_left_behind() -> None:
    async def story(world: World) -> float:
        worker = world.worker()
        await worker.start()
        await world.say(worker, note(7, "hello"))
        queued = moment()
        await worker.idle()
        await worker.stop()
        assert world.phones.texts() == ["hello"]
        assert (world.store.waiting, world.store.lanes) == (0, 0)
        return world.phones.calls[0][0] - queued

    assert play(story) == 0.0


def test_many_replies_to_one_chat_go_in_order_one_at_a_time_without_a_gap() -> None:
    async def story(world: World) -> float:
        worker = world.worker()
        await worker.start()
        for turn in range(10):
            await world.say(worker, note(7, f"{turn}a"), note(7, f"{turn}b"))
        await worker.idle()
        assert world.phones.texts(7) == [f"{turn}{part}" for turn in range(10) for part in "ab"]
        assert not world.phones.crowded
        return world.phones.came[-1][0] - world.phones.came[0][0]

    # Nineteen answers of 50 ms and nothing else between.
    assert play(story) == pytest.approx(19 * 0.05)


def test_urgent_messages_overtake_in_the_same_chat() -> None:
    async def story(world: World) -> list[str]:
        worker = world.worker()
        await worker.start()
        world.phones.latency = 1.0
        await world.say(worker, note(7, "first"))
        await world.say(worker, note(7, "warning", Priority.WARNING))
        await world.say(worker, note(7, "order", Priority.ORDER))
        await world.say(worker, note(7, "reply"))
        await worker.idle()
        return world.phones.texts(7)

    assert play(story) == ["first", "reply", "order", "warning"]


def test_bulk_keeps_its_pace_and_never_delays_a_reply() -> None:
    async def story(world: World) -> None:
        worker = world.worker(pace=28.0)
        await worker.start()
        await world.say(worker, *(note(chat, "news", Priority.BROADCAST) for chat in range(1, 301)))
        for turn in range(8):
            await asyncio.sleep(1.0)
            asked = moment()
            await world.say(worker, note(5000 + turn, "reply"))
            await until(lambda: "reply" in world.phones.texts(5000 + turn))  # noqa: B023
            assert moment() - asked < 0.03
        await until(lambda: world.phones.texts().count("news") == 300, within=60)
        times = [at for at, _, text in world.phones.came if text == "news"]
        for at in times:
            assert sum(at <= other < at + 0.999 for other in times) <= 28
        assert 300 / 28 - 1 < times[-1] - times[0] < 300 / 28 + 2
        await worker.idle()
        assert (world.store.waiting, world.store.lanes) == (0, 0)

    play(story)


def test_bulk_leaves_replies_their_room_within_the_limit_they_share() -> None:
    async def story(world: World) -> None:
        worker = world.worker(pace=28.0)
        await worker.start()
        await world.say(worker, *(note(chat, "news", Priority.BROADCAST) for chat in range(1, 401)))
        for turn in range(80):
            await asyncio.sleep(0.125)
            await world.say(worker, note(5000 + turn, "reply"))
        await until(lambda: world.phones.texts().count("news") == 400, within=60)
        times = sorted(at for at, _, _ in world.phones.came)
        settled = [at for at in times if at > times[0] + 2]
        for at in settled:
            assert sum(at <= other < at + 0.999 for other in settled) <= 30
        assert times[-1] - times[0] < 25

    play(story)


def test_bulk_to_one_chat_is_a_second_apart() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        await world.say(worker, *(note(7, str(n), Priority.REMINDER) for n in range(4)))
        await world.say(worker, note(7, "news", Priority.BROADCAST))
        await until(lambda: len(world.phones.came) == 5)
        times = [at for at, _, _ in world.phones.came]
        gaps = [later - sooner for sooner, later in pairwise(times)]
        assert min(gaps) > 0.999
        assert [text for text in world.phones.texts() if text != "news"] == ["0", "1", "2", "3"]

    play(story)


@pytest.mark.parametrize("seconds", [1, 7, 30])
def test_a_chat_told_to_wait_waits_so_long_and_no_longer(seconds: int) -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.scripts["a"] = [Wait(seconds)]
        await world.say(worker, note(7, "a"), note(7, "b"))
        await world.say(worker, note(8, "other"))
        await worker.idle()
        (first, *_), came = world.phones.calls, world.phones.came
        assert world.phones.texts() == ["other", "a", "b"]
        assert came[1][0] - first[0] == pytest.approx(seconds, abs=0.01)
        assert came[0][0] < 0.1

    play(story)


def test_many_chats_told_to_wait_quieten_everybody() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        for chat in range(1, 6):
            world.phones.scripts[f"to {chat}"] = [Wait(10)]
            await world.say(worker, note(chat, f"to {chat}"))
        await asyncio.sleep(0.5)
        await world.say(worker, note(99, "not told"))
        await worker.idle()
        assert len(world.phones.came) == 6
        assert min(at for at, _, _ in world.phones.came) >= 10.0

    play(story)


def test_a_blocked_chat_is_marked_and_what_waits_for_it_is_dropped() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.blocked.add(7)
        await world.say(worker, note(7, "a"), note(7, "b"), note(7, "c", Priority.ORDER))
        await world.say(worker, note(7, "news", Priority.BROADCAST))
        await world.say(worker, note(8, "other"))
        await worker.idle()
        await asyncio.sleep(3)
        assert world.phones.texts() == ["other"]
        assert set(world.gone) == {7}
        assert worker.counts["dropped"] >= 2
        assert (world.store.waiting, world.store.lanes) == (0, 0)
        world.phones.blocked.clear()
        await world.say(worker, note(7, "back"))
        await worker.idle()
        assert world.phones.texts(7) == ["back"]

    play(story)


def test_after_an_hour_without_network_everything_arrives_in_order() -> None:
    async def story(world: World) -> None:
        worker = world.worker(most_rows=100)
        await worker.start()
        world.phones.down = True
        for turn in range(40):
            for chat in range(10):
                await world.say(worker, note(chat + 1, str(turn)))
        await asyncio.sleep(3600)
        tried = len(world.phones.calls)
        world.phones.down = False
        up = moment()
        await worker.idle()
        await until(lambda: world.store.waiting == 0)
        for chat in range(1, 11):
            assert world.phones.texts(chat) == [str(turn) for turn in range(40)]
        # One chat at a time knocks, every few seconds; and once the line is up, all go.
        assert tried < 3600
        assert moment() - up < 40 * 0.05 + 8

    play(story)


def test_an_answer_of_500_is_tried_again_and_other_chats_are_not_held_up() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.scripts["a"] = [Unreachable("500")] * 3
        await world.say(worker, note(7, "a"), note(7, "b"))
        for turn in range(20):
            await world.say(worker, note(8, str(turn)))
        await worker.idle()
        assert world.phones.texts(7) == ["a", "b"]
        assert worker.counts["retried"] == 3
        assert max(at for at, chat, _ in world.phones.came if chat == 8) < 1.5

    play(story)


def test_what_is_refused_becomes_a_dead_letter_that_can_be_tried_again() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.scripts["a"] = [Refused("400 can't parse entities")]
        await world.say(worker, note(7, "a"), note(7, "b"))
        await worker.idle()
        assert world.phones.texts() == ["b"]
        (letter,) = await world.store.run(holdings.dead)
        assert (letter.chat, letter.error) == (7, "400 can't parse entities")
        again = await world.store.run(
            lambda conn: holdings.retry_dead(conn, letter.id, now(), worker.holder)
        )
        worker.wake(again)
        await worker.idle()
        assert world.phones.texts() == ["b", "a"]
        assert await world.store.run(holdings.dead) == []
        assert not await world.store.run(
            lambda conn: holdings.retry_dead(conn, letter.id, now(), worker.holder)
        )

    play(story)


def _edit(text: str) -> Send:
    body = {"chat_id": 7, "message_id": 5, "text": text}
    return Send(7, 0, "editMessageText", body, fallback="sendMessage")


def test_an_edit_of_a_vanished_message_is_sent_anew() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.scripts["card"] = [Vanished()]
        await world.say(worker, _edit("card"), note(7, "next"))
        await worker.idle()
        assert [call for _, _, call in world.phones.calls] == [
            "editMessageText card",
            "sendMessage card",
            "sendMessage next",
        ]

    play(story)


def test_an_edit_that_changes_nothing_is_done() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.scripts["card"] = [Unchanged()]
        await world.say(worker, _edit("card"))
        await worker.idle()
        assert world.store.waiting == 0
        assert worker.counts["unchanged"] == 1
        assert not await world.store.run(holdings.dead)

    play(story)


def test_an_answer_to_a_tap_that_comes_too_late_is_not_sent() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.down = True
        await world.say(worker, note(7, "toast", expires_at=now().replace(second=30)))
        await world.say(worker, note(7, "card"))
        await asyncio.sleep(40)
        world.phones.down = False
        await worker.idle()
        assert world.phones.texts() == ["card"]
        assert worker.counts["expired"] == 1

    play(story)


def test_a_kill_between_answer_and_mark_is_counted_and_sends_at_most_once_more() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        await world.say(worker, note(7, "a"), note(7, "b"))
        await until(lambda: world.phones.texts() == ["a"])
        await worker.kill()
        assert world.store.waiting == 2
        again = world.worker()
        await again.start()
        assert again.counts["resent_maybe"] == 2
        await until(lambda: world.store.waiting == 0)
        assert world.phones.texts() == ["a", "a", "b"]

    play(story)


def test_a_stop_in_good_order_leaves_nothing_doubtful() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        world.phones.scripts["b"] = [Wait(100)]
        await world.say(worker, note(7, "a"), note(7, "b"), note(7, "c"))
        await asyncio.sleep(1)
        await worker.stop()
        again = world.worker()
        await again.start()
        await until(lambda: world.store.waiting == 0)
        assert again.counts["resent_maybe"] == 0
        assert world.phones.texts() == ["a", "b", "c"]

    play(story)


def test_another_worker_takes_the_lanes_of_a_dead_one_and_not_of_a_living_one() -> None:
    async def story(world: World) -> None:
        dead, alive = world.worker("one", lease=30), world.worker("two", lease=30)
        await dead.start()
        await alive.start()
        world.phones.down = True
        await world.say(dead, note(7, "a"), note(7, "b"))
        await asyncio.sleep(100)
        assert world.store.waiting == 2
        await dead.kill()
        world.phones.down = False
        await asyncio.sleep(20)
        assert world.phones.texts() == []
        await asyncio.sleep(40)
        assert world.phones.texts() == ["a", "b"]
        assert alive.counts["resent_maybe"] == 2

    play(story)


def test_a_worker_the_others_gave_up_sends_nothing_it_no_longer_holds() -> None:
    async def story(world: World) -> None:
        slow, other = world.worker("slow", lease=30), world.worker("other", lease=30)
        await slow.start()
        world.phones.down = True
        await world.say(slow, note(7, "a"), note(7, "b"))
        # The whole worker is frozen for a while: it neither renews nor sends.
        frozen, slow._keep = slow._keep, _never  # type: ignore[method-assign]
        await asyncio.sleep(45)
        await other.start()
        world.phones.down = False
        await until(lambda: world.store.waiting == 0)
        slow._keep = frozen  # type: ignore[method-assign]
        await asyncio.sleep(60)
        assert world.phones.texts() == ["a", "b"]
        assert slow.counts["given_up"] == 1
        await world.say(slow, note(7, "c"))
        await slow.idle()
        assert world.phones.texts() == ["a", "b", "c"]

    async def _never() -> None:
        await asyncio.sleep(0)

    play(story)


def test_what_a_commit_in_doubt_hid_from_its_own_worker_is_found_and_sent_once() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        await worker.start()
        # The commit was kept, its news was lost: nobody wakes the outbox.
        await world.store.run(lambda conn: queue(conn, [note(7, "a")], now(), worker.holder))
        await until(lambda: world.phones.texts() == ["a"], within=15)
        await until(lambda: world.store.lanes == 0, within=15)
        await asyncio.sleep(60)
        assert world.phones.texts() == ["a"]
        assert worker.counts["found"] == 1

    play(story)


def test_a_watched_worker_stops_sending_before_others_may_take_its_lanes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The world's database knows no connections.
    monkeypatch.setattr(senders, "doubt_unseen", lambda *_: None)

    async def story(world: World) -> None:
        worker = world.worker(watched=True)
        await worker.start()
        world.store.away = True
        await asyncio.sleep(GONE_AFTER + 0.1)
        assert not worker._holding.holds
        world.store.away = False
        await until(lambda: worker._holding.holds, within=2)

    play(story)


def test_marks_wait_for_the_database_and_nothing_is_sent_twice() -> None:
    async def story(world: World) -> None:
        worker = world.worker(lease=1000)
        await worker.start()
        await world.say(worker, note(7, "a"), note(7, "b"))
        world.store.away = True
        await asyncio.sleep(60)
        assert world.store.waiting == 2
        world.store.away = False
        await worker.idle()
        assert world.store.waiting == 0
        assert world.phones.texts() == ["a", "b"]
        assert worker.counts["mark_again"] > 3

    play(story)


def test_a_lane_longer_than_memory_is_read_page_by_page_in_order() -> None:
    async def story(world: World) -> None:
        worker = world.worker(most_rows=20)
        await worker.start()
        world.phones.latency = 0.01
        for turn in range(300):
            await world.say(worker, note(7, str(turn)))
        await until(lambda: world.store.waiting == 0)
        assert world.phones.texts() == [str(turn) for turn in range(300)]
        assert world.store.lanes == 0

    play(story)


def test_two_workers_share_a_chat_without_doubles_or_disorder() -> None:
    async def story(world: World) -> None:
        workers = [world.worker("one"), world.worker("two")]
        for worker in workers:
            await worker.start()
        for turn in range(60):
            await world.say(workers[turn % 2], note(7, f"{turn}"), note(7, f"{turn} more"))
        await until(lambda: world.store.waiting == 0)
        wanted = [text for turn in range(60) for text in (f"{turn}", f"{turn} more")]
        assert world.phones.texts() == wanted
        assert not world.phones.crowded

    for seed in range(5):
        play(story, seed)


def test_two_workers_share_one_pace() -> None:
    async def story(world: World) -> None:
        workers = [world.worker("one", pace=20.0), world.worker("two", pace=20.0)]
        for worker in workers:
            await worker.start()
        await world.say(
            workers[0], *(note(chat, "news", Priority.BROADCAST) for chat in range(1, 201))
        )
        await until(lambda: len(world.phones.came) == 200, within=60)
        times = sorted(at for at, _, _ in world.phones.came)
        for at in times:
            assert sum(at <= other < at + 0.999 for other in times) <= 21
        assert times[-1] - times[0] < 200 / 20 + 3

    play(story)


def test_a_bug_in_the_call_costs_one_message_only() -> None:
    async def story(world: World) -> None:
        worker = world.worker()
        plain = world.phones.call

        async def broken(method: str, body: dict[str, Any], files: Any) -> Any:
            if body["text"] == "a":
                raise ZeroDivisionError
            return await plain(method, body, files)

        worker._chats._call = broken
        await worker.start()
        await world.say(worker, note(7, "a"), note(7, "b"))
        await worker.idle()
        assert world.phones.texts() == ["b"]
        assert worker.counts["dead"] == 1

    play(story)


def test_a_hook_that_fails_does_not_send_the_group_again() -> None:
    async def story(world: World) -> None:
        def fail(*_: object) -> None:
            raise ZeroDivisionError

        worker = world.worker(hooks=Hooks(gone=fail))
        await worker.start()
        world.phones.scripts["gone"] = [Gone("blocked")]
        await world.say(worker, note(8, "gone"), note(7, "a"), note(7, "b"))
        await worker.idle()
        assert world.phones.texts(7) == ["a", "b"]
        assert world.store.waiting == 0
        assert worker.counts["hooks_failed"] == 1

    play(story)


def test_sent_is_a_value_with_its_result() -> None:
    assert Sent({"message_id": 3}).result["message_id"] == 3


def test_bulk_held_up_does_not_catch_up_in_a_rush() -> None:
    async def story(world: World) -> None:
        worker = world.worker(pace=100.0)
        await worker.start()
        await world.say(worker, *(note(chat, "news", Priority.BROADCAST) for chat in range(1, 301)))
        await asyncio.sleep(1.0)
        # The whole loop stands still for a while.
        asyncio.get_running_loop()._jump.moment += 0.4  # type: ignore[attr-defined]
        await until(lambda: len(world.phones.came) == 300, within=10)
        times = [at for at, _, _ in world.phones.came]
        for at in times:
            # One more may have begun just before the standstill and arrive just after it.
            assert sum(at <= other < at + 0.999 for other in times) <= 101

    play(story)
