"""What rooms that do not know each other pass on when something is reported."""

from dataclasses import dataclass

# What can be reported; button data is `report.<kind>.<id>`.
LETTER, LISTING, ORDER, PERSON, CHECK = "letter", "listing", "order", "person", "check"
REPORTABLE = (LETTER, LISTING, ORDER, PERSON, CHECK)

# Announced: an `Asked` to be filled in by whoever owns the kind, a `CopyAsked` by who keeps the
# reviewed reports, a `NumberAsked` and an `OrderAsked` likewise; a `Decided` once staff decided.
# An `Asked` that is `HANDED` goes to the staff without a question why.
ASKED = "report-asked"
COPY_OF = "copy-of"
NUMBER_OF = "number-of"
ORDER_OF = "reported-order"
HANDED = "report-handed"
DECIDED = "report-decided"
# Announced with the id of whoever was warned of a letter.
WARNED = "letter-warned"
# A slot: lines and photos that say what a `Reported` thing is, for staff.
WHAT = "reported"


@dataclass(slots=True)
class Asked:
    """Something somebody wants to report; who owns its kind fills in the rest.

    `by` reports, `about` is who is accused (None where nobody of the market is), `words` a copy of
    what was written, `photo` and `voice` file ids. It stays not `allowed` for somebody who may not
    see the thing at all.
    """

    kind: str
    id: int
    by: int
    about: int | None = None
    words: str = ""
    photo: str | None = None
    voice: str | None = None
    order_id: int | None = None
    place: tuple[float, float] | None = None
    allowed: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported thing whose card is shown; `by` is who looks at it."""

    kind: str
    id: int
    by: int


@dataclass(slots=True)
class CopyAsked:
    """Whether a text is nearly a copy of a reviewed scam report; `pattern` is 0 for one without."""

    text: str
    pattern: int | None = None
    found: bool = False


@dataclass(slots=True)
class NumberAsked:
    """How many reviewed scam reports named a phone number, as it was written."""

    number: str
    count: int = 0


@dataclass(slots=True)
class OrderAsked:
    """Whether anything about an order was ever reported."""

    order_id: int
    found: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What staff decided about a report: `decision` is genuine, warn, restrict, suspend or ban."""

    kind: str
    id: int
    about: int | None
    decision: str
    words: str
