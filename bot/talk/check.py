"""Proofs about a flow: each row can be reached, each way ends, each text and button is known."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.talk.asks import Code, Option
from bot.talk.draft import Draft
from bot.talk.flow import SKIPPED, Doubt, Flow, Row
from bot.talk.message import Button, Message
from bot.talk.speaker import Speaker
from bot.talk.tap import LIMIT
from bot.talk.turn import Control, Scene, advance, ask
from bot.text.phrase import Phrase

_LARGEST_ID = 36**10


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a flow: the rows asked, and the answers that led this way."""

    rows: tuple[str, ...]
    answers: dict[str, Code]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a walk through a flow showed: its ways, its faults, the texts it says and their values.

    `buttons` are the texts that label buttons.
    """

    ways: tuple[Way, ...]
    faults: tuple[str, ...]
    texts: dict[str, frozenset[str]]
    buttons: frozenset[str]


def _see_nothing(message: Message) -> Iterable[str]:
    return ()


def prove(
    kind: type[Flow[Any]],
    speaker: Speaker,
    inspect: Callable[[Message], Iterable[str]] = _see_nothing,
) -> Proof:
    """Walk every way through a flow with the flow's example facts and each row's samples.

    `inspect` looks at every message on the way and gives its faults.
    """
    faults: list[str] = []
    ways: list[Way] = []
    seen: set[str] = set()
    texts = _texts_of(kind)
    buttons = {key for key in texts if key.endswith("-change") or key.startswith("home-")}
    for facts in kind.examples():
        scene = Scene(kind, facts, speaker, Draft(_LARGEST_ID, kind.name))
        for way in _walk(scene, (), faults):
            ways.append(way)
            seen.update(way.rows)
            for option in _options(replace(scene, draft=replace(scene.draft, answers=way.answers))):
                _note(option.label, texts)
                buttons.add(option.label.key)
            for message in _messages(
                replace(scene, draft=replace(scene.draft, answers=way.answers))
            ):
                _read(message, texts, buttons, faults)
                faults.extend(inspect(message))
    faults += [f"{kind.name}.{row.name}: never asked" for row in kind.rows if row.name not in seen]
    return Proof(tuple(ways), tuple(dict.fromkeys(faults)), texts, frozenset(buttons))


def _walk(scene: Scene, rows: tuple[str, ...], faults: list[str]) -> Iterator[Way]:
    flow = scene.flow
    row = flow.asking()
    if row is None:
        yield _end(flow, rows, faults)
        return
    if row.name in rows:
        faults.append(f"{flow.name}.{row.name}: asked again though its sample was given")
        return
    for code in _samples(flow, row):
        answered = scene.draft.answered(row.name, code)
        after = scene.keep(answered)
        problem = after.flow.problem(row)
        if isinstance(problem, Doubt):
            after = scene.keep(answered.answered(row.name, code, meant=True))
        elif problem is not None:
            faults.append(f"{flow.name}.{row.name}: the sample {code!r} is refused")
            continue
        yield from _walk(after, (*rows, row.name), faults)


def _samples(flow: Flow[Any], row: Row[Any]) -> list[Code]:
    """Give one sample for each face of the row, and the empty answer where it may be skipped."""
    asking = flow.at(row)
    faces: dict[str, Code] = {}
    for code in row.ask.samples(asking):
        value = row.ask.decode(code, asking)
        if value is not None:
            faces.setdefault(row.ask.face(value), code)
    return [*faces.values(), *((SKIPPED,) if row.optional else ())]


def _end(flow: Flow[Any], rows: tuple[str, ...], faults: list[str]) -> Way:
    if flow.done() is None:
        faults.append(f"{flow.name}: the way {' '.join(rows)} ends without a command")
    return Way(rows, dict(flow.answers))


def _messages(scene: Scene) -> Iterator[Message]:
    """Give every message of a finished way: each question asked anew, its unclear form, the end."""
    steps = [ask(scene), advance(scene, Control("cancel"))]
    for row in scene.flow.path():
        for unclear in (0, 3):
            draft = replace(scene.draft, editing=row.name, unclear=unclear)
            steps.append(ask(scene.keep(draft)))
    for step in steps:
        yield from (item for item in step.says if isinstance(item, Message))


def _options(scene: Scene) -> Iterator[Option]:
    """Give every answer that can be tapped on a way, whichever page it is on."""
    flow = scene.flow
    for row in flow.path():
        yield from row.ask.options(flow.at(row))


def _read(
    message: Message, texts: dict[str, frozenset[str]], buttons: set[str], faults: list[str]
) -> None:
    for line in message.lines:
        if line is not None:
            _note(line, texts)
    for button in (button for row in message.buttons for button in row):
        _note(button.label, texts)
        buttons.add(button.label.key)
        if isinstance(button, Button) and not 1 <= len(button.data.encode()) <= LIMIT:
            faults.append(f"button {button.label.key}: its data is over {LIMIT} bytes")


def _note(phrase: Phrase, texts: dict[str, frozenset[str]]) -> None:
    names = frozenset(phrase.values) | ({"count"} if phrase.count is not None else frozenset())
    texts[phrase.key] = names
    for value in phrase.values.values():
        if isinstance(value, Phrase):
            _note(value, texts)


def _texts_of(kind: type[Flow[Any]]) -> dict[str, frozenset[str]]:
    """List the texts that follow from the table alone."""
    texts = {f"home-resume-{kind.name}": frozenset[str]()}
    for row in kind.rows:
        at = f"{kind.name}-{row.name}"
        texts |= {f"{at}-{role}": frozenset[str]() for role in ("ask", "example", *row.ask.roles())}
        if kind.sums_up:
            texts |= {f"{at}-label": frozenset(("value",)), f"{at}-change": frozenset[str]()}
        if kind.sums_up and row.optional:
            texts[f"{at}-none"] = frozenset[str]()
    if kind.sums_up:
        texts |= {f"{kind.name}-sure-{role}": frozenset[str]() for role in ("ask", "yes")}
    return texts
