"""A message to a person: phrases, buttons, pictures; no language and no Telegram in it yet."""

from dataclasses import dataclass, replace
from enum import IntEnum

from bot.talk.tap import read_tap
from bot.text.phrase import Phrase, say


class Priority(IntEnum):
    """Classes of the outbox, most urgent first."""

    REPLY = 0
    ORDER = 1
    WARNING = 2
    REMINDER = 3
    BROADCAST = 4


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` comes back when tapped (1 to 64 bytes).

    One with a `url` opens it instead; one with words to `ask` lets a chat be chosen, in which they
    are typed beside the bot's name.
    """

    label: Phrase
    data: str = ""
    url: str | None = None
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A button of the reply keyboard that shares the person's own place or phone number."""

    label: Phrase
    what: str  # "location" | "phone"


@dataclass(frozen=True, slots=True)
class File:
    """A document made by Farmgate."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Speech:
    """Words to be heard as a voice note, in a language.

    `prints` are those of the texts somebody may have recorded, the best first; a machine says
    `text`; where nobody can, `otherwise` is written.
    """

    language: str
    text: str
    prints: tuple[str, ...]
    otherwise: Phrase


@dataclass(frozen=True, slots=True)
class Invoice:
    """A demand for money that Telegram's payment provider takes.

    `parts` add up to the total, each in minor units of `currency`; `payload` comes back with the
    payment; `token` is the provider's.
    """

    title: Phrase
    about: Phrase
    payload: str
    token: str
    currency: str
    parts: tuple[tuple[Phrase, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One answer to words typed beside the bot's name: `lines` are sent to the chat if chosen."""

    id: str
    title: Phrase
    about: Phrase
    lines: tuple[Phrase | None, ...]
    button: Button


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What is shown to somebody who typed words beside the bot's name, for so many seconds."""

    query: str
    found: tuple[Found, ...]
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class CheckoutAnswer:
    """The last word before a payment: go on, or why not."""

    query: str
    problem: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head, and below them a foot such as the sums."""

    head: tuple[Phrase, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    foot: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to print or keep (PDF), drawn when it is sent.

    `name` is the file's, without an ending; None among the `lines` is a gap; `qr` is a code to
    scan at the end.
    """

    name: str
    title: Phrase
    lines: tuple[Phrase | None, ...] = ()
    tables: tuple[Table, ...] = ()
    qr: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: `value` on any whole scale, as it is `said`; `low` to `high` its range."""

    label: Phrase
    value: int
    said: Phrase
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right in reading order, drawn as a picture when it is sent."""

    name: str
    title: Phrase
    bars: tuple[Bar, ...]
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Poster:
    """Something to hang up or pass on: what and where, and the link as a code to scan.

    An emoji that begins the title is drawn large.
    """

    name: str
    title: Phrase
    lines: tuple[Phrase, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Still:
    """A picture that comes with the bot, by its name; the title stands in where it is not there."""

    name: str
    title: Phrase


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who learned what: the course is the title, `can` what the person can do, `link` proves it."""

    name: str
    title: Phrase
    head: Phrase
    who: Phrase
    can: tuple[Phrase, ...]
    foot: Phrase
    link: str


Picture = Chart | Poster | Still | Certificate

LISTEN = "listen"
_WIDEST = 4  # buttons side by side that can still be read


@dataclass(frozen=True, slots=True)
class Message:
    """What a person is told: lines of phrases, then buttons.

    `lines` become one text, a line each; None is a blank line. `buttons` are inline rows;
    `shares` a reply keyboard (shown until used); `unshare` takes a reply keyboard away.
    `photo`/`voice`/`document` are file ids shown with the text as caption. `edit` asks to replace the
    message whose button was tapped instead of sending a new one. `place` shows a point on a map.
    `over` is the message it stands in place of, whoever wrote last; nothing is said where that one
    is no more. `listen` lets the words be heard too, where the reader's language has a voice; a message
    with a `speech` is only heard, one with an `invoice` is only paid. A `sheet` and a `picture`
    are drawn when they are sent, with the text as caption.
    """

    lines: tuple[Phrase | None, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    shares: tuple[tuple[Share, ...], ...] = ()
    unshare: bool = False
    photo: str | None = None
    voice: str | None = None
    document: str | None = None
    file: File | None = None
    place: tuple[float, float] | None = None
    edit: bool = False
    over: int | None = None
    listen: bool = False
    speech: Speech | None = None
    sheet: Sheet | None = None
    picture: Picture | None = None
    invoice: Invoice | None = None

    def in_place(self) -> "Message":
        """Give the same message, to stand where the tapped one stands."""
        return replace(self, edit=True)

    def instead_of(self, message_id: int) -> "Message":
        """Give the same message, to stand in place of one sent before."""
        return replace(self, edit=True, over=message_id)

    def with_listen(self, language: str) -> "Message":
        """Give the same message with the button by which it is heard, beside the ways out."""
        heard = Button(say("talk-listen"), f"{LISTEN}.{language}")
        *above, last = self.buttons or ((),)
        beside = len(last) < _WIDEST and not any(map(_is_answer, last))
        rows = (*above, (*last, heard)) if beside else (*above, last, (heard,))
        return replace(self, buttons=rows)


def _is_answer(button: Button) -> bool:
    """Whether a button gives the answer to a question, rather than lead out of it."""
    tap = read_tap(button.data)
    return tap is not None and bool(tap.row)


@dataclass(frozen=True, slots=True)
class Toast:
    """A short answer to a tap, shown over the chat; `alert` makes the person close it.

    Without a text it only ends the button's waiting.
    """

    text: Phrase | None
    alert: bool = False


def tell(*lines: Phrase | None, buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    """Build a plain message."""
    return Message(tuple(lines), buttons)
