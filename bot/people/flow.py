"""The questions asked of people: their language, joining, and every setting they may change."""

from dataclasses import dataclass
from typing import Any

from bot.people import rules
from bot.people.asks import (
    Name,
    Sure,
    check_name,
    find_country,
    find_tongue,
    offer_countries,
    offer_tongues,
)
from bot.people.spots import Address, Spot, doubt_shared, settle
from bot.people.tongues import Tongue
from bot.people.whereabouts import District, Region, Whereabouts
from bot.talk.asks import Choice, Medium, Pick, WordsOrVoice
from bot.talk.flow import Flow, row
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, PlaceName, say

# -- the facts questions are asked with


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody beforehand: Telegram's name for them, their own, their region."""

    suggested: str = ""
    called: str = ""
    region: str = ""
    place_id: str = ""
    tongues: tuple[Tongue, ...] = ()
    is_new: bool = False
    has_digits: bool = False


@dataclass(frozen=True, slots=True)
class CallFacts:
    """Who asked for a person."""

    id: int = 0
    name: str = ""


_EXAMPLE = Known(
    suggested="Amina Wanjiru",
    called="Amina",
    region="KE-31",
    place_id="KE-31-naivasha",
    tongues=(Tongue("en", "English"), Tongue("zh_Hans", "简体中文")),
    has_digits=True,
)


# -- what finished answers make


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody joins."""

    wants: str
    called: str
    address: Address


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language was chosen; `resume` is the draft it interrupted."""

    language: str
    resume: int | None


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody likes news, and between which hours they are awake."""

    hour: str
    awake: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff answer to a call for a person: in words, or as a voice note's file id."""

    call: int
    words: str | None = None
    voice: str | None = None


# -- the flows


class _Told(Flow[Known]):
    """Questions asked with what is known beforehand."""

    @classmethod
    def examples(cls) -> tuple[Known, ...]:
        return (_EXAMPLE,)


class Language(_Told, name="language", sums_up=False):
    """Which language to speak."""

    choose = row(Pick(offer_tongues, find=find_tongue))

    def is_gate(self) -> bool:
        return self.facts.is_new

    def done(self) -> Spoken:
        return Spoken(self.choose, read_id(self.answers.get("resume", "")))


class Join(_Told, name="join"):
    """How somebody joins; the summary's yes is the consent."""

    wants = row(Choice(*rules.WANTS))
    called = row(Name(), check=check_name)
    place = row(Whereabouts(), check=doubt_shared)
    country = row(Pick(offer_countries, find=find_country), only_if=place.is_("elsewhere"))
    region = row(Region(), only_if=place.is_("elsewhere"))
    district = row(District(), check=doubt_shared, only_if=place.is_not("spot"))

    def is_gate(self) -> bool:
        return self.facts.is_new

    def card(self) -> tuple[Phrase, ...]:
        return (say("people-consent"),)

    def done(self) -> Joined:
        return Joined(self.wants, self.called, settle(_spot(self)))


class Rename(_Told, name="rename", sums_up=False):
    """Another name."""

    called = row(Name(), check=check_name)

    def done(self) -> str:
        return self.called


class Move(_Told, name="move", sums_up=False):
    """Another place."""

    place = row(Whereabouts(), check=doubt_shared)
    country = row(Pick(offer_countries, find=find_country), only_if=place.is_("elsewhere"))
    region = row(Region(), only_if=place.is_("elsewhere"))
    district = row(District(), check=doubt_shared, only_if=place.is_not("spot"))

    def done(self) -> Address:
        return settle(_spot(self))


class Wants(_Told, name="wants", sums_up=False):
    """Whether to sell, to buy, or both."""

    what = row(Choice(*rules.WANTS))

    def done(self) -> str:
        return self.what


class Day(_Told, name="hours", sums_up=False):
    """When to be told things."""

    hour = row(Choice(*rules.HOURS, columns=1))
    awake = row(Choice(*rules.AWAKE, columns=1))

    def done(self) -> Hours:
        return Hours(self.hour, self.awake)


class Notices(_Told, name="notices", sums_up=False):
    """What the bot may say first."""

    level = row(Choice(*rules.NOTICES, columns=1))

    def done(self) -> str:
        return self.level


SETTINGS = ("name", "place", "hours", "wants", "notices", "digits", "language")


def offer_settings(so_far: "Settings") -> tuple[str, ...]:
    """Offer what can be changed: the digits only where the script has some of its own."""
    has_digits = so_far.facts.has_digits
    return tuple(code for code in SETTINGS if has_digits or code != "digits")


class Digits(_Told, name="digits", sums_up=False):
    """In which digits to write numbers."""

    which = row(Choice("own", "plain"))

    def done(self) -> str:
        return self.which


class Settings(_Told, name="settings", sums_up=False):
    """Which setting to change."""

    change = row(Choice(*SETTINGS, offered=offer_settings))

    def about(self, row: Any) -> dict[str, object]:
        place = PlaceName(self.facts.place_id)
        return {"name": self.facts.called, "place": place}

    def done(self) -> str:
        return self.change


class Forget(_Told, name="forget", sums_up=False):
    """Whether everything held of somebody is to be erased: asked twice."""

    erase = row(Sure())
    really = row(Sure(), only_if=erase.is_("yes"))

    def done(self) -> bool:
        return self.erase == "yes" and self.really == "yes"


class Reply(Flow[CallFacts], name="reply", sums_up=False):
    """What staff answer to somebody who asked for a person."""

    words = row(WordsOrVoice(longest=600))

    @classmethod
    def examples(cls) -> tuple[CallFacts, ...]:
        return (CallFacts(1, "Amina"),)

    def about(self, row: Any) -> dict[str, object]:
        return {"name": self.facts.name}

    def done(self) -> Answer:
        said = self.words
        if isinstance(said, Medium):
            return Answer(self.facts.id, voice=said.file)
        return Answer(self.facts.id, said)


def _spot(flow: Join | Move) -> Spot:
    """Give the finest answer; rows off the path are not looked at."""
    path = {row.name for row in flow.path()}
    finest = flow.district if "district" in path else flow.place
    assert isinstance(finest, Spot)
    return finest
