"""Questions about a place: shared, picked from a list, or typed."""

from collections.abc import Iterable
from typing import Any

from bot.kernel import places
from bot.kernel.places import DISTRICT, REGION, Place
from bot.people.spots import Spot, name_place, read_spot, spot_at, write_spot
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure, spelled
from bot.talk.event import Event, Located, Said
from bot.talk.tap import YES
from bot.text.folding import fold, read_index
from bot.text.phrase import Phrase, PlaceName, say

ELSEWHERE = "elsewhere"  # in place of a region: the person is in another country


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
        exact = _pick_called(found, text)
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
        return write_spot(value)

    def decode(self, code: Code, asking: Asking) -> Spot | None:
        spot = read_spot(code)
        if spot is None or spot.place is None:
            return None
        return spot if spot.is_shared or self.suits(spot.place, asking.so_far) else None

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
        # A bare yes or number would name the only option, but many more are offered.
        bare = read_index(text) is not None or asking.speaker.lexicon.get(fold(text)) == YES
        if not bare and spelled(Said(text), away, asking.speaker):
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


def place_called(country: str, text: str) -> Place | None:
    """Find the place of a country that bears just this name; None where several do, far apart."""
    return _pick_called(places.find(country, text), text)


def _pick_called(found: Iterable[Place], text: str) -> Place | None:
    return _one_chain([place for place in found if _is_called(place, text)])


def _is_called(place: Place, text: str) -> bool:
    pairs = (pair.partition(":")[2] for pair in place.names.split(";"))
    names = (place.latin, *pairs, *place.aliases.split(";"))
    return fold(text) in {fold(name) for name in names if name}


def _one_chain(found: Iterable[Place]) -> Place | None:
    """Give the widest of places that lie in one another; None when they lie apart."""
    chain = sorted(found, key=lambda place: place.level)
    regions = {places.region_of(place).id for place in chain}
    return chain[0] if len(regions) == 1 else None
