"""What staff are asked to tell many people something: whom, how urgently, in which words."""

from dataclasses import dataclass
from typing import Any

from bot.bulletins.asks import LinesAsk
from bot.bulletins.audience import BUYERS, FARMERS, Audience
from bot.bulletins.bulletin import Wording
from bot.kernel import crops
from bot.people.tongues import Tongue
from bot.people.whereabouts import Region
from bot.selling.asks import CropAsk
from bot.talk.asks import Choice, Media, Medium, Option, Pick
from bot.talk.flow import Flow, Row, optional, row
from bot.text.phrase import Raw, say

_ENGLISH = Tongue("en", "English")


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known before the questions: the languages offered, and the bulletin that is written."""

    tongues: tuple[Tongue, ...] = ()
    bulletin: int = 0
    tongue: Tongue = _ENGLISH


@dataclass(frozen=True, slots=True)
class New:
    """A bulletin in its first language."""

    audience: Audience
    wording: Wording


@dataclass(frozen=True, slots=True)
class Another:
    """The same in one more language."""

    bulletin: int
    wording: Wording


def _crops(so_far: Any) -> tuple[str, ...]:
    return crops.common(so_far.country)


def _tongues(so_far: Any) -> tuple[Option, ...]:
    return tuple(
        Option(each.code, say("people-tongue", name=Raw(each.name)))
        for each in so_far.facts.tongues
    )


def _wording(language: str, words: str, medium: Medium | None) -> Wording:
    kind, file = ("", "") if medium is None else (medium.kind, medium.file)
    photo, voice = (file if kind == each else None for each in ("photo", "voice"))
    return Wording(language, words, photo, voice)


class _AtDesk(Flow[Desk]):
    """A talk of staff about a bulletin."""

    @property
    def country(self) -> str:
        return self.speaker.country

    @classmethod
    def examples(cls) -> tuple[Desk, ...]:
        tongues = (Tongue("en", "English"), Tongue("sw", "Kiswahili"))
        return (Desk(tongues, 1, tongues[1]),)


class NewBulletin(_AtDesk, name="bulletin"):
    """Staff warn people of something."""

    where = row(Choice("all", "region"))
    region = row(Region(), only_if=where.is_("region"))
    role = row(Choice("everybody", FARMERS, BUYERS, columns=1))
    crop = optional(CropAsk(_crops))
    language = optional(Pick(_tongues))
    pace = row(Choice("calm", "urgent", columns=1))
    words = row(LinesAsk())
    medium = optional(Media())

    def done(self) -> New:
        place = self.region if self.where == "region" else None
        audience = Audience(
            country=self.country,
            region=place.place_id if place else None,
            role=None if self.role == "everybody" else self.role,
            crop=self.crop,
            language=self.language,
            urgent=self.pace == "urgent",
        )
        first = self.language or self.speaker.language
        return New(audience, _wording(first, self.words, self.medium))

    def picture(self) -> str | None:
        medium = self.medium
        return medium.file if medium is not None and medium.kind == "photo" else None


class WriteWording(_AtDesk, name="wording", sums_up=False):
    """Staff say a bulletin in one more language."""

    words = row(LinesAsk())
    medium = optional(Media())

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"language": Raw(self.facts.tongue.name)}

    def done(self) -> Another:
        wording = _wording(self.facts.tongue.code, self.words, self.medium)
        return Another(self.facts.bulletin, wording)
