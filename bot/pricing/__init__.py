"""Prices: what crops were really sold at, week by week, and what a crop must bring."""

from functools import partial

from bot.feature import MEMBERS, Action, Command, Entry, Feature, FlowEntry
from bot.ordering.news import MOVED
from bot.pricing import leaving, turns
from bot.pricing.flow import Breakeven, Prices
from bot.pricing.texts import TEXTS
from bot.selling.board import FEWEST


def build(fewest: int = FEWEST) -> Feature:
    """Build the feature; a price is told only when it is that of so many farmers."""
    return Feature(
        "pricing",
        flows=(
            FlowEntry(
                Prices,
                turns.offer_crops,
                partial(turns.show_wondered, fewest),
                opens=True,
                first=True,
            ),
            FlowEntry(Breakeven, partial(turns.recall, fewest), partial(turns.show_worked, fewest)),
        ),
        commands=(
            Command("prices", partial(turns.command, fewest)),
            Command("breakeven", turns.start_sum),
        ),
        actions=(
            Action("prices", partial(turns.act, fewest)),
            Action("breakeven", turns.act_on_sum),
        ),
        entries=(Entry("prices", "prices.ask", MEMBERS, rank=8),),
        hears={MOVED: turns.note_sale},
        adds={"price-question": turns.add_to_price},
        export=leaving.export,
        texts=TEXTS,
    )


FEATURE = build()
