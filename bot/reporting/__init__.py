"""Reporting: anything not right is told with one tap, staff decide with reasons, people may object."""

from bot.feature import STAFF, Action, Command, Feature, FlowEntry
from bot.people import reported
from bot.reporting import appeals, barring, desk, known, leaving, notices, rulings, store, turns
from bot.reporting.flow import Adding, Appeal, Because
from bot.reporting.texts import TEXTS

FEATURE = Feature(
    "reporting",
    flows=(
        FlowEntry(Adding, turns.matter, turns.add),
        FlowEntry(Because, turns.matter, desk.decide_as_told, STAFF),
        FlowEntry(Appeal, turns.matter, appeals.send),
    ),
    commands=(
        Command("reports", desk.command, STAFF),
        Command("appeal", appeals.command, listed=False),
    ),
    actions=(
        Action("report", turns.act),
        Action("reports", desk.act, STAFF),
        Action("appeal", appeals.act),
    ),
    notices=notices.NOTICES,
    tables=(*store.TABLES, *rulings.TABLES, *known.TABLES),
    gate=barring.keep_off,
    bars=barring.bars,
    hears={
        reported.HANDED: turns.take,
        reported.COPY_OF: turns.find_copy,
        reported.NUMBER_OF: turns.count_number,
        reported.ORDER_OF: turns.is_reported,
    },
    adds={
        "offer-card": turns.beside_offer,
        "order-more": turns.beside_order,
        "person-card": turns.beside_person,
    },
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
