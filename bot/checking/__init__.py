"""Checking: "is this a scam?" about any message, link or number, and what to do when it happened."""

from bot.checking import leaving, turns
from bot.checking.flow import Check, Lost
from bot.checking.store import TABLES
from bot.checking.texts import TEXTS
from bot.feature import Action, Command, Entry, Feature, FlowEntry
from bot.people import reported

FEATURE = Feature(
    "checking",
    flows=(
        FlowEntry(Check, turns.no_facts, turns.check),
        FlowEntry(Lost, turns.which, turns.show_steps),
    ),
    commands=(
        Command("check", turns.command),
        Command("hotline", turns.show_hotlines, early=True),
    ),
    actions=(Action("check", turns.act),),
    notices=turns.NOTICES,
    entries=(Entry("check", "check.ask", rank=8),),
    tables=TABLES,
    hears={reported.ASKED: turns.tell_reported},
    adds={reported.WHAT: turns.show_reported},
    heard=turns.hear,
    forwarded=turns.take_forwarded,
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
