"""What staff see: the queue, a case with both sides, the reasons to choose from, appeals, the audit."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.guarding.verdict import Verdict
from bot.kernel.standings import GOOD
from bot.people.reported import LETTER, LISTING, ORDER, PERSON
from bot.reporting import rules
from bot.reporting.case import AGAINST, OWN, WHYS, Case, Done, Report, Ruling, Side
from bot.reporting.screens import why_of
from bot.talk.buttons import Buttons, in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, say

PAGE = 6
_EXCERPT, _SHORT = 900, 24
_SIGNALS = 3
_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a case's card tells.

    `others` are accused not shown one by one; `lines`, `buttons` and `photos` are what who knows
    the thing adds.
    """

    case: Case
    reports: Sequence[Report]
    accused: tuple[Side, ...]
    tellers: tuple[Side, ...]
    others: int = 0
    verdict: Verdict | None = None
    lines: tuple[Phrase, ...] = ()
    buttons: Buttons = ()
    photos: tuple[str, ...] = ()


# -- the queue


def show_queue(found: Sequence[Case], which: str, page: int, appeals: int) -> Message:
    """List cases six a page; one more than a page tells that there are more."""
    shown = found[:PAGE]
    head = say(f"reports-{which}" if shown else f"reports-{which}-none")
    rows = tuple((_line(case),) for case in shown)
    pager = turn_pages(page, lambda to: f"reports.{which}.{to}", more=len(found) > PAGE)
    other = "closed" if which == "open" else "open"
    ways = (
        Button(say(f"reports-to-{other}"), f"reports.{other}"),
        Button(say("talk-home"), "home"),
    )
    asked = (
        ((Button(say("reports-appeals", waiting=appeals), "reports.appeals"),),) if appeals else ()
    )
    return Message((head,), (*rows, *((pager,) if pager else ()), *asked, ways))


def _line(case: Case) -> Button:
    words = case.words[:_SHORT]
    kind = say(f"report-kind-{case.what}")
    label = say("reports-button", case=case.id, kind=kind, times=case.times, words=words)
    return Button(label, f"reports.see.{case.id}")


# -- a case


def show_case(facts: Facts) -> Message:
    """Show a case with what was reported, what is known of both sides, and what can be decided."""
    first = facts.reports[0] if facts.reports else None
    lines = (*_head(facts), *_body(facts), *_sides(facts))
    photos = (*(one.photo for one in facts.reports if one.photo), *facts.photos)
    is_placed = first is not None and first.lat_e6 is not None and first.lon_e6 is not None
    return Message(
        lines,
        (*_decisions(facts), *facts.buttons, *_ways(facts)),
        photo=next(iter(photos), None),
        voice=None if photos else next((one.voice for one in facts.reports if one.voice), None),
        place=_place(first) if is_placed and first else None,
    )


def _place(report: Report) -> tuple[float, float]:
    return (report.lat_e6 or 0) / _MICRO, (report.lon_e6 or 0) / _MICRO


def _head(facts: Facts) -> Iterator[Phrase]:
    case = facts.case
    kind = say(f"report-kind-{case.what}")
    yield say("report-title", case=case.id, kind=kind, at=Moment(case.opened_at))
    for reason, times in Counter(one.reason for one in facts.reports).most_common():
        yield say("report-reason", reason=say(f"report-why-{reason}"), times=times)
    if case.decision is not None:
        decision = say(f"report-do-{case.decision}")
        yield say("report-decided", decision=decision, at=Moment(case.decided_at or case.opened_at))
    elif not case.is_open:
        yield say("report-state-closed")
    elif case.seen_by is not None:
        yield say("report-state-seen")


def _body(facts: Facts) -> Iterator[Phrase]:
    words = facts.case.words
    if words:
        cut = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rstrip()}…"
        yield say("talk-words", words=cut)
    yield from facts.lines
    for note in (one.note for one in facts.reports if one.note):
        yield say("report-note", words=note)
    if facts.verdict is not None:
        yield say("report-judged", level=say(f"guard-level-{facts.verdict.level}"))
        for name in facts.verdict.signals[:_SIGNALS]:
            yield say(f"guard-signal-{name}")


def _sides(facts: Facts) -> Iterator[Phrase]:
    for side in facts.accused:
        yield _side("report-about", side)
        if side.earlier:
            yield say("report-earlier", times=side.earlier)
    if facts.others:
        yield say("report-others", times=facts.others)
    for side in facts.tellers:
        yield _side("report-by", side)
        if side.mistaken:
            yield say("report-mistaken", times=side.mistaken, of=side.told)


