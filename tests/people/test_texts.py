"""Every text people can say stands in both first languages, and fits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.feature import Feature
from bot.people import build, rules
from bot.talk.flow import Flow
from bot.text.review import review
from tests.people.household import BOSS, LANGUAGES
from tests.village import catalogs

FEATURE: Feature = build(frozenset({BOSS}), LANGUAGES)
FIRST = ("en", "zh_Hans")
BUTTONS = frozenset(
    (
        *("people-name-mine", "people-tongue", "people-country", "people-region"),
        *("people-elsewhere", "people-place-share", "people-unstop"),
        *("people-call-look", "people-call-answer"),
    )
)


def flow_keys(flow: type[Flow[object]]) -> Iterator[str]:
    yield f"home-resume-{flow.name}"
    for row in flow.rows:
        stem = f"{flow.name}-{row.name}"
        yield from (f"{stem}-{role}" for role in ("ask", "example", *row.ask.roles()))
        if flow.sums_up:
            yield from (f"{stem}-label", f"{stem}-change")
    if flow.sums_up:
        yield from (f"{flow.name}-sure-ask", f"{flow.name}-sure-yes")


def required() -> dict[str, frozenset[str]]:
    """Name every key of the feature, with the values it is said with."""
    keys: dict[str, frozenset[str]] = dict(FEATURE.texts)
    for entry in FEATURE.flows:
        keys |= dict.fromkeys(flow_keys(entry.flow), frozenset({"value", "name", "place"}))
    keys |= {f"home-{entry.name}": frozenset() for entry in FEATURE.entries}
    keys |= {
        f"command-{command.name}": frozenset() for command in FEATURE.commands if command.listed
    }
    return keys


def buttons(keys: dict[str, frozenset[str]]) -> set[str]:
    options = {
        f"{entry.flow.name}-{row.name}-{role}"
        for entry in FEATURE.flows
        for row in entry.flow.rows
        for role in (*row.ask.roles(), "change")
    }
    plain = {key for key in keys if key.startswith("home-") or key.endswith("-sure-yes")}
    return (options & set(keys)) | plain | BUTTONS


def test_no_text_of_people_has_a_fault_in_either_language() -> None:
    keys = required()
    faults = review(catalogs(), keys, buttons=buttons(keys))
    own = [str(fault) for fault in faults if fault.language in FIRST and fault.file == "people.po"]
    assert own == []


@pytest.mark.parametrize("language", FIRST)
def test_descriptions_of_commands_are_short(language: str) -> None:
    for command in FEATURE.commands:
        if command.listed:
            text = catalogs().entry(language, f"command-{command.name}").texts[0]
            assert len(text) <= 60


@pytest.mark.parametrize("language", FIRST)
def test_the_hours_a_text_names_are_the_hours_kept(language: str) -> None:
    for name, (wake, rest) in rules.AWAKE.items():
        text = catalogs().entry(language, f"hours-awake-{name}").texts[0]
        assert str(wake // 60) in text
        assert str(rest // 60) in text


def test_each_thing_to_choose_has_an_emoji_of_its_own() -> None:
    for entry in FEATURE.flows:
        for row in entry.flow.rows:
            texts = [
                catalogs().entry("en", f"{entry.flow.name}-{row.name}-{role}").texts[0]
                for role in row.ask.roles()
            ]
            marks = [text.split()[0] for text in texts]
            assert len(set(marks)) == len(marks)


def test_every_key_written_is_said() -> None:
    written = {
        key
        for path in Path("locales/en/LC_MESSAGES").glob("people.po")
        for key in path.read_text("utf-8").split("\n")
        if key.startswith("msgid ") and key != 'msgid ""'
    }
    assert {key[7:-1] for key in written} == set(required())
