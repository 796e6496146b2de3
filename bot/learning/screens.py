"""What learners see: courses with bars, a lesson, its question, what an answer means, reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.learning import nudging, rules
from bot.learning.coins import fill
from bot.learning.editions import put_in
from bot.learning.lessons import Course, Curriculum, Lesson
from bot.learning.rules import Learner, Progress, Shelf
from bot.talk.asks import Option
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message, Still
from bot.text.pages import key_of
from bot.text.phrase import Moment, Phrase, Raw, say

_HOME = Button(say("talk-home"), "home")
_LIST = Button(say("learning-list"), "learn")
OUT = (_LIST, _HOME)


def words(lesson: Lesson, part: str, currency: str) -> Phrase:
    """Give a text of a lesson, with its sums in the reader's money."""
    values = fill(lesson.numbers, currency)
    if part not in lesson.own:
        return Phrase(key_of(lesson.id, part), values)
    return say("talk-words", words=put_in(lesson.own[part], values, lesson.fill))


def title(lesson: Lesson) -> Phrase:
    if "title" not in lesson.own:
        return Phrase(key_of(lesson.id, "title"))
    return say("talk-words", words=lesson.own["title"])


def _body(lesson: Lesson, currency: str) -> tuple[Phrase, ...]:
    """Give the text; what staff wrote a line at a time, so that each runs its own way."""
    if "text" not in lesson.own:
        return (words(lesson, "text", currency),)
    values, lines = fill(lesson.numbers, currency), lesson.own["text"].split("\n")
    return tuple(say("talk-words", words=put_in(each, values, lesson.fill)) for each in lines)


def course_name(course: str) -> Phrase:
    return say(f"learning-course-{course}")


# -- courses


def show_courses(
    plan: Curriculum, shelf: Shelf, on: Button | None, more: Sequence[Button] = ()
) -> Message:
    """Show every course with how far one is; the first button goes on."""
    courses = [course for course in plan.courses if plan.of(course)]
    lines = [_bar(plan, course, shelf) for course in courses]
    ways = tuple(
        (
            Button(
                say("learning-open-course", course=course_name(each.id)), f"learn.course.{each.id}"
            ),
        )
        for each in courses
    )
    first = ((on,),) if on else ()
    done = () if on else (say("learning-all-done"),)
    extra = tuple((each,) for each in more)
    return Message(
        (say("learning-title"), None, *lines, *done), (*first, *ways, *extra, (_HOME,)), listen=True
    )


def _bar(plan: Curriculum, course: Course, shelf: Shelf) -> Phrase:
    done, of = rules.learnt(plan, course, shelf), len(plan.of(course))
    full, empty = map(Raw, rules.bar(done, of))
    course_ = course_name(course.id)
    return say("learning-bar", course=course_, full=full, empty=empty, done=done, of=of)


def show_course(plan: Curriculum, course: Course, shelf: Shelf, *, certified: bool) -> Message:
    """Show the lessons of a course: learnt, asked again soon, or still to come."""
    lessons = tuple((_entry(each, shelf.get(each.id)),) for each in plan.of(course))
    paper = Button(say("learning-see-certificate"), f"learn.paper.{course.id}")
    return Message(
        (_bar(plan, course, shelf),),
        (*lessons, *(((paper,),) if certified else ()), OUT),
    )


def _entry(lesson: Lesson, known: Progress | None) -> Button:
    mark = "new"
    if known is not None and known.tries:
        mark = "done" if known.is_learnt and not known.missed else "again"
    return Button(say(f"learning-mark-{mark}", lesson=title(lesson)), f"learn.open.{lesson.id}")


def go_on(lesson: Lesson, *, begun: bool) -> Button:
    """Lead to the next lesson, or on with the one begun."""
    key = "learning-go-on" if begun else "learning-next"
    return Button(say(key, lesson=title(lesson)), "learn.next")


def remember() -> Button:
    """Lead to what is asked again today."""
    return Button(say("learning-remember"), "learn.next")


# -- one lesson


