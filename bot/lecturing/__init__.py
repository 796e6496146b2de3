"""Lecturing: live lectures announced, booked, attended and followed up."""

from collections.abc import Mapping

from bot.feature import MEMBERS, STAFF, Action, Command, Entry, Feature, FlowEntry
from bot.lecturing import desk, flow, handouts, leaving, notices, seats, store, turns
from bot.lecturing.texts import TEXTS


def build(languages: Mapping[str, str]) -> Feature:
    """Build the feature: `languages` are the own names of those offered, by code."""
    stage = desk.Stage(languages)
    return Feature(
        "lecturing",
        flows=(
            FlowEntry(flow.NewLecture, stage.facts, desk.announce, STAFF),
            FlowEntry(flow.OtherLecture, stage.facts, desk.change, STAFF),
            FlowEntry(flow.Material, stage.facts, desk.hand_out, STAFF),
            FlowEntry(flow.CheckIn, turns.facts, turns.arrive, MEMBERS),
            FlowEntry(flow.AskLecturer, turns.facts, turns.ask, MEMBERS),
        ),
        commands=(Command("lectures", turns.command, MEMBERS | STAFF),),
        actions=(
            Action("lecture", turns.act, MEMBERS | STAFF),
            Action("lecturing", desk.act, STAFF),
        ),
        notices=notices.NOTICES,
        entries=(Entry("lectures", "lecture.list", MEMBERS, aside=True),),
        tables=(*store.TABLES, *seats.TABLES, *handouts.TABLES),
        export=leaving.export,
        forget=leaving.erase,
        texts=TEXTS,
    )
