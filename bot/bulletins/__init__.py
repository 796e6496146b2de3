"""Bulletins: staff tell those whom it concerns, each in their own language and hours, none twice."""

from collections.abc import Mapping

from bot.bulletins import (
    desk,
    flow,
    leaving,
    monthly,
    progress,
    recipients,
    sending,
    steering,
    store,
    turns,
)
from bot.bulletins.rules import Pace
from bot.bulletins.screens import TEXTS
from bot.feature import STAFF, Action, Command, Entry, Feature, FlowEntry, Notice
from bot.ordering import news
from bot.people.tongues import list_tongues


def build(
    languages: Mapping[str, str], pace: int = 28, night: frozenset[str] = frozenset({"warning"})
) -> Feature:
    """Build the feature.

    `languages` are the own names of those offered, by code; `pace` is how many messages the outbox
    sends a second; `night` the topics of which urgent news is told at any hour.
    """
    tongues = list_tongues(languages)
    helm, sender = steering.Helm(tongues), sending.Sender(tongues, Pace(pace), night)
    office = desk.Office(tongues, helm)
    return Feature(
        sending.NAME,
        flows=(
            FlowEntry(flow.NewBulletin, office.facts, office.keep, STAFF),
            FlowEntry(flow.WriteWording, office.facts, office.write, STAFF),
        ),
        commands=(Command("bulletins", office.command, STAFF),),
        actions=(
            Action("bulletin", turns.act, early=True),
            Action("bulletins", office.act, STAFF),
            Action("sending", helm.act, STAFF),
        ),
        notices=(
            Notice(sending.NEXT, sender.step, quiet=False),
            Notice(monthly.KIND, monthly.remind),
        ),
        entries=(Entry("bulletins", "bulletins.list", STAFF, aside=True),),
        tables=(*store.TABLES, *recipients.TABLES),
        export=leaving.export,
        forget=leaving.erase,
        hears={news.MOVED: monthly.hear},
        lands=sending.land,
        texts=(*TEXTS.items(), *progress.TEXTS.items()),
    )
