"""Where staff decide about reports: the queue, a case, a decision with its reason, undo, appeals."""

from bot.feature import Turn
from bot.ordering import store as orders
from bot.reporting import board, cards, deciding, hiding, notices, rules, rulings, store
from bot.reporting.case import AGAINST, LIFTED, OWN, UPHELD, WHYS, Case, Ruling
from bot.reporting.flow import Told
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

_LAST = 999  # the last page there can be


def command(turn: Turn, words: str = "") -> None:
    """List the cases that wait."""
    _list(turn, "open")


def act(turn: Turn, what: str = "open", code: str = "0", *more: str) -> None:
    """`reports.open|closed.<page>`, `reports.appeals`, `reports.<act>.<case or ruling>`."""
    if what in {"open", "closed"}:
        _list(turn, what, read_count(code, _LAST) or 0)
    elif what == "appeals":
        _list_appeals(turn)
    elif what in _OF_APPEAL:
        _act_on_appeal(turn, what, code)
    else:
        _act_on_case(turn, what, code, more)


def _list(turn: Turn, which: str, page: int = 0) -> None:
    found = store.load_page(
        turn.conn, is_open=which == "open", skip=page * board.PAGE, most=board.PAGE + 1
    )
    turn.show(board.show_queue(found, which, page, len(rulings.load_appeals(turn.conn))))


# -- a case


def _act_on_case(turn: Turn, what: str, code: str, more: tuple[str, ...]) -> None:
    case = store.load_case(turn.conn, read_id(code) or 0)
    if case is None or not _may_decide(turn, case):
        turn.toast(say("talk-not-yours"))
        return
    match (what, *more):
        case "do", decision if decision in _choices(turn, case):
            _choose(turn, case, decision)
        case "for", decision, why if decision in _choices(turn, case) and why in WHYS:
            _because(turn, case, decision, why)
        case ("undo",):
            _undo(turn, case)
        case ("hide",):
            _hide(turn, case)
        case ("log",):
            _log(turn, case)
        case ("seen",):
            turn.toast(say("report-marked" if _see(turn, case) else "talk-already"))
            _show(turn, case)
        case _:
            _show(turn, case)


def _may_decide(turn: Turn, case: Case) -> bool:
    sides = deciding.sides_of(store.load_reports(turn.conn, case.id))
    return rules.may_decide(sides, turn.person.id)


def _choices(turn: Turn, case: Case) -> tuple[str, ...]:
    accused = deciding.accused_of(store.load_reports(turn.conn, case.id))
    return rules.offered(accused)


def _show(turn: Turn, case: Case) -> None:
    now = store.load_case(turn.conn, case.id) or case
    turn.show(cards.of_case(turn, now))


def _see(turn: Turn, case: Case) -> bool:
    seen = store.see(turn.conn, case.id, turn.person.id)
    if seen:
        deciding.log(turn, case.id, "seen")
    return seen


def _choose(turn: Turn, case: Case, decision: str) -> None:
    """Ask for the reason, except where nobody is told one."""
    if not case.is_open:
        turn.toast(say("talk-already"))
        _show(turn, case)
    elif decision in AGAINST:
        turn.show(board.ask_why(case, decision))
    else:
        _decide(turn, case, decision, None)


def _because(turn: Turn, case: Case, decision: str, why: str) -> None:
    if why == OWN:
        turn.begin("because", about=str(case.id), decision=decision)
    else:
        _decide(turn, case, decision, why)


def _decide(
    turn: Turn, case: Case, decision: str, why: str | None, note: str | None = None
) -> None:
    done = deciding.decide(turn, case, decision, why, note)
    turn.toast(say("report-marked" if done else "talk-already"))
    _show(turn, case)


def decide_as_told(turn: Turn, told: Told) -> None:
    """Decide with a reason staff typed."""
    case, decision = store.load_case(turn.conn, told.matter.id), told.matter.decision
    if case is None or not _may_decide(turn, case) or decision not in _choices(turn, case):
        turn.toast(say("talk-not-yours"))
    else:
        _decide(turn, case, decision, OWN, told.words)


def _undo(turn: Turn, case: Case) -> None:
    done = deciding.undo(turn, case)
    turn.toast(say("report-undone" if done else "talk-already"))
    _show(turn, case)


def _hide(turn: Turn, case: Case) -> None:
    """Take a reported listing off the market, and tell its farmer why it is not seen."""
    listing = hiding.listing_of(store.load_reports(turn.conn, case.id))
    seller = hiding.hide(turn, listing) if listing else None
    if seller is not None:
        deciding.log(turn, case.id, "hide")
        notices.tell_hidden(turn, seller)
    turn.toast(say("report-marked" if seller is not None else "talk-already"))


def _log(turn: Turn, case: Case) -> None:
    done = rulings.load_audit(turn.conn, case.id)
    turn.show(board.show_log(case, [(one, turn.other(one.by_id).called or "") for one in done]))


# -- appeals

_OF_APPEAL = {"appeal": "", "uphold": UPHELD, "lift": LIFTED}


def _list_appeals(turn: Turn) -> None:
    waiting = rulings.load_appeals(turn.conn)
    turn.show(board.show_appeals([(one, notices.name_of(turn, one)) for one in waiting]))


def _act_on_appeal(turn: Turn, what: str, code: str) -> None:
    ruling = rulings.load(turn.conn, read_id(code) or 0)
    if ruling is None or ruling.appealed_at is None or ruling.person_id == turn.person.id:
        turn.toast(say("talk-not-yours"))
    elif not _OF_APPEAL[what]:
        turn.show(board.show_appeal(ruling, notices.name_of(turn, ruling)))
    elif not _may_answer(turn, ruling):
        turn.toast(say("appeal-not-you"), alert=True)
    else:
        _answer(turn, ruling, _OF_APPEAL[what])


def _may_answer(turn: Turn, ruling: Ruling) -> bool:
    everyone = {admin.id for admin in orders.load_admins(turn.conn)}
    return rules.may_answer(ruling, turn.person.id, everyone)


def _answer(turn: Turn, ruling: Ruling, outcome: str) -> None:
    after = rulings.answer(turn.conn, ruling.id, outcome, turn.person.id, turn.now)
    turn.toast(say("report-marked" if after else "talk-already"))
    if after is not None:
        deciding.log(turn, ruling.case_id, "lift" if outcome == LIFTED else "uphold")
        if outcome == LIFTED:
            deciding.overturn(turn, after)
        else:
            notices.tell_answer(turn, after)
    turn.show(board.show_appeal(after or ruling, notices.name_of(turn, ruling)))
