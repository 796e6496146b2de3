"""How far somebody is trusted, in figures: what they did, what people say, what staff checked."""

from dataclasses import dataclass
from datetime import datetime

COUNTS = (
    *("sold", "asked", "answered", "seller_late", "seller_missed"),
    *("bought", "buyer_late", "buyer_missed"),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of somebody's trade: as a farmer or as a buyer.

    `done` are completed orders, `people` how many rated and `happy` how many of them well; each
    counts once, by the last they said.
    """

    done: int = 0
    happy: int = 0
    people: int = 0
    late: int = 0
    missed: int = 0
    asked: int = 0
    answered: int = 0

    @property
    def is_known(self) -> bool:
        return any((self.done, self.people, self.late, self.missed, self.asked))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of somebody; `since` is when they came, `checks` what staff saw themselves."""

    person_id: int
    since: datetime
    checks: tuple[str, ...] = ()
    seller: Side = Side()
    buyer: Side = Side()


@dataclass(frozen=True, slots=True)
class Badge:
    """What staff checked of somebody: who did, when, and why it was taken back if it was."""

    id: int
    person_id: int
    what: str
    note: str | None
    given_by: int
    given_at: datetime
    taken_by: int | None = None
    taken_at: datetime | None = None
    why: str | None = None
