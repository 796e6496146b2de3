"""Drills: each message is judged genuine or false, and the two kinds of error are counted apart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.learning.lessons import Lesson
from bot.learning.rules import Progress, Shelf

GENUINE, FALSE = MARKS = "g", "f"
NONE = "-"  # the answer of whoever took no message for genuine


@dataclass(frozen=True, slots=True)
class Score:
    """False messages believed of all that were shown, genuine ones turned away of all shown."""

    believed: int = 0
    false: int = 0
    refused: int = 0
    genuine: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.believed + other.believed,
            self.false + other.false,
            self.refused + other.refused,
            self.genuine + other.genuine,
        )


def next_message(lesson: Lesson, marks: str) -> str | None:
    """Give the message to be judged after so many marks; None when all are."""
    left = lesson.messages[len(marks) :]
    return left[0] if left else None


def code_of(lesson: Lesson, marks: str) -> str:
    """Give marks as an answer: the codes of all that was taken for genuine."""
    taken = (code for code, mark in zip(lesson.messages, marks, strict=False) if mark == GENUINE)
    return "".join(taken) or NONE


def are_marks(lesson: Lesson, marks: str) -> bool:
    return 0 < len(marks) <= len(lesson.messages) and set(marks) <= set(MARKS)


def problem(
    lesson: Lesson | None, known: Progress | None, version: str, wording: str, marks: str
) -> str | None:
    """Say why a judgement cannot be taken: another message is asked about, or another lesson."""
    if lesson is None or known is None or not are_marks(lesson, marks):
        return "gone"
    if version != lesson.version:
        return "changed"
    is_next = known.wording == wording and marks[:-1] == known.judged
    return None if is_next else "answered"


def score(lesson: Lesson, code: str) -> Score:
    """Count both kinds of error in one answer."""
    genuine = lesson.right & set(lesson.messages)
    false = set(lesson.messages) - genuine
    return Score(len(false & set(code)), len(false), len(genuine - set(code)), len(genuine))


def note(lesson: Lesson, known: Progress, code: str) -> Progress:
    """Count the errors of a drill that has just ended."""
    found = score(lesson, code)
    return replace(
        known,
        judged="",
        drilled=known.drilled + 1,
        believed=known.believed + found.believed,
        refused=known.refused + found.refused,
    )


def total(lesson: Lesson, drilled: int, believed: int, refused: int) -> Score:
    """Give the errors of so many times a drill was done."""
    once = score(lesson, NONE)
    return Score(believed, once.false * drilled, refused, once.genuine * drilled)


def so_far(lessons: Mapping[str, Lesson], shelf: Shelf) -> Score:
    """Give all errors somebody made in all drills."""
    done = (each for each in shelf.values() if each.drilled and each.lesson in lessons)
    scores = (
        total(lessons[each.lesson], each.drilled, each.believed, each.refused) for each in done
    )
    return sum(scores, Score())
