"""The talks about orders: each way through them ends, each text is there."""

from typing import Any

import pytest

from bot.ordering import FEATURE
from bot.talk.check import prove
from bot.talk.flow import Flow
from bot.talk.speaker import Speaker
from tests.village import catalogs

FLOWS = [entry.flow for entry in FEATURE.flows]
LANGUAGES = ("en", "zh_Hans")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_every_way_through_a_talk_ends(flow: type[Flow[Any]]) -> None:
    proof = prove(flow, Speaker())
    assert proof.faults == ()
    assert proof.ways


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there(language: str) -> None:
    said = {key for flow in FLOWS for key in prove(flow, Speaker()).texts}
    said |= {key for key, _ in FEATURE.texts}
    said |= {f"home-{entry.name}" for entry in FEATURE.entries}
    said |= {f"command-{command.name}" for command in FEATURE.commands}
    assert sorted(key for key in said if not catalogs().has(language, key)) == []
