"""What the bot says first of what was earned: the question once, then the weekly note."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.earnings import loading, rules, screens, store
from bot.earnings.hints import choose
from bot.earnings.rules import ASKED, YES, Hours, Weekly
from bot.earnings.week import Week
from bot.feature import Notice, Turn
from bot.kernel.day import zone_of
from bot.kernel.topics import WEEKLY
from bot.people.rules import ALL, HOURS
from bot.people.store import load_profile
from bot.store import drafts
from bot.talk.event import Due

NOTE, QUESTION = "weekly-note", "weekly-question"
_REF = "all"
_SOON = timedelta(minutes=10)  # after the sale has been read about
_PATIENT = timedelta(hours=2)  # until a talk under way is over
_TOO_LATE = timedelta(days=2)


# -- the question


def plan_question(turn: Turn, seller_id: int) -> None:
    """Have a farmer who has sold asked once whether they want the weekly note."""
    if store.load_weekly(turn.conn, seller_id) is None:
        at = turn.now + _SOON
        turn.plan(QUESTION, _REF, at, person=turn.other(seller_id), drop_after=_TOO_LATE)


def _ask(turn: Turn, due: Due) -> None:
    whom = turn.person
    if store.load_weekly(turn.conn, whom.id) is not None or not _is_told(turn):
        return
    if drafts.load_active(turn.conn, whom.id) is not None:
        turn.plan(QUESTION, _REF, turn.now + _PATIENT, drop_after=_TOO_LATE)
        return
    store.save_weekly(turn.conn, Weekly(whom.id, ASKED, asked_at=turn.now))
    turn.say(screens.ask())


def _is_told(turn: Turn) -> bool:
    """Whether the person wants to hear of more than what is needed, and of this."""
    profile = load_profile(turn.conn, turn.person.id)
    return profile is not None and profile.notices == ALL and turn.wants(WEEKLY)


# -- the note


def plan_note(turn: Turn, own: Weekly) -> None:
    """Let the next note come, at the reader's hour on their day."""
    person, profile = turn.person, load_profile(turn.conn, turn.person.id)
    minute = HOURS[profile.hour if profile else "morning"]
    hours = Hours(person.zone, person.wake, person.rest, minute)
    at, on = rules.next_note(turn.now, hours, own.day)
    turn.plan(NOTE, _REF, at, facts=on.isoformat())


def cancel_note(turn: Turn) -> None:
    turn.cancel(NOTE, _REF, turn.person)


def _tell(fewest: int) -> Callable[[Turn, Due], None]:
    def tell(turn: Turn, due: Due) -> None:
        """Tell of the week that is over; the next note is planned whatever becomes of this one."""
        own = store.load_weekly(turn.conn, turn.person.id)
        if own is None or own.state != YES:
            return
        plan_note(turn, own)
        on = date.fromisoformat(str(due.facts))
        today = turn.now.astimezone(zone_of(turn.person.zone)).date()
        is_away = turn.now - turn.person.seen_at > rules.AWAY
        if today - on <= rules.LATE and not is_away and _is_told(turn):
            _tell_of(turn, own, loading.load_week(turn, on), fewest)

    return tell


def _tell_of(turn: Turn, own: Weekly, week: Week, fewest: int) -> None:
    compared = loading.compare(turn, week, fewest)
    hint = choose(loading.gather(turn, week, compared))
    if week.earned:
        turn.say(screens.show_week(week, compared, hint))
    elif rules.may_say_empty(own, turn.now):
        store.save_weekly(turn.conn, replace(own, empty_at=turn.now))
        turn.say(screens.show_empty(hint))


def build(fewest: int) -> tuple[Notice, ...]:
    """Give the notices; a price is told only when it is that of so many farmers."""
    return (Notice(NOTE, _tell(fewest)), Notice(QUESTION, _ask))
