"""Earnings: a weekly note to each farmer who wants it, and a board of what a village earned."""

from bot.earnings import hearing, leaving, notices, store, sums, turns
from bot.earnings.texts import TEXTS
from bot.feature import MEMBERS, STAFF, Action, Command, Feature
from bot.ordering.news import MOVED
from bot.people.rules import FARMER
from bot.selling.board import FEWEST

SELLERS = frozenset({FARMER})


def build(fewest: int = FEWEST) -> Feature:
    """Build the feature; a price is told only when it is that of so many farmers."""
    return Feature(
        "earnings",
        commands=(
            Command("weekly", turns.command_weekly, SELLERS),
            Command("board", turns.command_board, MEMBERS | STAFF),
        ),
        actions=(
            Action("weekly", turns.act_weekly, SELLERS),
            Action("board", turns.act_board, MEMBERS | STAFF),
        ),
        notices=notices.build(fewest),
        tables=(*store.TABLES, *sums.TABLES),
        links={turns.LINK: turns.open_link},
        hears={MOVED: hearing.hear_move},
        export=leaving.export,
        forget=leaving.erase,
        texts=TEXTS,
    )


FEATURE = build()