def _side(key: str, side: Side) -> Phrase:
    name = side.name or say("report-nobody")
    stands = (
        say(f"report-stands-{side.standing}") if side.standing != GOOD else say("report-stands")
    )
    return say(key, name=name, since=Moment(side.since, "dated"), orders=side.orders, stands=stands)


def _decisions(facts: Facts) -> Buttons:
    case = facts.case
    if not case.is_open:
        undo = Button(say("report-undo"), f"reports.undo.{case.id}")
        return ((undo,),) if case.decision is not None else ()
    accused = {side.person_id for side in facts.accused}
    offered = [
        Button(say(f"report-do-{name}"), f"reports.do.{case.id}.{name}")
        for name in rules.offered(accused)
    ]
    return in_rows(offered)


def _ways(facts: Facts) -> Buttons:
    case = facts.case
    seen = Button(say("report-seen"), f"reports.seen.{case.id}")
    first = (seen,) if case.is_open and case.seen_by is None else ()
    listing = next((one.thing for one in facts.reports if one.what == LISTING), None)
    hide = (Button(say("report-hide"), f"reports.hide.{case.id}"),) if listing else ()
    log = Button(say("report-log"), f"reports.log.{case.id}")
    last = (log, Button(say("report-all"), "reports.open"))
    return tuple(row for row in ((*first, *hide), _look(facts), last) if row)


def _look(facts: Facts) -> tuple[Button, ...]:
    """Lead to the thing itself, its order and letters."""
    orders = {one.order_id for one in facts.reports if one.order_id}
    if len(orders) == 1:
        (order,) = orders
        see = Button(say("report-see-order"), f"order.see.{order}")
        letters = Button(say("report-see-letters"), f"relay.list.{order}")
        return (see, letters) if facts.case.what in {LETTER, ORDER} else (see,)
    things = {one.thing for one in facts.reports if one.what == PERSON}
    return tuple(Button(say("report-see-person"), f"card.see.{thing}") for thing in things)


def ask_why(case: Case, decision: str) -> Message:
    """Let staff choose the reason the person is told."""
    known = [
        Button(say(f"ruling-why-{why}"), f"reports.for.{case.id}.{decision}.{why}")
        for why in WHYS
        if why != OWN
    ]
    own = Button(say("report-why-typed"), f"reports.for.{case.id}.{decision}.{OWN}")
    back = Button(say("talk-back"), f"reports.see.{case.id}")
    head = say("report-ask-why", decision=say(f"report-do-{decision}"))
    means = (say(f"report-means-{decision}"),) if decision in AGAINST else ()
    return Message((head, *means), (*in_rows(known), (own,), (back,)))


def show_log(case: Case, done: Sequence[tuple[Done, str]]) -> Message:
    """Show the audit: who did what, when and why."""
    lines = [_done(one, name) for one, name in done]
    head = say("report-log-title" if lines else "report-log-none", case=case.id)
    back = Button(say("talk-back"), f"reports.see.{case.id}")
    return Message((head, *lines), ((back,),))


def _done(done: Done, name: str) -> Phrase:
    act = say(f"report-done-{done.act}")
    who = name or say("report-nobody")
    if done.note:
        return say("report-log-words", at=Moment(done.at), name=who, act=act, words=done.note)
    if done.why in WHYS:
        why = say(f"ruling-why-{done.why}")
        return say("report-log-why", at=Moment(done.at), name=who, act=act, why=why)
    return say("report-log-line", at=Moment(done.at), name=who, act=act)


# -- appeals


def show_appeals(found: Sequence[tuple[Ruling, str]]) -> Message:
    """List the appeals that wait."""
    head = say("reports-appeals-head" if found else "reports-appeals-none")
    rows = tuple(
        (Button(say("appeal-of", name=name or say("report-nobody")), f"reports.appeal.{one.id}"),)
        for one, name in found
    )
    return Message((head,), (*rows, (Button(say("report-all"), "reports.open"),)))


def show_appeal(ruling: Ruling, name: str) -> Message:
    """Show an appeal beside what it is against."""
    who = name or say("report-nobody")
    lines = (
        say("appeal-title", name=who, decision=say(f"report-do-{ruling.decision}")),
        why_of(ruling),
        say("talk-words", words=ruling.appeal or ""),
    )
    case = Button(say("appeal-case"), f"reports.see.{ruling.case_id}")
    if not ruling.is_waiting:
        return Message((*lines, say("report-state-closed")), ((case,),))
    answers = (
        Button(say("appeal-do-lift"), f"reports.lift.{ruling.id}"),
        Button(say("appeal-do-uphold"), f"reports.uphold.{ruling.id}"),
    )
    return Message(lines, (answers, (case,)))
