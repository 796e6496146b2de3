"""People with phones: each does a thing, waits for the answer, and does nothing twice."""

import asyncio
import re
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, TypeVar

from bot.sandbox import people
from bot.sandbox.chats import Chat, Line
from bot.sandbox.people import Tap
from bot.sandbox.world import Sandbox

T = TypeVar("T")

# Seconds: for the bot to answer, and for another person to do their part.
ANSWERED_WITHIN, DONE_WITHIN = 60.0, 300.0


class Human:
    """Somebody who reads buttons: what is waited for is a pattern in a message's button data."""

    def __init__(self, box: Sandbox, chat: Chat, chance: Random) -> None:
        self.box = box
        self.chat = chat
        self.chance = chance
        self.acts = 0
        self.longest = 0.0
        self._since = 0

    async def says(self, words: str, awaits: str) -> re.Match[str]:
        """Say something and wait for an answer with these buttons."""
        await self._think()
        people.say(self.box, self.chat, words)
        return await self._reads(awaits, f"saying {words!r}")

    async def taps(self, data: str, awaits: str) -> re.Match[str]:
        """Tap the newest button with this data and wait for an answer with these buttons.

        A message that came twice may be an old question: what is shown anew is tapped again.
        """
        while True:
            shown = await self._tap_once(data, rf"{awaits}|{data}")
            found = re.fullmatch(awaits, shown[0])
            if found is not None:
                return found

    async def _tap_once(self, data: str, awaits: str) -> re.Match[str]:
        line, found = self._need(data)
        await self._think()
        # The message may be edited under the finger: the tap goes out as it was aimed.
        tapped = Tap(line.message["message_id"], data=found[0], force=True)
        query = self.box.queries._open[people.tap(self.box, self.chat, tapped)]
        act = f"tapping {found[0]!r}"
        await self._until(lambda: query.answer, f"an answer after {act}")
        # What comes before the tap itself is answered may be old messages once more.
        self._since = self.chat.changed
        return await self._reads(awaits, act)

    async def hears(self, awaits: str) -> re.Match[str]:
        """Wait for what another person has to do first, or did while this one tapped again."""
        return await self._until(lambda: self.sees(awaits), awaits, DONE_WITHIN)

    async def _reads(self, awaits: str, after: str) -> re.Match[str]:
        """Wait for a message with these buttons, newer than the last act."""
        return await self._until(
            lambda: self.sees(awaits, self._since), f"{awaits!r} after {after}"
        )

    async def _until(
        self, seen: Callable[[], T | None], what: str, within: float = ANSWERED_WITHIN
    ) -> T:
        """Wait for something the bot does here; it must come within the bound."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        while (found := seen()) is None:
            left = begun + within - clock()
            if not await self.chat.bell.wait(max(left, 0.0)):
                raise AssertionError(
                    f"{self.chat.phone.first_name} waits for {what}; {self._end()}"
                )
        if within == ANSWERED_WITHIN:
            self.longest = max(self.longest, clock() - begun)
        return found

    def sees(self, data: str, since: int = 0) -> re.Match[str] | None:
        """Find buttons in the newest message that has them, of those newer than that."""
        found = self._look(data, since)
        return found[1] if found else None

    async def _think(self) -> None:
        await asyncio.sleep(self.chance.uniform(0.0, 0.03))
        self._since = max((line.changed for line in self.chat.lines.values()), default=0)
        self.acts += 1

    def _need(self, data: str) -> tuple[Line, re.Match[str]]:
        found = self._look(data, 0)
        assert found is not None, f"{self.chat.phone.first_name} sees no {data!r}; {self._end()}"
        return found

    def _look(self, data: str, since: int) -> tuple[Line, re.Match[str]] | None:
        theirs = (line for line in self.chat.lines.values() if not line.out)
        newer = [line for line in theirs if line.changed > since]
        for line in sorted(newer, key=lambda line: -line.changed):
            found = re.search(rf"^(?:{data})$", "\n".join(_data(line.message)), re.MULTILINE)
            if found:
                return line, found
        return None

    def _end(self) -> str:
        last = list(self.chat.lines.values())[-4:]
        return "\n".join(f"{line.message.get('text')} {list(_data(line.message))}" for line in last)


def _data(message: dict[str, Any]) -> Iterable[str]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from (button.get("callback_data", "") for button in row)
