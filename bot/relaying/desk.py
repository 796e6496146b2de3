"""Where staff see reports: what is open, what is closed, and who looked at it."""

from bot.feature import Turn
from bot.ordering import store as orders
from bot.relaying import notices, reports, screens
from bot.relaying.letters import CLOSED, SEEN, Report
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

_LAST = 999  # the last page there can be


def command(turn: Turn, words: str = "") -> None:
    """List the reports that wait."""
    _list(turn, "open")


def act(turn: Turn, what: str = "open", code: str = "0", *_: str) -> None:
    """`reports.open.<page>`, `reports.closed.<page>`, `reports.see|seen|close.<report>`."""
    if what in {"open", "closed"}:
        _list(turn, what, read_count(code, _LAST) or 0)
        return
    report = reports.load(turn.conn, read_id(code) or 0)
    if report is None or turn.person.id in {report.person_id, report.about_id}:
        turn.toast(say("talk-not-yours"))
    elif what in {"seen", "close"}:
        _mark(turn, report, SEEN if what == "seen" else CLOSED)
    else:
        _show(turn, report)


def _list(turn: Turn, which: str, page: int = 0) -> None:
    found = reports.load_page(
        turn.conn, is_open=which == "open", skip=page * screens.PAGE, most=screens.PAGE + 1
    )
    named = [(report, _number(turn, report)) for report in found]
    turn.show(screens.show_reports(named, which, page))


def _number(turn: Turn, report: Report) -> str:
    order = orders.load(turn.conn, report.order_id)
    return order.number if order else ""


def _mark(turn: Turn, report: Report, state: str) -> None:
    after = reports.mark(turn.conn, report.id, state, turn.person.id, turn.now)
    turn.toast(say("report-marked" if after else "talk-already"))
    _show(turn, after or report)


def _show(turn: Turn, report: Report) -> None:
    order = orders.load(turn.conn, report.order_id)
    assert order is not None
    turn.show(notices.card_of(turn, order, report))
