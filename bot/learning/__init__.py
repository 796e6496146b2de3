"""Learning: lessons of two minutes, asked again before they are forgotten."""

from bot.feature import MEMBERS, STAFF, Action, Command, Entry, Feature, FlowEntry
from bot.learning import desk, edited, editing, leaving, notices, proof, store, turns
from bot.learning.groups import SEGMENTS
from bot.learning.texts import TEXTS
from bot.learning.writing import Teach
from bot.ordering import news
from bot.people.reported import WARNED
from bot.selling.news import CHANGED, FAR_PRICE

FEATURE = Feature(
    "learning",
    flows=(FlowEntry(Teach, editing.facts, editing.keep, STAFF),),
    commands=(Command("learn", turns.open_list), Command("lessons", desk.show, STAFF)),
    actions=(Action("learn", turns.act), Action("lessons", desk.act, STAFF)),
    notices=notices.NOTICES,
    entries=(Entry("learn", "learn", MEMBERS),),
    tables=(*store.TABLES, *edited.TABLES),
    links={turns.LINK: turns.prove, turns.LESSON: turns.open_lesson},
    hears={
        news.MOVED: notices.hear_move,
        CHANGED: notices.hear_listing,
        FAR_PRICE: notices.hear_far_price,
        WARNED: notices.hear_warning,
    },
    adds={"person-card": turns.add_to_card, "announcement-buttons": turns.offer_lessons},
    heard=turns.hear_words,
    segments=SEGMENTS,
    proves=proof.find_faults,
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
