"""Selling: a farmer lists produce, and keeps the listing true."""

from functools import partial

from bot.feature import Action, Command, Entry, Feature, FlowEntry
from bot.people.rules import FARMER
from bot.selling import buttons, changes, leaving, notices, turns
from bot.selling.bags import bag_weight
from bot.selling.board import FEWEST
from bot.selling.flow import Sell
from bot.selling.repricing import NewPrice
from bot.selling.sales import sale
from bot.selling.stock import stock_entry
from bot.selling.store import listing
from bot.selling.texts import TEXTS

SELLERS = frozenset({FARMER})


def build(fewest: int = FEWEST) -> Feature:
    """Make the feature; a price is told only when it is that of so many farmers."""
    recall, reprice = partial(turns.recall, fewest), partial(turns.load_repriced, fewest)
    return Feature(
        "selling",
        flows=(
            FlowEntry(Sell, recall, turns.publish, SELLERS, opens=True, about=("crop",)),
            FlowEntry(NewPrice, reprice, turns.reprice, SELLERS),
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
        entries=(
            Entry("sell", "listing.new", SELLERS),
            Entry("listings", "listing.page.0", SELLERS),
        ),
        tables=(listing, stock_entry, bag_weight, sale),
        export=leaving.export,
        forget=leaving.forget,
        pictured=turns.take_album,
        texts=TEXTS,
    )


FEATURE = build()
