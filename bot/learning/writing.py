"""Writing a lesson in one language: each part is a question, and what is there already is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.learning.asks import Lines, Only, Span
from bot.learning.editions import Edition
from bot.learning.lessons import Lesson
from bot.learning.proof import LIMITS, LONGEST, MOST_SENTENCES, reading_time
from bot.talk.asks import Code, Option, Pick, Words
from bot.talk.flow import Flow, Verdict, optional, row
from bot.text.phrase import Phrase, say
from bot.text.template import placeholders

CODES = ("a", "b", "c")
_LEAST, _MOST = 2, len(CODES)
_TODAY = 10  # seconds of the minute that belong to the title and what is to be done today


@dataclass(frozen=True, slots=True)
class Writing:
    """Which lesson is written, in which language; `numbers` name the sums its texts may hold."""

    lesson: str
    course: str
    language: str
    name: str
    codes: tuple[str, ...] = CODES
    numbers: frozenset[str] = frozenset()
    messages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A lesson as it was told: its content in the form of a file, file ids of what goes with it."""

    writing: Writing
    content: Mapping[str, Any]
    picture: str | None
    voice: str | None


def _known_holes(answer: str | tuple[str, ...], so_far: "Teach") -> Verdict:
    """Refuse a sum in braces that nothing fills."""
    text = answer if isinstance(answer, str) else "\n".join(answer)
    unknown = sorted(placeholders(text) - so_far.facts.numbers)
    return say("learning-holes", hole="{" + unknown[0] + "}") if unknown else None


def _short_aloud(text: tuple[str, ...], so_far: "Teach") -> Verdict:
    too_long = reading_time("\n".join(text)) > LONGEST - _TODAY
    return say("learning-aloud", longest=LONGEST) if too_long else _known_holes(text, so_far)


def _one_each(why: tuple[str, ...], so_far: "Teach") -> Verdict:
    if len(why) != len(so_far.answers_given):
        return say("learning-one-each", answers=len(so_far.answers_given))
    return _known_holes(why, so_far)


def _offer_answers(so_far: "Teach") -> tuple[Option, ...]:
    given = enumerate(so_far.answers_given, 1)
    return tuple(Option(str(at), say("talk-words", words=words)) for at, words in given)


class Teach(Flow[Writing], name="teach"):
    """Staff write a lesson."""

    title = row(Words(LIMITS["title"]), check=_known_holes)
    text = row(
        Lines(Span(1, MOST_SENTENCES, LIMITS["text"], LIMITS["text"]), by_sentence=True),
        check=_short_aloud,
    )
    today = row(Words(LIMITS["today"]), check=_known_holes)
    question = row(Words(LIMITS["question"]), check=_known_holes)
    again = optional(Words(LIMITS["again"]), check=_known_holes)
    choices = row(Lines(Span(_LEAST, _MOST, LIMITS["option"], LIMITS["text"])), check=_known_holes)
    right = row(Pick(_offer_answers, columns=1))
    why = row(Lines(Span(_LEAST, _MOST, LIMITS["feedback"], LIMITS["text"])), check=_one_each)
    photo = optional(Only("photo"))
    voice = optional(Only("voice"))

    @property
    def answers_given(self) -> tuple[str, ...]:
        return self.choices or ()

    def about(self, row: Any) -> dict[str, object]:
        return {"name": self.facts.name}

    def card(self) -> tuple[Phrase, ...]:
        return (say("learning-not-seen-yet", name=self.facts.name),)

    def picture(self) -> str | None:
        return None if self.photo is None else self.photo.file

    def done(self) -> Written:
        codes = self.facts.codes[: len(self.choices)]
        content = {
            "title": self.title,
            "text": list(self.text),
            "today": self.today,
            "question": self.question,
            "again": self.again or self.question,
            "options": dict(zip(codes, self.choices, strict=True)),
            "feedback": dict(zip(codes, self.why, strict=True)),
            "messages": {c: said for c, said in self.facts.messages.items() if c in codes},
            "right": [codes[int(self.right) - 1]],
            "course": self.facts.course,
        }
        voice = None if self.voice is None else self.voice.file
        return Written(self.facts, content, self.picture(), voice)

    @classmethod
    def examples(cls) -> tuple[Writing, ...]:
        return (Writing("", "start", "en", "English"),)


def codes_of(options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the codes of up to three answers, those there are first."""
    return (*options, *(code for code in CODES if code not in options))[:_MOST]


def answers_of(
    content: Mapping[str, Any], lesson: Lesson | None, edition: Edition | None = None
) -> dict[str, Code]:
    """Give what a lesson says already as answers, to be changed one by one."""
    codes = list(content["options"])
    right = content.get("right") or sorted(lesson.right if lesson else codes[:1])
    return {
        **{part: content[part] for part in ("title", "today", "question", "again")},
        "text": "\n".join(content["text"]),
        "choices": "\n".join(content["options"].values()),
        "right": str(codes.index(right[0]) + 1),
        "why": "\n".join(content["feedback"][code] for code in codes),
        "photo": "" if edition is None or not edition.picture else f"photo:{edition.picture}",
        "voice": "" if edition is None or not edition.voice else f"voice:{edition.voice}",
    }
