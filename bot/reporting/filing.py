"""How a report gets into the queue: into the case of its thing, of a near copy, or a new one."""

from bot.feature import Turn
from bot.people.reported import Asked
from bot.reporting import known, notices, rules, store
from bot.reporting.case import OPEN, Case, Report

_AGAIN = frozenset((3, 10, 30, 100))  # how many have told when staff hear of a case again
_MICRO = 1_000_000


def file(turn: Turn, asked: Asked, reason: str, note: str = "") -> int | None:
    """Keep a report and tell the staff; gives its id, None when it was reported before."""
    if store.has_told(turn.conn, asked.kind, asked.id, asked.by):
        return None
    rank = _rank(turn, asked.by)
    case_id = _find(turn, asked)
    if case_id is None:
        case_id = _open(turn, asked, rank)
    else:
        store.count_in(turn.conn, case_id, rank)
    made = store.add(turn.conn, _report(turn, asked, reason, case_id, note))
    case = store.load_case(turn.conn, case_id)
    if case is not None and (case.times == 1 or case.times in _AGAIN):
        notices.tell_staff(turn, case)
    return made


def _rank(turn: Turn, by: int) -> int:
    return rules.LATER if rules.is_mistaken(*store.weigh(turn.conn, by, rules.LAST)) else 0


def _find(turn: Turn, asked: Asked) -> int | None:
    same = store.find_open(turn.conn, asked.kind, asked.id)
    return same or known.find_open(turn.conn, asked.words)


def _open(turn: Turn, asked: Asked, rank: int) -> int:
    new = Case(0, asked.kind, asked.words, rank, 1, OPEN, turn.now)
    made = store.open_case(turn.conn, new)
    known.keep(turn.conn, made, asked.words)
    return made


def _report(turn: Turn, asked: Asked, reason: str, case_id: int, note: str) -> Report:
    latitude, longitude = asked.place or (None, None)
    return Report(
        id=0,
        case_id=case_id,
        what=asked.kind,
        thing=asked.id,
        person_id=asked.by,
        about_id=asked.about,
        reason=reason,
        at=turn.now,
        words=asked.words,
        photo=asked.photo,
        voice=asked.voice,
        lat_e6=None if latitude is None else round(latitude * _MICRO),
        lon_e6=None if longitude is None else round(longitude * _MICRO),
        order_id=asked.order_id,
        note=note,
    )
