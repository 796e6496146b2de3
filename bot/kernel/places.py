"""Regions, districts and towns: by name in any script, by position, by a readable id."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from rapidfuzz import fuzz, process

from bot.kernel import countries
from bot.kernel.spelling import by_sound, in_latin
from bot.kernel.tables import rows

EARTH_KM = 6371.0
REGION, DISTRICT, TOWN = 1, 2, 3

# Of places called alike: a district is what is asked for, a region says too little.
_WANTED = (REGION, TOWN, DISTRICT)

_CLOSE_ENOUGH = 70  # of 100: below it, a name found is more likely noise than a misspelling
_PART_OF_TEXT = 0.93  # a few words of a sentence count less than the whole answer
_SOUNDS_ALIKE = 0.95
_LONGEST_TEXT, _MOST_WORDS = 80, 12


class Place(NamedTuple):
    """A region (level 1), a district or main town (2), or a town inside a district (3).

    The id is the region's ISO 3166-2 code, from level 2 on with a name: 'KE-31-naivasha'.
    Latitude and longitude are WGS84 degrees of the place's chief town.
    """

    id: str
    parent: str
    latitude: float
    longitude: float
    zone: str
    latin: str
    names: str  # 'hi:पटना;bn:পাটনা'
    aliases: str

    @property
    def country(self) -> str:
        return self.id[:2]

    @property
    def level(self) -> int:
        if not self.parent:
            return REGION
        return DISTRICT if self.parent.count("-") == 1 else TOWN


@dataclass(frozen=True, slots=True)
class _Table:
    by_id: dict[str, Place]
    below: dict[str, tuple[Place, ...]]
    points: tuple[Place, ...]  # all but regions: what a position is compared with


@dataclass(frozen=True, slots=True)
class _Names:
    """Everything a country's places are called, folded; three columns of equal length."""

    places: tuple[Place, ...]
    written: tuple[str, ...]
    folded: tuple[str, ...]
    sounds: tuple[str, ...]


def get(place_id: str) -> Place | None:
    return _table(place_id[:2]).by_id.get(place_id)


def regions(country: str) -> tuple[Place, ...]:
    """First-level regions by Latin name; none for a country without a table."""
    return _table(country).below.get("", ())


def districts(country: str, region_id: str) -> tuple[Place, ...]:
    """Districts of a region, or its main towns where no districts are known, by Latin name."""
    return _table(country).below.get(region_id, ())


def region_of(place: Place) -> Place:
    return _climb(place, REGION)


def district_of(place: Place) -> Place:
    """Climb from a town to the district around it; districts and regions stay."""
    return _climb(place, DISTRICT)


def zone(place: Place) -> str:
    """IANA time zone: the region's own, else the country's."""
    country = countries.get(place.country)
    return region_of(place).zone or (country.zone if country else "UTC")


def name(place: Place, language: str) -> str:
    """Name in a language ('zh_Hans', 'hi', ...), in Latin letters where none is known."""
    wanted = language.partition("_")[0]
    return next((text for key, text in _translations(place) if key == wanted), place.latin)


def distance_km(one: Place, other: Place) -> int:
    """Great-circle distance in whole kilometres."""
    return round(_arc_km(one.latitude, one.longitude, other.latitude, other.longitude))


def nearest(country: str, latitude: float, longitude: float) -> Place | None:
    """District whose nearest town is closest. Right region 94 times in 100; ask to confirm."""
    found = _closest(_table(country).points, latitude, longitude)
    return found and district_of(found)


def nearest_anywhere(latitude: float, longitude: float) -> Place | None:
    """As `nearest`, over every country with a table; only likely countries are read."""
    best, best_km = None, float("inf")
    away = ((box.away_km(latitude, longitude), code) for code, box in _boxes().items())
    for box_km, code in sorted(away):
        if box_km > best_km:
            break
        found = _closest(_table(code).points, latitude, longitude)
        if found is not None:
            km = _arc_km(latitude, longitude, found.latitude, found.longitude)
            best, best_km = (found, km) if km < best_km else (best, best_km)
    return best and district_of(best)


def find(country: str, text: str) -> tuple[Place, ...]:
    """At most three places called like the text or some words of it, the likeliest first."""
    names = _names(country if country in countries.codes() else "")
    scores: dict[Place, float] = defaultdict(float)
    for phrase, weight in _phrases(text):
        for at, score in _scored(names, phrase):
            place = names.places[at]
            scores[place] = max(scores[place], score * weight)
    return tuple(nlargest(3, scores, key=lambda one: (scores[one], _WANTED.index(one.level))))


