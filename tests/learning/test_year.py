"""A year of a thousand learners, each as diligent as people are: the limits hold every day."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kernel.day import at_local, is_waking, zone_of
from bot.learning import memory, nudging, rules
from bot.learning.lessons import Curriculum, Lesson, curriculum
from bot.learning.nudging import Day, Situation
from bot.learning.rules import Learner, Progress

BEGIN = datetime(2026, 1, 1, 3, tzinfo=UTC)
DAYS, PEOPLE = 365, 1000
ZONES = ("Africa/Nairobi", "Asia/Kolkata", "Asia/Shanghai", "America/Mexico_City", "Africa/Cairo")
HOURS = (480, 750, 1080)


@dataclass
class Life:
    """One learner: comes on some days, follows some reminders, knows some answers."""

    number: int
    plan: Curriculum
    chance: random.Random = field(init=False)
    shelf: dict[str, Progress] = field(default_factory=dict)
    nudged: list[datetime] = field(default_factory=list)
    reviews: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)
        zone = self.chance.choice(ZONES)
        wake, rest = self.chance.choice(((420, 1200), (300, 1140), (480, 1320)))
        self.day = Day(zone, wake, rest, self.chance.choice(HOURS))
        self.comes = self.chance.choice((0.01, 0.1, 0.4, 0.9))
        self.follows = self.chance.choice((0.0, 0.2, 0.7))
        self.knows = self.chance.choice((0.5, 0.8, 0.97))
        self.learner = Learner(self.number, BEGIN)
        self.next_nudge: datetime | None = self.day.next_hour(BEGIN)

    def live(self) -> None:
        now = BEGIN
        for each in range(DAYS):
            now = BEGIN + timedelta(days=each)
            self._wait(now)
            if self.chance.random() < self.comes:
                self._learn(now + timedelta(minutes=self.chance.randrange(1, 1200)))

    def _wait(self, until: datetime) -> None:
        """Let reminders come that are due before a moment."""
        while self.next_nudge is not None and self.next_nudge <= until:
            now = self.next_nudge
            self.learner = nudging.note_ignored(self.learner)
            found = rules.next_up(self.plan, self.shelf, self.learner, now, self.day.zone)
            busy, asked = self.chance.random() < 0.05, self.chance.random() < 0.05
            around = Situation(True, found is not None, busy, asked)
            if nudging.may_nudge(self.learner, self.day, now, around):
                assert not busy
                assert not asked
                self.learner = nudging.nudge(self.learner, now)
                self.nudged.append(now)
            self.next_nudge = None if nudging.is_silenced(self.learner) else self.day.next_hour(now)
            if self.nudged and self.nudged[-1] == now and self.chance.random() < self.follows:
                self._learn(now + timedelta(minutes=5))

    def _learn(self, now: datetime) -> None:
        today = now.astimezone(UTC)
        local = at_local(today, 0, self.day.zone).isoformat()
        for _ in range(self.chance.randrange(1, 5)):
            lesson = rules.next_up(self.plan, self.shelf, self.learner, now, self.day.zone)
            if lesson is None:
                break
            self._answer(lesson, now, local)
        self.learner = self.learner.came(now)
        self.next_nudge = self.day.next_hour(now)

    def _answer(self, lesson: Lesson, now: datetime, local: str) -> None:
        known = rules.begin(lesson, self.number, now, self.shelf.get(lesson.id))
        if known.card is not None:
            self.reviews[local] += 1
            here = now.astimezone(nudging_zone(self.day)).date().isoformat()
            self.learner = self.learner.count_review(here)
        known = rules.put_question(lesson, known, now)
        right = self.chance.random() < self.knows
        codes = [code for code in lesson.options if (code in lesson.right) is right]
        before = known.card
        after = rules.answer(lesson, known, self.chance.choice(codes), now, self.day.zone)
        rating = memory.AGAIN if not right else memory.HARD if known.missed else memory.GOOD
        assert after.card == memory.review(before, rating, now, safety=lesson.safety)
        assert after.card is not None
        gap = after.card.due_at - now
        assert gap <= (memory.LONGEST_SAFETY if lesson.safety else memory.LONGEST)
        self.shelf[lesson.id] = after


def nudging_zone(day: Day) -> ZoneInfo:

    return zone_of(day.zone)


def test_a_year_of_a_thousand_learners_keeps_every_limit() -> None:
    plan = curriculum()
    learnt = 0
    for number in range(1, PEOPLE + 1):
        life = Life(number, plan)
        life.live()
        check_nudges(life)
        assert max(life.reviews.values(), default=0) <= rules.MOST_REVIEWS
        learnt += len(rules.finished(plan, life.shelf))
    assert learnt > PEOPLE  # the diligent finish; a year in which nobody does would prove nothing


def check_nudges(life: Life) -> None:
    day = life.day
    days = Counter(at_local(each, 0, day.zone) for each in life.nudged)
    assert max(days.values(), default=0) <= 1
    for at, each in enumerate(life.nudged):
        assert is_waking(each, day.zone, day.wake, day.rest)
        week = [other for other in life.nudged[: at + 1] if each - other < timedelta(days=7)]
        assert len(week) <= nudging.MOST_A_WEEK


def test_two_reminders_that_lead_to_nothing_are_the_last() -> None:
    life = Life(1, curriculum())
    life.comes = life.follows = 0.0
    life.live()
    assert len(life.nudged) == nudging.PATIENCE
    life._learn(BEGIN + timedelta(days=DAYS))
    life._wait(BEGIN + timedelta(days=DAYS + 10))
    assert len(life.nudged) > nudging.PATIENCE


def test_the_wording_of_reminders_takes_turns() -> None:
    learner, said = Learner(1, BEGIN), []
    for day in range(6):
        said.append(nudging.wording(learner))
        learner = nudging.nudge(learner, BEGIN + timedelta(days=day))
    assert said == [1, 2, 3, 4, 5, 1]
