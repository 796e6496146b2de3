"""The whole bot on a stage: a real sandbox over HTTP, a real database, a clock one can turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from bot.aloud import Mouth, Silence
from bot.app import Bot, build, running
from bot.running import poll
from bot.sandbox.call import Upload
from bot.sandbox.chats import Chat, Phone
from bot.sandbox.paying import pay
from bot.sandbox.people import (
    Tap,
    ask_inline,
    block,
    open_link,
    say,
    send_contact,
    send_file,
    send_location,
    tap,
)
from bot.sandbox.serving import Server, serve
from bot.settings import read_settings
from bot.store import dues
from bot.text.bidi import without_marks

TOKEN = "100:stage"
FIRST_CHAT = 600
MORNING = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)  # a Monday, 9:00 in Nairobi


@dataclass
class Moment:
    """The time, which stands until it is turned."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Seen:
    """A message as it stands in a chat, and when it last changed."""

    id: int
    changed: int
    raw: dict[str, Any]

    @property
    def text(self) -> str:
        said = self.raw.get("text") or self.raw.get("caption") or self._bill()
        return without_marks(said).replace("\u00a0", " ")

    def _bill(self) -> str:
        invoice = self.raw.get("invoice") or {}
        asked = (invoice.get("title"), invoice.get("description"), invoice.get("total_amount"))
        return " · ".join(str(part) for part in asked if part is not None)

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = self.raw.get("reply_markup", {}).get(
            "inline_keyboard", []
        )
        return rows

    def button(self, label: str) -> tuple[int, int] | None:
        """Find where a button stands whose label has these words."""
        for at, row in enumerate(self.rows):
            for column, button in enumerate(row):
                if label in without_marks(button["text"]).replace("\u00a0", " "):
                    return at, column
        return None


@dataclass
class Actor:
    """Somebody on the page of phones."""

    stage: "Stage"
    chat: Chat
    since: int = 0
    toasts_seen: int = 0

    @property
    def name(self) -> str:
        return self.chat.phone.first_name

    async def does(self, act: Callable[[], object]) -> list[Seen]:
        """Do something, wait until the bot has nothing left to do, and give what is new here."""
        self.stage.mark()
        act()
        await self.stage.settle()
        return self.news()

    async def says(self, text: str) -> list[Seen]:
        return await self.does(lambda: say(self.stage.box, self.chat, text))

    async def forwards(self, text: str) -> list[Seen]:
        """Pass on what somebody else wrote."""
        return await self.does(lambda: say(self.stage.box, self.chat, text, None, "Somebody"))

    async def opens(self, payload: str) -> list[Seen]:
        return await self.does(lambda: open_link(self.stage.box, self.chat, payload))

    async def taps(self, label: str) -> list[Seen]:
        """Tap the newest button with these words on it."""
        for seen in reversed(self.messages()):
            found = seen.button(label)
            if found:
                return await self.does(
                    lambda s=seen, f=found: tap(  # type: ignore[misc]
                        self.stage.box, self.chat, Tap(s.id, row=f[0], col=f[1])
                    )
                )
        last = "\n".join(f"{m.text}\n{m.rows}" for m in self.messages()[-2:])
        raise AssertionError(f"{self.name} sees no button {label!r}; last: {last}")

    async def sends(self, data: str) -> list[Seen]:
        """Send any button data, as a forger can, under the newest message of the bot."""
        newest = self.messages()[-1].id
        return await self.does(
            lambda: tap(self.stage.box, self.chat, Tap(newest, data=data, force=True))
        )

    async def shares(self, latitude: float, longitude: float) -> list[Seen]:
        place = {"latitude": latitude, "longitude": longitude}
        return await self.does(lambda: send_location(self.stage.box, self.chat, place))

    async def shares_phone(self, number: str) -> list[Seen]:
        contact = {"phone_number": number, "user_id": self.chat.id}
        return await self.does(lambda: send_contact(self.stage.box, self.chat, contact))

    async def sends_photo(self) -> list[Seen]:
        upload = Upload("photo.jpg", "image/jpeg", picture())
        return await self.does(lambda: send_file(self.stage.box, self.chat, "photo", upload, {}))

    async def sends_voice(self, seconds: int = 3) -> list[Seen]:
        upload, facts = Upload("voice.ogg", "audio/ogg", b"OggS"), {"duration": seconds}
        return await self.does(lambda: send_file(self.stage.box, self.chat, "voice", upload, facts))

    async def sends_document(self) -> list[Seen]:
        upload = Upload("paper.pdf", "application/pdf", b"%PDF-1.7")
        return await self.does(lambda: send_file(self.stage.box, self.chat, "document", upload, {}))

    async def asks_inline(self, text: str) -> list[dict[str, Any]]:
        """Type words beside the bot's name in some chat; gives the answers shown."""
        query = ask_inline(self.stage.box, self.chat, text)
        await self.stage.settle()
        answer = self.stage.box.queries.answered(query)
        return [] if answer is None else list(answer["results"])

    async def pays(self, outcome: str = "success") -> dict[str, Any]:
        """Pay the newest invoice; gives what the provider says to the payer."""
        invoices = [seen for seen in self.messages() if "invoice" in seen.raw]
        assert invoices, f"{self.name} has no invoice"
        self.stage.mark()
        said = await pay(self.stage.box, self.chat, invoices[-1].id, outcome, late=0.05)
        await self.stage.settle()
        return said

    async def blocks(self, *, blocked: bool = True) -> None:
        await self.does(lambda: block(self.stage.box, self.chat, blocked=blocked))

    def messages(self) -> list[Seen]:
        """Give the bot's messages, in the order they were sent or last changed."""
        lines = [(i, line) for i, line in self.chat.lines.items() if not line.out]
        return sorted((Seen(i, n.changed, n.message) for i, n in lines), key=lambda s: s.changed)

    def table_in(self, seen: Seen) -> list[str]:
        """Give the lines of a table that was sent as a file; none of any other message."""
        sent = seen.raw.get("document", {})
        if not sent.get("file_name", "").endswith(".csv"):
            return []
        file = self.stage.box.files.get(sent["file_id"])
        return list(file.content().decode("utf-8-sig").splitlines())

    def news(self) -> list[Seen]:
        return [seen for seen in self.messages() if seen.changed > self.since]

    def toasts(self) -> list[str]:
        """Give the answers to taps that came since the last act."""
        told = [without_marks(str(toast.get("text") or "")) for toast in self.chat.toasts]
        return [text for text in told[self.toasts_seen :] if text]

    @property
    def last(self) -> str:
        return self.messages()[-1].text


