"""Learning at work: courses, a lesson, its question and answer; what is due comes before what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.feature import Addition, Turn
from bot.kernel.day import zone_of
from bot.learning import drillboard, drills, loading, notices, papers, rules, screens, store
from bot.learning.lessons import Curriculum, Lesson
from bot.learning.rules import Learner, Progress
from bot.learning.screens import Given
from bot.store import drafts
from bot.talk.asks import spelled
from bot.talk.event import Said, Tapped
from bot.talk.message import Button, Message, Speech, tell
from bot.text.phrase import say
from bot.text.speech import prints_of

LINK = "c"
LESSON = "lesson"
LONGEST_TOKEN = 24


@dataclass
class Desk:
    """One learner's turn: the plan of all lessons, and what they know."""

    turn: Turn

    @cached_property
    def plan(self) -> Curriculum:
        return loading.plan_of(self.turn, self.shelf)

    @cached_property
    def shelf(self) -> dict[str, Progress]:
        return store.load_shelf(self.turn.conn, self.turn.person.id)

    @cached_property
    def learner(self) -> Learner:
        whose = self.turn.person.id
        return store.load_learner(self.turn.conn, whose) or Learner(whose, self.turn.now)

    @property
    def currency(self) -> str:
        return self.turn.speaker.currency

    @property
    def zone(self) -> str | None:
        return self.turn.person.zone

    @property
    def day(self) -> str:
        return self.turn.now.astimezone(zone_of(self.zone)).date().isoformat()

    def due(self) -> list[Lesson]:
        """Give what is still to be asked again today."""
        done = self.learner.reviewed_on(self.day)
        return rules.due_reviews(self.plan, self.shelf, self.turn.now, self.zone, done)

    def new(self) -> Lesson | None:
        month = self.turn.now.astimezone(zone_of(self.zone)).month
        return rules.next_lesson(self.plan, self.shelf, month)

    def on(self) -> Button | None:
        """Give the button to what comes next."""
        if rules.open_question(self.plan, self.shelf) is None and self.due():
            return screens.remember()
        lesson = rules.open_question(self.plan, self.shelf) or self.new()
        return None if lesson is None else screens.go_on(lesson, begun=lesson.id in self.shelf)

    def keep(self, progress: Progress, learner: Learner) -> None:
        """Keep what was learnt; the first of it in a day plans the next reminder."""
        store.keep(self.turn.conn, progress)
        if rules.is_first_of_day(learner, self.shelf, self.turn.now, self.zone):
            notices.plan_nudge(self.turn)
        self.shelf[progress.lesson] = progress
        self.learner = learner.came(self.turn.now)
        store.keep_learner(self.turn.conn, self.learner)


# -- courses


def open_list(turn: Turn, words: str = "") -> None:
    """Show the courses, and the next lesson in one tap."""
    drafts.park_active(turn.conn, turn.person.id)
    desk = Desk(turn)
    turn.show(screens.show_courses(desk.plan, desk.shelf, desk.on()))


def act(turn: Turn, what: str = "", *parts: str) -> None:
    """`learn`, `learn.next`, `learn.open.<lesson>`, `learn.pick.<lesson>.<version>.<wording>.<code>`..."""
    handle = _ACTS.get(what)
    if handle is None:
        turn.toast(say("talk-older"))
    else:
        handle(turn, (*parts, "", "", "", "")[:4])


Parts = tuple[str, ...]


def _list(turn: Turn, parts: Parts) -> None:
    open_list(turn)


def _course(turn: Turn, parts: Parts) -> None:
    desk = Desk(turn)
    course = desk.plan.course(parts[0])
    if course is None:
        turn.toast(say("talk-older"))
        return
    held = {each.course for each in store.load_certificates(turn.conn, turn.person.id)}
    turn.show(screens.show_course(desk.plan, course, desk.shelf, certified=course.id in held))


def _next(turn: Turn, parts: Parts) -> None:
    """Go on: the question still open, what is due today, then what is new."""
    desk = Desk(turn)
    asked = rules.open_question(desk.plan, desk.shelf)
    due = [] if asked else desk.due()
    new = None if asked or due else desk.new()
    if asked is not None:
        _put(desk, asked)
    elif due:
        _put(desk, due[0])
    elif new is not None:
        _read(desk, new)
    else:
        turn.show(screens.show_courses(desk.plan, desk.shelf, None))


# -- one lesson


def _open(turn: Turn, parts: Parts) -> None:
    desk = Desk(turn)
    lesson = desk.plan.lessons.get(parts[0])
    if lesson is None:
        turn.toast(say("talk-older"))
    elif lesson.id not in desk.shelf and not rules.is_open(lesson, desk.shelf):
        waits = (each for each in lesson.after if each in desk.plan.lessons)
        first = next(each for each in waits if _is_untried(desk, each))
        turn.toast(screens.show_first(desk.plan.lessons[first]))
    else:
        _read(desk, lesson)


