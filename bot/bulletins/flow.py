"""What staff are asked to tell many people something: about what, whom, when, in which words."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.bulletins.asks import (
    BARE,
    LinesAsk,
    ListAsk,
    MediumAsk,
    PressAsk,
    SendDay,
    Told,
    samples_of,
)
from bot.bulletins.audience import ACTIVITIES, LEARNING, ROLES, SALES, Audience
from bot.bulletins.bulletin import AT, AT_ONCE, MORNING, REPEATS, STARTS, Wording
from bot.bulletins.pasted import Pasted
from bot.kernel import crops
from bot.kernel.day import at_local, zone_of
from bot.kernel.topics import WRITTEN
from bot.people.spots import doubt_shared, settle
from bot.people.tongues import Tongue
from bot.people.whereabouts import District, Region
from bot.points.asks import HourAsk
from bot.selling.asks import CropAsk
from bot.talk.asks import Choice, Medium, Option, Pick, Words
from bot.talk.flow import Flow, Row, Verdict, optional, row
from bot.text.phrase import Raw, say

_ENGLISH = Tongue("en", "English")
_HOURS = tuple(hour * 60 for hour in (7, 9, 12, 15, 18, 20))
FACETS = ("where", "role", "crop", "language", "activity", "learning", "sales", "people")
SAVED = ("saved", "without")  # facets that need a saved audience
LONGEST_NAME = 40
TEMPLATE, SEGMENT = "template", "segment"


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known before the questions.

    The languages offered, the bulletin that is written and its version, the language it is written
    in now, saved audiences, and where buttons may lead.
    """

    tongues: tuple[Tongue, ...] = ()
    bulletin: int = 0
    tongue: Tongue = _ENGLISH
    version: int = 0
    saved: tuple[Option, ...] = ()
    presses: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class New:
    """A bulletin in its first language."""

    topic: str
    audience: Audience
    wording: Wording


@dataclass(frozen=True, slots=True)
class Another:
    """The same in one more language."""

    bulletin: int
    wording: Wording


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thing about the audience: a facet with its values."""

    bulletin: int
    what: str
    values: dict[str, str | None]
    people: tuple[Pasted, ...] = ()


@dataclass(frozen=True, slots=True)
class Timed:
    """When a bulletin goes out, and how often."""

    bulletin: int
    starts: str
    starts_at: datetime | None = None
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button more: where it leads."""

    bulletin: int
    code: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name to keep a bulletin or its audience under."""

    bulletin: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Another of the staff does not agree, and says why; `version` is what they saw."""

    bulletin: int
    version: int
    words: str


def _crops(so_far: Any) -> tuple[str, ...]:
    return crops.common(so_far.country)


def _tongues(so_far: Any) -> tuple[Option, ...]:
    return tuple(
        Option(each.code, say("people-tongue", name=Raw(each.name)))
        for each in so_far.facts.tongues
    )


def _saved(so_far: Any) -> tuple[Option, ...]:
    found: tuple[Option, ...] = so_far.facts.saved
    return found


def _presses(so_far: Any) -> tuple[Option, ...]:
    found: tuple[Option, ...] = so_far.facts.presses
    return found


def _facets(so_far: Any) -> tuple[str, ...]:
    return (*FACETS, *SAVED) if so_far.facts.saved else FACETS


def _hours(so_far: Any) -> tuple[int, ...]:
    return _HOURS


def _moment(day: date, minute: int, zone: str) -> datetime:
    """Give the moment of a day and a minute by the clock of a zone."""
    return at_local(datetime.combine(day, time(12), zone_of(zone)), minute, zone)


def _check_hour(minute: int, so_far: Any) -> Verdict:
    speaker = so_far.speaker
    gone = _moment(so_far.day, minute, speaker.zone) <= speaker.now
    return say("bulletins-past") if gone else None


def _wording(language: str, told: Told, medium: Medium | None) -> Wording:
    files = {} if medium is None else {medium.kind: medium.file}
    photo = files.pop("photo", told.photo)
    return Wording(language, told.words, photo, marks=told.marks, **files)


class _AtDesk(Flow[Desk]):
    """A talk of staff about a bulletin."""

    @property
    def country(self) -> str:
        return self.speaker.country

    @classmethod
    def examples(cls) -> tuple[Desk, ...]:
        tongues = (Tongue("en", "English"), Tongue("sw", "Kiswahili"))
        saved, presses = samples_of("1", "2"), samples_of("flow.sell", "lesson.fake")
        return (Desk(tongues, 1, tongues[1], saved=saved, presses=presses),)


