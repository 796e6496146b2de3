"""What may be done with an ad, by whom and when; how offers are ranked; when a pool is full."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.kernel.day import at_local, zone_of
from bot.people.rules import BUYER as BUYS
from bot.people.rules import FARMER
from bot.selling.measures import in_whole_units
from bot.wanting.shares import FIRST
from bot.wanting.want import (
    ASKED,
    BACK,
    FILLED,
    OFFERED,
    OPEN,
    REFUSED,
    SPARE,
    TAKEN,
    Bid,
    Want,
)

BEST = 3  # offers a buyer is shown
WAVE = 10  # farmers asked at a time
MOST_ASKED = 30  # farmers asked for one ad
WAVE_AFTER = timedelta(hours=3)  # unanswered so long, the next ones are asked
ASKS_A_DAY = 3  # questions one farmer gets from all ads in a day and night
NEWS_EVERY = timedelta(minutes=30)  # between two words to a buyer about new offers
OPEN_ADS = 5  # one buyer may have at a time
SOONEST = timedelta(hours=3)  # farmers have at least so long to answer
REMIND_BEFORE = timedelta(hours=3)
MOST_MEMBERS = 40  # farmers who can share one order
_EVENING = 18 * 60  # minute of the buyer's day at which answers end, the day before it is needed
_TOO_LATE = 12 * 60  # minute of the day itself after which nobody is asked for more


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not: the text `wanting-no-<reason>` says it."""

    reason: str


def deadline_of(by: date, zone: str | None, now: datetime) -> datetime:
    """Give the end of the time to answer: the evening before, but some hours from now."""
    noon = datetime.combine(by, time(12), zone_of(zone))
    return max(at_local(noon, _EVENING, zone, days=-1), now + SOONEST)


def refill_until(want: Want, zone: str | None) -> datetime:
    """Give the moment until which what is missing of a filled order can still be brought."""
    return at_local(datetime.combine(want.day, time(12), zone_of(zone)), _TOO_LATE, zone)


def refuse_asking(roles: Collection[str], open_ads: int) -> Refused | None:
    """Refuse an ad of somebody who does not buy, or who has enough of them."""
    if BUYS not in roles:
        return Refused("buyer")
    return Refused("many") if open_ads >= OPEN_ADS else None


def refuse_stranger(want: Want, person_id: int) -> Refused | None:
    """Refuse what only the one who asked may do."""
    return None if want.buyer_id == person_id else Refused("not-yours")


def refuse_closed(want: Want, now: datetime) -> Refused | None:
    """Refuse to change an ad whose time is over."""
    return None if want.state == OPEN and now < want.deadline_at else Refused("closed")


def refuse_answer(
    want: Want,
    bid: Bid | None,
    roles: Collection[str],
    now: datetime,
    missing: int,
    until: datetime,
) -> Refused | None:
    """Refuse an answer of somebody who was not asked, or that comes too late.

    `missing` is what nobody has promised yet, `until` when more is last taken after the filling.
    """
    if bid is None or FARMER not in roles or bid.farmer_id == want.buyer_id:
        return Refused("not-asked")
    if want.state == FILLED and want.pooled and missing > 0 and now < until:
        return None
    return refuse_closed(want, now)


def refuse_terms(want: Want, milli: int, price_minor: int, day: date) -> Refused | None:
    """Refuse what the ad does not ask for: nothing, too dear, too late, or half a chicken."""
    if not 0 < milli <= want.milli or (in_whole_units(want.unit) and milli % 1000):
        return Refused("amount")
    if price_minor <= 0 or (want.price_minor is not None and price_minor > want.price_minor):
        return Refused("dear")
    return Refused("day") if day > want.day else None


def refuse_taking(
    want: Want, bid: Bid | None, version: int | None, now: datetime
) -> Refused | None:
    """Refuse to take an offer that is gone or no longer as it was read."""
    if bid is None or bid.want_id != want.id:
        return Refused("not-yours")
    if want.pooled:
        return Refused("pooled")
    if bid.state == TAKEN:
        return Refused("taken")
    if bid.state != OFFERED:
        return Refused("gone")
    return Refused("changed") if version != bid.version else refuse_closed(want, now)


def refuse_pooling(want: Want, now: datetime) -> Refused | None:
    """Refuse to let several fill together what they fill together already."""
    return Refused("pooled") if want.pooled else refuse_closed(want, now)


def refuse_filling(want: Want, promised: int, now: datetime) -> Refused | None:
    """Refuse to close a pool before enough is promised."""
    if not want.pooled or promised < want.minimum:
        return Refused("too-little")
    return refuse_closed(want, now)


def rank(bids: Iterable[Bid]) -> list[Bid]:
    """Order offers as a buyer wants them: the cheapest, then the nearest, then the soonest."""
    offers = [bid for bid in bids if bid.state == OFFERED]
    return sorted(offers, key=lambda bid: (bid.price_minor or 0, bid.km, bid.day or "", bid.id))


def is_better(bid: Bid, bids: Sequence[Bid]) -> bool:
    """Whether an offer is among the few a buyer is shown."""
    return bid.id in {each.id for each in rank(bids)[:BEST]}


def is_full(want: Want, promised: int) -> bool:
    """Whether a pool fills at once: under any rule but the first, later offers may be better."""
    return want.rule == FIRST and promised >= want.milli


def is_enough(want: Want, promised: int) -> bool:
    """Whether a pool fills when its time is over."""
    return min(promised, want.milli) >= max(want.minimum, 1)


def can_answer(bid: Bid) -> bool:
    """Whether somebody may still say yes, a no taken back included."""
    return bid.state in {ASKED, OFFERED, REFUSED, BACK, SPARE, TAKEN}


def count_unanswered(bids: Iterable[Bid]) -> int:
    return sum(bid.state == ASKED for bid in bids)


def needs_more(want: Want, bids: Sequence[Bid], missing: int) -> bool:
    """Whether others are to be asked: too little is offered, and there is somebody left to ask."""
    offered = sum(bid.milli or 0 for bid in bids if bid.state == OFFERED)
    few = sum(bid.state == OFFERED for bid in bids) < BEST
    short = offered < missing if not want.pooled else missing > 0
    return len(bids) < MOST_ASKED and (short or (few and not want.pooled))


def list_quotas(want: Want) -> tuple[int, ...]:
    """Give parts of what is wanted, for buttons: a tenth, a quarter, a half."""
    parts = (want.milli // 10, want.milli // 4, want.milli // 2)
    whole = [part - part % 1000 if part >= 1000 else part for part in parts]
    if in_whole_units(want.unit):
        whole = [part for part in whole if part >= 1000]
    return tuple(dict.fromkeys(part for part in whole if part > 0))
