"""A village without a network: people talk to the whole bot on a database in memory."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from bot import home
from bot.feature import Feature, Outgoing
from bot.routing import Router
from bot.runner import Runner
from bot.speakers import Speakers
from bot.store import dues, sqlite
from bot.store.schema import metadata
from bot.talk.event import (
    CheckedOut,
    Commanded,
    Contacted,
    Documented,
    Event,
    InlineAsked,
    Left,
    Located,
    Paid,
    Pictured,
    Said,
    Sender,
    Tapped,
    Voiced,
)
from bot.talk.message import (
    CheckoutAnswer,
    InlineAnswer,
    Invoice,
    Message,
    Picture,
    Sheet,
    Speech,
    Toast,
)
from bot.text.catalog import Catalogs

LOCALES = Path(__file__).parent.parent / "locales"
MORNING = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)  # a Monday, 9:00 in Nairobi
_catalogs: list[Catalogs] = []


def catalogs() -> Catalogs:
    if not _catalogs:
        _catalogs.append(Catalogs.load(LOCALES))
    return _catalogs[0]


def memory_engine() -> Engine:
    """A strict SQLite in memory, as the bot opens its file."""
    engine = create_engine(
        "sqlite://",
        module=sqlite.driver,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def switch_on(raw: Any, _: Any) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@dataclass(frozen=True)
class Shown:
    """A message as the person sees it."""

    text: str
    buttons: dict[str, str] = field(default_factory=dict)  # label -> data
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[str, ...] = ()
    photo: str | None = None
    voice: str | None = None
    document: str | None = None
    file: Any = None
    place: tuple[float, float] | None = None
    id: int = 0
    edited: bool = False
    speech: Speech | None = None
    invoice: Invoice | None = None
    sheet: Sheet | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Toasted:
    """An answer to a tap, shown over the chat."""

    text: str
    alert: bool = False


class Paper:
    """A wire that ends on paper: what would go to Telegram is kept as it is read."""

    def read(self, raw: Any) -> Any:
        return raw["sender"], raw["event"]

    def write(
        self, item: Outgoing, say: Any, label: Any, tapped: Tapped | None, now: datetime
    ) -> list[Any]:
        return [
            SimpleNamespace(chat=item.person.chat, item=item, say=say, label=label, tapped=tapped)
        ]


@dataclass
class Person:
    """Somebody with a phone."""

    village: "Village"
    chat: int
    name: str
    hint: str
    heard: list[Shown] = field(default_factory=list)
    toasts: list[Toasted] = field(default_factory=list)
    found: InlineAnswer | None = None  # for the words last typed beside the bot's name
    checkout: CheckoutAnswer | None = None  # the last word before a payment
    gone: bool = False

    # -- doing

    def does(self, happened: Event) -> list[Shown]:
        """Let anything happen; gives the messages shown to this person by it."""
        sender = Sender(self.chat, self.chat, self.name, None, self.hint)
        before = len(self.heard)
        self.toasts.clear()
        self.village.turn({"sender": sender, "event": happened})
        return self.heard[before:]

    def says(self, text: str) -> list[Shown]:
        """Type something; a slash makes it a command."""
        if text.startswith("/"):
            name, _, words = text[1:].partition(" ")
            return self.does(Commanded(name, words))
        return self.does(Said(text))

    def taps(self, label: str = "", *, data: str | None = None) -> list[Shown]:
        """Tap the newest button whose label contains these words (or send any data at all)."""
        if data is not None:
            shown = next((m for m in reversed(self.heard) if data in m.buttons.values()), None)
            return self.does(_tap(data, shown))
        for shown in reversed(self.heard):
            for name, found in shown.buttons.items():
                if label in name:
                    return self.does(_tap(found, shown))
        raise AssertionError(f"{self.name} sees no button {label!r}; last: {self.last}")

    def forwards(self, text: str) -> list[Shown]:
        """Pass on what somebody else wrote."""
        return self.does(Said(text, forwarded=True))

    def shares(self, latitude: float, longitude: float) -> list[Shown]:
        return self.does(Located(latitude, longitude))

    def shares_phone(self, phone: str, *, own: bool = True) -> list[Shown]:
        return self.does(Contacted(phone, own))

    def sends_photo(self, file: str = "photo-1", caption: str = "") -> list[Shown]:
        return self.does(Pictured(file, caption))

    def sends_document(self, file: str = "document-1", name: str = "paper.pdf") -> list[Shown]:
        return self.does(Documented(file, name))

    def sends_voice(self, file: str = "voice-1", seconds: int = 3) -> list[Shown]:
        return self.does(Voiced(file, seconds))

    def asks_inline(self, text: str) -> InlineAnswer | None:
        """Type words beside the bot's name in some chat; gives what was found."""
        self.found = None
        self.does(InlineAsked("i", text))
        return self.found

    def checks_out(self, invoice: Invoice) -> CheckoutAnswer | None:
        """Go to pay an invoice; gives the bot's last word before it."""
        self.checkout = None
        total = sum(amount for _, amount in invoice.parts)
        self.does(CheckedOut("c", invoice.payload, invoice.currency, total))
        return self.checkout

    def pays(self, invoice: Invoice, charge: str = "charge-1") -> list[Shown]:
        """Let the provider say that it took an invoice's money."""
        total = sum(amount for _, amount in invoice.parts)
        return self.does(Paid(invoice.payload, invoice.currency, total, charge, f"at-{charge}"))

    def blocks(self, *, gone: bool = True) -> list[Shown]:
        return self.does(Left(gone))

    # -- seeing

    @property
    def last(self) -> Shown:
        return self.heard[-1]

    @property
    def toast(self) -> str:
        return self.toasts[-1].text if self.toasts else ""

    def sees(self, words: str) -> bool:
        """Whether the last message or toast has these words."""
        return words in plain(self.last.text) or any(words in plain(t.text) for t in self.toasts)


