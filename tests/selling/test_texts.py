"""Every text selling can say stands in both first languages, and fits."""

import pytest

from bot.selling import FEATURE
from bot.talk.check import Proof, prove
from bot.talk.speaker import Speaker
from bot.text.review import review
from tests.village import catalogs

FIRST = ("en", "zh_Hans")
BUTTONS = frozenset(
    f"selling-{verb}"
    for verb in (
        *("undo", "share", "mine", "again", "new", "price", "amount", "pause", "resume", "more"),
        *("restock", "recount", "spoiled", "sold-out", "picture", "delete", "delete-yes"),
        *("photos", "look", "drop-photo", "drop-voice"),
        *("delete-no", "back", "keep", "reopen"),
    )
)


def proofs() -> list[Proof]:
    return [prove(entry.flow, Speaker()) for entry in FEATURE.flows]


def required() -> dict[str, frozenset[str]]:
    """Name every key of the feature, with the values it is said with."""
    said = {key: names for proof in proofs() for key, names in proof.texts.items()}
    return {**said, **dict(FEATURE.texts)}


def test_no_text_of_selling_has_a_fault_in_either_language() -> None:
    buttons = BUTTONS.union(*(proof.buttons for proof in proofs()))
    faults = review(catalogs(), required(), buttons=buttons)
    own = [str(each) for each in faults if each.language in FIRST and each.file == "selling.po"]
    assert own == []


@pytest.mark.parametrize("language", FIRST)
def test_descriptions_of_commands_are_short(language: str) -> None:
    for command in FEATURE.commands:
        text = catalogs().entry(language, f"command-{command.name}").texts[0]
        assert len(text) <= 60


def test_each_button_of_a_listing_has_an_emoji_of_its_own() -> None:
    marks = [catalogs().entry("en", key).texts[0].split()[0] for key in sorted(BUTTONS)]
    # undo and no; take away, yes and a photo; sell again, twice; stock and a photo that come in
    shared = {"↩️": 2, "🗑": 3, "▶️": 2, "➕": 2}
    assert {mark: marks.count(mark) for mark in marks if marks.count(mark) > 1} == shared


def test_what_flows_say_is_what_texts_promise() -> None:
    promised = dict(FEATURE.texts)
    said = {key: names for proof in proofs() for key, names in proof.texts.items()}
    assert {key: names for key, names in said.items() if promised.get(key, names) != names} == {}
