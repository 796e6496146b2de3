"""People: how somebody joins, speaks their language, is told things or not, and leaves."""

from collections.abc import Mapping

from bot.feature import MEMBERS, STAFF, Action, Command, Entry, Feature, FlowEntry
from bot.people import calls, changes, flow, leaving, screens, store, turns
from bot.people.tongues import list_tongues


def build(admins: frozenset[int], languages: Mapping[str, str]) -> Feature:
    """Build the feature: `admins` are Telegram ids, `languages` their own names by code."""
    setup = turns.Setup(admins, list_tongues(languages))
    desk = calls.Desk(admins)
    return Feature(
        leaving.NAME,
        flows=_flows(setup),
        commands=_commands(setup),
        actions=(
            Action("help", desk.handle, early=True),
            Action("stop", changes.unstop, early=True),
            Action("language", turns.change_language, early=True),
            Action("settings", changes.open_settings),
        ),
        entries=(
            Entry("settings", "settings.open", MEMBERS, aside=True),
            Entry("language", "language.open", rank=9, stays=True),
            Entry("help", "help.open", rank=9, stays=True),
        ),
        tables=store.TABLES,
        gate=setup.gate,
        export=store.export,
        forget=leaving.erase,
        texts=screens.TEXTS,
    )


def _flows(setup: turns.Setup) -> tuple[FlowEntry, ...]:
    facts = changes.settings_facts
    return (
        FlowEntry(flow.Language, setup.language_facts, turns.speak),
        FlowEntry(flow.Join, turns.joining_facts, turns.join),
        FlowEntry(flow.Settings, facts, changes.choose_setting, MEMBERS),
        FlowEntry(flow.Rename, facts, changes.rename, MEMBERS),
        FlowEntry(flow.Move, facts, changes.move, MEMBERS),
        FlowEntry(flow.Wants, facts, changes.want, MEMBERS),
        FlowEntry(flow.Day, facts, changes.set_hours, MEMBERS),
        FlowEntry(flow.Digits, facts, changes.set_digits, MEMBERS),
        FlowEntry(flow.Notices, facts, changes.set_notices, MEMBERS),
        FlowEntry(flow.Forget, facts, leaving.forget),
        FlowEntry(flow.Reply, calls.reply_facts, calls.reply, STAFF),
    )


def _commands(setup: turns.Setup) -> tuple[Command, ...]:
    return (
        Command("start", setup.start, early=True),
        Command("help", turns.help_out, early=True),
        Command("language", turns.change_language, early=True),
        Command("settings", changes.open_settings, MEMBERS),
        Command("stop", changes.stop, early=True),
        Command("unstop", changes.unstop, early=True, listed=False),
        Command("mydata", leaving.show_held, early=True),
        Command("forget", leaving.ask_forget, early=True),
    )
