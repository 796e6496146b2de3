"""Stories: who sold well tells neighbours who have not sold yet, if they like."""

from bot.feature import STAFF, Action, Command, Feature, FlowEntry
from bot.ordering import news
from bot.people import newcomers
from bot.people.rules import FARMER
from bot.selling.news import PUBLISHED
from bot.stories import desk, leaving, notices, readers, store, telling, turns
from bot.stories.flow import NotThis, OtherWords, Tell
from bot.stories.texts import TEXTS

FARMERS = frozenset({FARMER})

FEATURE = Feature(
    telling.NAME,
    flows=(
        FlowEntry(Tell, turns.facts, turns.tell, FARMERS),
        FlowEntry(OtherWords, desk.facts, desk.reword, STAFF),
        FlowEntry(NotThis, desk.facts, desk.refuse, STAFF),
    ),
    commands=(Command("stories", turns.command, FARMERS | STAFF),),
    actions=(
        Action("story", turns.act, FARMERS | STAFF),
        Action("stories", desk.act, STAFF),
    ),
    notices=notices.NOTICES,
    tables=(*store.TABLES, *readers.TABLES),
    hears={
        news.MOVED: notices.hear,
        PUBLISHED: telling.hear_listing,
        newcomers.JOINED: telling.hear_joined,
    },
    lands=telling.land,
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
