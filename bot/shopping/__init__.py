"""Shopping: a basket over several farmers, orders that come back every week, ordering again."""

from bot.feature import Action, Command, Entry, Feature, FlowEntry
from bot.ordering.shop import CARD
from bot.people.rules import BUYER
from bot.shopping import leaving, turns
from bot.shopping.flow import Amount
from bot.shopping.store import basket_item
from bot.shopping.texts import TEXTS

BUYERS = frozenset({BUYER})

FEATURE = Feature(
    "shopping",
    flows=(FlowEntry(Amount, turns.amount_facts, turns.keep_amount),),
    commands=(Command("basket", turns.command),),
    actions=(Action("basket", turns.act),),
    entries=(Entry("basket", "basket.show", BUYERS),),
    tables=(basket_item,),
    adds={CARD: turns.add_button},
    export=leaving.export,
    forget=leaving.forget,
    texts=TEXTS,
)
