"""A case's card as staff see it: gathers what is known of the thing and of both sides."""

from bot.feature import Addition, Turn
from bot.guarding.judge import judge
from bot.people.reported import WHAT, Reported
from bot.reporting import board, rules, rulings, store
from bot.reporting.case import Case, Report, Side
from bot.talk.message import Message

_SIDES = 3  # of each kind shown on a card


def of_case(turn: Turn, case: Case) -> Message:
    """Gather a case's card."""
    reports = store.load_reports(turn.conn, case.id)
    accused = sorted({one.about_id for one in reports if one.about_id is not None})
    tellers = sorted({one.person_id for one in reports})
    added = _added(turn, reports)
    facts = board.Facts(
        case,
        reports,
        accused=tuple(_side(turn, one) for one in accused[:_SIDES]),
        tellers=tuple(_side(turn, one) for one in tellers[:_SIDES]),
        others=max(0, len(accused) - _SIDES),
        verdict=judge(case.words, turn.speaker.language) if case.words else None,
        lines=added.lines,
        buttons=added.buttons,
        photos=added.photos,
    )
    return board.show_case(facts)


def _added(turn: Turn, reports: list[Report]) -> Addition:
    """Let who knows the thing say more of it."""
    if not reports:
        return Addition()
    first = reports[0]
    return turn.additions(WHAT, Reported(first.what, first.thing, turn.person.id))


def _side(turn: Turn, person_id: int) -> Side:
    person = turn.other(person_id)
    told, mistaken = store.weigh(turn.conn, person_id, rules.LAST)
    return Side(
        person_id=person_id,
        name=person.called or "",
        since=person.created_at,
        standing=person.stands(turn.now),
        orders=store.count_orders(turn.conn, person_id),
        earlier=rulings.count_against(turn.conn, person_id),
        told=told,
        mistaken=mistaken,
    )
