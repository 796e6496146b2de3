"""Every flow of every feature, whatever people do: never silent, always a question or an end."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.console import offered
from bot.speakers import Speakers
from bot.store import drafts, persons
from bot.store.drafts import DraftRow
from bot.store.persons import Person
from bot.store.schema import metadata
from bot.talk.check import prove
from bot.talk.draft import Draft
from bot.talk.event import Contacted, Event, Located, Pictured, Said, Sender, Tapped, Voiced
from bot.talk.flow import Flow
from bot.talk.message import Button, Message
from bot.talk.turn import Control, Scene, Turned, advance, ask, begin
from tests.village import MORNING, catalogs, memory_engine

FLOWS: dict[str, type[Flow[Any]]] = {
    entry.flow.name: entry.flow for feature in offered(catalogs()) for entry in feature.flows
}
TEXTS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "yes", "no", "back", "20 kg", "1", "2", "٣", "maize", "tomatoes", "50", "1.50", "tomorrow",
            "skip", "卖三十斤土豆两块一斤", "sell 20 kg tomatoes at 50", "Nakuru", "0", "-5", "1e9",
            "<b>", "_*[", "\u202eabc", "\x00", "😀" * 30, "9" * 4000,
        ]
    ),
)  # fmt: skip
EVENTS = st.one_of(
    TEXTS.map(Said),
    st.just(Pictured("file-1")),
    st.just(Voiced("file-2", 3)),
    st.builds(Located, st.floats(-90, 90), st.floats(-180, 180)),
    st.builds(Contacted, st.just("+254712345678"), st.booleans()),
)
CONTROLS = st.sampled_from(
    ["back", "cancel", "keep", "drop", "yes", "share:", "change:", "change:nothing"]
)


class Conversation(RuleBasedStateMachine):
    """One person in one flow; the draft is kept in a real database between any two steps."""

    flow: type[Flow[Any]]
    language = "en"

    def __init__(self) -> None:
        super().__init__()
        self.engine = memory_engine()
        metadata.create_all(self.engine)
        with self.engine.begin() as conn:
            self.person = persons.meet(conn, Sender(1, 1, "Amina"), MORNING)
            self.row = drafts.save(conn, DraftRow(self.person.id, self.flow.name, MORNING, MORNING))
        who = Person(1, 1, 1, MORNING, MORNING, language=self.language, called="Amina")
        speakers = Speakers(catalogs())
        self.speaker = speakers.speaker(who, None, MORNING)
        self.say = speakers.say(who, MORNING)
        self.facts = self.flow.examples()[0]
        self.ended = False
        self.turned = begin(self.scene())
        self.keep()

    def scene(self) -> Scene:
        """Read the draft back as after a restart."""
        with self.engine.begin() as conn:
            row = drafts.load(conn, self.row.id)
        assert row is not None
        self.row = row
        draft = Draft(row.id, row.flow, row.answers, row.editing, row.unclear)
        return Scene(self.flow, self.facts, self.speaker, draft)

    def keep(self) -> None:
        draft = self.turned.draft
        self.ended = draft is None
        if draft is not None:
            kept = {
                "answers": dict(draft.answers),
                "editing": draft.editing,
                "unclear": draft.unclear,
            }
            with self.engine.begin() as conn:
                touched = self.row.touched_at + timedelta(seconds=1)
                fields = {**_fields(self.row), **kept, "touched_at": touched}
                self.row = drafts.save(conn, DraftRow(**fields))
        for item in self.turned.says:
            if isinstance(item, Message):
                assert "\n".join(
                    "" if line is None else self.say(line) for line in item.lines
                ).strip()

    def step(self, event: Event | Control) -> None:
        self.turned = advance(self.scene(), event)
        self.keep()

    @precondition(lambda self: not self.ended)
    @rule(event=EVENTS)
    def says_anything(self, event: Event) -> None:
        self.step(event)

    @precondition(lambda self: not self.ended)
    @rule(name=CONTROLS)
    def uses_a_way_out(self, name: str) -> None:
        self.step(Control(name))

    @precondition(lambda self: not self.ended)
    @rule(which=st.integers(0, 20))
    def taps_a_button(self, which: int) -> None:
        shown = [
            button.data
            for item in self.turned.says
            if isinstance(item, Message)
            for row in item.buttons
            for button in row
            if isinstance(button, Button) and button.data.startswith("d")
        ]
        assume(shown)
        self.step(Tapped(shown[which % len(shown)], "q", 1))

    @precondition(lambda self: not self.ended)
    @rule(data=st.text(max_size=30).map(lambda text: f"D1.{text}"))
    def taps_a_forged_button(self, data: str) -> None:
        self.step(Tapped(data, "q", 1))

    @precondition(lambda self: not self.ended)
    @rule()
    def comes_back_later(self) -> None:
        self.turned = ask(self.scene())
        self.keep()

    @precondition(lambda self: self.ended)
    @rule()
    def begins_anew(self) -> None:
        with self.engine.begin() as conn:
            drafts.delete(conn, self.row.id)
            self.row = drafts.save(conn, DraftRow(self.person.id, self.flow.name, MORNING, MORNING))
        self.turned = begin(self.scene())
        self.keep()

    @invariant()
    def is_never_silent(self) -> None:
        turned: Turned = self.turned
        assert turned.says or turned.command is not None or turned.home

    @invariant()
    def stands_at_a_question_or_at_an_end(self) -> None:
        if not self.ended:
            scene = self.scene()
            assert scene.row() is not None or scene.kind.sums_up


def _fields(row: DraftRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


@pytest.mark.parametrize("name", sorted(FLOWS))
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_a_talk_is_never_silent_and_never_breaks(name: str, language: str) -> None:
    machine = type(
        f"{name}In{language}", (Conversation,), {"flow": FLOWS[name], "language": language}
    )
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("name", sorted(FLOWS))
def test_every_row_is_reached_and_every_way_ends(name: str) -> None:
    speaker = Speakers(catalogs()).speaker(Person(1, 1, 1, MORNING, MORNING), "en", MORNING)
    proof = prove(FLOWS[name], speaker)
    assert proof.faults == ()
    assert proof.ways
