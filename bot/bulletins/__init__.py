"""Bulletins: staff tell those whom it concerns, each in their own language and hours, none twice."""

from collections.abc import Mapping

from bot.bulletins import desk, flow, leaving, monthly, recipients, sending, store, turns
from bot.bulletins.screens import TEXTS
from bot.feature import STAFF, Action, Command, Entry, Feature, FlowEntry, Notice
from bot.ordering import news
from bot.people.tongues import list_tongues


def build(languages: Mapping[str, str]) -> Feature:
    """Build the feature: `languages` are the own names of those offered, by code."""
    tongues = list_tongues(languages)
    office, sender = desk.Office(tongues), sending.Sender(tongues)
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
        texts=tuple(TEXTS.items()),
    )
