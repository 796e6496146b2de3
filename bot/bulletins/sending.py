"""Sending: a bulletin goes on step by step, each a little turn that survives whatever happens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.bulletins import recipients, rules, screens, store
from bot.bulletins.bulletin import (
    DONE,
    FAILED,
    GONE,
    SENDING,
    SENT,
    UNDERWAY,
    Bulletin,
    Wording,
)
from bot.bulletins.rules import Later, Never, Now
from bot.feature import Turn
from bot.people.tongues import Tongue
from bot.store import consents
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.message import Priority
from bot.talk.tap import read_id

NAME = "bulletins"
NEXT = "bulletins-next"
# What the outbox tells of a message, as the fate it is for a recipient.
_FATES = {"gone": GONE, "dead": FAILED, "expired": FAILED}


@dataclass(frozen=True, slots=True)
class Batch:
    """The next who are to be told, those among them who asked not to be, and the words."""

    people: Sequence[Person]
    silent: set[int]
    written: Mapping[str, Wording]


def start(turn: Turn, some: Bulletin) -> Bulletin:
    """Let a bulletin begin to be sent."""
    last = recipients.last_person(turn.conn)
    turn.plan(NEXT, some.id, turn.now)
    return _gather(turn, replace(some, state=SENDING, started_at=turn.now, last=last))


def _gather(turn: Turn, some: Bulletin) -> Bulletin:
    """Write down the next people whom it concerns."""
    reached = recipients.gather(turn.conn, some, turn.now)
    return store.save(turn.conn, replace(some, reached=reached))


@dataclass(frozen=True)
class Sender:
    """Sends bulletins; `tongues` are the languages offered."""

    tongues: tuple[Tongue, ...]

    def step(self, turn: Turn, due: Due) -> None:
        """Gather the next people, tell as many as there is room for, and go on a little later."""
        some = store.lock(turn.conn, int(due.ref))
        if some is None or some.state != SENDING:
            return
        if not some.is_gathered:
            some = _gather(turn, some)
        _tell(turn, some, _load_batch(turn, some))
        self._go_on(turn, some)

    def _go_on(self, turn: Turn, some: Bulletin) -> None:
        soonest = recipients.soonest(turn.conn, some.id)
        sums = recipients.load_sums(turn.conn, some.id)
        after = rules.next_step(some, sums, soonest, turn.now)
        if after is not None:
            turn.plan(NEXT, some.id, after)
            return
        ended = store.save(turn.conn, replace(some, state=DONE, ended_at=turn.now))
        by = turn.person.called or ""
        turn.say(screens.show_progress(ended, sums, by, self.tongues))


def _load_batch(turn: Turn, some: Bulletin) -> Batch:
    """Give the next people, as many as there is room for in the outbox."""
    conn, most = turn.conn, rules.MOST_UNDERWAY
    room = most - recipients.count_underway(conn, some.id, most)
    if room <= 0:
        return Batch((), set(), {})
    people = recipients.take(conn, some.id, turn.now, min(room, rules.BATCH))
    if not people:
        return Batch((), set(), {})
    silent = consents.list_silent(conn, [each.id for each in people], some.topic)
    return Batch(people, silent, store.load_wordings(conn, some.id))


def _tell(turn: Turn, some: Bulletin, batch: Batch) -> None:
    """Tell those who are awake, put the others off, leave out who wants no news any more."""
    decided = list(_decide(turn, some, batch))
    later = [(whom.id, to.at) for whom, to in decided if isinstance(to, Later)]
    never = [(whom.id, to.fate) for whom, to in decided if isinstance(to, Never)]
    told = [whom for whom, to in decided if isinstance(to, Now)]
    for whom in told:
        _say(turn, some, whom, batch.written)
    recipients.put_off(turn.conn, some.id, later)
    recipients.put(turn.conn, some.id, [*never, *((whom.id, UNDERWAY) for whom in told)])


def _decide(
    turn: Turn, some: Bulletin, batch: Batch
) -> Iterator[tuple[Person, Now | Later | Never]]:
    for whom in batch.people:
        waking = turn.now if turn.is_awake(whom) else turn.waking(whom)
        silent = whom.id in batch.silent or whom.stopped_at is not None
        gone, urgent = whom.gone_at is not None, some.audience.urgent
        yield whom, rules.decide(waking, turn.now, gone=gone, silent=silent, urgent=urgent)


def _say(turn: Turn, some: Bulletin, whom: Person, written: Mapping[str, Wording]) -> None:
    language = turn.speaker_of(whom).language
    message = screens.show_reader(language, written, some.topic)
    assert message is not None  # nothing is sent that has no words
    mark = f"{NAME}.{some.id}.{whom.id}"
    priority = Priority.WARNING if some.audience.urgent else Priority.BROADCAST
    turn.say(message, whom, priority=priority, mark=mark)


def land(conn: Connection, landed: Sequence[tuple[str, str]], now: datetime) -> None:
    """Note what became of messages, in the transaction in which the outbox lets go of them."""
    read = ((mark.split("."), _FATES.get(outcome, SENT)) for mark, outcome in landed)
    known = ((read_id(parts[1]), read_id(parts[2]), fate) for parts, fate in read)
    recipients.land(conn, [(one, whom, fate) for one, whom, fate in known if one and whom])
