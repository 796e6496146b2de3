"""What passes between two sides of an order: letters, shared numbers, and reports of a letter."""

from dataclasses import dataclass
from datetime import datetime

WORDS, PHOTO, VOICE, PLACE = "words", "photo", "voice", "place"
KINDS = (WORDS, PHOTO, VOICE, PLACE)

ASKED, AGREED, REFUSED, ENDED = "asked", "agreed", "refused", "ended"

NEW, SEEN, CLOSED = "new", "seen", "closed"
REASONS = ("money", "rude", "threat", "other")


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
    """Something passed on about an order, as it was passed on; `told_at` is when it was shown."""

    id: int
    order_id: int
    from_id: int
    to_id: int
    brought: Brought
    at: datetime
    told_at: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody thinks a letter is not right; the letter's copy is kept with it."""

    id: int
    order_id: int
    letter_id: int
    person_id: int
    about_id: int
    reason: str
    brought: Brought
    at: datetime
    state: str = NEW
    handled_by: int | None = None
    handled_at: datetime | None = None
