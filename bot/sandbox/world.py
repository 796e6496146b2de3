"""The whole state of one sandbox: a bot, its people, their chats and everything between them."""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.calls import Calls
from bot.sandbox.chats import Chat, Line, Message, Phone
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.hook import Hook
from bot.sandbox.limits import Limits
from bot.sandbox.profile import Profile
from bot.sandbox.queries import Queries
from bot.sandbox.refusals import BLOCKED, CHAT_NOT_FOUND, bad, forbidden, unauthorized
from bot.sandbox.updates import Updates

TOKEN = "7000000001:AAFarmgateSandboxToken-0123456789_abc"  # noqa: S105
USERNAME = "farmgate_sandbox_bot"
TYPING_SECONDS = 5
BEFORE_PHONES = 5000
_TOKEN = re.compile(r"(\d{1,16}):[A-Za-z0-9_-]{3,64}\Z")
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def read_clock() -> datetime:
    return datetime.now(UTC)


class Sandbox:
    """`token` None lets any well-formed token in; `now` is the clock of every date it gives."""

    def __init__(
        self,
        token: str | None = None,
        now: Callable[[], datetime] = read_clock,
        retry_delay: float = 1.0,
    ) -> None:
        self.now = now
        self._token = token
        found = _TOKEN.match(token or TOKEN)
        self.bot_id = int(found[1]) if found else 1
        self._retry_delay = retry_delay
        # Numbers go on where an earlier sandbox may have stopped: the bot remembers update ids.
        self._started = max(1, int((now() - _EPOCH).total_seconds()))
        self._message_id = self._started
        self.connections: dict[tuple[str, int], asyncio.Transport] = {}
        self.events = Events()
        self.closed = False
        self.updates = Updates(now, self._started * 20)
        self._fill()

    def _fill(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.last_phone = BEFORE_PHONES
        self._usernames: dict[str, int] = {}
        self.files = Files()
        self.queries = Queries(self.now)
        self.faults = Faults()
        self.limits = Limits()
        self.calls = Calls(self.now)
        self.profile = Profile()
        self.hook = Hook(self.updates, self.run, self._retry_delay)
        self.run_method: Callable[[Sandbox, Call], Any] | None = None

    def reset(self) -> None:
        """Forgets people, chats, files, faults and what waits; a webhook stays where it is."""
        hook, run_method = self.hook, self.run_method
        self._fill()
        self.hook, self.run_method = hook, run_method
        self.updates.drop()
        self.hook.drop()
        self.events.clear()
        self.events.tell("phones", 0)

    def close(self) -> None:
        """Wakes and ends every wait."""
        self.closed = True
        self.hook.stop()
        self.updates.end()
        self.events.bell.ring()
        for chat in self.chats.values():
            chat.bell.ring()

    def run(self, call: Call) -> Any:
        """Run a method named in the answer to a webhook."""
        return self.run_method(self, call) if self.run_method else None

    def check_token(self, token: str) -> None:
        if not _TOKEN.match(token) or (self._token is not None and token != self._token):
            raise unauthorized()

    def seconds(self) -> int:
        return int(self.now().timestamp())

    def user(self) -> dict[str, Any]:
        """Show the bot as a user."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.name(""),
            "username": USERNAME,
        }

    def take_message_id(self) -> int:
        self._message_id += 1
        return self._message_id

    def add_phone(self, phone: Phone) -> Phone:
        """Add a person, or update the one with this id."""
        self.last_phone = max(self.last_phone, phone.id)
        old = self.chats.get(phone.id)
        if old:
            self._usernames.pop(old.phone.username.lower(), None)
            old.phone = phone
        else:
            self.chats[phone.id] = Chat(phone)
        if phone.username:
            self._usernames[phone.username.lower()] = phone.id
        self.events.tell("phones", phone.id)
        return phone

    def remove_phone(self, phone_id: int) -> None:
        chat = self.chats.pop(phone_id)
        self._usernames.pop(chat.phone.username.lower(), None)
        self.events.tell("phones", phone_id)

    def find(self, call: Call, name: str = "chat_id") -> Chat:
        """Find the chat a call names by id or @username."""
        value = call.text(name).strip()
        if not value:
            raise bad("chat_id is empty" if name == "chat_id" else f"{name} is empty")
        if value.startswith("@"):
            chat = self.chats.get(self._usernames.get(value[1:].lower(), 0))
        else:
            chat = self.chats.get(int(value)) if re.fullmatch(r"-?\d{1,18}", value) else None
        if not chat:
            raise bad(CHAT_NOT_FOUND)
        return chat

    def reach(self, call: Call) -> Chat:
        """Find the chat a call would send to; refused when its person has blocked the bot."""
        chat = self.find(call)
        if chat.phone.blocked:
            raise forbidden(BLOCKED)
        return chat

    def envelope(self, chat: Chat, sender: dict[str, Any]) -> Message:
        return {
            "message_id": self.take_message_id(),
            "from": sender,
            "chat": chat.phone.chat(),
            "date": self.seconds(),
        }

    def post(self, chat: Chat, line: Line) -> Message:
        """Put the bot's message into a chat."""
        chat.add(line)
        chat.phone.unread += 1
        chat.typing_until = 0.0
        chat.mark(self.events.tell("message", chat.id, message=line.shown()), line)
        return line.message

    def receive(self, chat: Chat, message: Message) -> Message:
        """Put a person's message into a chat and tell the bot."""
        line = Line(message, out=True)
        chat.add(line)
        chat.phone.unread = 0
        # A one-time keyboard is only hidden by the client, which can bring it back.
        if chat.keyboard and "force_reply" in chat.keyboard:
            self.show_keyboard(chat, None)
        line.changed = self.events.tell("message", chat.id, message=line.shown())
        self.updates.push("message", message, chat.id)
        return message

    def change(self, chat: Chat, line: Line, message: Message) -> Message:
        """Replace what a message says."""
        line.message = message
        line.edits += 1
        chat.mark(self.events.tell("edit", chat.id, message=line.shown()), line)
        return message

    def erase(self, chat: Chat, message_id: int) -> None:
        chat.remove(message_id)
        chat.mark(self.events.tell("delete", chat.id, message_id=message_id))

    def show_keyboard(self, chat: Chat, keyboard: dict[str, Any] | None) -> None:
        chat.keyboard = keyboard
        self.events.tell("keyboard", chat.id, keyboard=keyboard)

    def show_typing(self, chat: Chat, action: str) -> None:
        chat.typing_until = self.now().timestamp() + TYPING_SECONDS
        self.events.tell("typing", chat.id, action=action)

    def is_typing(self, chat: Chat) -> bool:
        return chat.typing_until > self.now().timestamp()
