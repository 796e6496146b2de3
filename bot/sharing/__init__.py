"""Sharing: an offer's link and poster, answers beside the bot's name in any chat, more photos."""

from bot.feature import Action, Feature
from bot.sharing import turns
from bot.sharing.texts import TEXTS

FEATURE = Feature(
    "sharing",
    actions=(Action("share", turns.act),),
    adds={"share-card": turns.add_ways, "offer-card": turns.add_photos},
    inline=turns.look_up,
    texts=TEXTS,
)
