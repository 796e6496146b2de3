"""The state of the line: who must wait, whether it is down, and how fast bulk may go."""

import random
from collections import deque

_FIRST_BACKOFF = 0.5
_LONGEST_BACKOFF = 30.0
_LONGEST_PROBE = 5.0
# So many chats failing, none succeeding between, and it is the line, not a chat.
_DOWN_AFTER = 5
# So many chats told to wait within a second, and the limit is the bot's, not a chat's.
_MANY_WAIT = 5
_SLOWER, _FASTER = 0.8, 1.05
# As many seconds back the busiest one says how much room replies may need in the next; and a
# little more, so that the first who speak after a silence are not refused either.
_REMEMBERED, _SPARE, _LEAST_SPARE = 30, 2, 4
# However much people talk, bulk goes on at this part of its pace.
_LEAST = 0.25


class Line:
    """Times are seconds of one clock that never jumps; `pace` is bulk sends a second."""

    def __init__(self, pace: float) -> None:
        self._full_pace = pace
        self.pace = pace
        self.down = False
        self._quiet_until = 0.0
        self._until: dict[int, float] = {}
        self._tries: dict[int, int] = {}
        self._failing: set[int] = set()
        self._told: dict[int, float] = {}
        self._probes = 0
        self._ticked = 0.0
        self._replies: deque[tuple[int, int]] = deque(maxlen=_REMEMBERED)
        self._sent: deque[float] = deque()

    @property
    def bulk_pace(self) -> float:
        """How many sends of bulk a second leave replies their room within the bot's limit."""
        busiest = max((count for _, count in self._replies), default=0)
        return max(self.pace - max(busiest + _SPARE, _LEAST_SPARE), self.pace * _LEAST)

    def is_full(self, now: float) -> bool:
        """Whether as much went out within the last second as may: bulk waits then."""
        while self._sent and self._sent[0] <= now - 1.0:
            self._sent.popleft()
        return len(self._sent) >= self.pace

    def sent(self, now: float, *, bulk: bool) -> None:
        """Note a send: bulk and replies share one limit."""
        self._sent.append(now)
        if bulk:
            return
        second = int(now)
        count = 1
        if self._replies and self._replies[-1][0] == second:
            count += self._replies.pop()[1]
        self._replies.append((second, count))

    def ready_at(self, chat: int) -> float:
        """Tell from when on this chat may be sent to."""
        return max(self._quiet_until, self._until.get(chat, 0.0))

    def worked(self, chat: int) -> None:
        """Note an answer of any kind: the line is up."""
        self._tries.pop(chat, None)
        self._until.pop(chat, None)
        if self._failing:
            self._come_up()

    def _come_up(self) -> None:
        if self.down:
            # Those who only waited for the line wait no longer.
            for chat in self._failing:
                self._until.pop(chat, None)
                self._tries.pop(chat, None)
        self._failing.clear()
        self.down = False
        self._probes = 0

    def failed(self, chat: int, now: float) -> float:
        """Note a call without an answer; gives the seconds until this chat's next try."""
        tries = self._tries[chat] = self._tries.get(chat, 0) + 1
        self._failing.add(chat)
        self.down = len(self._failing) >= _DOWN_AFTER
        pause = _backoff(tries, _LONGEST_BACKOFF)
        if not self.down:
            self._until[chat] = now + pause
        return pause

    def probe_pause(self) -> float:
        """Give the seconds before the next single try while the line is down."""
        self._probes += 1
        return _backoff(self._probes, _LONGEST_PROBE)

    def told_to_wait(self, chat: int, seconds: float, now: float) -> None:
        """Obey a 429: this chat, and when many are told at once, everybody."""
        self.worked(chat)
        self._until[chat] = now + seconds
        self.pace = max(1.0, self.pace * _SLOWER)
        self._told = {each: at for each, at in self._told.items() if at > now - 1.0}
        self._told[chat] = now
        if len(self._told) >= _MANY_WAIT:
            self._quiet_until = max(self._quiet_until, now + seconds)

    def tick(self, now: float) -> None:
        """Come back to the full pace a little each second, and forget waits that are over."""
        if now < self._ticked + 1.0:
            return
        self._ticked = now
        while self._replies and self._replies[0][0] < now - _REMEMBERED:
            self._replies.popleft()
        self.pace = min(self._full_pace, self.pace * _FASTER)
        self._until = {chat: at for chat, at in self._until.items() if at > now}


def _backoff(tries: int, longest: float) -> float:
    full: float = min(_FIRST_BACKOFF * 2 ** min(tries - 1, 10), longest)
    return full * random.uniform(0.75, 1.0)  # noqa: S311 - spreads retries, hides nothing