def open_lesson(turn: Turn, lesson: str) -> None:
    """Open the lesson a deep link names."""
    _open(turn, (lesson,))


def offer_lessons(turn: Turn, fact: object) -> Addition:
    """Offer every lesson to what leads to one of them."""
    lessons = loading.whole_plan(turn).lessons.values()
    named = (Button(screens.title(each), f"{LESSON}.{each.id}") for each in lessons)
    return Addition(buttons=tuple((each,) for each in named))


def _is_untried(desk: Desk, lesson: str) -> bool:
    known = desk.shelf.get(lesson)
    return known is None or not known.tries


def _read(desk: Desk, lesson: Lesson) -> None:
    turn = desk.turn
    known = rules.begin(lesson, turn.person.id, turn.now, desk.shelf.get(lesson.id))
    desk.keep(known, desk.learner)
    # A picture cannot stand where a text stood.
    turn.say(screens.show_lesson(lesson, desk.currency, heard=_can_hear(desk, lesson)))


def _can_hear(desk: Desk, lesson: Lesson) -> bool:
    if lesson.voice is not None:
        return True
    parts = screens.spoken_parts(lesson, desk.currency)
    return desk.turn.speaker.can_say(map(desk.turn.speaker.label, parts))


def _hear(turn: Turn, parts: Parts) -> None:
    """Let a lesson be heard, sentence by sentence: it is longer than other messages."""
    desk = Desk(turn)
    lesson = desk.plan.lessons.get(parts[0])
    if lesson is None or not _can_hear(desk, lesson):
        turn.toast(say("learning-changed" if lesson is None else "talk-already"))
        return
    if lesson.voice is not None:
        turn.say(Message((screens.title(lesson),), voice=lesson.voice))
        return
    text = "\n".join(map(turn.speaker.label, screens.spoken_parts(lesson, desk.currency)))
    said = " ".join(filter(None, map(turn.speaker.aloud, text.split("\n"))))
    otherwise = screens.title(lesson)
    turn.say(Message((), speech=Speech(turn.speaker.language, said, prints_of(text), otherwise)))


def _ask(turn: Turn, parts: Parts) -> None:
    """Put the question of a lesson that was opened; of a changed one the new question."""
    desk = Desk(turn)
    lesson = desk.plan.lessons.get(parts[0])
    if lesson is None or lesson.id not in desk.shelf:
        turn.toast(say("talk-older"))
    else:
        _put(desk, lesson)


def _put(desk: Desk, lesson: Lesson) -> None:
    turn = desk.turn
    # The answer may be typed, so no other talk may take it.
    drafts.park_active(turn.conn, turn.person.id)
    known = desk.shelf[lesson.id]
    review, learner = known.card is not None, desk.learner
    if known.wording is None or known.version != lesson.version:
        if review and known.wording is None and rules.is_first_today(known, turn.now, desk.zone):
            learner = learner.count_review(desk.day)
        known = rules.put_question(lesson, known, turn.now)
        desk.keep(known, learner)
    show = drillboard.show_drill if lesson.is_drill else screens.show_question
    turn.say(show(lesson, known, desk.currency, review=review))


def _pick(turn: Turn, parts: Parts) -> None:
    lesson_id, version, wording, code = parts
    desk = Desk(turn)
    lesson, known = desk.plan.lessons.get(lesson_id), desk.shelf.get(lesson_id)
    problem = rules.problem(lesson, known, version, wording, code)
    if lesson is None or known is None or problem is not None:
        _refuse(desk, lesson, problem)
    elif lesson.is_drill:
        _put(desk, lesson)
    else:
        _answer(desk, lesson, known, code)


def _refuse(desk: Desk, lesson: Lesson | None, problem: str | None) -> None:
    if lesson is None or problem == "gone":
        desk.turn.toast(say("talk-older"))
    elif problem == "changed":
        desk.turn.toast(say("learning-changed"))
        _put(desk, lesson)
    else:
        desk.turn.toast(say("learning-answered"))


def _answer(desk: Desk, lesson: Lesson, known: Progress, code: str) -> None:
    given = _take(desk, lesson, known, code)
    desk.turn.show(screens.show_answer(lesson, given, desk.currency))
    _certify(desk, lesson)


def _take(desk: Desk, lesson: Lesson, known: Progress, code: str) -> Given:
    turn = desk.turn
    scored = rules.is_first_today(known, turn.now, desk.zone)
    desk.keep(rules.answer(lesson, known, code, turn.now, desk.zone), desk.learner)
    return Given(code, known.wording or rules.FIRST, desk.on(), scored=scored)


