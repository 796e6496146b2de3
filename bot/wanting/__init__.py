"""Wanting: what buyers look for, and large orders that several farmers fill together."""

from bot.feature import MEMBERS, Action, Command, Entry, Feature, FlowEntry
from bot.ordering.news import CARD, MOVED, MOVING
from bot.people.rules import BUYER
from bot.selling.news import PUBLISHED
from bot.wanting import answering, growers, hearing, leaving, store, turns
from bot.wanting.flow import WantFlow
from bot.wanting.notices import NOTICES
from bot.wanting.pledge import Pledge
from bot.wanting.texts import TEXTS
from bot.wanting.turns import Desk
from bot.wanting.words import WantWords

BUYERS = frozenset({BUYER})


def build(rule: str) -> Feature:
    """Make the feature; `rule` shares a pool out unless its buyer says otherwise."""
    desk = Desk(rule)
    return Feature(
        "wanting",
        flows=(
            FlowEntry(WantWords, turns.no_facts, desk.hear, BUYERS, opens=True),
            FlowEntry(WantFlow, turns.want_facts, turns.put_up, BUYERS),
            FlowEntry(Pledge, answering.pledge_facts, answering.promise),
        ),
        commands=(Command("wanted", desk.command, MEMBERS),),
        actions=(Action("want", desk.act),),
        notices=NOTICES,
        entries=(Entry("wanted", "want.list", MEMBERS, rank=6),),
        tables=(*store.TABLES, *growers.TABLES),
        links={"w": answering.open_link},
        hears={
            MOVING: hearing.prepare_move,
            MOVED: hearing.hear_move,
            PUBLISHED: hearing.hear_listing,
        },
        adds={CARD: hearing.add_to_card},
        export=leaving.export,
        forget=leaving.erase,
        texts=TEXTS,
    )