class NewBulletin(_AtDesk, name="bulletin", sums_up=False):
    """Staff tell many people something."""

    topic = row(Choice(*WRITTEN, columns=1))
    where = row(Choice("all", "region"))
    region = row(Region(), only_if=where.is_("region"))
    words = row(LinesAsk())
    medium = optional(MediumAsk(), only_if=words.is_(BARE))

    def done(self) -> New:
        place = self.region if self.where == "region" else None
        audience = Audience(self.country, region=place.place_id if place else None)
        return New(self.topic, audience, _wording(self.speaker.language, self.words, self.medium))


class WriteWording(_AtDesk, name="wording", sums_up=False):
    """Staff say a bulletin in one more language."""

    words = row(LinesAsk())
    medium = optional(MediumAsk(), only_if=words.is_(BARE))

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"language": Raw(self.facts.tongue.name)}

    def done(self) -> Another:
        wording = _wording(self.facts.tongue.code, self.words, self.medium)
        return Another(self.facts.bulletin, wording)


class Whom(_AtDesk, name="bulletinwho", sums_up=False):
    """Staff say more closely whom a bulletin is for."""

    what = row(Choice(*FACETS, *SAVED, offered=_facets))
    where = row(Choice("all", "region", "district", columns=1), only_if=what.is_("where"))
    place = row(Region(), only_if=where.is_("region", "district"))
    district = row(District(), check=doubt_shared, only_if=where.is_("district"))
    role = row(Choice("any", *ROLES, columns=1), only_if=what.is_("role"))
    crop = optional(CropAsk(_crops), only_if=what.is_("crop"))
    language = optional(Pick(_tongues), only_if=what.is_("language"))
    activity = row(Choice("any", *ACTIVITIES, columns=1), only_if=what.is_("activity"))
    learning = row(Choice("any", *LEARNING, columns=1), only_if=what.is_("learning"))
    sales = row(Choice("any", *SALES, columns=1), only_if=what.is_("sales"))
    people = row(ListAsk(), only_if=what.is_("people"))
    saved = row(Pick(_saved, columns=1), only_if=what.is_("saved"))
    without = optional(Pick(_saved, columns=1), only_if=what.is_("without"))

    def done(self) -> Chosen:
        number, what = self.facts.bulletin, self.what
        if what == "where":
            return Chosen(number, what, self._place())
        if what == "people":
            return Chosen(number, what, {}, self.people)
        value = getattr(self, what)
        return Chosen(number, what, {what: None if value == "any" else value})

    def _place(self) -> dict[str, str | None]:
        region = self.place.place_id if self.where != "all" else None
        place = settle(self.district).place_id if self.where == "district" else None
        return {"region": region, "place": place}


class When(_AtDesk, name="bulletinwhen", sums_up=False):
    """Staff say when a bulletin goes out."""

    how = row(Choice(*STARTS, columns=1))
    day = row(SendDay(), only_if=how.is_(AT, MORNING))
    hour = row(HourAsk(_hours), check=_check_hour, only_if=how.is_(AT))
    repeats = row(Choice("once", *REPEATS), only_if=how.is_(AT, MORNING))

    def done(self) -> Timed:
        if self.how == AT_ONCE:
            return Timed(self.facts.bulletin, AT_ONCE)
        minute = self.hour if self.how == AT else 0
        at = _moment(self.day, minute, self.speaker.zone)
        often = None if self.repeats == "once" else self.repeats
        return Timed(self.facts.bulletin, self.how, at, often)


class Press(_AtDesk, name="bulletinbutton", sums_up=False):
    """Staff put a button under a bulletin."""

    leads = row(PressAsk(_presses, columns=1))

    def done(self) -> Pressed:
        return Pressed(self.facts.bulletin, self.leads)


class Naming(_AtDesk, name="bulletinname", sums_up=False):
    """Staff keep a bulletin, or whom it is for, to be used again."""

    kind = row(Choice(TEMPLATE, SEGMENT, columns=1))
    called = row(Words(LONGEST_NAME))

    def done(self) -> Named:
        return Named(self.facts.bulletin, self.kind, self.called)


class SendBack(_AtDesk, name="bulletinback", sums_up=False):
    """Staff do not agree with what another wants to send."""

    words = row(Words(300))

    def done(self) -> Returned:
        return Returned(self.facts.bulletin, self.facts.version, self.words)
