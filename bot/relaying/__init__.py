"""Relaying: buyer and farmer talk about an order through the bot, without a number or a name."""

from bot.feature import Action, Addition, Feature, FlowEntry, Turn
from bot.ordering import news
from bot.people import reported
from bot.relaying import agreeing, bands, leaving, moments, notices, numbers, store, turns
from bot.relaying.flow import MyNumber, Write
from bot.relaying.texts import TEXTS


def act(turn: Turn, what: str = "", *more: str) -> None:
    """Do what a button says about letters, or about numbers."""
    if what in agreeing.ACTS:
        agreeing.act(turn, what, *more[:1])
    else:
        turns.act(turn, what, *more)


def beside_order(turn: Turn, beheld: news.Beheld) -> Addition:
    """Add to an order's card what is risky about it, and the way to write."""
    return moments.beside_order(turn, beheld) + turns.beside_order(turn, beheld)


FEATURE = Feature(
    "relaying",
    flows=(
        FlowEntry(Write, turns.facts, turns.send),
        FlowEntry(MyNumber, turns.facts, agreeing.give),
    ),
    actions=(Action("relay", act),),
    notices=(*notices.NOTICES, *moments.NOTICES),
    tables=(*store.TABLES, *bands.TABLES, *numbers.TABLES),
    adds={
        news.CARD: beside_order,
        news.WITH: turns.beside_more,
        news.DISPUTE: turns.evidence,
    },
    hears={
        reported.ASKED: turns.tell_reported,
        news.ACCOUNT: moments.tell_account,
    },
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
