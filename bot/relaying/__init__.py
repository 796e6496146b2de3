"""Relaying: buyer and farmer talk about an order through the bot, without a number or a name."""

from bot.feature import STAFF, Action, Command, Feature, FlowEntry, Turn
from bot.ordering import news
from bot.relaying import agreeing, desk, leaving, notices, numbers, reports, store, turns
from bot.relaying.flow import MyNumber, Write
from bot.relaying.texts import TEXTS


def act(turn: Turn, what: str = "", *more: str) -> None:
    """Do what a button says about letters, or about numbers."""
    if what in agreeing.ACTS:
        agreeing.act(turn, what, *more[:1])
    else:
        turns.act(turn, what, *more)


FEATURE = Feature(
    "relaying",
    flows=(
        FlowEntry(Write, turns.facts, turns.send),
        FlowEntry(MyNumber, turns.facts, agreeing.give),
    ),
    commands=(Command("reports", desk.command, STAFF),),
    actions=(Action("relay", act), Action("reports", desk.act, STAFF)),
    notices=notices.NOTICES,
    tables=(*store.TABLES, *numbers.TABLES, *reports.TABLES),
    adds={
        news.CARD: turns.beside_order,
        news.WITH: turns.beside_more,
        news.DISPUTE: turns.evidence,
    },
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