def _tap(data: str, shown: Shown | None) -> Tapped:
    return Tapped(data, "q", shown.id, shown.text) if shown else Tapped(data, "q", 1)


def plain(text: str) -> str:
    """Text without the invisible marks that keep directions apart, and with plain spaces."""
    for mark in "\u2066\u2067\u2068\u2069\u200e\u200f":
        text = text.replace(mark, "")
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class Village:
    """Everything but the network. `features` in menu order; the clock stands until it is moved."""

    def __init__(
        self, features: Sequence[Feature], *, now: datetime = MORNING, **speaking: Any
    ) -> None:
        self.engine = memory_engine()
        metadata.create_all(self.engine)
        self.now = now
        self.people: dict[int, Person] = {}
        self.statements = 0
        event.listen(self.engine, "before_cursor_execute", self._count)
        self._ids = itertools.count(100)
        self.runner = Runner(
            Router([home.FEATURE, *features]),
            Speakers(catalogs(), **speaking),
            Paper(),
            self._queue,
        )

    def person(self, name: str, language: str = "en") -> Person:
        """Bring in somebody new, whose Telegram is set to a language."""
        chat = 1000 + len(self.people)
        self.people[chat] = Person(self, chat, name, language)
        return self.people[chat]

    def turn(self, raw: dict[str, Any]) -> None:
        """Run one turn in one transaction; `statements` counts its SQL."""
        self.statements = 0
        with self.engine.begin() as conn:
            queued = self.runner.turn(conn, raw, self.now)
        self._deliver(queued)

    def passes(self, **time: float) -> None:
        """Let time pass; what comes due on the way comes at its moment."""
        until = self.now + timedelta(**time)
        while (row := self._next_due(until)) is not None:
            self.now = max(self.now, row.due_at)
            with self.engine.begin() as conn:
                queued = self.runner.due_turn(conn, row, self.now)
            self._deliver(queued)
        self.now = until

    def sleeps(self, **time: float) -> None:
        """Let time pass while the bot is down; what was due comes all at once after it."""
        self.now += timedelta(**time)
        self.passes(seconds=0)

    def _next_due(self, until: datetime) -> dues.DueRow | None:
        with self.engine.begin() as conn:
            return next(iter(dues.take_due(conn, until, 1)), None)

    def _queue(self, conn: Connection, sends: Sequence[Any], now: datetime) -> Sequence[Any]:
        return list(sends)

    def _deliver(self, queued: Sequence[Any]) -> None:
        for sent in queued:
            person = self.people.get(sent.chat)
            if person is not None:
                self._show(person, sent)

    def _show(self, person: Person, sent: Any) -> None:
        message = sent.item.message
        if isinstance(message, Toast):
            if message.text is not None:
                person.toasts.append(Toasted(sent.say(message.text), message.alert))
            return
        if isinstance(message, InlineAnswer):
            person.found = message
            return
        if isinstance(message, CheckoutAnswer):
            person.checkout = message
            return
        edited = bool(message.edit and sent.tapped and sent.tapped.message)
        number = sent.tapped.message if edited else next(self._ids)
        person.heard.append(_shown(message, sent, number, edited=edited))

    def _count(self, *_: Any) -> None:
        self.statements += 1


def _shown(message: Message, sent: Any, number: int, *, edited: bool) -> Shown:
    text = "\n".join("" if line is None else sent.say(line) for line in message.lines)
    buttons = list(_buttons(message, sent.label))
    return Shown(
        text=plain(text),
        buttons=dict(buttons),
        rows=tuple(tuple(sent.label(b.label) for b in row) for row in message.buttons),
        shares=tuple(sent.label(share.label) for row in message.shares for share in row),
        photo=message.photo,
        voice=message.voice,
        document=message.document,
        file=message.file,
        place=message.place,
        id=number,
        edited=edited,
        speech=message.speech,
        sheet=message.sheet,
        picture=message.picture,
        invoice=message.invoice,
    )


def _buttons(message: Message, label: Any) -> Iterator[tuple[str, str]]:
    for row in message.buttons:
        for button in row:
            outside = button.url if button.url is not None else button.ask
            assert outside is not None or 1 <= len(button.data.encode()) <= 64, button
            yield plain(label(button.label)), button.data if outside is None else outside
