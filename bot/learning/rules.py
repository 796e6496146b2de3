"""Decisions about lessons: what comes next, what an answer means, when something is asked again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.kernel.day import at_local, zone_of
from bot.learning import memory
from bot.learning.lessons import Course, Curriculum, Lesson
from bot.learning.memory import Memory

READING, ASKED, DONE = "reading", "asked", "done"
STEPS = (READING, ASKED, DONE)
# The question, and the same one in other words.
FIRST, AGAIN = "question", "again"
WORDINGS = (FIRST, AGAIN)
MOST_REVIEWS = 2  # a day


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is with a lesson.

    `wording` is that of the question now open, `version` the lesson it was asked of; `first` the
    first answer ever given, `right_at` when a right one first came, `missed` whether the last was
    wrong. Of a drill, `judged` are the marks so far, `drilled` how often it was done, `believed`
    and `refused` the errors of both kinds in all of these.
    """

    person_id: int
    lesson: str
    step: str
    version: str
    started_at: datetime
    touched_at: datetime
    wording: str | None = None
    tries: int = 0
    first: str | None = None
    right_at: datetime | None = None
    missed: bool = False
    card: Memory | None = None
    judged: str = ""
    drilled: int = 0
    believed: int = 0
    refused: int = 0

    @property
    def is_learnt(self) -> bool:
        return self.right_at is not None


Shelf = Mapping[str, Progress]  # of one person, by lesson


def is_open(lesson: Lesson, shelf: Shelf) -> bool:
    """Whether what comes before a lesson has been answered, rightly or not."""
    known = (shelf.get(each) for each in lesson.after)
    return all(each is not None and each.tries for each in known)


def next_lesson(plan: Curriculum, shelf: Shelf, month: int) -> Lesson | None:
    """Give the lesson to go on with: the one begun, else the first new one that fits the season."""
    begun = (each for each in plan.order if each.id in shelf and not shelf[each.id].tries)
    found = next(begun, None)
    return found or _first_new(plan, shelf, month)


def _first_new(plan: Curriculum, shelf: Shelf, month: int) -> Lesson | None:
    for course in plan.courses:
        new = [each for each in plan.of(course) if each.id not in shelf and is_open(each, shelf)]
        if new:
            fits = (each for each in new if not each.season or month in each.season)
            return next(fits, new[0])
    return None


def due_reviews(
    plan: Curriculum, shelf: Shelf, now: datetime, zone: str | None, done_today: int
) -> list[Lesson]:
    """Give what is to be asked again today, the longest due first, as many as are left for today."""
    morning, tonight = at_local(now, 0, zone), at_local(now, 0, zone, days=1)
    due = [
        (each.card.due_at, each.lesson)
        for each in shelf.values()
        if each.card is not None
        and each.card.due_at < tonight
        and each.card.reviewed_at < morning
        and each.lesson in plan.lessons
    ]
    return [plan.lessons[name] for _, name in sorted(due)[: max(0, MOST_REVIEWS - done_today)]]


def open_question(plan: Curriculum, shelf: Shelf) -> Lesson | None:
    """Give the lesson whose question was put last and has no answer yet."""
    asked = (each for each in shelf.values() if each.wording and each.lesson in plan.lessons)
    last = max(asked, key=lambda each: each.touched_at, default=None)
    return None if last is None else plan.lessons[last.lesson]


def begin(lesson: Lesson, person_id: int, now: datetime, known: Progress | None) -> Progress:
    """Note that somebody reads a lesson; reading it once more changes nothing of what they know."""
    if known is None:
        return Progress(person_id, lesson.id, READING, lesson.version, now, now)
    return replace(known, version=lesson.version, touched_at=now)


def put_question(lesson: Lesson, known: Progress, now: datetime) -> Progress:
    """Put the question, every other time in other words."""
    wording = AGAIN if known.tries % 2 else FIRST
    step = known.step if known.step == DONE else ASKED
    return replace(
        known, step=step, version=lesson.version, wording=wording, touched_at=now, judged=""
    )


def problem(
    lesson: Lesson | None, known: Progress | None, version: str, wording: str, code: str
) -> str | None:
    """Say why an answer cannot be taken: its question is not open, or is another one by now."""
    if lesson is None or known is None or code not in lesson.options:
        return "gone"
    if version != lesson.version:
        return "changed"
    return None if known.wording is not None and known.wording == wording else "answered"


