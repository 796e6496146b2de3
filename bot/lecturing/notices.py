"""What the bot says first about lectures: a new one, a change, a free seat, reminders, material."""

from datetime import timedelta

from bot.feature import Notice, Turn
from bot.lecturing import booking, handouts, invitations, rules, screens, seats, store
from bot.lecturing.rules import BOOKED, Lecture, Seat
from bot.talk.event import Due
from bot.talk.message import Priority
from bot.text.phrase import say

# Between two steps of an announcement other things come due, too: a thousand orders are not to
# wait behind a hundred thousand invitations.
PAUSE = timedelta(seconds=20)


def _load(turn: Turn, due: Due) -> tuple[Lecture | None, Seat | None]:
    """Load the lecture a notice is about, with the seat of whom it is for."""
    found = store.load(turn.conn, int(due.ref))
    seat = seats.load_seat(turn.conn, found.id, turn.person.id) if found else None
    return found, seat


def spread(turn: Turn, due: Due) -> None:
    """Invite the next few hundred a new lecture concerns, and go on a little later."""
    found = store.load(turn.conn, int(due.ref))
    if found is None or not found.is_ahead(turn.now):
        return
    after = int(due.facts or 0)
    last = invitations.tell_listeners(turn.conn, found, booking.NEWS, after, turn.now)
    if last:
        turn.plan(booking.NEXT, found.id, turn.now + PAUSE, facts=last)


def _invite(turn: Turn, due: Due) -> None:
    found, seat = _load(turn, due)
    if turn.person.is_admin or seat is not None:
        return
    if found is not None and found.is_ahead(turn.now):
        card = screens.show_card(found, None, turn.now, say("lecture-news"))
        turn.say(card, priority=Priority.BROADCAST)


def _remind(turn: Turn, due: Due) -> None:
    found, seat = _load(turn, due)
    if found is None or seat is None or seat.state != BOOKED or seat.came_at is not None:
        return
    if found.state == rules.OPEN and turn.now < found.starts_at:
        turn.say(screens.show_card(found, seat, turn.now, say(due.kind)))


def _free(turn: Turn, due: Due) -> None:
    found, seat = _load(turn, due)
    if found is None or seat is None or seat.state != BOOKED:
        return
    if found.is_ahead(turn.now):
        turn.say(screens.show_card(found, seat, turn.now, say("lecture-freed")))


def _change(turn: Turn, due: Due) -> None:
    found, seat = _load(turn, due)
    if found is None or seat is None or _waits(turn, due, found):
        return
    if found.is_ahead(turn.now):
        turn.say(screens.show_card(found, seat, turn.now, say("lecture-moved")))


def _call_off(turn: Turn, due: Due) -> None:
    found, seat = _load(turn, due)
    if found is not None and seat is not None and not _waits(turn, due, found):
        turn.say(screens.show_off(found))


def _waits(turn: Turn, due: Due, found: Lecture) -> bool:
    """Put off until morning what is not urgent in the night."""
    if turn.is_awake(turn.person) or found.starts_at - turn.now < rules.URGENT:
        return False
    turn.plan(due.kind, due.ref, turn.waking(turn.person))
    return True


def _hand_out(turn: Turn, due: Due) -> None:
    given = handouts.load_handout(turn.conn, int(due.ref))
    found = store.load(turn.conn, given.lecture_id) if given else None
    if found is not None and given is not None:
        turn.say(screens.show_handout(found, given), priority=Priority.BROADCAST)


def _ask(turn: Turn, due: Due) -> None:
    found, seat = _load(turn, due)
    if found is not None and seat is not None and seat.came_at and seat.useful is None:
        turn.say(screens.ask_useful(found))


NOTICES = (
    Notice(booking.NEXT, spread, quiet=False),
    Notice(booking.NEWS, _invite),
    Notice(booking.EVE, _remind),
    Notice(booking.SOON, _remind, quiet=False),
    Notice(booking.FREED, _free),
    Notice(booking.CHANGED, _change, quiet=False),
    Notice(booking.CALLED_OFF, _call_off, quiet=False),
    Notice(booking.GIVEN, _hand_out),
    Notice(booking.USEFUL, _ask),
)
