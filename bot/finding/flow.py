"""A search in one sentence; and from where somebody looks: a shared place, or a town they name."""

from dataclasses import dataclass
from typing import Any

from bot.finding.hearing import hear_search, says_near
from bot.kernel.places import Place
from bot.ordering.filters import Filters
from bot.ordering.flow import Buying
from bot.people.spots import Spot as Said
from bot.people.spots import settle
from bot.people.whereabouts import ELSEWHERE, Whereabouts
from bot.selling.hearing import cut_word
from bot.talk.asks import Asking, Code, Option, Words
from bot.talk.flow import Flow, Verdict, row
from bot.talk.speaker import Speaker
from bot.text.phrase import say


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody lives, as far as the question looks at it."""

    region: str | None = None


class Around(Whereabouts):
    """Any place of one's own country."""

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(each for each in super().options(asking) if each.code != ELSEWHERE)

    def decode(self, code: Code, asking: Asking) -> Said | None:
        return None if code == ELSEWHERE else super().decode(code, asking)

    def faces(self) -> tuple[str, ...]:
        return ("spot", "region")

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(code for code in super().samples(asking) if code != ELSEWHERE)


def _check_place(spot: Said, so_far: Any) -> Verdict:
    """Say kindly that only what is for sale in one's own country can be looked for."""
    place: Place | None = spot.place
    here = place is not None and place.country == so_far.speaker.country
    return None if here else say("lookfrom-abroad")


@dataclass(frozen=True, slots=True)
class Point:
    """A place to look from, in millionths of a degree."""

    lat_e6: int
    lon_e6: int
    place_id: str


def point_of(place: Place) -> Point:
    """Give the point to look from for a place that was named."""
    return _point_at(Said(place.id))


def _point_at(spot: Said) -> Point:
    at = settle(spot)
    return Point(at.lat_e6, at.lon_e6, at.place_id)


class SearchWords(Flow[None], name="searchwords", sums_up=False):
    """Words out of the blue that look for a crop, kept as they were said."""

    said = row(Words(longest=400))

    def done(self) -> str:
        return self.said

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        """Take a crop with a word for looking, "near me" or "who sells", or with a place.

        Whoever says how much they need orders.
        """
        if "amount" in Buying.hear(text, speaker):
            return {}
        looks = says_near(text, speaker) or cut_word(text, say("find-words"), speaker) is not None
        heard = hear_search(text, Filters(), speaker)
        found = heard.place or (looks and len(heard.crops) == 1)
        return {"said": text[:400]} if found else {}

    @classmethod
    def examples(cls) -> tuple[None, ...]:
        return (None,)


class LookFrom(Flow[Here], name="lookfrom", sums_up=False):
    """Look for offers around another place."""

    place = row(Around(), check=_check_place)

    def done(self) -> Point:
        return _point_at(self.place)

    @classmethod
    def examples(cls) -> tuple[Here, ...]:
        return (Here(),)
