"""What invites let the bot say first: thanks to who invited somebody who has sold."""

from datetime import timedelta

from bot.feature import Notice, Turn
from bot.inviting import rules, screens, store
from bot.kernel.topics import NEWS
from bot.people.rules import ALL
from bot.people.store import load_profile
from bot.talk.event import Due

THANKS = "invite-thanks"
_TOO_LATE = timedelta(days=7)


def plan_thanks(turn: Turn, newcomer_id: int, by: int) -> None:
    """Have somebody thanked, once for each they invited."""
    turn.plan(THANKS, newcomer_id, turn.now, person=turn.other(by), drop_after=_TOO_LATE)


def _thank(turn: Turn, due: Due) -> None:
    came = store.load_newcomer(turn.conn, int(due.ref))
    profile = load_profile(turn.conn, turn.person.id)
    if came is None or came.by_id != turn.person.id or profile is None:
        return
    if profile.notices != ALL or not turn.wants(NEWS):
        return
    name = rules.first_name(turn.other(came.person_id).called) if came.known else ""
    turn.say(screens.show_thanks(name))


NOTICES = (Notice(THANKS, _thank),)
