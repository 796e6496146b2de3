"""What passes between two sides of an order: letters, and shared numbers."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.guarding.verdict import Verdict
from bot.relaying.judging import keys_in

WORDS, PHOTO, VOICE, PLACE = "words", "photo", "voice", "place"
KINDS = (WORDS, PHOTO, VOICE, PLACE)
BACK = "held"  # what a reader sees of a letter that is held back

JUDGED = "letter-judged"  # announced with a `Letter` that looks like fraud

ASKED, AGREED, REFUSED, ENDED = "asked", "agreed", "refused", "ended"


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brings to be passed on: words, a photo with some, a voice note or a place."""

    kind: str
    words: str = ""
    file: str | None = None
    lat_e6: int | None = None
    lon_e6: int | None = None

    @property
    def place(self) -> tuple[float, float] | None:
        if self.lat_e6 is None or self.lon_e6 is None:
            return None
        return self.lat_e6 / 1_000_000, self.lon_e6 / 1_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """Something passed on about an order, as it was passed on; `told_at` is when it was shown.

    The `verdict` is the guard's, None where it has nothing to say; `opened_at` is when the reader
    wanted to see what was held back, `vouched_at` when they said that it is genuine.
    """

    id: int
    order_id: int
    from_id: int
    to_id: int
    brought: Brought
    at: datetime
    told_at: datetime | None = None
    verdict: Verdict | None = None
    opened_at: datetime | None = None
    vouched_at: datetime | None = None

    @property
    def is_warned_of(self) -> bool:
        return self.verdict is not None and self.verdict.is_bad and self.vouched_at is None

    @property
    def is_held(self) -> bool:
        """Whether it waits until its reader wants to see it."""
        return self.verdict is not None and bool(keys_in(self.verdict)) and self.opened_at is None

    def seen_by(self, person_id: int) -> "Letter":
        """Give the letter as somebody may see it: held back, its reader sees only that it is."""
        if self.is_held and person_id == self.to_id:
            return replace(self, brought=Brought(BACK))
        return self


@dataclass(frozen=True, slots=True)
class Shared:
    """How far two sides are with showing each other their phone numbers."""

    order_id: int
    state: str
    asked_by: int
    at: datetime
    buyer_phone: str | None = None
    seller_phone: str | None = None

    @property
    def is_agreed(self) -> bool:
        return self.state == AGREED
