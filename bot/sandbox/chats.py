"""People's phones and the one private chat each has with the bot."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.bell import Bell

Message = dict[str, Any]
KEPT = 500
TOASTS = 20


@dataclass
class Phone:
    """A person's phone; a hidden one is somebody the page does not show."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    label: str = ""
    blocked: bool = False
    unread: int = 0
    hidden: bool = False

    def names(self) -> dict[str, Any]:
        names = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {name: value for name, value in names.items() if value}

    def user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": False,
            **self.names(),
            "language_code": self.language_code,
        }

    def chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", **self.names()}

    def shown(self) -> dict[str, Any]:
        shown = {"id": self.id, **self.names(), "language_code": self.language_code}
        if self.label:
            shown["label"] = self.label
        return {**shown, "blocked": self.blocked, "unread": self.unread}


@dataclass(slots=True)
class Line:
    """A message in a chat. Telegram lets nobody edit one that brought a reply keyboard."""

    message: Message
    out: bool
    keyboarded: bool = False
    edits: int = 0
    changed: int = 0

    def shown(self) -> Message:
        shown = {**self.message, "edit_count": self.edits}
        return {**shown, "out": True} if self.out else shown


@dataclass
class Chat:
    phone: Phone
    lines: dict[int, Line] = field(default_factory=dict)
    keyboard: dict[str, Any] | None = None
    toasts: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=TOASTS))
    menu_button: dict[str, Any] | None = None
    invoices: dict[int, dict[str, Any]] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    typing_until: float = 0.0
    changed: int = 0
    bell: Bell = field(default_factory=Bell)

    @property
    def id(self) -> int:
        return self.phone.id

    def add(self, line: Line) -> None:
        self.lines[line.message["message_id"]] = line
        if len(self.lines) > KEPT:
            oldest = next(iter(self.lines))
            del self.lines[oldest]
            self.reactions.pop(oldest, None)
            self.invoices.pop(oldest, None)

    def remove(self, message_id: int) -> None:
        self.lines.pop(message_id, None)
        self.invoices.pop(message_id, None)
        self.reactions.pop(message_id, None)
        if message_id in self.pinned:
            self.pinned.remove(message_id)

    def mark(self, seq: int, line: Line | None = None) -> None:
        """Wake whoever waits: the bot did something here."""
        self.changed = seq
        if line:
            line.changed = seq
        self.bell.ring()

    def since(self, message_id: int) -> Iterator[Line]:
        return (line for key, line in self.lines.items() if key > message_id)
