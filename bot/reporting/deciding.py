"""What a decision does: it closes the case, counts against the accused, teaches, and can be undone."""

from dataclasses import replace
from datetime import datetime

from bot.feature import Turn
from bot.guarding.judge import judge
from bot.kernel.standings import GOOD
from bot.people.reported import DECIDED, Decided
from bot.reporting import barring, hiding, known, notices, rules, rulings, store
from bot.reporting.case import AGAINST, BAN, GENUINE, SUSPEND, Case, Done, Report, Ruling
from bot.store import persons


def accused_of(reports: list[Report]) -> set[int]:
    return {one.about_id for one in reports if one.about_id is not None}


def sides_of(reports: list[Report]) -> set[int]:
    return accused_of(reports) | {one.person_id for one in reports}


def decide(
    turn: Turn, case: Case, decision: str, why: str | None, note: str | None = None
) -> Case | None:
    """Close a case; None when somebody was faster."""
    taught = rules.teaches(decision, why, case.words)
    pattern = judge(case.words, turn.speaker.language).pattern if taught else None
    after = store.decide(
        turn.conn,
        replace(
            case,
            decision=decision,
            why=why,
            note=note,
            decided_by=turn.person.id,
            decided_at=turn.now,
            taught=taught,
            pattern=pattern,
        ),
    )
    if after is not None:
        log(turn, case.id, decision, why, note)
        _learn(turn, after)
        _carry_out(turn, after)
    return after


def log(
    turn: Turn, case_id: int, act: str, why: str | None = None, note: str | None = None
) -> None:
    rulings.note(turn.conn, Done(case_id, turn.person.id, turn.now, act, why, note))


def _learn(turn: Turn, case: Case) -> None:
    """Keep the words of a reviewed fraud to find near copies by; forget the others."""
    if case.taught:
        known.keep_numbers(turn.conn, case.id, rules.numbers_in(case.words))
    else:
        known.drop(turn.conn, case.id)


def _carry_out(turn: Turn, case: Case) -> None:
    reports = store.load_reports(turn.conn, case.id)
    for person_id in sorted(accused_of(reports)):
        if case.decision in AGAINST:
            _rule(turn, case, person_id)
    for report in reports:
        decision = case.decision or GENUINE
        decided = Decided(report.what, report.thing, report.about_id, decision, report.words)
        turn.announce(DECIDED, decided)
    notices.thank(turn, case, {report.person_id for report in reports})


def _rule(turn: Turn, case: Case, person_id: int) -> None:
    assert case.decision is not None
    new = Ruling(
        id=0,
        case_id=case.id,
        person_id=person_id,
        decision=case.decision,
        why=case.why or "",
        note=case.note,
        by_id=turn.person.id,
        at=turn.now,
        until=rules.end_of(case.decision, turn.now),
    )
    made = rulings.add(turn.conn, new)
    stand(turn, person_id)
    if case.decision in {SUSPEND, BAN}:
        hiding.hide_all(turn, person_id)
    notices.tell_ruling(turn, made)


def stand(turn: Turn, person_id: int) -> None:
    """Let somebody stand by all that holds against them."""
    standing, until = rules.standing_after(rulings.load_against(turn.conn, person_id), turn.now)
    persons.put_standing(turn.conn, person_id, standing, until)
    turn.known.pop(person_id, None)
    person = turn.other(person_id)
    if standing != GOOD:
        barring.drop_talks(turn, person, standing)
    _plan_end(turn, person, until)


def _plan_end(turn: Turn, person: persons.Person, until: datetime | None) -> None:
    if until is None:
        turn.cancel(notices.OVER, person.id, person)
    else:
        turn.plan(notices.OVER, person.id, until, person=person)


def undo(turn: Turn, case: Case) -> Case | None:
    """Take a decision back; the case waits again. None when there is none to take back."""
    after = store.reopen(turn.conn, case.id)
    if after is None:
        return None
    log(turn, case.id, "undo", case.decision)
    known.drop(turn.conn, case.id)
    known.keep(turn.conn, case.id, case.words)
    for ruling in rulings.load_of(turn.conn, case.id):
        take_back(turn, ruling)
    return after


def take_back(turn: Turn, ruling: Ruling) -> bool:
    """Let a ruling hold no longer, and tell who it was against; False when it did not hold."""
    gone = rulings.undo(turn.conn, ruling.id, turn.person.id, turn.now)
    if gone is None:
        return False
    stand(turn, ruling.person_id)
    notices.tell_ruling(turn, gone)
    return True


def overturn(turn: Turn, ruling: Ruling) -> None:
    """Lift a ruling after an appeal; with none left the case was about something genuine."""
    take_back(turn, ruling)
    if all(one.undone_at for one in rulings.load_of(turn.conn, ruling.case_id)):
        store.overturn(turn.conn, ruling.case_id)
        known.drop(turn.conn, ruling.case_id)
