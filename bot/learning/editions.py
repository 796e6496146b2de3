"""Editions: lessons as staff wrote them, and how the plan of lessons looks with them to a reader."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.learning.lessons import Curriculum, Lesson
from bot.learning.rules import DONE, Progress, Shelf
from bot.text.pages import texts_of
from bot.text.template import HOLE

# A published one that another took the place of is past: whoever is in the middle of it ends it.
DRAFT, PUBLISHED, PAST = "draft", "published", "past"
_MARK = "v"  # versions of files are hexadecimal
Fill = Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of a lesson; `content` has the form of a lesson's file, `right` and `course`.

    `picture` and `voice` are file ids; `by_id` whoever wrote it, None for a file.
    """

    id: int
    lesson: str
    language: str
    version: int
    content: Mapping[str, Any]
    picture: str | None
    voice: str | None
    state: str
    by_id: int | None
    at: datetime

    @property
    def mark(self) -> str:
        """The version by which a learner's row names it."""
        return f"{_MARK}{self.id}"


def is_in_middle(known: Progress) -> bool:
    """Whether somebody reads a lesson, or has its question open."""
    return known.step != DONE or known.wording is not None


def pins(shelf: Shelf) -> list[int]:
    """Give the ids of the editions somebody is in the middle of."""
    marks = (each.version for each in shelf.values() if is_in_middle(each))
    return [int(mark[1:]) for mark in marks if mark.startswith(_MARK)]


def choose(
    plan: Curriculum, found: Iterable[Edition], shelf: Shelf, language: str
) -> list[Edition]:
    """Choose what a reader gets: the published ones, but the end of what they are in the middle of."""
    here = [each for each in found if each.language == language]
    by_mark = {each.mark: each for each in here}
    chosen = {each.lesson: each for each in here if each.state == PUBLISHED}
    for known in filter(is_in_middle, shelf.values()):
        file = plan.lessons.get(known.lesson)
        if known.version in by_mark:
            chosen[known.lesson] = by_mark[known.version]
        elif file is not None and file.version == known.version:
            chosen.pop(known.lesson, None)
    return list(chosen.values())


def merge(plan: Curriculum, chosen: Sequence[Edition], fill: Fill) -> Curriculum:
    """Give the plan with editions in place of files; new lessons stand at their course's end."""
    worn = {each.lesson: wear(plan.lessons.get(each.lesson), each, fill) for each in chosen}
    new = sorted(id_ for id_ in worn if id_ not in plan.lessons)
    courses = tuple(
        replace(
            course,
            lessons=(*course.lessons, *(id_ for id_ in new if worn[id_].course == course.id)),
        )
        for course in plan.courses
    )
    return Curriculum(courses, {**plan.lessons, **worn}, plan.moments)


def wear(base: Lesson | None, edition: Edition, fill: Fill) -> Lesson:
    """Give a lesson in the words of an edition; `fill` writes a sum as its reader reads it."""
    content = edition.content
    known = base or Lesson(edition.lesson, content["course"], (), frozenset(), drawn=False)
    options = tuple(content["options"])
    return replace(
        known,
        options=options,
        right=frozenset(content["right"]),
        messages=tuple(code for code in known.messages if code in options),
        version=edition.mark,
        own=dict(_written(content)),
        photo=edition.picture,
        voice=edition.voice,
        fill=fill,
    )


def _written(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "again", content["question"]
    yield from texts_of(content)


def put_in(text: str, values: Mapping[str, object], fill: Fill) -> str:
    """Put values into a text's {holes}; a hole nobody knows stays as it was written."""
    return HOLE.sub(lambda hole: fill(values[hole[1]]) if hole[1] in values else hole[0], text)
