"""A bulletin: words for each language, whom they concern, and how far they have come."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.bulletins.audience import Audience
from bot.kernel.topics import NEWS

# A draft goes out at once, or waits for another of the staff to agree and for its moment; what is
# sent may rest and go on. A template is never sent: drafts are made of it.
DRAFT, ASKED, SET, SENDING, PAUSED, STOPPED, DONE, DROPPED, TEMPLATE = (
    "draft",
    "asked",
    "set",
    "sending",
    "paused",
    "stopped",
    "done",
    "dropped",
    "template",
)
STATES = (DRAFT, ASKED, SET, SENDING, PAUSED, STOPPED, DONE, DROPPED, TEMPLATE)
# What a list of all shows: what was dropped and what only serves others is left out.
LISTED = tuple(each for each in STATES if each not in {DROPPED, TEMPLATE})

# When it starts: with the yes, at a moment, or in each person's own morning from a moment on.
AT_ONCE, AT, MORNING = "now", "at", "morning"
STARTS = (AT_ONCE, AT, MORNING)
REPEATS = ("daily", "weekly", "monthly")


# What becomes of a recipient: handed to the outbox, it is on its way until the outbox knows more.
WAITING, UNDERWAY, SENT, BLOCKED, GONE, FAILED, LEFT_OUT = (
    "waiting",
    "underway",
    "sent",
    "blocked",
    "gone",
    "failed",
    "left",
)
FATES = (WAITING, UNDERWAY, SENT, BLOCKED, GONE, FAILED, LEFT_OUT)
# Who waits until morning is counted apart; all these together are whom it concerns.
ASLEEP = "asleep"
COUNTED = (SENT, UNDERWAY, WAITING, ASLEEP, BLOCKED, GONE, FAILED, LEFT_OUT)
MISSED = (BLOCKED, GONE, FAILED, LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is told in one language; `photo`, `voice` and `document` are file ids.

    `marks` are how parts of the words stand out: a kind (`bold`, `italic`, ...), where it begins
    and how long it is, in UTF-16 units as Telegram counts.
    """

    language: str
    words: str
    photo: str | None = None
    voice: str | None = None
    document: str | None = None
    marks: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin; `reached` is the last person looked at, `last` the last there was at its start.

    `starts` and `starts_at` say when it goes out, `repeats` how often anew; `of_id` is the bulletin
    it repeats. `name` is a template's. `buttons` are codes such as `listing.12`, `lesson.fake`,
    `flow.sell`. `approved_by` is who else agreed. `shown_as` is the message of the
    person `shown_to` in which its progress is shown.
    """

    id: int
    by_id: int
    audience: Audience
    created_at: datetime
    topic: str = NEWS
    state: str = DRAFT
    started_at: datetime | None = None
    ended_at: datetime | None = None
    reached: int = 0
    last: int = 0
    version: int = 1
    starts: str = AT_ONCE
    starts_at: datetime | None = None
    repeats: str | None = None
    name: str | None = None
    buttons: tuple[str, ...] = ()
    approved_by: int | None = None
    of_id: int | None = None
    shown_to: int | None = None
    shown_as: int | None = None

    @property
    def is_gathered(self) -> bool:
        return self.reached >= self.last


@dataclass(frozen=True, slots=True)
class Sums:
    """How many recipients there are of each fate: together all whom it concerns."""

    of: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, fate: str) -> int:
        return self.of.get(fate, 0)

    @property
    def total(self) -> int:
        return sum(self.of.values())

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits to be told."""
        return bool(self[WAITING] or self[ASLEEP] or self[UNDERWAY])

    @property
    def done(self) -> int:
        """How many need no more telling, told or not to be reached."""
        return self.total - self[WAITING] - self[ASLEEP] - self[UNDERWAY]


def choose_wording(language: str, written: Mapping[str, Wording]) -> Wording | None:
    """Give the words for a reader: in their language, else in English, else in what there is."""
    own = written.get(language) or written.get("en")
    return own or next(iter(written.values()), None)


def stand_in(language: str, written: Mapping[str, Wording]) -> str | None:
    """Name the language readers get instead of their own; None where theirs is written."""
    chosen = choose_wording(language, written)
    return None if chosen is None or chosen.language == language else chosen.language


def order_languages(offered: Collection[str], counts: Mapping[str, int]) -> list[str]:
    """Put the languages with most readers first; one nobody reads comes last."""
    return sorted(offered, key=lambda code: (-counts.get(code, 0), code))
