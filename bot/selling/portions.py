"""In which amounts something is sold: at least so much, only in whole portions, or all that is left."""

from dataclasses import dataclass

from bot.selling.measures import in_whole_units
from bot.selling.offers import Listing

_WHOLE = 1000  # thousandths of one unit


@dataclass(frozen=True, slots=True)
class Portions:
    """What may be ordered of `free`, all in thousandths of the unit.

    All that is left may always be ordered; any other amount is a multiple of `step`, at least `least`.
    """

    free: int
    least: int = 1
    step: int = 1

    @property
    def first(self) -> int:
        """The smallest amount that may be ordered."""
        return min(self._up(self.least), self.free)

    def is_enough(self, milli: int) -> bool:
        """Whether an amount is not too small."""
        return milli >= min(self.least, self.free)

    def is_whole(self, milli: int) -> bool:
        """Whether an amount comes to whole portions."""
        return milli == self.free or milli % self.step == 0

    def nearest(self, milli: int) -> tuple[int, ...]:
        """Give the next smaller and the next larger amount that may be ordered."""
        if milli >= self.free:
            return (self.free,) if self.free else ()
        above = min(self._up(max(milli, self.least)), self.free)
        below = milli - milli % self.step
        return (below, above) if self.first <= below < above else (above,)

    def fit(self, milli: int) -> int:
        """Give the amount nearest to one that may be ordered, the smaller of two."""
        return min(self.nearest(milli), key=lambda each: abs(each - milli), default=0)

    def _up(self, milli: int) -> int:
        return -(-milli // self.step) * self.step


def portions_of(listing: Listing) -> Portions:
    """Give the amounts in which a listing may be ordered; of chickens and trays only whole ones."""
    smallest = _WHOLE if in_whole_units(listing.unit) else 1
    step = max(listing.step or smallest, smallest)
    return Portions(listing.free, max(listing.least or 1, 1), step)
