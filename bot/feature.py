"""What a feature may add to the bot, and the turn its functions are handed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table

from bot.kernel.day import is_waking, next_waking
from bot.store import consents, dues, persons
from bot.store.persons import Person
from bot.talk.event import (
    CheckedOut,
    Documented,
    Due,
    Event,
    InlineAsked,
    Paid,
    Pictured,
    Said,
    Sender,
    Tapped,
    Voiced,
)
from bot.talk.flow import Flow
from bot.talk.message import Button, CheckoutAnswer, InlineAnswer, Message, Priority, Toast
from bot.talk.speaker import Speaker
from bot.text.catalog import Catalogs
from bot.text.phrase import Phrase

EVERYONE: frozenset[str] = frozenset()
# Announced with the `Anchored` things whose moment is another now, or is over; and, with the kind of
# moment, when so many moved that they have to be looked through.
MOMENT, MOMENTS = "moment", "moments"
# Whoever wrote or tapped so lately is awake, whatever the hour.
HERE_JUST_NOW = timedelta(minutes=15)
MEMBERS = frozenset(("farmer", "buyer"))
STAFF = frozenset(("admin",))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to be said: to whom, how urgently, and in place of the tapped message or not.

    Who sets a `mark` is told what became of it: `Feature.lands`.
    """

    person: Person
    message: Message | Toast | InlineAnswer | CheckoutAnswer
    priority: Priority
    mark: str | None = None

    def as_new(self) -> "Outgoing":
        """Give the same, as a new message instead of in place of the tapped one."""
        if isinstance(self.message, Message):
            return replace(self, message=replace(self.message, edit=False))
        return self


@dataclass(frozen=True, slots=True)
class Begin:
    """A wish to start a flow, with answers already known."""

    flow: str
    answers: Mapping[str, str] = field(default_factory=dict)
    before: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Resume:
    """A wish to ask a draft's current question again."""

    draft: int
    before: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """A wish to see the first screen."""


@dataclass(frozen=True, slots=True)
class Act:
    """A wish to run a button's action as if it were tapped: `buy.near`."""

    data: str


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A wish to open what a deep link's payload names: `l_12`."""

    payload: str


Wish = Begin | Resume | Home | Act | OpenLink


