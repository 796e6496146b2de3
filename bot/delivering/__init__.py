"""Delivering: collection points with hours, drivers with their runs, lists for packing."""

from bot.delivering import desk, drivers, driving, flow, leaving, lists, notices, store, turns
from bot.delivering.texts import TEXTS
from bot.feature import STAFF, Action, Command, Feature, FlowEntry
from bot.ordering import news
from bot.ordering.order import DRIVER
from bot.people.rules import FARMER
from bot.points import store as points

FARMERS = frozenset({FARMER})
DRIVERS = frozenset({DRIVER})

FEATURE = Feature(
    "delivering",
    flows=(
        FlowEntry(flow.NewPoint, desk.facts, desk.define, STAFF),
        FlowEntry(flow.MoreHours, desk.facts, desk.add_hours, STAFF),
        FlowEntry(flow.OtherDetail, desk.facts, desk.change, STAFF),
    ),
    commands=(
        Command("packing", lists.command, FARMERS),
        Command("run", driving.show_today, DRIVERS),
        Command("points", desk.command, STAFF),
        Command("drivers", driving.command, STAFF),
    ),
    actions=(
        Action("place", turns.act),
        Action("packing", lists.own, FARMERS),
        Action("carry", driving.carry),
        Action("run", driving.run, DRIVERS),
        Action("points", desk.act, STAFF),
        Action("drivers", driving.act, STAFF),
    ),
    notices=notices.NOTICES,
    tables=(*points.TABLES, *store.TABLES, *drivers.TABLES),
    links={"d": driving.accept},
    hears={news.MOVED: notices.hear},
    adds={
        news.CARD: turns.add_to_card,
        news.MORE: turns.add_to_more,
        "own-listing-more": turns.add_to_own_listing,
    },
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
