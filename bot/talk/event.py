"""What can reach a person's conversation: each kind of thing said, shown, tapped or come due."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.text.marks import Marks


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks, as the outside world tells: never trusted further than the id."""

    chat: int
    user: int
    name: str = ""
    username: str | None = None
    language_hint: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words; `forwarded` when somebody else wrote them; `marks` say what stands out."""

    text: str
    forwarded: bool = False
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Commanded:
    """A slash command; `words` is what follows it (for /start the payload of a deep link)."""

    name: str
    words: str = ""
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on an inline button; `query` must be answered, `message` is the one it stands under.

    `text` is what that message says, where Telegram still tells.
    """

    data: str
    query: str
    message: int | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photo: the file id of the copy that is kept, `size` bytes (0 where untold)."""

    file: str
    caption: str = ""
    size: int = 0
    forwarded: bool = False
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Voiced:
    """A voice note, `seconds` long."""

    file: str
    seconds: int = 0
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Documented:
    """A file sent as a document, such as a PDF: its id, its name, `size` bytes (0 where untold)."""

    file: str
    name: str = ""
    size: int = 0
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """A place on the map, WGS84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Contacted:
    """A phone number; `own` when it is the sender's by Telegram's word."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something Telegram can send and Farmgate cannot use: a sticker, a video, a poll."""

    kind: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A sent message changed afterwards: told kindly that only new messages count."""

    text: str


@dataclass(frozen=True, slots=True)
class InlineAsked:
    """Words typed beside the bot's name in any chat; `query` waits for one answer."""

    query: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckedOut:
    """Somebody is about to pay an invoice: `query` waits ten seconds for a yes or a no.

    `total` is in minor units of `currency`, `payload` what the invoice said.
    """

    query: str
    payload: str
    currency: str
    total: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A provider took the money of an invoice; `charge` names the payment, once and for ever."""

    payload: str
    currency: str
    total: int
    charge: str
    provider_charge: str


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot, or came back."""

    gone: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A moment that came: which kind, about which thing, and when it was meant to be."""

    kind: str
    ref: str
    due_at: datetime
    facts: Any = None


Event = (
    Said
    | Commanded
    | Tapped
    | Pictured
    | Voiced
    | Documented
    | Located
    | Contacted
    | Unreadable
    | Edited
    | InlineAsked
    | CheckedOut
    | Paid
    | Left
    | Due
)
