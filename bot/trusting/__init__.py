"""Trusting: what people say of each other after a trade, and what is known of them."""

from bot.feature import STAFF, Action, Command, Feature, FlowEntry
from bot.ordering import news, shop
from bot.people import newcomers
from bot.trusting import cards, leaving, notices, ratings, store, turns
from bot.trusting.flow import Unverify, Verify
from bot.trusting.texts import TEXTS

FEATURE = Feature(
    "trusting",
    flows=(
        FlowEntry(Verify, cards.badge_facts, cards.give, STAFF),
        FlowEntry(Unverify, cards.badge_facts, cards.take, STAFF),
    ),
    commands=(Command("card", cards.show_own), Command("verify", cards.verify, STAFF)),
    actions=(Action("rate", turns.rate), Action("card", cards.act)),
    notices=notices.NOTICES,
    tables=(*store.TABLES, *ratings.TABLES),
    links={cards.LINK: cards.open_link},
    hears={
        news.MOVED: notices.hear,
        news.MOOD: notices.hear_mood,
        newcomers.VOUCHED: cards.vouch,
    },
    adds={
        news.CARD: turns.beside_order,
        news.WITH: cards.beside_order,
        news.PERSON: cards.lines_of,
        shop.CARD: cards.beside_offer,
    },
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
