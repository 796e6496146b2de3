"""A case: what was reported by whom about whom, how staff decided, and what it means for somebody."""

from dataclasses import dataclass
from datetime import datetime

REASONS = ("money", "code", "fake", "rude", "threat", "other")

OPEN, CLOSED = "open", "closed"

GENUINE, SCAM, WARN, RESTRICT, SUSPEND, BAN = (
    "genuine", "scam", "warn", "restrict", "suspend", "ban",
)  # fmt: skip
# From mild to hard; a scam is nobody's of the market: it only teaches.
AGAINST = (WARN, RESTRICT, SUSPEND, BAN)
DECISIONS = (GENUINE, SCAM, *AGAINST)

FRAUD, OWN = "fraud", "own"  # OWN is a reason typed by staff
WHYS = (FRAUD, "goods", "rude", "threat", "spam", OWN)

UPHELD, LIFTED = "upheld", "lifted"


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody thinks a thing is not right; a copy of the thing is kept with it.

    `what` is a kind of `reported.REPORTABLE` and `thing` its id there; `about_id` is who is
    accused, None for what came from outside of the market.
    """

    id: int
    case_id: int
    what: str
    thing: int
    person_id: int
    about_id: int | None
    reason: str
    at: datetime
    words: str = ""
    photo: str | None = None
    voice: str | None = None
    lat_e6: int | None = None
    lon_e6: int | None = None
    order_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One case for every group of near copies, and for everything reported of one thing.

    `rank` orders the queue: those of whom only often mistaken people tell come later. A `taught`
    one is a reviewed fraud that near copies are found by. `decision` is None of cases closed
    before there were decisions.
    """

    id: int
    what: str
    words: str
    rank: int
    times: int
    state: str
    opened_at: datetime
    decision: str | None = None
    why: str | None = None
    note: str | None = None
    seen_by: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    taught: bool = False
    pattern: int | None = None

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a decision means for one accused: until when, why, and what became of an appeal."""

    id: int
    case_id: int
    person_id: int
    decision: str
    why: str
    note: str | None
    by_id: int
    at: datetime
    until: datetime | None = None
    undone_at: datetime | None = None
    undone_by: int | None = None
    appeal: str | None = None
    appealed_at: datetime | None = None
    answered_by: int | None = None
    answered_at: datetime | None = None
    outcome: str | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an appeal waits for an answer."""
        return self.appealed_at is not None and self.outcome is None and self.undone_at is None


@dataclass(frozen=True, slots=True)
class Done:
    """A line of the audit: who did what about a case, when and why."""

    case_id: int
    by_id: int
    at: datetime
    act: str
    why: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What staff see of one side of a case: how old the account is, and how it stands.

    `earlier` are earlier decisions against them, `told` how often they reported something and
    `mistaken` how often that was judged genuine; both of the last decided ones.
    """

    person_id: int
    name: str
    since: datetime
    standing: str
    orders: int = 0
    earlier: int = 0
    told: int = 0
    mistaken: int = 0
