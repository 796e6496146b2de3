"""Shopping: a basket over several farmers, orders that come back every week, ordering again."""

from bot.feature import Action, Command, Entry, Feature, FlowEntry
from bot.ordering import news, shop
from bot.people.rules import BUYER
from bot.selling.news import PUBLISHED
from bot.shopping import again, agreement, leaving, rounds, switches, turns
from bot.shopping.diary import standing_order
from bot.shopping.flow import Amount
from bot.shopping.notices import NOTICES
from bot.shopping.repeating import Standing
from bot.shopping.store import basket_item
from bot.shopping.texts import TEXTS

BUYERS = frozenset({BUYER})

FEATURE = Feature(
    "shopping",
    flows=(
        FlowEntry(Amount, turns.amount_facts, turns.keep_amount),
        FlowEntry(Standing, agreement.standing_facts, agreement.agree),
    ),
    commands=(Command("basket", turns.command), Command("standing", switches.command)),
    actions=(
        Action("basket", turns.act),
        Action("standing", switches.act),
        Action("again", again.act),
    ),
    notices=NOTICES,
    entries=(
        Entry("basket", "basket.show", BUYERS),
        Entry("standing", "standing.list", BUYERS, aside=True),
    ),
    tables=(basket_item, standing_order),
    adds={
        shop.CARD: turns.add_button,
        news.CARD: again.add_to_card,
        news.MORE: again.add_to_more,
    },
    hears={PUBLISHED: rounds.hear},
    heard=turns.hear_words,
    export=leaving.export,
    forget=leaving.forget,
    texts=TEXTS,
)
