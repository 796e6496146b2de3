"""Inviting: everybody's own link, who came by whose, and thanks for those who sell."""

from bot.feature import MEMBERS, STAFF, Action, Command, Feature
from bot.inviting import desk, leaving, notices, store, turns
from bot.inviting.rules import LINK
from bot.inviting.texts import TEXTS
from bot.ordering.news import MOVED
from bot.people.newcomers import FOLLOWED, JOINED
from bot.selling.news import PUBLISHED

FEATURE = Feature(
    "inviting",
    commands=(
        Command("invite", turns.command, MEMBERS),
        Command("invites", desk.command, STAFF),
    ),
    actions=(
        Action("invite", turns.act, MEMBERS),
        Action("invites", desk.act, STAFF),
    ),
    notices=notices.NOTICES,
    tables=store.TABLES,
    links={LINK: turns.open_link},
    hears={
        FOLLOWED: turns.follow,
        JOINED: turns.welcome,
        PUBLISHED: turns.hear_listing,
        MOVED: turns.hear_move,
    },
    export=leaving.export,
    forget=leaving.erase,
    texts=TEXTS,
)
