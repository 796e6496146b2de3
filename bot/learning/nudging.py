"""When somebody is reminded to learn: at their hour, seldom, and never in the way of a trade."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.kernel.day import at_local, is_waking, next_waking
from bot.learning.rules import Learner

WORDINGS = 5
MOST_A_WEEK = 3
PATIENCE = 2  # reminders that may lead to nothing
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """When somebody likes news: a minute of their day, and between which they are awake."""

    zone: str | None
    wake: int
    rest: int
    minute: int

    def next_hour(self, now: datetime) -> datetime:
        """Give their hour tomorrow; an hour of sleep gives way to the next waking one."""
        return next_waking(
            at_local(now, self.minute, self.zone, days=1), self.zone, self.wake, self.rest
        )

    def is_same(self, one: datetime, other: datetime) -> bool:
        return at_local(one, 0, self.zone) == at_local(other, 0, self.zone)

    def is_awake(self, now: datetime) -> bool:
        return is_waking(now, self.zone, self.wake, self.rest)


@dataclass(frozen=True, slots=True)
class Situation:
    """What else holds somebody's attention just now, and whether there is anything to learn."""

    wants_news: bool
    has_lesson: bool
    is_talking: bool
    is_asked: bool  # an order waits for their answer


def note_ignored(learner: Learner) -> Learner:
    """Count the last reminder as ignored when nothing was learnt since."""
    last = learner.nudges[-1] if learner.nudges else None
    if last is None or learner.active_at >= last:
        return learner
    return replace(learner, ignored=sum(each > learner.active_at for each in learner.nudges))


def is_silenced(learner: Learner) -> bool:
    """Whether so many reminders led to nothing that no more come until they learn again."""
    return learner.ignored >= PATIENCE


def may_nudge(learner: Learner, day: Day, now: datetime, found: Situation) -> bool:
    """Say whether a reminder may go out now."""
    lately = [each for each in learner.nudges if now - each < WEEK]
    return (
        found.wants_news
        and found.has_lesson
        and not found.is_talking
        and not found.is_asked
        and not is_silenced(learner)
        and day.is_awake(now)
        and not day.is_same(learner.active_at, now)
        and len(lately) < MOST_A_WEEK
        and not any(day.is_same(each, now) for each in lately)
    )


def nudge(learner: Learner, now: datetime) -> Learner:
    """Note that a reminder goes out."""
    return replace(learner, nudges=(*learner.nudges, now)[-MOST_A_WEEK:], said=learner.said + 1)


def wording(learner: Learner) -> int:
    """Give which of the wordings comes next, 1 to `WORDINGS`."""
    return learner.said % WORDINGS + 1