def _scored(names: _Names, phrase: str) -> Iterator[tuple[int, float]]:
    folded = in_latin(phrase)
    columns = ((names.folded, folded, 1.0), (names.sounds, by_sound(folded), _SOUNDS_ALIKE))
    for column, query, weight in columns:
        hits = process.extract(
            query, column, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH / weight, limit=8
        )
        for _, score, at in hits:
            # Two Chinese names may sound the same: what is written alike wins.
            yield at, score * weight + (names.written[at] == phrase)


def _phrases(text: str) -> Iterator[tuple[str, float]]:
    """Yield the whole answer, then each part of it that may be a name."""
    words = re.findall(r"\w[\w'’`ʻ-]*", text[:_LONGEST_TEXT])[:_MOST_WORDS]
    whole = " ".join(words)
    if len(in_latin(whole)) >= 2:
        yield whole, 1.0
    parts = _runs(words, " ", (1, 2, 3)) if len(words) > 1 else set()
    # Chinese has no spaces between the province, the city and the district.
    for run in re.findall(r"[\u4e00-\u9fff]{4,16}", whole[:32]):
        parts |= _runs(list(run), "", (2, 3, 4))
    yield from ((part, _PART_OF_TEXT) for part in sorted(parts) if len(in_latin(part)) >= 4)


def _runs(pieces: list[str], joint: str, sizes: tuple[int, ...]) -> set[str]:
    return {joint.join(pieces[at : at + size]) for size in sizes for at in range(len(pieces))}


def _climb(place: Place, level: int) -> Place:
    while place.level > level:
        place = _table(place.country).by_id[place.parent]
    return place


def _translations(place: Place) -> Iterator[tuple[str, str]]:
    for pair in filter(None, place.names.split(";")):
        language, _, text = pair.partition(":")
        yield language, text


def _closest(points: Iterable[Place], latitude: float, longitude: float) -> Place | None:
    shrink = cos(radians(latitude))

    def apart(place: Place) -> float:
        north = place[2] - latitude
        # Across the date line the short way round counts.
        east = ((place[3] - longitude + 180) % 360 - 180) * shrink
        return north * north + east * east

    return min(points, key=apart, default=None)


def _arc_km(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Haversine formula on a sphere: within 0.6 percent of the ellipsoid."""
    north, east = radians(to_latitude - latitude), radians(to_longitude - longitude)
    across = cos(radians(latitude)) * cos(radians(to_latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(sin(north / 2) ** 2 + across))


class _Box(NamedTuple):
    south: float
    west: float
    north: float
    east: float

    def away_km(self, latitude: float, longitude: float) -> float:
        """Lower bound of the way to anything inside; 0 within the box."""
        beyond = min(
            max(self.west - turned, turned - self.east, 0.0)
            for turned in (longitude - 360, longitude, longitude + 360)
        )
        to_meridian = asin(cos(radians(latitude)) * sin(radians(min(beyond, 90.0))))
        to_parallel = radians(max(self.south - latitude, latitude - self.north, 0.0))
        return max(to_meridian, to_parallel) * EARTH_KM


@cache
def _boxes() -> dict[str, _Box]:
    return {
        row.pop("code"): _Box(**{side: float(degrees) for side, degrees in row.items()})
        for row in rows("places/boxes")
    }


def _table(country: str) -> _Table:
    # Ids come back from buttons that anyone can forge: only real countries are kept.
    return _loaded(country if country in countries.codes() else "")


@cache
def _loaded(country: str) -> _Table:
    places = _read(country)
    below = defaultdict(list)
    for place in places:
        below[place.parent].append(place)
    return _Table(
        by_id={place.id: place for place in places},
        below={parent: tuple(members) for parent, members in below.items()},
        points=tuple(place for place in places if place.parent),
    )


def _read(country: str) -> tuple[Place, ...]:
    if not country:
        return ()
    return tuple(
        Place(
            id=row["id"],
            parent=row["parent"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            zone=row["zone"],
            latin=row["latin"],
            names=row["names"],
            aliases=row["aliases"],
        )
        for row in rows(f"places/{country}")
    )


@cache
def _names(country: str) -> _Names:
    called = [
        (place, text)
        for place in _table(country).by_id.values()
        for text in (
            place.latin,
            *(text for _, text in _translations(place)),
            *filter(None, place.aliases.split(";")),
        )
    ]
    folded = tuple(in_latin(text) for _, text in called)
    return _Names(
        places=tuple(place for place, _ in called),
        written=tuple(text for _, text in called),
        folded=folded,
        sounds=tuple(map(by_sound, folded)),
    )