@dataclass
class Stage:
    """Sandbox, bot and clock. `settle` waits until nobody has anything left to do."""

    server: Server
    bot: Bot
    clock: Moment
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def box(self) -> Any:
        return self.server.box

    def person(self, name: str, language: str = "en") -> Actor:
        """Give somebody a phone."""
        phone = Phone(FIRST_CHAT + len(self.actors), name, language_code=language)
        self.box.add_phone(phone)
        self.actors[name] = Actor(self, self.box.chats[phone.id])
        return self.actors[name]

    def mark(self) -> None:
        """Remember how far everybody has read."""
        for actor in self.actors.values():
            actor.since = max((line.changed for line in actor.chat.lines.values()), default=0)
            actor.toasts_seen = len(actor.chat.toasts)

    async def settle(self) -> None:
        """Wait until every update was fetched, had its turn, and every message was sent."""
        async with asyncio.timeout(20):
            while True:
                await self.bot.inbox.idle()
                await self.bot.outbox.idle()
                if not self.box.updates.pending and not self.bot.inbox.busy:
                    return
                await asyncio.sleep(0.002)

    async def passes(self, **time: float) -> None:
        """Turn the clock; what comes due on the way comes at its moment."""
        until = self.clock.now + timedelta(**time)
        self.mark()
        while (due := await self._next_due(until)) is not None:
            self.clock.now = max(self.clock.now, due)
            await self.bot.clock.tick()
            await self.settle()
        self.clock.now = until

    async def _next_due(self, until: datetime) -> datetime | None:
        rows = await self.bot.database.run(lambda conn: dues.take_due(conn, until, 1))
        return rows[0].due_at if rows else None


@asynccontextmanager
async def on_stage(
    database_url: str, *, now: datetime = MORNING, mouth: Mouth | None = None, **settings: Any
) -> AsyncIterator[Stage]:
    """Set the stage on a migrated database; settings as FARMGATE_* without the prefix.

    Nothing speaks but `mouth`, whatever is installed here.
    """
    clock = Moment(now)
    server = await serve(port=0, token=TOKEN, now=clock)
    given = read_settings(
        _env_file=None,
        token=TOKEN,
        api_url=server.url,
        database_url=database_url,
        **settings,
    )
    bot = build(given, now=clock, mouth=mouth or Silence())
    stop = asyncio.Event()
    try:
        async with running(bot):
            bot.clock.stop()  # it ticks when the play says so
            polling = asyncio.create_task(poll(bot, stop))
            try:
                yield Stage(server, bot, clock)
            finally:
                stop.set()
                await polling
    finally:
        await server.stop()


def picture() -> bytes:
    """A small green photo."""
    out = BytesIO()
    Image.new("RGB", (320, 240), "#3a7d44").save(out, "JPEG")
    return out.getvalue()
