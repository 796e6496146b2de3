"""Staff at their lessons: written in the chat, looked at as a learner sees them, published."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.feature import Turn
from bot.learning import drillboard, drills, edited, files, loading, screens, writing
from bot.learning.drills import Score
from bot.learning.editions import DRAFT, Edition
from bot.learning.lessons import Lesson, curriculum
from bot.learning.rules import FIRST, Progress
from bot.learning.screens import Given
from bot.learning.writing import Teach, Writing, Written
from bot.talk.message import Button, File, Message, tell
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say

_HOME = Button(say("talk-home"), "home")
_LESSONS = Button(say("talk-back"), "lessons")
Act = Callable[[Turn, str, str], None]


def act(turn: Turn, what: str, name: str, more: str) -> bool:
    """Do what a button of the desk says about a lesson's words; says if there is such a button."""
    handle, see = _ACTS.get(what), _VIEWS.get(what)
    if handle is not None:
        handle(turn, name, more)
    elif see is not None:
        _on_edition(turn, name, more, see)
    return handle is not None or see is not None


def _on_edition(turn: Turn, name: str, more: str, see: "View") -> None:
    id_ = read_id(name)
    found = None if id_ is None else edited.load(turn.conn, id_)
    if found is None:
        turn.toast(say("talk-older"))
    else:
        see(turn, found, more)


# -- writing


def pick_language(turn: Turn, name: str, _: str) -> None:
    """Ask in which language a lesson is changed, or a new one of a course is written."""
    is_known = curriculum().course(name) or name in loading.whole_plan(turn).lessons
    if not is_known:
        turn.toast(say("talk-older"))
        return
    buttons = tuple(
        (Button(say("talk-words", words=own), f"lessons.write.{name}.{code}"),)
        for code, own in files.languages().items()
    )
    turn.show(tell(say("learning-which-language"), buttons=(*buttons, (_LESSONS, _HOME))))


def write(turn: Turn, name: str, language: str) -> None:
    """Begin the talk in which a lesson is written, with what it says already."""
    lesson = loading.whole_plan(turn).lessons.get(name)
    if language not in files.languages() or not (lesson or curriculum().course(name)):
        turn.toast(say("talk-older"))
    elif lesson is None:
        turn.begin(Teach.name, course=name, lesson="", language=language)
    else:
        turn.begin(
            Teach.name,
            course=lesson.course,
            lesson=name,
            language=language,
            **_said_already(turn, lesson, language),
        )


def _said_already(turn: Turn, lesson: Lesson, language: str) -> dict[str, str]:
    published = edited.load_read(turn.conn, language, ())
    newest = next((each for each in published if each.lesson == lesson.id), None)
    content = files.read_page(language, lesson.id) if newest is None else newest.content
    base = curriculum().lessons.get(lesson.id)
    return {} if content is None else writing.answers_of(content, base, newest)


def facts(turn: Turn, answers: Mapping[str, str]) -> Writing:
    """Load which lesson is written; one that comes with the bot keeps its sums and messages."""
    id_, language = answers.get("lesson", ""), answers.get("language", "")
    base = curriculum().lessons.get(id_)
    page = files.read_page(language, id_) if base else None
    return Writing(
        id_,
        answers.get("course", ""),
        language,
        files.languages().get(language, language),
        writing.codes_of(base.options if base else ()),
        frozenset(base.numbers if base else ()),
        (page or {}).get("messages", {}),
    )


def keep(turn: Turn, written: Written) -> None:
    """Keep a draft, and show it as a learner will see it."""
    if not turn.person.is_admin:
        turn.say(tell(say("talk-not-yours")))
        return
    # A new lesson's id sorts after those before it.
    id_ = written.writing.lesson or f"own{turn.now:%y%m%d%H%M%S%f}"
    new = Edition(
        0,
        id_,
        written.writing.language,
        0,
        written.content,
        written.picture,
        written.voice,
        DRAFT,
        turn.person.id,
        turn.now,
    )
    view(turn, edited.add_draft(turn.conn, new), "")


# -- looking and publishing

View = Callable[[Turn, Edition, str], None]


def view(turn: Turn, edition: Edition, _: str) -> None:
    """Show an edition as a learner sees it, and what may be done with it."""
    lesson = loading.lesson_of(turn, edition)
    currency = turn.speaker.currency
    shown = screens.show_lesson(lesson, currency, heard=edition.voice is not None)
    turn.say(_lead_back(shown, edition))
    turn.say(_show_state(lesson, edition))


def _show_state(lesson: Lesson, edition: Edition) -> Message:
    name = files.languages().get(edition.language, edition.language)
    is_draft = edition.state == DRAFT
    key = "learning-draft" if is_draft else "learning-published"
    publish = Button(say("learning-publish"), f"lessons.publish.{edition.id}")
    change = Button(say("learning-change"), f"lessons.redo.{edition.id}")
    rows = (((publish,),) if is_draft else ()) + ((change,), (_LESSONS, _HOME))
    return tell(say(key, lesson=screens.title(lesson), name=name), buttons=rows)


