"""Ordering: what is for sale near by, and the whole life of an order."""

from bot.feature import STAFF, Action, Command, Entry, Feature, FlowEntry
from bot.ordering import album, leaving, ledger, receipts, shop, store, turns
from bot.ordering.answers import Claim, Counter, HandOver, OrderPhoto, Part, PayTo, Why
from bot.ordering.flow import Buying
from bot.ordering.notices import NOTICES
from bot.ordering.snapshot import Snapshot
from bot.ordering.texts import TEXTS
from bot.ordering.words import OrderWords
from bot.people.rules import BUYER

BUYERS = frozenset({BUYER})

FEATURE = Feature(
    "ordering",
    flows=(
        FlowEntry(OrderWords, turns.no_facts, turns.speak, opens=True),
        FlowEntry(Buying, shop.buying_facts, shop.place, opens=True, about=("crop",)),
        FlowEntry(Counter, turns.order_facts, turns.answer),
        FlowEntry(HandOver, turns.order_facts, turns.answer),
        FlowEntry(PayTo, turns.order_facts, turns.answer),
        FlowEntry(Claim, turns.order_facts, turns.answer),
        FlowEntry(Why, turns.why_facts, turns.answer),
        FlowEntry(OrderPhoto, turns.order_facts, turns.answer),
        FlowEntry(Part, turns.order_facts, turns.answer),
        FlowEntry(Snapshot, album.facts, album.file),
    ),
    commands=(
        Command("orders", turns.list_mine),
        Command("disputes", turns.list_disputes, STAFF),
    ),
    actions=(
        Action("buy", shop.buy),
        Action("order", turns.order),
        Action("orders", turns.orders),
    ),
    notices=NOTICES,
    entries=(Entry("buy", "buy.near", BUYERS), Entry("orders", "orders.open")),
    tables=(*store.TABLES, *ledger.TABLES, *receipts.TABLES),
    links={"l": shop.see},
    pictured=album.take_photo,
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
