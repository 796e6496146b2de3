"""Paying: invoices, refunds as a duty, and what a farmer is owed and has received."""

from bot.feature import STAFF, Action, Command, Feature
from bot.ordering import news
from bot.paying import charges, leaving, refunds, turns
from bot.paying.texts import TEXTS


def build(token: str) -> Feature:
    """Build the feature; without the payment provider's `token` nothing is paid in the chat."""
    till = turns.Till(token)
    return Feature(
        "paying",
        commands=(Command("refunds", refunds.command, STAFF),),
        actions=(Action("pay", till.act), Action("refunds", refunds.act, STAFF)),
        notices=refunds.NOTICES,
        tables=charges.TABLES,
        hears={news.MOVED: refunds.follow},
        adds={"order-card": till.add},
        checkout=turns.look,
        paid=turns.take,
        export=leaving.export,
        texts=TEXTS.items(),
    )
