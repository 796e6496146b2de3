"""The lessons: which there are, in which order, and which answers are right; their words are texts."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

LOCALES = Path(__file__).parent.parent.parent / "locales"
CHOICE, DRILL = "choice", "drill"
_PRINT = 6  # letters by which a button tells which version of a lesson it was made of


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson; `version` changes when what is asked or what is right changes.

    `after` are lessons that come first, `season` the months it fits best, `messages` the answers
    that name one of a drill's messages. Of one that staff wrote, `own` are the texts by part,
    `photo` and `voice` file ids; one is `drawn` when its picture comes with the bot.
    """

    id: str
    course: str
    options: tuple[str, ...]
    right: frozenset[str]
    after: tuple[str, ...] = ()
    safety: bool = False
    season: tuple[int, ...] = ()
    kind: str = CHOICE
    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    version: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    fill: Callable[[object], str] = str  # writes a value in an own text
    photo: str | None = None
    voice: str | None = None
    drawn: bool = True

    @property
    def is_drill(self) -> bool:
        return bool(self.messages)

    def is_right(self, code: str) -> bool:
        """Whether an answer is right; that of a drill names every message taken for genuine."""
        return set(code) == self.right if self.is_drill else code in self.right


@dataclass(frozen=True, slots=True)
class Course:
    """Lessons in their order."""

    id: str
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class Curriculum:
    """All courses, all lessons by id, and the lesson that fits each moment of the market."""

    courses: tuple[Course, ...]
    lessons: Mapping[str, Lesson]
    moments: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def order(self) -> tuple[Lesson, ...]:
        """Every lesson of every course, in order."""
        named = (each for course in self.courses for each in course.lessons)
        return tuple(self.lessons[each] for each in named if each in self.lessons)

    def course(self, id: str) -> Course | None:  # noqa: A002  it is the id
        return next((course for course in self.courses if course.id == id), None)

    def of(self, course: Course) -> tuple[Lesson, ...]:
        """Give the lessons of a course that are there."""
        return tuple(self.lessons[each] for each in course.lessons if each in self.lessons)


@cache
def curriculum() -> Curriculum:
    """Give the lessons that come with the bot."""
    return read_curriculum(LOCALES)


def read_curriculum(folder: Path) -> Curriculum:
    """Read the plan of all lessons, and from the English files what makes their versions."""
    path = folder / "lessons.toml"
    told = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    courses = tuple(Course(row["id"], tuple(row["lessons"])) for row in told.get("course", ()))
    of = {lesson: course.id for course in courses for lesson in course.lessons}
    rows = told.get("lesson", {})
    lessons = {id_: _lesson(id_, of.get(id_, ""), row, folder) for id_, row in rows.items()}
    return Curriculum(courses, lessons, told.get("moments", {}))


def _lesson(id_: str, course: str, row: Mapping[str, Any], folder: Path) -> Lesson:
    words = _read_english(folder / "en" / "lessons" / f"{id_}.toml")
    options, right = tuple(row["options"]), frozenset(row["right"])
    return Lesson(
        id=id_,
        course=course,
        options=options,
        right=right,
        after=tuple(row.get("after", ())),
        safety=bool(row.get("safety", False)),
        season=tuple(row.get("season", ())),
        kind=row.get("kind", CHOICE),
        numbers=row.get("numbers", {}),
        messages=tuple(code for code in options if code in words.get("messages", {})),
        version=print_of((*options, "", *sorted(right)), words),
    )


def _read_english(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def print_of(answers: Iterable[str], words: Mapping[str, Any]) -> str:
    """Give the print of what is asked: the answers, and the English words of the question."""
    asked = (str(words.get(part, "")) for part in ("question", "again", "options", "messages"))
    return hashlib.sha256("\0".join((*answers, *asked)).encode()).hexdigest()[:_PRINT]
