"""Bulletins: staff tell those whom it concerns, each in their own language and hours, none twice."""

from collections.abc import Mapping

from bot.bulletins import (
    board,
    desk,
    flow,
    leaving,
    monthly,
    presses,
    progress,
    recipients,
    screens,
    segments,
    sending,
    steering,
    store,
    turns,
)
from bot.bulletins.rules import Pace
from bot.bulletins.view import View
from bot.feature import STAFF, Action, Command, Entry, Feature, FlowEntry, Notice
from bot.ordering import news
from bot.people.tongues import list_tongues


def build(
    languages: Mapping[str, str],
    pace: int = 28,
    night: frozenset[str] = frozenset({"warning"}),
    *,
    approvals: int = 1,
) -> Feature:
    """Build the feature.

    `languages` are the own names of those offered, by code; `pace` is how many messages the outbox
    sends a second; `night` the topics of which urgent news is told at any hour; so many
    of the staff must agree to what is told (`approvals`).
    """
    tongues = list_tongues(languages)
    helm, sender = steering.Helm(tongues), sending.Sender(tongues, Pace(pace), night)
    office = desk.Office(View(tongues, helm, approvals))
    return Feature(
        sending.NAME,
        flows=(
            FlowEntry(flow.NewBulletin, office.facts, office.keep, STAFF),
            FlowEntry(flow.WriteWording, office.facts, office.write, STAFF),
            FlowEntry(flow.Whom, office.who_facts, office.choose, STAFF),
            FlowEntry(flow.When, office.facts, office.set_time, STAFF),
            FlowEntry(flow.Press, office.press_facts, presses.add, STAFF),
            FlowEntry(flow.Naming, office.facts, office.name, STAFF),
            FlowEntry(flow.SendBack, office.facts, office.give_back, STAFF),
        ),
        commands=(
            Command("broadcast", office.command, STAFF),
            Command("bulletins", office.command, STAFF, listed=False),
        ),
        actions=(
            Action("bulletin", turns.act, early=True),
            Action("bulletins", office.act, STAFF),
            Action("sending", helm.act, STAFF),
            Action("told", presses.follow),
        ),
        notices=(
            Notice(sending.NEXT, sender.step, quiet=False),
            Notice(monthly.KIND, monthly.remind),
        ),
        entries=(Entry("bulletins", "bulletins.list", STAFF, aside=True),),
        tables=(*store.TABLES, *recipients.TABLES, *segments.TABLES),
        export=leaving.export,
        forget=leaving.erase,
        hears={news.MOVED: monthly.hear},
        lands=sending.land,
        texts=({**screens.TEXTS, **board.TEXTS, **progress.TEXTS}.items()),
    )
