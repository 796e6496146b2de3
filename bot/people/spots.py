"""Where somebody is, kept as a district and a rough point: never finer than a kilometre."""

import re
from dataclasses import dataclass
from typing import Any, Protocol

from bot.kernel import places
from bot.kernel.places import REGION, Place
from bot.people.tongues import country_name
from bot.talk.asks import Code
from bot.talk.flow import Doubt
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, PlaceName, say

FAR_KM = 200  # nobody farms so far from any place we know of
_E6 = 1_000_000
_POINT = re.compile(r"(-?\d{1,8}),(-?\d{1,9})", re.ASCII)
_ROUGH = 10_000  # a hundredth of a degree, about a kilometre, in millionths of a degree


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its id, with a rough point where one was shared: millionths of a degree."""

    place_id: str
    lat_e6: int | None = None
    lon_e6: int | None = None

    @property
    def place(self) -> Place | None:
        return places.get(self.place_id)

    @property
    def is_shared(self) -> bool:
        return self.lat_e6 is not None


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is, as it is kept: never finer than a kilometre."""

    country: str
    zone: str
    region: str
    place_id: str
    village: str | None
    lat_e6: int
    lon_e6: int


class Answers(Protocol):
    """The answers so far, as far as a question about a place looks at them."""

    facts: Any
    speaker: Speaker


def settle(spot: Spot) -> Address:
    """Turn a spot into what is kept: its district, and a rough point inside."""
    place = spot.place
    assert place is not None
    district = places.district_of(place)
    north = spot.lat_e6 if spot.lat_e6 is not None else _rough(place.latitude)
    east = spot.lon_e6 if spot.lon_e6 is not None else _rough(place.longitude)
    return Address(
        country=place.country,
        zone=places.zone(place),
        region=places.region_of(place).id,
        place_id=district.id,
        village=None if place is district else place.latin,
        lat_e6=north,
        lon_e6=east,
    )


def spot_at(latitude: float, longitude: float) -> Spot | None:
    """Give the district around a point; None in the middle of nowhere."""
    near = places.nearest_anywhere(latitude, longitude)
    if near is None:
        return None
    there = near._replace(latitude=latitude, longitude=longitude)
    if places.distance_km(near, there) > FAR_KM:
        return None
    return Spot(near.id, _rough(latitude), _rough(longitude))


def write_spot(spot: Spot) -> Code:
    """Write a spot as an answer: `KE-31-naivasha`, with its point where one was shared."""
    return f"{spot.place_id}@{spot.lat_e6},{spot.lon_e6}" if spot.is_shared else spot.place_id


def read_spot(code: Code) -> Spot | None:
    """Read what `write_spot` wrote, or somebody forged: its place need not exist."""
    place_id, at, point = code.partition("@")
    if not at:
        return Spot(place_id)
    found = _POINT.fullmatch(point)
    return Spot(place_id, int(found[1]), int(found[2])) if found else None


def doubt_shared(spot: Spot, so_far: Answers) -> Doubt | None:
    """Let a shared place be confirmed, since the nearest town may lie across a border."""
    place = spot.place
    if not spot.is_shared or place is None:
        return None
    near = PlaceName(place.id)
    if place.country == so_far.speaker.country:
        return Doubt(say("people-place-near", place=near))
    country = country_name(place.country, so_far.speaker.language)
    return Doubt(say("people-place-abroad-near", place=near, country=country))


def name_place(place: Place) -> Phrase:
    """Say a place so that one of the same name elsewhere is told apart."""
    if place.level == REGION:
        return say("people-region", place=PlaceName(place.id))
    region = PlaceName(places.region_of(place).id)
    return say("people-place", place=PlaceName(place.id), region=region)


def _rough(degrees: float) -> int:
    return round(degrees * _E6 / _ROUGH) * _ROUGH
