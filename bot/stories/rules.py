"""Decisions about stories: which sale is worth one, who may do what with it, whom it is for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import cos, hypot, radians
from types import MappingProxyType
from zlib import crc32

from bot.guarding.mask import mask
from bot.kernel.cells import KM_OF_DEGREE
from bot.kernel.day import at_local, next_waking
from bot.kernel.quantity import Quantity
from bot.people.rules import HOURS
from bot.selling.board import Sale
from bot.selling.measures import in_kg
from bot.stories.story import (
    AGREEING,
    PHOTO,
    REFUSED,
    TOLD,
    VOICE,
    WAITING,
    WITHDRAWN,
    WORDS,
    Reader,
    Story,
    Tally,
)

THIRD = 3  # the completed sale after which somebody is asked first; later the largest so far
LOOKED_AT = 200  # newest sales among which one is the largest
ASK_AGAIN = timedelta(days=60)
WEEK = timedelta(days=7)
COUNTS_FOR = timedelta(days=14)  # how long after a story a new offer counts as coming after it
LIFE = timedelta(days=60)  # how long a story is told
UNDO = timedelta(minutes=10)
NEAR = 50  # km; further away nobody is a neighbour
LONGEST = 200
FEWEST = 30  # farmers on either side before they are compared

_E6 = 1_000_000
_ONE_IN = 10
# Fewer at a time are a village: there everybody hears of it.
_MANY = 20


# -- which sale is worth a story


def is_worth_telling(sales: Sequence[Sale], order_id: int) -> bool:
    """Whether a sale is the third, or a later one larger than all before; `sales` newest first."""
    at = next((at for at, each in enumerate(sales) if each.order_id == order_id), None)
    if at is None:
        return False
    this, earlier = sales[at], sales[at + 1 :]
    if len(earlier) < THIRD:
        return len(earlier) == THIRD - 1
    return _worth(this) > max(map(_worth, earlier))


def _worth(sold: Sale) -> int:
    return sold.milli * sold.price


def may_ask(asked_at: datetime | None, now: datetime) -> bool:
    return asked_at is None or now - asked_at >= ASK_AGAIN


def sum_sold(sales: Iterable[Sale], crop_id: str, until: datetime) -> Quantity | None:
    """Add up what was sold of a crop until a moment: its weight, or what it was counted in most."""
    found = [each for each in sales if each.crop_id == crop_id and each.at <= until]
    if not found:
        return None
    weights = [each.milli * each.unit_grams for each in found if each.unit_grams]
    if len(weights) == len(found):
        # Thousandths of a unit times its grams are thousandths of a gram.
        return in_kg(sum(weights), 1)
    units: dict[str, int] = {}
    for each in found:
        units[each.unit] = units.get(each.unit, 0) + each.milli
    unit = max(units, key=lambda name: units[name])
    return Quantity(units[unit], unit)


def leads_around(words: str, now: datetime) -> bool:
    """Whether words hold a phone number, a link or a name in Telegram, as letters may not either."""
    return mask(words, now.year).hidden


# -- who may do what


# What each may do with a story in which state, and what it is then.
_BY_TELLER = MappingProxyType(
    {
        "agree": {AGREEING: TOLD},
        "withdraw": {WAITING: WITHDRAWN, AGREEING: WITHDRAWN, TOLD: WITHDRAWN},
        "name": {WAITING: WAITING, AGREEING: AGREEING, TOLD: TOLD},
    }
)
_BY_STAFF = MappingProxyType(
    {
        "approve": {WAITING: TOLD},
        "refuse": {WAITING: REFUSED},
        "words": {WAITING: WAITING},
        "strip": {WAITING: WAITING},
        "undo": {TOLD: WAITING, AGREEING: WAITING, REFUSED: WAITING},
    }
)


def by_teller(story: Story, act: str, now: datetime) -> Story | None:
    """Give a story after what its teller did; None where that cannot be done (any more)."""
    if act == "back":
        return _put_back(story, now)
    after = _BY_TELLER.get(act, {}).get(story.state)
    if after is None:
        return None
    if act == "name":
        return replace(story, named=not story.named)
    moved = _move(story, after, now)
    return replace(moved, changed=False) if act == "agree" else replace(moved, was=story.state)


def _put_back(story: Story, now: datetime) -> Story | None:
    if story.state != WITHDRAWN or story.was is None or now - story.moved_at > UNDO:
        return None
    return _move(story, story.was, now)


def by_staff(story: Story, act: str, now: datetime, by: int) -> Story | None:
    """Give a story after what somebody of the staff did; nobody decides about their own."""
    after = _BY_STAFF.get(act, {}).get(story.state)
    if after is None or story.teller_id == by:
        return None
    if act == "approve" and story.changed:
        after = AGREEING
    return replace(_move(story, after, now), decided_by=by)


def _move(story: Story, state: str, now: datetime) -> Story:
    told_at = now if state == TOLD and story.told_at is None else story.told_at
    return replace(story, state=state, moved_at=now, told_at=told_at)


def because(story: Story, why: str | None) -> Story:
    """Keep why a story is refused."""
    return replace(story, why=why)


def reword(story: Story, words: str) -> Story:
    """Put other words into a story; its teller will be asked."""
    return replace(story, words=words, changed=True)


def strip(story: Story, part: str) -> Story | None:
    """Leave something out; nobody need agree to less. None where it is not there."""
    bare = {
        WORDS: replace(story, words=None, changed=False),
        PHOTO: replace(story, photo=None),
        VOICE: replace(story, voice=None),
    }.get(part, story)
    return None if bare == story else bare


# -- whom it is for


def km_between(story: Story, reader: Reader) -> int:
    """Give how far apart two live, in whole kilometres."""
    north = (story.lat_e6 - reader.lat_e6) / _E6
    # Across the date line the short way round counts.
    east = ((story.lon_e6 - reader.lon_e6) / _E6 + 180) % 360 - 180
    between = radians((story.lat_e6 + reader.lat_e6) / 2 / _E6)
    return round(hypot(north, east * cos(between)) * KM_OF_DEGREE)


def rough_km(km: int, *, named: bool) -> int:
    """Give a distance as it may be told: in fives beyond ten, and of who is not named always.

    0 is close by.
    """
    if named and km <= 10:
        return km
    return (km + 2) // 5 * 5


def rank(stories: Iterable[Story], reader: Reader, now: datetime) -> list[Story]:
    """Give the stories that fit a reader: of the own district first, then the nearest, the newest."""
    fit = [each for each in stories if is_for(each, reader, now)]
    return sorted(
        fit,
        key=lambda each: (
            each.place_id != reader.place_id,
            km_between(each, reader),
            -each.until.timestamp(),
        ),
    )


def is_for(story: Story, reader: Reader, now: datetime) -> bool:
    """Whether a story is told to a farmer: of a crop of theirs, or of any who never offered one."""
    if story.state != TOLD or story.told_at is None or now - story.told_at > LIFE:
        return False
    if story.teller_id == reader.person_id or story.region != reader.region:
        return False
    is_theirs = not reader.crops or story.crop_id in reader.crops
    is_near = story.place_id == reader.place_id or km_between(story, reader) <= NEAR
    return is_theirs and is_near


def is_too_soon(last: datetime | None, now: datetime, *, shown: bool) -> bool:
    """Whether somebody was told one so lately, or is left without one by lot for the comparison."""
    return last is not None and now - last < (WEEK if shown else COUNTS_FOR)


def is_left_out(person_id: int, now: datetime, many: int) -> bool:
    """Draw one in ten by lot, anew each quarter, who hears no story: only so its effect is known."""
    lot = crc32(f"{person_id}/{now.year}/{(now.month - 1) // 3}".encode())
    return many >= _MANY and lot % _ONE_IN == 0


def news_at(now: datetime, hour: str, zone: str | None, wake: int, rest: int) -> datetime:
    """Give the next moment somebody likes news."""
    minute = HOURS[hour]
    at = at_local(now, minute, zone)
    return next_waking(at if at > now else at_local(now, minute, zone, days=1), zone, wake, rest)


def box_around(story: Story) -> tuple[int, int, int, int]:
    """Give the box around all neighbours: south, north, west and east, millionths of a degree."""
    high = round(NEAR / KM_OF_DEGREE * _E6) + 1
    wide = round(high / max(cos(radians(story.lat_e6 / _E6)), 0.01)) + 1
    return (
        story.lat_e6 - high,
        story.lat_e6 + high,
        story.lon_e6 - wide,
        story.lon_e6 + wide,
    )


# -- what came of it


def percent(tally: Tally) -> int:
    """Give how many of a hundred offered something new, of those whose two weeks are over."""
    return (tally.done * 200 + tally.ripe) // (2 * tally.ripe) if tally.ripe else 0


def is_comparable(seen: Tally, unseen: Tally) -> bool:
    """Whether there are enough on both sides that chance does not speak."""
    return min(seen.ripe, unseen.ripe) >= FEWEST
