"""Managing: what the staff see of the machine itself, and set right."""

from bot.feature import STAFF, Action, Command, Feature
from bot.managing import screens, turns

FEATURE = Feature(
    "managing",
    commands=(Command("dead", turns.show, STAFF),),
    actions=(Action("dead", turns.act, STAFF),),
    texts=screens.TEXTS.items(),
)
