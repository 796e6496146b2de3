"""A story: who sold well tells neighbours of it; and who it was shown to."""

from dataclasses import dataclass, field
from datetime import datetime

# With the staff; changed by them, so that its teller must agree; told; refused; taken back.
WAITING, AGREEING, TOLD, REFUSED, WITHDRAWN = "waiting", "agreeing", "told", "refused", "withdrawn"
STATES = (WAITING, AGREEING, TOLD, REFUSED, WITHDRAWN)
# Where it is told: in the own district first.
DISTRICT, REGION = STAGES = ("district", "region")
# Whether its teller is named.
NAMED, NEIGHBOUR = "named", "neighbour"
# What a story may be told with; staff can leave each of them out.
WORDS, PHOTO, VOICE = PARTS = ("words", "photo", "voice")


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody's sales of a crop in one week, `since` to `until`, as neighbours may hear of them.

    How much was sold is no part of it: that is read from the sales whenever it is told. The point
    is the teller's, in millionths of a degree. `changed` is when staff wrote other words, to which
    the teller did not agree yet; `was` the state before it was taken back.
    """

    teller_id: int
    order_id: int
    crop_id: str
    since: datetime
    until: datetime
    region: str
    place_id: str
    lat_e6: int
    lon_e6: int
    named: bool
    made_at: datetime
    moved_at: datetime
    words: str | None = None
    photo: str | None = None
    voice: str | None = None
    state: str = WAITING
    was: str | None = None
    changed: bool = False
    why: str | None = None
    decided_by: int | None = None
    told_at: datetime | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Reader:
    """A farmer a story may be for: where they live and what they ever offered."""

    person_id: int
    region: str
    place_id: str
    lat_e6: int
    lon_e6: int
    crops: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Tally:
    """How many farmers were told of a story, and how many of them offered something new after it.

    `ripe` are those for whom the two weeks that count are over, `done` those of them who offered.
    """

    told: int = 0
    listed: int = 0
    ripe: int = 0
    done: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.told + other.told,
            self.listed + other.listed,
            self.ripe + other.ripe,
            self.done + other.done,
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """Those who saw a story beside farmers like them who saw none, chosen by lot."""

    seen: Tally = field(default_factory=Tally)
    unseen: Tally = field(default_factory=Tally)

    def __add__(self, other: "Effect") -> "Effect":
        return Effect(self.seen + other.seen, self.unseen + other.unseen)
