"""One turn, one transaction: meet the person, let the event have its effect, queue the replies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

import structlog
from sqlalchemy import Connection

from bot.feature import Outgoing, Turn
from bot.routing import Router
from bot.store import dues, persons
from bot.store.dues import DueRow
from bot.store.outbound import Queued, Send
from bot.store.persons import Person
from bot.talk.event import Due, Event, InlineAsked, Left, Sender, Tapped
from bot.talk.message import Message, Priority, Toast, tell
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, say

log = structlog.get_logger()

Raw = Mapping[str, Any]


class Locales(Protocol):
    """Knows how each person is spoken to."""

    def speaker(self, person: Person, hint: str | None, now: datetime) -> Speaker:
        """Give the speaker: language, country, money, and their words for buttons."""

    def say(
        self, person: Person, now: datetime, hint: str | None = None
    ) -> Callable[[Phrase], str]:
        """Give what says phrases as Telegram HTML in the person's language."""


class Wire(Protocol):
    """The edge to the Bot API: reads updates, writes messages; knows no person's language."""

    def read(self, raw: Raw) -> tuple[Sender, Event] | object:
        """Read an update; anything but a pair is an update nobody can answer."""

    def write(
        self,
        item: Outgoing,
        say: Callable[[Phrase], str],
        label: Callable[[Phrase], str],
        tapped: Tapped | None,
        now: datetime,
    ) -> Sequence[Send]:
        """Write what is to be said as calls of the Bot API."""


@dataclass(frozen=True)
class Runner:
    """Runs turns. `queue` writes sends into the outbox within the same transaction."""

    router: Router
    locales: Locales
    wire: Wire
    queue: Callable[[Connection, Sequence[Send], datetime], Sequence[Queued]]

    def turn(self, conn: Connection, raw: Raw, now: datetime) -> Sequence[Queued]:
        """Run the turn of one update; gives what was queued, to be sent after the commit."""
        reading = self.wire.read(raw)
        if not isinstance(reading, tuple):
            log.info("update_not_for_us", update=raw.get("update_id"), why=str(reading))
            return ()
        sender, event = reading
        if isinstance(event, Left):
            return self._note_leaving(conn, sender, event, now)
        if isinstance(event, InlineAsked):
            return self._look_up(conn, sender, event, now)
        person = persons.meet(conn, sender, now)
        if person.gone_at is not None:
            persons.came_back(conn, person.chat)
            person = persons.meet(conn, sender, now)
        turn = self._open(conn, person, event, now, sender)
        self.router.take(turn)
        return self._flush(turn)

    def _look_up(
        self, conn: Connection, sender: Sender, event: InlineAsked, now: datetime
    ) -> Sequence[Queued]:
        """Answer words typed beside the bot's name; a stranger who types them stays one."""
        person = persons.load_by_chat(conn, sender.chat) or persons.stranger(sender, now)
        turn = self._open(conn, person, event, now, sender)
        self.router.take(turn)
        return self._flush(turn)

    def due_turn(self, conn: Connection, row: DueRow, now: datetime) -> Sequence[Queued]:
        """Run the turn of a moment that came; claimed first, so that it comes once."""
        claimed = dues.claim(conn, row.id, now)
        person = persons.load(conn, row.person_id) if claimed else None
        if claimed is None or person is None or claimed.is_late(now):
            return ()
        event = Due(claimed.kind, claimed.ref, claimed.due_at, claimed.facts)
        turn = self._open(conn, person, event, now)
        self.router.take(turn)
        return self._flush(turn)

    def apologise(self, conn: Connection, raw: Raw, now: datetime) -> Sequence[Queued]:
        """Tell somebody whose update failed that it was not their fault and is kept."""
        reading = self.wire.read(raw)
        if not isinstance(reading, tuple):
            return ()
        sender, event = reading
        turn = self._open(conn, persons.meet(conn, sender, now), event, now, sender)
        turn.say(tell(say("talk-sorry")))
        return self._flush(turn)

    def _open(
        self,
        conn: Connection,
        person: Person,
        event: Event,
        now: datetime,
        sender: Sender | None = None,
    ) -> Turn:
        hint = sender.language_hint if sender else None

        def speaker_of(whom: Person) -> Speaker:
            return self.locales.speaker(whom, hint, now)

        return Turn(conn, now, person, event, speaker_of(person), speaker_of, sender=sender)

    def _note_leaving(
        self, conn: Connection, sender: Sender, event: Left, now: datetime
    ) -> Sequence[Queued]:
        if event.gone:
            persons.mark_gone(conn, sender.chat, now)
        else:
            persons.came_back(conn, sender.chat)
        return ()

    def _flush(self, turn: Turn) -> Sequence[Queued]:
        """Write all that is to be said into the outbox; a tap is always answered."""
        items = _with_answer(turn)
        tapped = turn.event if isinstance(turn.event, Tapped) else None
        sends: list[Send] = []
        for item in items:
            own_turn = item.person.id == turn.person.id
            own = tapped if own_turn else None
            is_same = item.person is turn.person
            speaker = turn.speaker if is_same else turn.speaker_of(item.person)
            hint = turn.sender.language_hint if own_turn and turn.sender else None
            words = self.locales.say(item.person, turn.now, hint)
            heard = _with_listen(item, speaker)
            sends.extend(self.wire.write(heard, words, speaker.label, own, turn.now))
        return self.queue(turn.conn, sends, turn.now) if sends else ()


def _with_listen(item: Outgoing, speaker: Speaker) -> Outgoing:
    """Let a message be heard where its reader's language has a voice for it."""
    message = item.message
    if not isinstance(message, Message) or not message.listen:
        return item
    if not speaker.can_say(speaker.label(line) for line in message.lines if line is not None):
        return item
    return replace(item, message=message.with_listen(speaker.language))


def _with_answer(turn: Turn) -> list[Outgoing]:
    """Put the answer to the tap first; one tap has one answer, one place to edit."""
    if not isinstance(turn.event, Tapped):
        return _reachable(turn.outgoing)
    toasts = [item for item in turn.outgoing if isinstance(item.message, Toast)]
    rest = [item for item in turn.outgoing if not isinstance(item.message, Toast)]
    answer = toasts[:1] or [Outgoing(turn.person, Toast(None), Priority.REPLY)]
    return [*answer, *_reachable(_edit_once(rest))]


def _edit_once(items: list[Outgoing]) -> list[Outgoing]:
    """Let only the first message stand in place of the tapped one; more follow as new ones."""
    edited = False
    result = []
    for item in items:
        is_edit = isinstance(item.message, Message) and item.message.edit
        result.append(item.as_new() if is_edit and edited else item)
        edited = edited or is_edit
    return result


def _reachable(items: list[Outgoing]) -> list[Outgoing]:
    """Leave out notices to people who left or told the bot to stop; replies always go."""
    return [item for item in items if item.priority is Priority.REPLY or item.person.is_reachable]
