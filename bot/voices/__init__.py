"""Voices: any message can be heard, and staff record how the fixed texts sound."""

from collections.abc import Mapping

from bot.feature import STAFF, Action, Command, Feature, FlowEntry
from bot.talk.message import LISTEN
from bot.voices import screens, store
from bot.voices.flow import Record
from bot.voices.turns import FixedText, Studio, listen


def build(languages: Mapping[str, str], fixed: FixedText) -> Feature:
    """Build the feature: `languages` are their own names by code.

    `fixed(language, key)` gives a text that is always the same, None for any other.
    """
    studio = Studio(languages, fixed)
    return Feature(
        "voices",
        flows=(FlowEntry(Record, studio.facts, studio.keep, STAFF),),
        commands=(Command("voices", studio.show, STAFF),),
        actions=(Action(LISTEN, listen, early=True), Action("voices", studio.act, STAFF)),
        tables=store.TABLES,
        texts=screens.TEXTS,
    )