def show_lesson(lesson: Lesson, currency: str, *, heard: bool) -> Message:
    """Show a lesson: picture, text, what to do today, and the way to its question."""
    lines = (
        say("learning-lesson", lesson=title(lesson)),
        None,
        *_body(lesson, currency),
        None,
        say("learning-today", today=words(lesson, "today", currency)),
    )
    ask = Button(say("learning-ask"), f"learn.ask.{lesson.id}.{lesson.version}")
    listen = (Button(say("talk-listen"), f"learn.hear.{lesson.id}"),) if heard else ()
    picture = Still(lesson.id, title(lesson)) if lesson.drawn and not lesson.photo else None
    buttons = ((ask,), (*listen, _LIST, _HOME))
    return Message(lines, buttons, picture=picture, photo=lesson.photo)


def spoken_parts(lesson: Lesson, currency: str) -> tuple[Phrase, ...]:
    """Give what is heard of a lesson, in order."""
    return (
        title(lesson),
        words(lesson, "text", currency),
        words(lesson, "today", currency),
    )


def options(lesson: Lesson, currency: str) -> tuple[Option, ...]:
    return tuple(Option(code, words(lesson, f"option-{code}", currency)) for code in lesson.options)


def show_question(lesson: Lesson, known: Progress, currency: str, *, review: bool) -> Message:
    """Put the open question."""
    assert known.wording is not None
    asked = words(lesson, known.wording, currency)
    head = (say("learning-review"),) if review else ()
    lines = (*head, say("learning-question", question=asked))
    data = f"learn.pick.{lesson.id}.{known.version}.{known.wording}"
    answers = tuple(
        (Button(each.label, f"{data}.{each.code}"),) for each in options(lesson, currency)
    )
    return Message(lines, (*answers, OUT), listen=True)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: to which wording, whether it counts today, and the way to what comes next."""

    code: str
    wording: str
    on: Button | None
    scored: bool = True


def show_answer(lesson: Lesson, given: Given, currency: str) -> Message:
    """Say what an answer means, kindly, with one tap on to what comes next."""
    right = lesson.is_right(given.code)
    why = words(lesson, f"feedback-{given.code}", currency)
    lines = (
        say("learning-question", question=words(lesson, given.wording, currency)),
        say("learning-picked", option=words(lesson, f"option-{given.code}", currency)),
        None,
        say("learning-right" if right else "learning-wrong", why=why),
        *afterwards(given, right=right),
    )
    return Message(lines, ways_on(lesson, given, right=right), listen=True)


def afterwards(given: Given, *, right: bool) -> tuple[Phrase, ...]:
    """Say when a question returns, or that it was practice."""
    if not given.scored:
        return (say("learning-practice"),)
    return () if right else (say("learning-returns"),)


def ways_on(lesson: Lesson, given: Given, *, right: bool) -> Buttons:
    """Lead on, and back to a lesson not understood yet."""
    on = () if given.on is None else ((given.on,),)
    read = Button(say("learning-read"), f"learn.open.{lesson.id}")
    return (*on, *(() if right else ((read,),)), OUT)


def show_first(lesson: Lesson) -> Phrase:
    """Say which lesson comes first."""
    return say("learning-first", lesson=title(lesson))


# -- reminders and moments


def show_nudge(learner: Learner, lesson: Lesson) -> Message:
    """Remind of a lesson, each time in other words."""
    text = say(f"learning-nudge-{nudging.wording(learner)}", lesson=title(lesson))
    return Message((text,), ((Button(say("learning-offer-read"), "learn.next"),),), listen=True)


def show_offer(lesson: Lesson) -> Message:
    """Offer the lesson that fits what has just happened."""
    read = Button(say("learning-offer-read"), f"learn.open.{lesson.id}")
    later = Button(say("learning-offer-not"), "learn.later")
    return Message((say("learning-offer", lesson=title(lesson)),), ((read, later),), listen=True)


def day_of(at: datetime) -> Moment:
    return Moment(at, "day")
