"""Paying: invoices, refunds as a duty, and what a farmer is owed and has received."""

from bot.feature import MEMBERS, STAFF, Action, Command, Entry, Feature
from bot.ordering import news
from bot.paying import desk, leaving, moneytexts, moneyturns, turns
from bot.paying.charges import charge
from bot.paying.duties import duty
from bot.paying.texts import TEXTS


def build(token: str) -> Feature:
    """Build the feature; without the payment provider's `token` nothing is paid in the chat."""
    till = turns.Till(token)
    return Feature(
        "paying",
        commands=(
            Command("money", moneyturns.command, MEMBERS),
            Command("refunds", desk.list_refunds, STAFF),
            Command("payouts", desk.list_payouts, STAFF),
        ),
        actions=(
            Action("pay", till.act),
            Action("money", moneyturns.act, MEMBERS),
            Action("duty", desk.act, STAFF),
        ),
        entries=(Entry("money", "money.see", MEMBERS, rank=7),),
        notices=desk.NOTICES,
        tables=(charge, duty),
        hears={news.MOVED: desk.follow},
        adds={news.CARD: till.add},
        checkout=turns.look,
        paid=turns.take,
        export=leaving.export,
        texts=(*TEXTS.items(), *moneytexts.TEXTS),
    )