def is_first_today(known: Progress, now: datetime, zone: str | None) -> bool:
    """Whether a lesson was not answered today yet: going over it again the same day is practice."""
    return known.card is None or known.card.reviewed_at < at_local(now, 0, zone)


def answer(lesson: Lesson, known: Progress, code: str, now: datetime, zone: str | None) -> Progress:
    """Take an answer; what is known of the memory changes once a day at most."""
    tried = replace(known, step=DONE, wording=None, tries=known.tries + 1, touched_at=now)
    if not is_first_today(known, now, zone):
        return tried
    right = lesson.is_right(code)
    return replace(
        tried,
        first=known.first or code,
        right_at=known.right_at or (now if right else None),
        missed=not right,
        card=memory.review(known.card, _rating(known, right=right), now, safety=lesson.safety),
    )


def _rating(known: Progress, *, right: bool) -> str:
    if not right:
        return memory.AGAIN
    return memory.HARD if known.missed else memory.GOOD


# -- courses


def learnt(plan: Curriculum, course: Course, shelf: Shelf) -> int:
    """Count the lessons of a course that were answered rightly."""
    return sum(each.id in shelf and shelf[each.id].is_learnt for each in plan.of(course))


def finished(plan: Curriculum, shelf: Shelf) -> list[Course]:
    """Give the courses of which every lesson was answered rightly."""
    courses = ((course, len(plan.of(course))) for course in plan.courses)
    return [course for course, all_ in courses if all_ and learnt(plan, course, shelf) == all_]


def bar(done: int, of: int, width: int = 10) -> tuple[str, str]:
    """Draw how far somebody is, ●●● and ○○, a sign for each lesson while they are few.

    Two pieces: a line from right to left puts the first at its right.
    """
    signs = min(of, width)
    full = done * signs // of if of else 0
    return "●" * full, "○" * (signs - full)


# -- learners


@dataclass(frozen=True, slots=True)
class Learner:
    """What is remembered of a learner besides the lessons.

    `nudges` are the last reminders, `ignored` how many of them led to nothing, `said` counts all
    (their wordings take turns); `day` and `reviewed` count the questions asked again that day;
    `offered` are lessons offered when they were needed, the last at `offered_at`; `shows` lets others see what was learnt.
    """

    person_id: int
    active_at: datetime
    nudges: tuple[datetime, ...] = ()
    ignored: int = 0
    said: int = 0
    day: str = ""
    reviewed: int = 0
    offered: tuple[str, ...] = ()
    shows: bool = False
    offered_at: datetime | None = None

    def reviewed_on(self, day: str) -> int:
        return self.reviewed if self.day == day else 0

    def count_review(self, day: str) -> "Learner":
        return replace(self, day=day, reviewed=self.reviewed_on(day) + 1)

    def came(self, now: datetime) -> "Learner":
        """Note that they are learning: reminders are welcome again."""
        return replace(self, active_at=now, ignored=0)


def next_up(
    plan: Curriculum, shelf: Shelf, learner: Learner, now: datetime, zone: str | None
) -> Lesson | None:
    """Give what comes next: the question still open, what is due today, or what is new."""
    here = now.astimezone(zone_of(zone))
    asked = open_question(plan, shelf)
    if asked is not None:
        return asked
    due = due_reviews(plan, shelf, now, zone, learner.reviewed_on(here.date().isoformat()))
    return due[0] if due else next_lesson(plan, shelf, here.month)


def is_first_of_day(learner: Learner, shelf: Shelf, now: datetime, zone: str | None) -> bool:
    """Whether nothing was learnt yet on this day."""
    return not shelf or at_local(learner.active_at, 0, zone) != at_local(now, 0, zone)


def was_offered_today(learner: Learner, now: datetime, zone: str | None) -> bool:
    """Whether a lesson was offered on this day already: one is enough."""
    last = learner.offered_at
    return last is not None and at_local(last, 0, zone) == at_local(now, 0, zone)


def let_see(learner: Learner, *, shows: bool) -> Learner:
    return replace(learner, shows=shows)


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate: whoever knows its token may see whose it is."""

    token: str
    person_id: int
    course: str
    given_at: datetime


def to_certify(
    plan: Curriculum, shelf: Shelf, held: Collection[str], lesson: Lesson
) -> Sequence[Course]:
    """Give the course a lesson has just completed, unless a certificate of it is there."""
    return [
        course
        for course in finished(plan, shelf)
        if course.id not in held and lesson.id in course.lessons
    ]
