"""Sending: a bulletin goes on step by step, each a little turn that survives whatever happens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.bulletins import progress, recipients, rules, screens, store
from bot.bulletins.bulletin import (
    BLOCKED,
    DONE,
    FAILED,
    GONE,
    MORNING,
    SENDING,
    SENT,
    SET,
    UNDERWAY,
    Bulletin,
    Wording,
)
from bot.bulletins.recipients import Fate
from bot.bulletins.rules import Later, Never, Now, Pace
from bot.feature import Turn
from bot.people.tongues import Tongue
from bot.store import consents
from bot.store.persons import Person
from bot.talk.event import Due, Tapped
from bot.talk.message import Message, Priority
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
    """Let a bulletin begin to be sent, now or at the moment it is set for."""
    shown = _shown_here(turn, some)
    if rules.is_held(shown, turn.now):
        plan(turn, shown, shown.starts_at or turn.now)
        return store.save(turn.conn, replace(shown, state=SET))
    plan(turn, shown, turn.now)
    return _begin(turn, shown)


def plan(
    turn: Turn, some: Bulletin, at: datetime, facts: Mapping[str, float] | None = None
) -> None:
    """Let a bulletin go on at a moment, in the name of who wrote it."""
    turn.plan(NEXT, some.id, at, person=turn.other(some.by_id), facts=facts)


def _shown_here(turn: Turn, some: Bulletin) -> Bulletin:
    """Remember in which message its progress is shown."""
    if not isinstance(turn.event, Tapped) or turn.event.message is None:
        return some
    return replace(some, shown_to=turn.person.id, shown_as=turn.event.message)


def _begin(turn: Turn, some: Bulletin) -> Bulletin:
    last = recipients.last_person(turn.conn)
    begun = replace(some, state=SENDING, started_at=turn.now, last=last)
    if some.repeats is not None:
        _repeat(turn, begun)
    return _gather(turn, begun)


def _repeat(turn: Turn, begun: Bulletin) -> None:
    """Set the next round: a bulletin of its own, with the same words for the same audience."""
    first = store.load(turn.conn, begun.of_id) if begun.of_id else begun
    root = first or begun
    since = root.starts_at or root.started_at or turn.now
    zone = turn.other(begun.by_id).zone
    at = rules.next_round(since, begun.repeats or "", turn.now, zone)
    fresh = replace(begun, id=0, state=SET, starts_at=at, started_at=None, of_id=root.id)
    fresh = replace(fresh, reached=0, last=0, version=1, shown_to=None, shown_as=None)
    if fresh.starts != MORNING:
        fresh = replace(fresh, starts="at")
    kept = store.add(turn.conn, fresh)
    for each in store.load_wordings(turn.conn, begun.id).values():
        store.write(turn.conn, kept.id, each)
    plan(turn, kept, at)


def _gather(turn: Turn, some: Bulletin) -> Bulletin:
    """Write down the next people whom it concerns."""
    reached = recipients.gather(turn.conn, some, turn.now, turn.segments)
    return store.save(turn.conn, replace(some, reached=reached))


@dataclass(frozen=True)
class Sender:
    """Sends bulletins; `tongues` are the languages offered, `night` the topics told at any hour."""

    tongues: tuple[Tongue, ...]
    pace: Pace = field(default_factory=Pace)
    night: frozenset[str] = frozenset({"warning"})

    def step(self, turn: Turn, due: Due) -> None:
        """Gather the next people, tell as many as there is room for, and go on a little later."""
        some = store.lock(turn.conn, int(due.ref))
        if some is not None and some.state == SET:
            some = _begin(turn, some)
        if some is None or some.state != SENDING:
            return
        if not some.is_gathered:
            some = _gather(turn, some)
        batch = self._load_batch(turn, some)
        self._tell(turn, some, batch)
        facts = dict(due.facts or {})
        if batch.people or "told" not in facts:
            facts["told"] = turn.now.timestamp()
        self._go_on(turn, some, facts)

    def _go_on(self, turn: Turn, some: Bulletin, facts: dict[str, float]) -> None:
        soonest = recipients.soonest(turn.conn, some.id)
        underway = recipients.count_underway(turn.conn, some.id, 1) > 0
        idle = timedelta(seconds=turn.now.timestamp() - facts["told"]) if underway else None
        after = rules.next_step(some, soonest, turn.now, idle)
        if after is None:
            self._end(turn, some)
        else:
            plan(turn, some, after, self._show(turn, some, facts))

    def _end(self, turn: Turn, some: Bulletin) -> None:
        ended = store.save(turn.conn, replace(some, state=DONE, ended_at=turn.now))
        shown = self._draw(turn, ended, 0.0)
        _show_on_board(turn, ended, shown)
        turn.say(shown, turn.other(some.by_id))

    def _show(self, turn: Turn, some: Bulletin, facts: dict[str, float]) -> dict[str, float]:
        """Renew what staff look at every few seconds; gives what to measure the pace by."""
        now = turn.now.timestamp()
        if some.shown_as is None or now - facts.get("at", 0) < rules.SHOW_EVERY.total_seconds():
            return facts
        sums = recipients.load_sums(turn.conn, some.id, turn.now)
        rate = rules.measure_rate(sums[SENT], int(facts.get("sent", 0)), now - facts.get("at", now))
        shown = progress.show(some, sums, self._by(turn, some), self.tongues, rate=rate)
        _show_on_board(turn, some, shown)
        return facts | {"at": now, "sent": sums[SENT]}

    def _draw(self, turn: Turn, some: Bulletin, rate: float) -> Message:
        sums = recipients.load_sums(turn.conn, some.id, turn.now)
        return progress.show(some, sums, self._by(turn, some), self.tongues, rate=rate)

    def _by(self, turn: Turn, some: Bulletin) -> str:
        return turn.other(some.by_id).called or ""

    def _load_batch(self, turn: Turn, some: Bulletin) -> Batch:
        """Give the next people, as many as there is room for in the outbox."""
        conn, most = turn.conn, self.pace.most_underway
        room = most - recipients.count_underway(conn, some.id, most)
        people = (
            recipients.take(conn, some.id, turn.now, min(room, self.pace.batch)) if room > 0 else []
        )
        if not people:
            return Batch((), set(), {})
        silent = consents.list_silent(conn, [each.id for each in people], some.topic)
        return Batch(people, silent, store.load_wordings(conn, some.id))

    def _tell(self, turn: Turn, some: Bulletin, batch: Batch) -> None:
        """Tell those who are awake, put the others off, leave out who wants no news any more."""
        decided = list(self._decide(turn, some, batch))
        later = [(whom.id, to.at) for whom, to in decided if isinstance(to, Later)]
        never = [(whom.id, to.fate) for whom, to in decided if isinstance(to, Never)]
        told = [whom for whom, to in decided if isinstance(to, Now)]
        for whom in told:
            self._say(turn, some, whom, batch.written)
        recipients.put_off(turn.conn, some.id, later)
        recipients.put(turn.conn, some.id, [*never, *((whom.id, UNDERWAY) for whom in told)])

    def _decide(
        self, turn: Turn, some: Bulletin, batch: Batch
    ) -> Iterator[tuple[Person, Now | Later | Never]]:
        for whom in batch.people:
            silent = whom.id in batch.silent or whom.stopped_at is not None
            hour = self._hour(turn, some, whom)
            yield whom, rules.decide(hour, turn.now, gone=whom.gone_at is not None, silent=silent)

    def _hour(self, turn: Turn, some: Bulletin, whom: Person) -> datetime:
        """Give the next moment that suits somebody, which may be now."""
        if self._is_urgent(some):
            return turn.now
        if some.starts == MORNING:
            return rules.next_morning(turn.now, whom.zone, whom.wake)
        return turn.now if turn.is_awake(whom) else turn.waking(whom)

    def _is_urgent(self, some: Bulletin) -> bool:
        return some.audience.urgent and some.topic in self.night

    def _say(
        self, turn: Turn, some: Bulletin, whom: Person, written: Mapping[str, Wording]
    ) -> None:
        language = turn.speaker_of(whom).language
        message = self._message(some, language, written)
        assert message is not None  # nothing is sent that has no words
        mark = f"{NAME}.{some.id}.{whom.id}"
        # However urgent, it keeps the pace of bulk: so many at once would stop everybody's replies.
        priority = Priority.REMINDER if self._is_urgent(some) else Priority.BROADCAST
        turn.say(message, whom, priority=priority, mark=mark)

    def _message(
        self, some: Bulletin, language: str, written: Mapping[str, Wording]
    ) -> Message | None:
        return screens.show_reader(language, written, some.topic, some.buttons)


def _show_on_board(turn: Turn, some: Bulletin, shown: Message) -> None:
    if some.shown_to is not None and some.shown_as is not None:
        whom = turn.other(some.shown_to)
        turn.say(shown.instead_of(some.shown_as), whom, priority=Priority.ORDER)


def land(conn: Connection, landed: Sequence[tuple[str, str, str]], now: datetime) -> None:
    """Note what became of messages, in the transaction in which the outbox lets go of them."""
    recipients.land(conn, [fate for each in landed if (fate := _read_fate(*each))], now)


def _read_fate(mark: str, outcome: str, reason: str) -> Fate | None:
    _, *ids = mark.split(".")
    one, whom = (read_id(each) for each in (*ids, "", "")[:2])
    if not one or not whom:
        return None
    fate = _FATES.get(outcome, SENT)
    if fate == GONE and "blocked" in reason:
        fate = BLOCKED
    why = (reason or outcome) if fate != SENT else None
    return Fate(one, whom, fate, why)
