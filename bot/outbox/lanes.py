"""What this worker holds in memory: the rows of its lanes, and whether it knows them all."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.store.holdings import Page
from bot.store.outbound import Key, Queued, Row


@dataclass(slots=True)
class Lane:
    """One lane held.

    `known` is the stamp up to which every row has been seen, `told` the newest heard of. A lane
    that is `behind` has rows in the database that are not here: it takes no new ones before
    those are read. `life` counts how often the lane was opened anew.
    """

    key: Key
    known: int = -1
    told: int = -1
    life: int = 0
    newest: int = 0
    behind: bool = False
    flying: bool = False
    waiting: deque[Row] = field(default_factory=deque)

    @property
    def unread(self) -> bool:
        """Whether the database holds rows that are not here."""
        return self.behind or self.told > self.known

    @property
    def resting(self) -> bool:
        return not self.waiting and not self.flying


class Lanes:
    """All lanes held; `most` is how many rows may stand in memory at once."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._chats: dict[int, dict[int, Lane]] = {}
        self._rested: dict[Key, None] = {}
        self.rows = 0

    def __len__(self) -> int:
        return len(self._chats)

    @property
    def full(self) -> bool:
        return self.rows >= self._most

    def take(self, queued: Queued) -> bool:
        """Take what a turn queued; True when the chat has something to send."""
        lane = self._open(queued.key)
        whole = queued.fresh or (not lane.behind and queued.stamp == lane.known + 1)
        lane.told = queued.stamp if queued.fresh else max(lane.told, queued.stamp)
        lane.life += queued.fresh
        lane.behind = not whole or self.full
        if not lane.behind:
            lane.known = queued.stamp
            self._append(lane, _unseen(lane, queued.rows))
        self._rest(lane)
        return bool(lane.waiting)

    def load(self, page: Page) -> bool:
        """Take a page just read from its lane; True when that brought something to send."""
        lane = self._open(page.key)
        lane.known = page.stamp
        lane.told = max(lane.told, page.stamp)
        lane.behind = page.more or lane.told > lane.known
        self._append(lane, _unseen(lane, page.rows))
        self._rest(lane)
        return bool(lane.waiting)

    def head(self, chat: int) -> Row | None:
        """Take the chat's most urgent row out; its lane is flying until `landed` or `back`."""
        lanes = self._chats.get(chat, {})
        for cls in sorted(lanes):
            lane = lanes[cls]
            if lane.waiting:
                lane.flying = True
                self.rows -= 1
                return lane.waiting.popleft()
        return None

    def waits(self, chat: int) -> bool:
        return any(lane.waiting for lane in self._chats.get(chat, {}).values())

    def landed(self, row: Row) -> None:
        """Note that the row in flight is done with."""
        lane = self.lane(row.key)
        if lane is not None:
            lane.flying = False
            self._rest(lane)

    def back(self, row: Row) -> None:
        """Put a row that was not delivered back at the head of its lane."""
        lane = self.lane(row.key)
        if lane is not None:
            lane.flying = False
            lane.waiting.appendleft(row)
            self.rows += 1

    def lane(self, key: Key) -> Lane | None:
        return self._chats.get(key.chat, {}).get(key.cls)

    def rested(self) -> list[Lane]:
        """Take the lanes that have come to rest; what cannot be read now stays for later."""
        found = [lane for key in self._rested if (lane := self.lane(key)) and lane.resting]
        self._rested.clear()
        if self.full:
            self._rested = {lane.key: None for lane in found if lane.unread}
            return [lane for lane in found if not lane.unread]
        return found

    @property
    def unsettled(self) -> bool:
        return bool(self._rested)

    def hear(self, lane: Lane, stamp: int) -> None:
        """Take note of a stamp, and have the lane looked at again when it rests."""
        lane.told = max(lane.told, stamp)
        self._rest(lane)

    def close(self, key: Key) -> None:
        """Forget one lane."""
        lanes = self._chats.get(key.chat, {})
        lane = lanes.pop(key.cls, None)
        if lane is not None:
            self.rows -= len(lane.waiting)
            if not lanes:
                del self._chats[key.chat]

    def forget(self, chat: int) -> None:
        """Forget all of a chat."""
        for lane in list(self._chats.get(chat, {}).values()):
            self.close(lane.key)

    def clear(self) -> None:
        """Forget everything."""
        self._chats.clear()
        self._rested.clear()
        self.rows = 0

    def _open(self, key: Key) -> Lane:
        lanes = self._chats.setdefault(key.chat, {})
        lane = lanes.get(key.cls)
        if lane is None:
            lane = lanes[key.cls] = Lane(key)
        return lane

    def _append(self, lane: Lane, rows: Sequence[Row]) -> None:
        lane.waiting.extend(rows)
        self.rows += len(rows)
        if rows:
            lane.newest = max(lane.newest, rows[-1].id)

    def _rest(self, lane: Lane) -> None:
        if lane.resting:
            self._rested[lane.key] = None


def _unseen(lane: Lane, rows: Sequence[Row]) -> list[Row]:
    """Give the rows not taken yet: what a turn tells of may have been read before it could."""
    return [row for row in rows if row.id > lane.newest]
