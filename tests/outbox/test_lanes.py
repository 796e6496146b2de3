"""A row is taken once, whichever way it is heard of first."""

from bot.outbox.lanes import Lanes
from bot.store.holdings import Page
from bot.store.outbound import Key, Queued, Row, Send

KEY = Key(7, 0)


def rows(*ids: int) -> tuple[Row, ...]:
    return tuple(Row(each, Send(7, 0, "sendMessage", {"text": str(each)})) for each in ids)


def sent(lanes: Lanes) -> list[int]:
    """Send all that waits."""
    done = []
    while (row := lanes.head(KEY.chat)) is not None:
        done.append(row.id)
        lanes.landed(row)
    return done


def test_a_new_lane_read_before_its_turn_could_tell_of_it_is_sent_once() -> None:
    lanes = Lanes()
    lanes.take(Queued(KEY, rows(1, 2), 100, fresh=True, ours=True))
    assert sent(lanes) == [1, 2]
    # The lane was closed and opened anew by a turn that has not told of it yet; it is read first.
    lanes.load(Page(KEY, 900, rows(3, 4), more=False))
    assert sent(lanes) == [3, 4]
    lanes.take(Queued(KEY, rows(3, 4), 900, fresh=True, ours=True))
    assert sent(lanes) == []
    lanes.take(Queued(KEY, rows(5), 901, fresh=False, ours=True))
    assert sent(lanes) == [5]


def test_a_new_lane_told_of_before_it_is_read_is_sent_once() -> None:
    lanes = Lanes()
    lanes.take(Queued(KEY, rows(1, 2), 100, fresh=True, ours=True))
    lanes.load(Page(KEY, 100, rows(1, 2), more=False))
    assert sent(lanes) == [1, 2]
