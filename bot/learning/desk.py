"""What staff see of the lessons: who begins, who ends, what is answered, and where people stop."""

from bot.feature import Turn
from bot.learning import drillboard, drills, editing, effect, loading, store
from bot.learning.effect import Effect
from bot.learning.lessons import Curriculum, Lesson, curriculum
from bot.learning.screens import course_name, title, words
from bot.learning.store import Counted
from bot.talk.message import Button, Message
from bot.text.phrase import Phrase, say

Drilled = tuple[int, int, int]  # how often, false ones believed, genuine ones turned away
_HOME = Button(say("talk-home"), "home")


def show(turn: Turn, words: str = "") -> None:
    """Show the courses for staff, each with its lessons' counts behind it."""
    buttons = tuple(
        (Button(course_name(course.id), f"lessons.course.{course.id}"),)
        for course in curriculum().courses
    )
    more = (
        (Button(say("learning-drafts"), "lessons.drafts"),),
        (Button(say("learning-export"), "lessons.export"),),
    )
    turn.show(Message((say("learning-staff"),), (*buttons, *more, (_HOME,))))


def act(turn: Turn, what: str = "", name: str = "", more: str = "", *_: str) -> None:
    """`lessons`, `lessons.course.<course>`, `lessons.see.<lesson>`, and what `editing` does."""
    if editing.act(turn, what, name, more):
        return
    plan = loading.whole_plan(turn)
    course, lesson = plan.course(name), plan.lessons.get(name)
    if what == "course" and course is not None:
        turn.show(show_counts(plan, course.id, store.count_lessons(turn.conn)))
    elif what == "see" and lesson is not None:
        counted = store.count_lessons(turn.conn).get(lesson.id)
        measured = effect.measure(turn.conn, lesson.id, turn.now)
        drilled = store.count_drills(turn.conn, lesson.id) if lesson.is_drill else None
        turn.show(show_lesson(lesson, counted, drilled, measured, turn.speaker.currency))
    else:
        show(turn)


def show_counts(plan: Curriculum, course: str, counts: dict[str, Counted]) -> Message:
    """List a course's lessons: begun, finished, right at first."""
    known = plan.course(course)
    lessons = plan.of(known) if known else ()
    lines = [_line(each, counts.get(each.id)) for each in lessons]
    buttons = tuple((Button(title(each), f"lessons.see.{each.id}"),) for each in lessons)
    back = Button(say("talk-back"), "lessons")
    add = (Button(say("learning-add"), f"lessons.add.{course}"),)
    return Message((course_name(course), *lines), (*buttons, add, (back, _HOME)))


def _line(lesson: Lesson, counted: Counted | None) -> Phrase:
    if counted is None:
        return say("learning-staff-none", lesson=title(lesson))
    return say(
        "learning-staff-line",
        lesson=title(lesson),
        started=counted.started,
        done=counted.done,
        right=sum(people for code, people in counted.picked.items() if lesson.is_right(code)),
    )


def show_lesson(
    lesson: Lesson,
    counted: Counted | None,
    drilled: Drilled | None,
    measured: Effect,
    currency: str,
) -> Message:
    """Show where people stop in a lesson, what they answered first, and how they fared."""
    back = Button(say("talk-back"), f"lessons.course.{lesson.course}")
    change = Button(say("learning-change"), f"lessons.change.{lesson.id}")
    if counted is None:
        return Message((_line(lesson, None),), ((change,), (back, _HOME)))
    lines = (
        say("learning-staff-lesson", lesson=title(lesson), started=counted.started),
        say(
            "learning-staff-stop",
            reading=counted.reading,
            asked=counted.asked,
            done=counted.done,
        ),
        *(_picked(lesson, code, counted, currency) for code in lesson.options),
        *(_drilled(lesson, drilled) if drilled else ()),
    )
    fared = effect.tell_effect(measured)
    return Message((*lines, None, *fared), ((change,), (back, _HOME)))


def _drilled(lesson: Lesson, drilled: Drilled) -> tuple[Phrase | None, ...]:
    """Say how often a drill was done, and the two kinds of error in it."""
    found = drills.total(lesson, *drilled)
    return (None, say("learning-staff-drill", drilled=drilled[0]), *drillboard.tell_score(found))


def _picked(lesson: Lesson, code: str, counted: Counted, currency: str) -> Phrase:
    # A drill's answer names every message that was taken for genuine.
    people = sum(people for answer, people in counted.picked.items() if code in answer)
    all_ = sum(counted.picked.values())
    option = words(lesson, f"option-{code}", currency)
    mark = say("learning-mark-done" if code in lesson.right else "learning-mark-new", lesson=option)
    share = people * 100 // all_ if all_ else 0
    return say("learning-staff-picked", option=mark, share=share, people=people)