@dataclass(frozen=True, slots=True)
class Addition:
    """What one feature adds to a card of another: lines, rows of buttons, photos (file ids)."""

    lines: tuple[Phrase, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    photos: tuple[str, ...] = ()

    def __add__(self, other: "Addition") -> "Addition":
        return Addition(
            self.lines + other.lines, self.buttons + other.buttons, self.photos + other.photos
        )


@dataclass(slots=True)
class Turn:
    """One person's turn: what happened, the open transaction, and what is to be said.

    Handlers load facts through `conn`, let rules decide, save, and say; nothing leaves the
    machine before the transaction has committed.
    """

    conn: Connection
    now: datetime
    person: Person
    event: Event
    speaker: Speaker
    speaker_of: Callable[[Person], Speaker]
    sender: Sender | None = None
    outgoing: list[Outgoing] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    known: dict[int, Person] = field(default_factory=dict)
    features: "tuple[Feature, ...]" = ()

    def say(
        self,
        message: Message,
        to: Person | None = None,
        *,
        priority: Priority | None = None,
        mark: str | None = None,
    ) -> None:
        """Send a message: to the one whose turn it is (a reply), or to another (a notice)."""
        urgent = Priority.REPLY if to is None else Priority.ORDER
        if isinstance(self.event, Due):
            urgent = Priority.REMINDER
        chosen = urgent if priority is None else priority
        self.outgoing.append(Outgoing(to or self.person, message, chosen, mark))

    def show(self, message: Message) -> None:
        """Answer a tap in the message that was tapped; anything else with a new message."""
        self.say(message.in_place() if isinstance(self.event, Tapped) else message)

    def toast(self, phrase: Phrase, *, alert: bool = False) -> None:
        """Answer the tap with a few words over the chat; after anything else, say them."""
        if isinstance(self.event, Tapped):
            self.outgoing.append(Outgoing(self.person, Toast(phrase, alert), Priority.REPLY))
        else:
            self.say(Message((phrase,)))

    def begin(self, flow: str, /, *before: Phrase, **answers: str) -> None:
        """Start a flow after this handler, with answers already known (encoded)."""
        self.wishes.append(Begin(flow, answers, before))

    def resume(self, draft: int, *before: Phrase) -> None:
        """Ask a draft's current question again after this handler."""
        self.wishes.append(Resume(draft, before))

    def reply(self, answer: InlineAnswer | CheckoutAnswer) -> None:
        """Answer what waits for one answer: words beside the bot's name, the last look at a payment."""
        self.outgoing.append(Outgoing(self.person, answer, Priority.REPLY))

    def announce(self, what: str, fact: Any) -> None:
        """Let every feature that hears of such things do its part, in this transaction."""
        for feature in self.features:
            if what in feature.hears:
                feature.hears[what](self, fact)

    def additions(self, slot: str, fact: Any) -> Addition:
        """Gather what the features add to a card, in menu order."""
        added = (each.adds[slot](self, fact) for each in self.features if slot in each.adds)
        return sum(added, Addition())

    def go_home(self) -> None:
        """Show the first screen after this handler."""
        self.wishes.append(Home())

    def act(self, data: str) -> None:
        """Run a button's action after this handler; the first screen where there is none."""
        self.wishes.append(Act(data))

    def open_link(self, payload: str) -> None:
        """Open a deep link after this handler; the first screen where nobody knows it."""
        self.wishes.append(OpenLink(payload))

    def other(self, person_id: int) -> Person:
        """Load somebody else, once a turn."""
        if person_id == self.person.id:
            return self.person
        if person_id not in self.known:
            found = persons.load(self.conn, person_id)
            assert found is not None
            self.known[person_id] = found
        return self.known[person_id]

    def save_person(self, changed: Person) -> None:
        """Keep a change of the person whose turn it is."""
        self.person = persons.save(self.conn, changed)
        self.speaker = self.speaker_of(self.person)

    def plan(
        self,
        kind: str,
        ref: object,
        at: datetime,
        *,
        person: Person | None = None,
        drop_after: timedelta | None = None,
        facts: Any = None,
    ) -> None:
        """Let a notice come due; planned again for the same thing and person, it moves."""
        whom = (person or self.person).id
        last = None if drop_after is None else at + drop_after
        dues.plan(self.conn, kind, str(ref), whom, at, drop_after=last, facts=facts)

    def cancel(self, kind: str, ref: object, person: Person | None = None) -> None:
        """Let a planned notice vanish, for one person or for all."""
        dues.cancel(self.conn, kind, str(ref), None if person is None else person.id)

    @property
    def segments(self) -> Mapping[str, Any]:
        """Give the groups of people the features tell apart: selects of person ids, by name."""
        return {name: ids for each in self.features for name, ids in each.segments.items()}

    def is_awake(self, person: Person) -> bool:
        """Whether the hour is one of the person's waking hours, or they were here just now."""
        return self.now - person.seen_at < HERE_JUST_NOW or is_waking(
            self.now, person.zone, person.wake, person.rest
        )

    def wants(self, topic: str, person: Person | None = None) -> bool:
        """Whether somebody still wants to hear of a topic: see `store.consents`."""
        return not consents.is_silent(self.conn, (person or self.person).id, topic)

    def waking(self, person: Person, at: datetime | None = None) -> datetime:
        """Give the moment itself, or the person's next waking minute when it falls at night."""
        return next_waking(at or self.now, person.zone, person.wake, person.rest)


Handler = Callable[..., None]


@dataclass(frozen=True, slots=True)
class FlowEntry:
    """A flow with its shell: how its facts are loaded and what its command does.

    `opens` reads a sentence that may start the flow out of the blue; `first` before the others do,
    for words that mean nothing else. `about` names the answers the facts are loaded for: given
    another one of these, the step is taken with facts loaded anew.
    """

    flow: type[Flow[Any]]
    facts: Callable[[Turn, Mapping[str, str]], Any]
    finish: Callable[[Turn, Any], None]
    roles: frozenset[str] = EVERYONE
    opens: bool = False
    first: bool = False
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: `handle(turn, words)`. `early` ones work before a person has joined.

    It is listed in the menu of commands for those who have one of its `roles`.
    """

    name: str
    handle: Callable[[Turn, str], None]
    roles: frozenset[str] = EVERYONE
    early: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """What a button outside a flow does: `handle(turn, *parts)` for data `verb.part.part`."""

    verb: str
    handle: Handler
    roles: frozenset[str] = EVERYONE
    early: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bot says first: `handle(turn, due)` when a planned moment has come.

    `quiet` ones wait for the person's waking hours.
    """

    kind: str
    handle: Callable[[Turn, Due], None]
    quiet: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A button of the first screen; its word is the text `home-<name>`.

    One put `aside` is seldom wanted and waits on the screen behind the first. Those of a lower
    `rank` stand first, equals in menu order; where they are too many the last go aside, but never
    one that `stays`.
    """

    name: str
    data: str
    roles: frozenset[str] = EVERYONE
    aside: bool = False
    rank: int = 5
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Anchored:
    """A thing of somebody with the moment that reminders of it are tied to; None: it is done.

    `about` names the thing to its person; `crop` is what it is about, where it is about one.
    """

    kind: str
    ref: str
    person_id: int
    at: datetime | None
    about: Phrase | None = None
    crop: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the life of a feature's things that reminders may be tied to.

    `load(conn, ref, person_id, since)` gives a thing as it is now; of one that `recurs`, its first
    moment from `since` on. `page(conn, after, now, most)` gives the next open things and the last
    id it reached, 0 at the end. `mine(conn, person_id, now)` gives what comes next for somebody.
    """

    kind: str
    load: Callable[[Connection, str, int, datetime], Anchored | None]
    page: Callable[[Connection, int, datetime, int], tuple[Sequence[Anchored], int]]
    mine: Callable[[Connection, int, datetime], Sequence[Anchored]] | None = None
    recurs: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """Everything one feature adds to the bot; a feature can be read, tested and deleted whole.

    `gate(turn)` may take over a turn of somebody who may not go on yet, and says if it did.
    `bars(turn, flow)` may keep a talk from beginning, says why, and says if it did.
    `links` open deep links: for `l_12` the one named `l` is handed `12`. `export` gives all that is held of a
    person; `forget` erases it, or says why not yet: then nothing of any feature is erased.

    Features work together without knowing each other: what one announces, others hear (`hears`, by
    the name of what happened); what one shows, others add to (`adds`, by the card's slot).
    `inline` answers words typed beside the bot's name in any chat, by people who may be strangers;
    `checkout` has the last look at a payment and replies within ten seconds; `paid` is told that a
    provider took the money. `pictured` may take a photo that answers no question (the rest of an
    album does), and says if it did; `heard` may take words that start no talk, `forwarded` what
    somebody else wrote and what answers no question. `proves` finds the
    faults of what the feature brings along. `lands` is told what became of messages whose mark
    begins with the feature's name and a dot: mark, outcome and reason. `segments` are selects of
    person ids, by a name: whom an announcement may be for.
    """

    name: str
    flows: tuple[FlowEntry, ...] = ()
    commands: tuple[Command, ...] = ()
    actions: tuple[Action, ...] = ()
    notices: tuple[Notice, ...] = ()
    entries: tuple[Entry, ...] = ()
    tables: tuple[Table, ...] = ()
    links: Mapping[str, Callable[[Turn, str], None]] = field(default_factory=dict)
    gate: Callable[[Turn], bool] | None = None
    bars: Callable[[Turn, str], bool] | None = None
    export: Callable[[Connection, int], Mapping[str, Any]] | None = None
    forget: Callable[[Turn], Phrase | None] | None = None
    hears: Mapping[str, Callable[[Turn, Any], None]] = field(default_factory=dict)
    adds: Mapping[str, Callable[[Turn, Any], Addition]] = field(default_factory=dict)
    inline: Callable[[Turn, InlineAsked], None] | None = None
    checkout: Callable[[Turn, CheckedOut], None] | None = None
    paid: Callable[[Turn, Paid], None] | None = None
    pictured: Callable[[Turn, Pictured], bool] | None = None
    heard: Callable[[Turn, Said], bool] | None = None
    forwarded: Callable[[Turn, Said | Pictured | Voiced | Documented], bool] | None = None
    proves: Callable[[Catalogs], Iterable[str]] | None = None
    lands: Callable[[Connection, Sequence[tuple[str, str, str]], datetime], object] | None = None
    segments: Mapping[str, Any] = field(default_factory=dict)
    texts: Iterable[tuple[str, frozenset[str]]] = ()


def may(person: Person, roles: frozenset[str]) -> bool:
    """Say whether the person has one of the roles, or none is asked for."""
    return not roles or bool(roles & set(person.roles))
