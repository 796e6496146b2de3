"""What staff are asked to announce, change and follow up a lecture; what farmers are asked there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.lecturing.asks import CodeAsk, LectureDay, LinkAsk, MaterialAsk
from bot.lecturing.rules import CAME, EITHER, Handout, Lecture, Question, starts
from bot.people.spots import Spot, doubt_shared, settle
from bot.people.tongues import Tongue
from bot.people.whereabouts import District
from bot.points.asks import CountAsk, ExactSpot, HourAsk
from bot.points.rules import Point
from bot.talk.asks import Choice, Medium, Option, Pick, Words, WordsOrVoice
from bot.talk.flow import Flow, Row, Verdict, optional, row
from bot.text.phrase import Raw, say

LENGTHS = ("30", "60", "90", "120", "180")
PLACES = ("point", "spot", "link")
AUDIENCES = ("near", "region", "all")
DETAILS = ("when", "place", "seats", "topic", "lecturer")
LONGEST_TOPIC = 60
_HOURS = tuple(hour * 60 for hour in (8, 9, 10, 14, 15, 16))
_LIKELY = (10, 20, 30, 50, 100)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known before the questions: the asker's region, points, languages, the lecture."""

    region: str
    points: tuple[Point, ...] = ()
    tongues: tuple[Tongue, ...] = ()
    lecture: Lecture | None = None


