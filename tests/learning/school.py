"""A market whose people learn."""

from dataclasses import replace
from typing import Any

from bot import learning, trusting
from bot.learning import store
from bot.learning.drills import FALSE, GENUINE
from bot.learning.lessons import Lesson, curriculum
from bot.learning.rules import Learner, Progress
from bot.store import persons
from tests.ordering.stalls import Market
from tests.village import Person, Shown, Village

PLAN = curriculum()


def marks_of(lesson: Lesson, *, right: bool) -> list[str]:
    """Give the judgements that are all right, or all wrong."""
    return [GENUINE if (code in lesson.right) is right else FALSE for code in lesson.messages]


class School(Market):
    """A market where people learn between their trades."""

    def __init__(self, **speaking: Any) -> None:
        super().__init__(**speaking)
        others = self.village.runner.router.features[1:]
        features = [*others, trusting.FEATURE, learning.FEATURE]
        self.village = Village(features, **speaking)

    def shelf(self, who: Person) -> dict[str, Progress]:
        whose = self.id_of(who)
        with self.village.engine.begin() as conn:
            return store.load_shelf(conn, whose)

    def learner(self, who: Person) -> Learner:
        whose = self.id_of(who)
        with self.village.engine.begin() as conn:
            found = store.load_learner(conn, whose)
        assert found is not None
        return found

    def answers(self, who: Person, *, right: bool = True) -> Shown:
        """Have the question that stands last answered by a tap."""
        answers = ("learn.pick.", "learn.judge.")
        picks = [data for data in who.last.buttons.values() if data.startswith(answers)]
        lesson = PLAN.lessons[picks[0].split(".")[2]]
        if lesson.is_drill:
            return self.judges(who, *(marks_of(lesson, right=right)))
        data = next(each for each in picks if (each.split(".")[-1] in lesson.right) is right)
        return who.taps(data=data)[0]

    def judges(self, who: Person, *marks: str) -> Shown:
        """Have the messages of a drill judged one by one."""
        for mark in marks:
            taps = [data for data in who.last.buttons.values() if data.startswith("learn.judge.")]
            who.taps(data=next(each for each in taps if each.endswith(mark)))
        return who.last

    def learns(self, who: Person, *, right: bool = True) -> str:
        """Have the next lesson read and its question answered; gives the lesson."""
        who.taps(data="learn.next")
        ask = next(data for data in who.last.buttons.values() if data.startswith("learn.ask."))
        who.taps(data=ask)
        self.answers(who, right=right)
        return ask.split(".")[2]

    def finishes(self, who: Person, course: str) -> None:
        """Have a whole course answered rightly."""
        known = PLAN.course(course)
        assert known is not None
        for each in PLAN.of(known):
            who.taps(data=f"learn.open.{each.id}")
            who.taps(data=f"learn.ask.{each.id}.{each.version}")
            self.answers(who)

    def moves(self, who: Person, country: str) -> None:
        """Have somebody live in another country."""
        with self.village.engine.begin() as conn:
            known = persons.load_by_chat(conn, who.chat)
            assert known is not None
            persons.save(conn, replace(known, country=country))
