"""What is told beside a turn: staff of new cases and appeals, the accused and who reported of a decision."""

from collections.abc import Iterable

from bot.feature import Notice, Turn
from bot.kernel.standings import GOOD
from bot.ordering import store as orders
from bot.reporting import board, cards, rules, rulings, screens, store
from bot.reporting.case import GENUINE, Case, Ruling
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.message import Priority

NEW, RULED, THANKS, OVER, APPEALED = (
    "report-new", "report-ruled", "report-thanks", "report-over", "report-appeal",
)  # fmt: skip


def tell_staff(turn: Turn, case: Case) -> None:
    """Tell the staff of a case, but nobody who has part in it; at night in the morning."""
    reports = store.load_reports(turn.conn, case.id)
    sides = {one.person_id for one in reports} | {one.about_id for one in reports}
    for admin in orders.load_admins(turn.conn):
        if admin.id in sides:
            continue
        if turn.is_awake(admin):
            turn.say(cards.of_case(turn, case), admin, priority=Priority.WARNING)
        else:
            turn.plan(NEW, case.id, turn.waking(admin), person=admin)


def _new(turn: Turn, due: Due) -> None:
    case = store.load_case(turn.conn, int(due.ref))
    if case is not None and case.is_open and turn.person.is_admin:
        turn.say(cards.of_case(turn, case), turn.person, priority=Priority.WARNING)


def tell_ruling(turn: Turn, ruling: Ruling) -> None:
    """Tell somebody what was decided about them, or that it holds no longer."""
    person = turn.other(ruling.person_id)
    if turn.is_awake(person):
        turn.say(screens.show_ruling(ruling), person, priority=Priority.WARNING)
    else:
        turn.plan(RULED, ruling.id, turn.waking(person), person=person)


def _ruled(turn: Turn, due: Due) -> None:
    ruling = rulings.load(turn.conn, int(due.ref))
    if ruling is not None and ruling.person_id == turn.person.id:
        turn.say(screens.show_ruling(ruling), turn.person, priority=Priority.WARNING)


def thank(turn: Turn, case: Case, tellers: Iterable[int]) -> None:
    """Tell who reported what came of it, in their waking hours."""
    for teller in sorted(tellers):
        person = turn.other(teller)
        turn.plan(THANKS, case.id, turn.waking(person), person=person)


def _thanks(turn: Turn, due: Due) -> None:
    case = store.load_case(turn.conn, int(due.ref))
    if case is not None and case.decision is not None:
        message = screens.show_thanks(was_genuine=case.decision == GENUINE)
        turn.say(message, turn.person, priority=Priority.REMINDER)


def _over(turn: Turn, due: Due) -> None:
    """Say that a restriction is over, unless something else holds."""
    if turn.person.stands(turn.now) == GOOD:
        turn.say(screens.show_over(), turn.person)


def tell_appeal(turn: Turn, ruling: Ruling) -> None:
    """Tell those of the staff who may answer an appeal."""
    staff = orders.load_admins(turn.conn)
    everyone = {admin.id for admin in staff}
    for admin in staff:
        if not rules.may_answer(ruling, admin.id, everyone):
            continue
        if turn.is_awake(admin):
            turn.say(board.show_appeal(ruling, name_of(turn, ruling)), admin)
        else:
            turn.plan(APPEALED, ruling.id, turn.waking(admin), person=admin)


def tell_answer(turn: Turn, ruling: Ruling) -> None:
    """Tell somebody that their appeal changed nothing; at night in the morning."""
    person = turn.other(ruling.person_id)
    if turn.is_awake(person):
        turn.say(screens.show_upheld(ruling), person, priority=Priority.WARNING)
    else:
        turn.plan(RULED, ruling.id, turn.waking(person), person=person)


def tell_hidden(turn: Turn, seller: int) -> None:
    """Tell a farmer that staff took a listing off the market."""
    turn.say(screens.show_hidden(), turn.other(seller), priority=Priority.WARNING)


def _appealed(turn: Turn, due: Due) -> None:
    ruling = rulings.load(turn.conn, int(due.ref))
    if ruling is not None and ruling.is_waiting and turn.person.is_admin:
        turn.say(board.show_appeal(ruling, name_of(turn, ruling)), turn.person)


def name_of(turn: Turn, ruling: Ruling) -> str:
    person: Person = turn.other(ruling.person_id)
    return person.called or ""


NOTICES = (
    Notice(NEW, _new),
    Notice(RULED, _ruled),
    Notice(THANKS, _thanks),
    Notice(OVER, _over),
    Notice(APPEALED, _appealed),
)