def _judge(turn: Turn, parts: Parts) -> None:
    """Take what is thought of one message of a drill."""
    lesson_id, version, wording, marks = parts
    desk = Desk(turn)
    lesson, known = desk.plan.lessons.get(lesson_id), desk.shelf.get(lesson_id)
    problem = drills.problem(lesson, known, version, wording, marks)
    if lesson is None or known is None or problem is not None:
        _refuse(desk, lesson, problem)
    else:
        _mark(desk, lesson, known, marks)


def _mark(desk: Desk, lesson: Lesson, known: Progress, marks: str) -> None:
    known = replace(known, judged=marks, touched_at=desk.turn.now)
    shown = drillboard.show_drill(lesson, known, desk.currency, review=known.card is not None)
    if drills.next_message(lesson, marks) is not None:
        desk.keep(known, desk.learner)
        desk.turn.show(shown)
        return
    # The messages stay in sight above what is said of them.
    if isinstance(desk.turn.event, Tapped):
        desk.turn.show(shown)
    code = drills.code_of(lesson, marks)
    given = _take(desk, lesson, drills.note(lesson, known, code), code)
    total = drills.so_far(desk.plan.lessons, desk.shelf)
    desk.turn.say(drillboard.show_result(lesson, given, total, desk.currency))
    _certify(desk, lesson)


def _certify(desk: Desk, lesson: Lesson) -> None:
    """Give the certificate of a course that this answer completed."""
    turn = desk.turn
    if not rules.to_certify(desk.plan, desk.shelf, (), lesson):
        return
    held = store.load_certificates(turn.conn, turn.person.id)
    names = {each.course for each in held}
    for course in rules.to_certify(desk.plan, desk.shelf, names, lesson):
        given = store.give_certificate(turn.conn, turn.person.id, course.id, turn.now)
        if given is not None:
            turn.say(tell(say("learning-course-done", course=screens.course_name(course.id))))
            _show_paper(desk, given)


def hear_words(turn: Turn, said: Said) -> bool:
    """Take a typed answer to the question put last; says if the words were one."""
    desk = Desk(turn)
    lesson = rules.open_question(desk.plan, desk.shelf)
    if lesson is None:
        return False
    known = desk.shelf[lesson.id]
    options = drillboard.verdicts() if lesson.is_drill else screens.options(lesson, desk.currency)
    code = spelled(said, options, turn.speaker)
    if code is None:
        return False
    if known.version != lesson.version:
        _put(desk, lesson)
    elif lesson.is_drill:
        _mark(desk, lesson, known, known.judged + code)
    else:
        _answer(desk, lesson, known, code)
    return True


# -- certificates


def _paper(turn: Turn, parts: Parts) -> None:
    desk = Desk(turn)
    held = store.load_certificates(turn.conn, turn.person.id)
    given = next((each for each in held if each.course == parts[0]), None)
    if given is None:
        turn.toast(say("talk-older"))
    else:
        _show_paper(desk, given)


def _show_paper(desk: Desk, given: rules.Certified) -> None:
    turn = desk.turn
    link = turn.speaker.link(f"{LINK}_{given.token}")
    name = turn.person.called or ""
    turn.say(papers.show_certificate(given, name, link, shows=desk.learner.shows))


def _show(turn: Turn, parts: Parts) -> None:
    _let_see(turn, shows=True)


def _hide(turn: Turn, parts: Parts) -> None:
    _let_see(turn, shows=False)


def _let_see(turn: Turn, *, shows: bool) -> None:
    """Let others see on one's card what one finished, or no longer."""
    known = store.load_learner(turn.conn, turn.person.id)
    if known is None:
        turn.toast(say("talk-older"))
        return
    store.keep_learner(turn.conn, rules.let_see(known, shows=shows))
    turn.say(papers.show_choice(shows=shows))


def prove(turn: Turn, token: str) -> None:
    """Tell anybody who followed a certificate's link whose it is."""
    found = store.find_certificate(turn.conn, token) if len(token) <= LONGEST_TOKEN else None
    if found is None:
        turn.say(
            tell(say("learning-certificate-false"), buttons=((Button(say("talk-home"), "home"),),))
        )
    else:
        turn.say(papers.show_proof(*found))


def add_to_card(turn: Turn, person_id: int) -> Addition:
    """Say on somebody's card what they finished, if they want it seen; in one statement."""
    return Addition(papers.card_lines(store.load_shown(turn.conn, person_id)))


def _later(turn: Turn, parts: Parts) -> None:
    turn.show(tell(say("learning-offer-kept"), buttons=((Button(say("talk-home"), "home"),),)))


_ACTS: Mapping[str, Callable[[Turn, Parts], None]] = {
    "": _list,
    "next": _next,
    "course": _course,
    "open": _open,
    "ask": _ask,
    "hear": _hear,
    "pick": _pick,
    "judge": _judge,
    "paper": _paper,
    "show": _show,
    "hide": _hide,
    "later": _later,
}
