"""Where somebody is: shared, picked from a list, or typed; kept as a district and a rough point."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.kernel import places
from bot.kernel.places import DISTRICT, REGION, Place
from bot.people.tongues import country_name
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure, spelled
from bot.talk.event import Event, Located, Said
from bot.talk.flow import Doubt
from bot.talk.speaker import Speaker
from bot.text.folding import fold, read_index
from bot.text.phrase import Phrase, PlaceName, say

ELSEWHERE = "elsewhere"  # in place of a region: the person is in another country
FAR_KM = 200  # nobody farms so far from any place we know of
_E6 = 1_000_000
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


class _Somewhere(Ask[Spot]):
    """A place out of a list, or typed; each kind says which are offered and which will do."""

    def offered(self, so_far: Any) -> tuple[Place, ...]:
        raise NotImplementedError

    def found(self, text: str, so_far: Any) -> tuple[Place, ...]:
        raise NotImplementedError

    def suits(self, place: Place, so_far: Any) -> bool:
        return any(place.id == one.id for one in self.offered(so_far))

    def read(self, event: Event, asking: Asking) -> Spot | Unclear | Unsure:
        match event:
            case Said(text):
                return self._typed(text, asking)
            case Located(latitude, longitude):
                return self._shared(spot_at(latitude, longitude), asking)
        return Unclear()

    def _typed(self, text: str, asking: Asking) -> Spot | Unclear | Unsure:
        options = self.options(asking)
        index = read_index(text)
        if index is not None and 1 <= index <= len(options):
            return Spot(options[index - 1].code)
        found = self.found(text, asking.so_far)
        exact = _one_chain([place for place in found if _is_called(place, text)])
        if exact is not None:
            return Spot(exact.id)
        likely = tuple(Option(place.id, name_place(place)) for place in found)
        return Unsure(likely) if likely else Unclear(say("people-place-unknown"))

    def _shared(self, spot: Spot | None, asking: Asking) -> Spot | Unclear | Unsure:
        return spot or Unclear(say("people-place-nowhere"))

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(
            Option(place.id, say("people-region", place=PlaceName(place.id)))
            for place in self.offered(asking.so_far)
        )

    def encode(self, value: Spot) -> Code:
        return (
            f"{value.place_id}@{value.lat_e6},{value.lon_e6}" if value.is_shared else value.place_id
        )

    def decode(self, code: Code, asking: Asking) -> Spot | None:
        place_id, at, point = code.partition("@")
        place = places.get(place_id)
        if place is None:
            return None
        if at:
            return _pointed(place_id, point)
        return Spot(place_id) if self.suits(place, asking.so_far) else None

    def show(self, value: Spot, asking: Asking) -> Phrase:
        place = value.place
        return name_place(place) if place else say("people-elsewhere")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(place.id for place in self.offered(asking.so_far)[:1])


class Whereabouts(_Somewhere):
    """Any place: shared, a region of one's country, a town or village typed, or elsewhere."""

    def offered(self, so_far: Any) -> tuple[Place, ...]:
        own = so_far.facts.region
        return tuple(sorted(places.regions(so_far.speaker.country), key=lambda one: one.id != own))

    def found(self, text: str, so_far: Any) -> tuple[Place, ...]:
        return places.find(so_far.speaker.country, text)

    def suits(self, place: Place, so_far: Any) -> bool:
        return True

    def _typed(self, text: str, asking: Asking) -> Spot | Unclear | Unsure:
        away = (Option(ELSEWHERE, say("people-elsewhere")),)
        if read_index(text) is None and spelled(Said(text), away, asking.speaker):
            return Spot(ELSEWHERE)
        return super()._typed(text, asking)

    def options(self, asking: Asking) -> tuple[Option, ...]:
        known = super().options(asking)
        # On the first page, since few will turn eight of them to say so.
        return (*known[:5], Option(ELSEWHERE, say("people-elsewhere")), *known[5:])

    def decode(self, code: Code, asking: Asking) -> Spot | None:
        return Spot(ELSEWHERE) if code == ELSEWHERE else super().decode(code, asking)

    def face(self, value: Spot) -> str:
        place = value.place
        if place is None:
            return "elsewhere"
        return "region" if place.level == REGION and not value.is_shared else "spot"

    def faces(self) -> tuple[str, ...]:
        return ("spot", "region", "elsewhere")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        region = self.offered(asking.so_far)[0]
        return (_below(region)[0].id, region.id, ELSEWHERE)

    def shares(self) -> tuple[tuple[str, str], ...]:
        return (("location", "people-place-share"),)


class Region(_Somewhere):
    """A region of the country named in the row above."""

    def offered(self, so_far: Any) -> tuple[Place, ...]:
        return places.regions(so_far.country or "")

    def found(self, text: str, so_far: Any) -> tuple[Place, ...]:
        found = places.find(so_far.country or "", text)
        return tuple(dict.fromkeys(places.region_of(place) for place in found))

    def _shared(self, spot: Spot | None, asking: Asking) -> Spot | Unclear | Unsure:
        return Unclear()


class District(_Somewhere):
    """A district of the region chosen above, or of the whole land by its name."""

    def offered(self, so_far: Any) -> tuple[Place, ...]:
        region = _region_above(so_far)
        return _below(region) if region else ()

    def found(self, text: str, so_far: Any) -> tuple[Place, ...]:
        region = _region_above(so_far)
        near = places.find(region.country, text) if region else ()
        return tuple(one for one in near if self.suits(one, so_far))

    def suits(self, place: Place, so_far: Any) -> bool:
        """Take what lies in the region; where no districts are known, the region itself."""
        inside = places.region_of(place) == _region_above(so_far)
        return inside and (place.level >= DISTRICT or place in self.offered(so_far))


def _region_above(so_far: Any) -> Place | None:
    """Give the region answered above; one answered before the mind was changed does not count."""
    above = so_far.place
    spot = so_far.region if above and above.place_id == ELSEWHERE else above
    return spot.place if spot else None


def _below(region: Place) -> tuple[Place, ...]:
    return places.districts(region.country, region.id) or (region,)


def _is_called(place: Place, text: str) -> bool:
    pairs = (pair.partition(":")[2] for pair in place.names.split(";"))
    names = (place.latin, *pairs, *place.aliases.split(";"))
    return fold(text) in {fold(name) for name in names if name}


def _one_chain(found: Iterable[Place]) -> Place | None:
    """Give the widest of places that lie in one another; None when they lie apart."""
    chain = sorted(found, key=lambda place: place.level)
    regions = {places.region_of(place).id for place in chain}
    return chain[0] if len(regions) == 1 else None


def _pointed(place_id: str, point: str) -> Spot | None:
    north, _, east = point.partition(",")
    try:
        return Spot(place_id, int(north), int(east))
    except ValueError:
        return None


def _rough(degrees: float) -> int:
    return round(degrees * _E6 / _ROUGH) * _ROUGH
