"""What learning says first: a reminder at the learner's hour, a lesson when it is needed."""

from dataclasses import replace
from datetime import timedelta

from bot.feature import Notice, Turn
from bot.kernel.day import is_waking
from bot.learning import loading, moments, nudging, rules, screens, store
from bot.learning.lessons import Lesson, curriculum
from bot.learning.nudging import Day, Situation
from bot.learning.rules import Learner
from bot.ordering.news import Move
from bot.people.rules import HOURS
from bot.people.store import Profile, load_profile
from bot.selling.offers import EXPIRED, Listing
from bot.store import drafts
from bot.store.persons import Person
from bot.talk.event import Due

NUDGE, MOMENT = "lesson-nudge", "lesson-moment"
_ONE = "all"  # a person has one reminder at a time
_SOON = timedelta(minutes=2)  # after what happened has been read
_PATIENT = timedelta(minutes=30)  # until a talk under way is over
_TOO_LATE = timedelta(days=1)  # a lesson offered later than that fits nothing any more
_HOUR = "morning"


# -- reminders


def plan_nudge(turn: Turn) -> None:
    """Remind tomorrow at the learner's hour, of which there is one reminder at a time."""
    _plan(turn, _day(turn.person, load_profile(turn.conn, turn.person.id)))


def _plan(turn: Turn, day: Day) -> None:
    turn.plan(NUDGE, _ONE, day.next_hour(turn.now))


def _day(person: Person, profile: Profile | None) -> Day:
    hour = _HOUR if profile is None else profile.hour
    return Day(person.zone, person.wake, person.rest, HOURS[hour])


def _nudge(turn: Turn, due: Due) -> None:
    """Remind of learning where nothing speaks against it; look again tomorrow."""
    known = store.load_learner(turn.conn, turn.person.id)
    profile = load_profile(turn.conn, turn.person.id)
    if known is None:
        return
    learner, day = nudging.note_ignored(known), _day(turn.person, profile)
    lesson = _find_lesson(turn, learner)
    if nudging.may_nudge(learner, day, turn.now, _look_around(turn, profile, lesson)):
        assert lesson is not None
        turn.say(screens.show_nudge(learner, lesson))
        learner = nudging.nudge(learner, turn.now)
    store.keep_learner(turn.conn, learner)
    if not nudging.is_silenced(learner) and lesson is not None:
        _plan(turn, day)


def _look_around(turn: Turn, profile: Profile | None, lesson: Lesson | None) -> Situation:
    return Situation(
        wants_news=profile is not None and profile.notices == "all",
        has_lesson=lesson is not None,
        is_talking=drafts.load_active(turn.conn, turn.person.id) is not None,
        is_asked=store.is_asked(turn.conn, turn.person.id, turn.now),
    )


def _find_lesson(turn: Turn, learner: Learner) -> Lesson | None:
    """Give what a reminder speaks of: the question still open, what is due, or what is new."""
    shelf = store.load_shelf(turn.conn, turn.person.id)
    return rules.next_up(loading.plan_of(turn, shelf), shelf, learner, turn.now, turn.person.zone)


# -- a lesson when it is needed


def hear_move(turn: Turn, move: Move) -> None:
    """Offer the farmer the lesson that fits what has happened to an order."""
    any(_prepare(turn, event, move.after.seller_id) for event in moments.read_move(move))


def hear_listing(turn: Turn, listing: Listing) -> None:
    """Offer the farmer a lesson when a listing ran out unsold."""
    if listing.state == EXPIRED:
        _prepare(turn, "first-listing-expired", listing.seller_id)


def hear_far_price(turn: Turn, listing: Listing) -> None:
    """Offer the farmer the lesson on prices when one was far from what is usual."""
    _prepare(turn, "far-price", listing.seller_id)


def hear_warning(turn: Turn, person_id: int) -> None:
    """Offer whoever was warned of a letter the lesson on what is true and what is not."""
    _prepare(turn, "first-warning", person_id)


def _prepare(turn: Turn, event: str, person_id: int) -> bool:
    """Have a lesson offered a little later, first comes the trade; says if there is one to offer."""
    lesson = curriculum().moments.get(event)
    if lesson is None or lesson not in curriculum().lessons:
        return False
    known = store.load_learner(turn.conn, person_id)
    if known is not None and lesson in known.offered:
        return False
    at = turn.now + _SOON
    turn.plan(MOMENT, lesson, at, person=turn.other(person_id), drop_after=_TOO_LATE)
    return True


def _offer(turn: Turn, due: Due) -> None:
    """Offer a lesson once, by day, one a day, when no talk is under way and it is not learnt yet."""
    person = turn.person
    known = store.load_learner(turn.conn, person.id) or Learner(person.id, person.created_at)
    shelf = store.load_shelf(turn.conn, person.id)
    lesson = loading.plan_of(turn, shelf).lessons.get(due.ref)
    if lesson is None or lesson.id in known.offered or lesson.id in shelf:
        return
    if rules.was_offered_today(known, turn.now, person.zone):
        return
    if not is_waking(turn.now, person.zone, person.wake, person.rest):
        turn.plan(MOMENT, lesson.id, turn.waking(person, turn.now), drop_after=_TOO_LATE)
    elif drafts.load_active(turn.conn, person.id) is not None:
        turn.plan(MOMENT, lesson.id, turn.now + _PATIENT, drop_after=_TOO_LATE)
    else:
        turn.say(screens.show_offer(lesson))
        offered = (*known.offered, lesson.id)
        store.keep_learner(turn.conn, replace(known, offered=offered, offered_at=turn.now))


NOTICES = (Notice(NUDGE, _nudge), Notice(MOMENT, _offer))