def _lead_back(shown: Message, edition: Edition) -> Message:
    """Let the buttons of a lesson lead to the edition that is looked at, which nobody learns."""
    rows = tuple(
        tuple(replace(each, data=_data(each.data, edition.id)) for each in row)
        for row in shown.buttons
    )
    return replace(shown, buttons=rows)


def _data(data: str, id_: int) -> str:
    _, _, rest = data.partition(".")
    verb, _, code = rest.partition(".")
    if verb in ("pick", "judge"):
        return f"lessons.try.{id_}.{code.rpartition('.')[2]}"
    return f"lessons.{_LOOKS[verb]}.{id_}" if verb in _LOOKS else data


_LOOKS = {"ask": "quiz", "hear": "sound", "open": "view"}


def ask(turn: Turn, edition: Edition, marks: str) -> None:
    """Put the question of an edition that is looked at."""
    lesson = loading.lesson_of(turn, edition)
    now = turn.now
    known = Progress(turn.person.id, lesson.id, "asked", lesson.version, now, now, wording=FIRST)
    known = replace(known, judged=marks)
    show = drillboard.show_drill if lesson.is_drill else screens.show_question
    shown = _lead_back(show(lesson, known, turn.speaker.currency, review=False), edition)
    (turn.show if marks else turn.say)(shown)


def answer(turn: Turn, edition: Edition, code: str) -> None:
    """Show what an answer means to a learner; nothing is learnt by it."""
    lesson, currency = loading.lesson_of(turn, edition), turn.speaker.currency
    see = Button(say("learning-see-draft"), f"lessons.view.{edition.id}")
    if lesson.is_drill and drills.are_marks(lesson, code):
        if drills.next_message(lesson, code) is not None:
            ask(turn, edition, code)
            return
        given = Given(drills.code_of(lesson, code), FIRST, see)
        shown = drillboard.show_result(lesson, given, Score(), currency)
    elif code in lesson.options and not lesson.is_drill:
        shown = screens.show_answer(lesson, Given(code, FIRST, see), currency)
    else:
        turn.toast(say("talk-older"))
        return
    turn.show(_lead_back(shown, edition))


def sound(turn: Turn, edition: Edition, _: str) -> None:
    """Let the voice note of an edition be heard."""
    lesson = loading.lesson_of(turn, edition)
    turn.say(Message((screens.title(lesson),), voice=edition.voice))


def publish(turn: Turn, edition: Edition, _: str) -> None:
    """Let everybody who begins the lesson from now on learn it so."""
    if not edited.publish(turn.conn, edition, turn.now):
        turn.toast(say("talk-already"))
        return
    lesson = loading.lesson_of(turn, edition)
    name = files.languages().get(edition.language, edition.language)
    told = say("learning-published", lesson=screens.title(lesson), name=name)
    turn.show(tell(told, buttons=((_LESSONS, _HOME),)))


def redo(turn: Turn, edition: Edition, _: str) -> None:
    """Change an edition: what comes of it is a draft of its own."""
    base = curriculum().lessons.get(edition.lesson)
    turn.begin(
        Teach.name,
        course=base.course if base else edition.content["course"],
        lesson=edition.lesson,
        language=edition.language,
        **writing.answers_of(edition.content, base, edition),
    )


def list_drafts(turn: Turn, *_: str) -> None:
    """Show the newest drafts."""
    drafts = edited.load_drafts(turn.conn)
    rows = tuple((Button(_name(each), f"lessons.view.{each.id}"),) for each in drafts)
    key = "learning-drafts-head" if drafts else "learning-drafts-none"
    turn.show(tell(say(key), buttons=(*rows, (_LESSONS, _HOME))))


def _name(each: Edition) -> Phrase:
    name = files.languages().get(each.language, each.language)
    return say("learning-draft-entry", lesson=str(each.content["title"]), name=name)


def export(turn: Turn, *_: str) -> None:
    """Hand over every lesson in every language as files."""
    pages = files.all_pages(edited.load_published(turn.conn))
    packed = File("lessons.zip", files.pack(pages))
    told = say("learning-exported", files=len(pages))
    turn.say(Message((told,), ((_LESSONS, _HOME),), file=packed))


_ACTS: Mapping[str, Act] = {
    "change": pick_language,
    "add": pick_language,
    "write": write,
    "drafts": list_drafts,
    "export": export,
}
_VIEWS: Mapping[str, View] = {
    "view": view,
    "quiz": ask,
    "try": answer,
    "sound": sound,
    "publish": publish,
    "redo": redo,
}
