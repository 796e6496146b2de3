"""A bulletin: words for each language, whom they concern, and how far they have come."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.bulletins.audience import Audience

DRAFT, SENDING, STOPPED, DONE, DROPPED = "draft", "sending", "stopped", "done", "dropped"
STATES = (DRAFT, SENDING, STOPPED, DONE, DROPPED)

# What a bulletin may be about: who silences one topic still hears of the others.
WARNING, MONTHLY = "warning", "monthly"
TOPICS = (WARNING, MONTHLY)

# What becomes of a recipient: handed to the outbox, it is on its way until the outbox knows more.
WAITING, UNDERWAY, SENT, GONE, FAILED, LEFT_OUT = (
    "waiting",
    "underway",
    "sent",
    "gone",
    "failed",
    "left",
)
FATES = (WAITING, UNDERWAY, SENT, GONE, FAILED, LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is told in one language; `photo` and `voice` are file ids."""

    language: str
    words: str
    photo: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin; `reached` is the last person looked at, `last` the last there was at its start."""

    id: int
    by_id: int
    audience: Audience
    created_at: datetime
    topic: str = WARNING
    state: str = DRAFT
    started_at: datetime | None = None
    ended_at: datetime | None = None
    reached: int = 0
    last: int = 0
    version: int = 1

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
        return bool(self[WAITING] or self[UNDERWAY])


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