@dataclass(frozen=True, slots=True)
class There:
    """Somebody typed what they heard at a lecture."""

    lecture_id: int
    code: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody would like to hear about something."""

    lecture_id: int
    words: str | None
    voice: str | None

    def by(self, person_id: int) -> Question:
        return Question(self.lecture_id, person_id, self.words, self.voice)


def _hours(so_far: Any) -> tuple[int, ...]:
    return _HOURS


def _check_hour(minute: int, so_far: Any) -> Verdict:
    speaker = so_far.speaker
    gone = starts(so_far.day, minute, speaker.zone) <= speaker.now
    return say("lecture-past") if gone else None


def _points(so_far: Any) -> tuple[Option, ...]:
    return tuple(
        Option(str(each.id), say("talk-words", words=each.name)) for each in so_far.facts.points
    )


def _places(so_far: Any) -> tuple[str, ...]:
    return PLACES if so_far.facts.points else PLACES[1:]


def _audiences(so_far: Any) -> tuple[str, ...]:
    """Offer for whom: what is held on the web is near to nobody."""
    if so_far.where != "link":
        return AUDIENCES
    return AUDIENCES[1:] if so_far.facts.region else AUDIENCES[2:]


def _tongues(so_far: Any) -> tuple[Option, ...]:
    return tuple(
        Option(each.code, say("people-tongue", name=Raw(each.name)))
        for each in so_far.facts.tongues
    )


class _AtDesk(Flow[Desk]):
    """A talk of staff about a lecture."""

    @classmethod
    def examples(cls) -> tuple[Desk, ...]:
        tongues = (Tongue("en", "English"), Tongue("sw", "Kiswahili"))
        return (Desk("KE-31", (_POINT,), tongues, EXAMPLE),)


def _held(so_far: Any) -> dict[str, Any]:
    """Give where a lecture is held, by the answers."""
    if so_far.where == "link":
        return _NOWHERE | {
            "link": so_far.link,
            "zone": so_far.speaker.zone,
            "country": so_far.speaker.country,
        }
    if so_far.where == "point":
        chosen = next(each for each in so_far.facts.points if str(each.id) == so_far.point)
        return _at(chosen) | {"spot": chosen.name}
    spot: Spot = so_far.place if so_far.district is None else so_far.district
    return _at(settle(spot)) | {"spot": so_far.address}


_NOWHERE: dict[str, Any] = dict.fromkeys(("place_id", "spot", "lat_e6", "lon_e6", "link"))


def _at(place: Any) -> dict[str, Any]:
    known = ("country", "zone", "place_id", "lat_e6", "lon_e6")
    return _NOWHERE | {name: getattr(place, name) for name in known}


class NewLecture(_AtDesk, name="lecture"):
    """Staff announce a lecture."""

    topic = row(Words(LONGEST_TOPIC))
    lecturer = optional(Words(60))
    day = row(LectureDay())
    hour = row(HourAsk(_hours), check=_check_hour)
    length = row(Choice(*LENGTHS))
    where = row(Choice(*PLACES, columns=1, offered=_places))
    point = row(Pick(_points, columns=1), only_if=where.is_("point"))
    place = row(ExactSpot(), check=doubt_shared, only_if=where.is_("spot"))
    district = row(District(), check=doubt_shared, only_if=place.is_("region"))
    address = optional(Words(100), only_if=where.is_("spot"))
    link = row(LinkAsk(), only_if=where.is_("link"))
    seats = optional(CountAsk(_LIKELY))
    whom = row(Choice(*AUDIENCES, columns=1, offered=_audiences))
    language = optional(Pick(_tongues))

    def done(self) -> Lecture:
        held = _held(self)
        return Lecture(
            id=0,
            topic=self.topic,
            lecturer=self.lecturer,
            starts_at=starts(self.day, self.hour, held["zone"]),
            minutes=int(self.length),
            seats=self.seats,
            language=self.language,
            **held,
            **self._audience(held["place_id"]),
        )

    def _audience(self, place_id: str | None) -> dict[str, Any]:
        if self.whom == "near":
            return {"for_place": place_id}
        if self.whom == "region":
            region = settle(Spot(place_id)).region if place_id else self.facts.region
            return {"for_region": region}
        return {}


class OtherLecture(_AtDesk, name="relecture", sums_up=False):
    """One thing about a lecture is otherwise now."""

    what = row(Choice(*DETAILS))
    day = row(LectureDay(), only_if=what.is_("when"))
    hour = row(HourAsk(_hours), check=_check_hour, only_if=what.is_("when"))
    length = row(Choice(*LENGTHS), only_if=what.is_("when"))
    where = row(Choice(*PLACES, columns=1, offered=_places), only_if=what.is_("place"))
    point = row(Pick(_points, columns=1), only_if=where.is_("point"))
    place = row(ExactSpot(), check=doubt_shared, only_if=where.is_("spot"))
    district = row(District(), check=doubt_shared, only_if=place.is_("region"))
    address = optional(Words(100), only_if=where.is_("spot"))
    link = row(LinkAsk(), only_if=where.is_("link"))
    seats = optional(CountAsk(_LIKELY), only_if=what.is_("seats"))
    topic = row(Words(LONGEST_TOPIC), only_if=what.is_("topic"))
    lecturer = optional(Words(60), only_if=what.is_("lecturer"))

    def done(self) -> tuple[int, dict[str, Any]]:
        assert self.facts.lecture is not None
        return self.facts.lecture.id, self._changed(self.facts.lecture)

    def _changed(self, now: Lecture) -> dict[str, Any]:
        match self.what:
            case "when":
                at = starts(self.day, self.hour, now.zone)
                return {"starts_at": at, "minutes": int(self.length)}
            case "place":
                return _held(self)
            case "seats":
                return {"seats": self.seats}
            case "topic":
                return {"topic": self.topic}
        return {"lecturer": self.lecturer}


class Material(_AtDesk, name="handout"):
    """Staff give something to those who came."""

    what = row(MaterialAsk())
    whom = row(Choice(CAME, EITHER, columns=1))

    def done(self) -> Handout:
        assert self.facts.lecture is not None
        return Handout(0, self.facts.lecture.id, *self.what, whom=self.whom)


class _Listening(Flow[Lecture]):
    """A talk with a farmer about a lecture."""

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"topic": self.facts.topic}

    @classmethod
    def examples(cls) -> tuple[Lecture, ...]:
        return (EXAMPLE,)


class CheckIn(_Listening, name="checkin", sums_up=False):
    """Somebody at a lecture types the code that is said there."""

    code = row(CodeAsk())

    def done(self) -> There:
        return There(self.facts.id, self.code)


class AskLecturer(_Listening, name="lecturequestion", sums_up=False):
    """Somebody would like the lecturer to speak about something."""

    words = row(WordsOrVoice(300))

    def done(self) -> Asked:
        said = self.words
        if isinstance(said, Medium):
            return Asked(self.facts.id, None, said.file)
        return Asked(self.facts.id, said, None)


EXAMPLE = Lecture(
    id=1,
    topic="Storing maize dry",
    starts_at=starts(date(2030, 1, 2), 14 * 60, "Africa/Nairobi"),
    minutes=60,
    zone="Africa/Nairobi",
    country="KE",
    place_id="KE-31-naivasha",
    spot="Karai school",
)
_POINT = Point(
    id=1,
    name="Kiminini market",
    country="KE",
    region="KE-31",
    place_id="KE-31-naivasha",
    zone="Africa/Nairobi",
    lat_e6=-717_000,
    lon_e6=36_430_000,
)
