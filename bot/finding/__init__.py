"""Finding: what is for sale near by, by words, place, price and more; searches that go on by themselves."""

from bot.feature import Action, Command, Feature, FlowEntry
from bot.finding import leaving, notices, turns
from bot.finding.flow import LookFrom, SearchWords
from bot.finding.store import TABLES
from bot.finding.texts import TEXTS
from bot.selling.news import CHANGED, PUBLISHED

FEATURE = Feature(
    "finding",
    flows=(
        FlowEntry(LookFrom, turns.look_facts, turns.look_from),
        FlowEntry(SearchWords, turns.no_facts, turns.command, opens=True),
    ),
    commands=(Command("buy", turns.command),),
    actions=(Action("find", turns.find),),
    notices=notices.NOTICES,
    tables=TABLES,
    hears={PUBLISHED: notices.hear, CHANGED: notices.hear},
    adds={"own-listing-more": turns.add_label},
    export=leaving.export,
    forget=leaving.forget,
    texts=TEXTS,
)
