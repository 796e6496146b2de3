"""Reporting something: one tap, a reason, and a thank-you; more may be told afterwards."""

from collections.abc import Mapping

from bot.feature import Addition, Turn
from bot.ordering import news
from bot.ordering.offer import Offer
from bot.ordering.order import BUYER, SELLER
from bot.people.reported import (
    LISTING,
    ORDER,
    PERSON,
    REPORTABLE,
    Asked,
    CopyAsked,
    NumberAsked,
    OrderAsked,
)
from bot.reporting import filing, known, rules, screens, store, things
from bot.reporting.case import REASONS
from bot.reporting.flow import Matter, Told
from bot.talk.message import tell
from bot.talk.tap import read_id
from bot.text.phrase import say


def act(turn: Turn, what: str = "", *parts: str) -> None:
    """`report.<kind>.<id>`, `report.why.<kind>.<id>.<reason>`, `report.more.<report>`."""
    match (what, *parts):
        case kind, code if kind in REPORTABLE:
            _ask(turn, kind, code)
        case "why", kind, code, reason if reason in REASONS:
            _report(turn, kind, code, reason)
        case "more", code:
            _add(turn, code)
        case ("not",):
            turn.show(screens.show_not())
        case _:
            turn.toast(say("talk-older"))


def _ask(turn: Turn, kind: str, code: str) -> None:
    asked = things.look(turn, kind, read_id(code) or 0)
    if asked.allowed:
        turn.say(screens.show_reasons(asked))
    else:
        turn.toast(say("talk-not-yours"))


def _report(turn: Turn, kind: str, code: str, reason: str) -> None:
    asked = things.look(turn, kind, read_id(code) or 0)
    again = rules.free_again(store.nth_last(turn.conn, turn.person.id, rules.MOST), turn.now)
    if not asked.allowed:
        turn.toast(say("talk-not-yours"))
    elif again is not None:
        turn.toast(screens.show_enough(again), alert=True)
    elif (made := filing.file(turn, asked, reason)) is None:
        turn.toast(say("report-already"))
    else:
        turn.show(screens.show_reported(asked, made))


def _add(turn: Turn, code: str) -> None:
    found = store.load_report(turn.conn, read_id(code) or 0)
    if found is None or found.person_id != turn.person.id:
        turn.toast(say("talk-not-yours"))
    elif found.note:
        turn.toast(say("report-already"))
    else:
        turn.begin("reportnote", about=str(found.id))


def matter(turn: Turn, answers: Mapping[str, str]) -> Matter:
    """Tell the talks in own words what they are about."""
    return Matter(int(answers.get("about", "0")), answers.get("decision", ""))


def add(turn: Turn, told: Told) -> None:
    """Keep what somebody adds to their report, once."""
    kept = store.add_note(turn.conn, told.matter.id, turn.person.id, told.words)
    turn.say(tell(say("report-already" if kept is None else "report-added")))


# -- what others ask


def take(turn: Turn, asked: Asked) -> None:
    """Put into the queue what another room hands over, without a question why."""
    filing.file(turn, asked, "other")


def find_copy(turn: Turn, asked: CopyAsked) -> None:
    """Say whether a text is nearly a copy of a reviewed fraud."""
    found = known.find_taught(turn.conn, asked.text)
    if found is not None:
        asked.found, asked.pattern = True, found[1] or 0


def count_number(turn: Turn, asked: NumberAsked) -> None:
    mark = rules.mark_of(asked.number)
    asked.count = known.count_number(turn.conn, mark) if mark else 0


def is_reported(turn: Turn, asked: OrderAsked) -> None:
    asked.found = store.has_any(turn.conn, asked.order_id)


# -- what other rooms' cards get


def beside_offer(turn: Turn, offer: Offer) -> Addition:
    return Addition(buttons=((screens.report_button(LISTING, offer.listing.id),),))


def beside_order(turn: Turn, beheld: news.Beheld) -> Addition:
    if beheld.role not in {BUYER, SELLER}:
        return Addition()
    return Addition(buttons=((screens.report_button(ORDER, beheld.order.id),),))


def beside_person(turn: Turn, person_id: int) -> Addition:
    """Let somebody's card be reported; where only lines are shown the button is left out."""
    if person_id == turn.person.id:
        return Addition()
    return Addition(buttons=((screens.report_button(PERSON, person_id),),))
