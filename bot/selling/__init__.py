"""Selling: a farmer lists produce, and keeps the listing true."""

from bot.feature import Action, Command, Entry, Feature, FlowEntry
from bot.people.rules import FARMER
from bot.selling import buttons, changes, leaving, notices, turns
from bot.selling.bags import bag_weight
from bot.selling.flow import Sell
from bot.selling.stock import stock_entry
from bot.selling.store import listing
from bot.selling.texts import TEXTS

SELLERS = frozenset({FARMER})

FEATURE = Feature(
    "selling",
    flows=(
        FlowEntry(Sell, turns.recall, turns.publish, SELLERS, opens=True),
        FlowEntry(changes.NewPrice, turns.load_changed, turns.reprice, SELLERS),
        FlowEntry(changes.MoreStock, turns.load_changed, turns.restock, SELLERS),
        FlowEntry(changes.NewCount, turns.load_changed, turns.recount, SELLERS),
        FlowEntry(changes.Spoiled, turns.load_changed, turns.spoil, SELLERS),
        FlowEntry(changes.NewPortions, turns.load_changed, turns.reportion, SELLERS),
        FlowEntry(changes.NewPicture, turns.load_changed, turns.repicture, SELLERS),
    ),
    commands=(
        Command("sell", turns.start, SELLERS),
        Command("listings", turns.show_list, SELLERS),
    ),
    actions=(Action("listing", buttons.act, SELLERS),),
    notices=notices.NOTICES,
    entries=(Entry("sell", "listing.new", SELLERS), Entry("listings", "listing.page.0", SELLERS)),
    tables=(listing, stock_entry, bag_weight),
    export=leaving.export,
    forget=leaving.forget,
    texts=TEXTS,
)
