"""What learners see of a drill: messages side by side, judged one by one, and how they fared."""

from collections.abc import Iterator

from bot.learning import drills
from bot.learning.drills import FALSE, GENUINE, MARKS, Score
from bot.learning.lessons import Lesson
from bot.learning.rules import Progress
from bot.learning.screens import OUT, Given, afterwards, ways_on, words
from bot.talk.asks import Option
from bot.talk.message import Button, Message
from bot.text.phrase import Phrase, say


def verdicts() -> tuple[Option, ...]:
    """Give what may be said of a message."""
    return tuple(Option(mark, _verdict(mark)) for mark in MARKS)


def _verdict(mark: str) -> Phrase:
    return say("learning-genuine" if mark == GENUINE else "learning-false")


def show_drill(lesson: Lesson, known: Progress, currency: str, *, review: bool) -> Message:
    """Show the messages of a drill, and ask about the first that was not judged yet."""
    assert known.wording is not None
    head = (say("learning-review"),) if review else ()
    question = say("learning-question", question=words(lesson, known.wording, currency))
    lines = (*head, question, None, *_messages(lesson, known.judged, currency))
    code = drills.next_message(lesson, known.judged)
    if code is None:
        return Message(lines)
    ask = say("learning-judge", option=words(lesson, f"option-{code}", currency))
    data = f"learn.judge.{lesson.id}.{known.version}.{known.wording}.{known.judged}"
    judge = tuple(Button(each.label, f"{data}{each.code}") for each in verdicts())
    return Message((*lines, ask), (judge, OUT), listen=True)


def _messages(lesson: Lesson, judged: str, currency: str) -> Iterator[Phrase | None]:
    for at, code in enumerate(lesson.messages):
        option = words(lesson, f"option-{code}", currency)
        message = words(lesson, f"message-{code}", currency)
        if at < len(judged):
            verdict = _verdict(judged[at])
            yield say("learning-judged", option=option, verdict=verdict, message=message)
        else:
            yield say("learning-message", option=option, message=message)
        yield None


def show_result(lesson: Lesson, given: Given, so_far: Score, currency: str) -> Message:
    """Explain every message, and count both kinds of error apart."""
    right, found = lesson.is_right(given.code), drills.score(lesson, given.code)
    lines = (
        *_whys(lesson, given.code, currency),
        *tell_score(found),
        *((_tell_all(so_far),) if so_far.false > found.false else ()),
        *_advice(found),
        *afterwards(given, right=right),
    )
    return Message(lines, ways_on(lesson, given, right=right), listen=True)


def _whys(lesson: Lesson, code: str, currency: str) -> Iterator[Phrase | None]:
    for each in lesson.messages:
        genuine = each in lesson.right
        told = genuine == (each in code)
        yield say(
            "learning-told" if told else "learning-not-told",
            option=words(lesson, f"option-{each}", currency),
            verdict=_verdict(GENUINE if genuine else FALSE),
            why=words(lesson, f"feedback-{each}", currency),
        )
        yield None


def tell_score(found: Score) -> tuple[Phrase, ...]:
    """Say how many false ones were believed, and how many genuine ones turned away."""
    return (
        say("learning-score-believed", errors=found.believed, of=found.false),
        say("learning-score-refused", errors=found.refused, of=found.genuine),
    )


def _tell_all(found: Score) -> Phrase:
    return say(
        "learning-score-all",
        believed=found.believed,
        false=found.false,
        refused=found.refused,
        genuine=found.genuine,
    )


def _advice(found: Score) -> Iterator[Phrase]:
    """Speak to each kind of error by itself: care is good, and so is a true buyer."""
    if found.believed:
        yield say("learning-advice-believed")
    if found.refused:
        yield say("learning-advice-refused")
    if not found.believed and not found.refused:
        yield say("learning-advice-none")
