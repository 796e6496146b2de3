"""One step of a conversation: a draft and an event give the next draft and what is said."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from bot.talk import tap as taps
from bot.talk.asks import Option, Unclear, Unsure, spelled
from bot.talk.draft import Draft
from bot.talk.event import Event, Said, Tapped
from bot.talk.flow import SKIPPED, Doubt, Flow, Row
from bot.talk.message import Button, Message, Toast
from bot.talk.question import Look, show_doubt, show_keypad, show_row, show_share, show_summary
from bot.talk.speaker import Speaker
from bot.talk.tap import Tap
from bot.text.corrections import read_correction
from bot.text.folding import fold, nearest
from bot.text.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Control:
    """One of the words and buttons that work at any time: back, stop, drop, keep, yes, ..."""

    name: str


@dataclass(frozen=True, slots=True)
class Turned:
    """What a step gives: the draft to keep (None: the talk is over) and what is said.

    `command` is what the finished answers make; `home` asks for the first screen.
    """

    draft: Draft | None
    says: tuple[Message | Toast, ...] = ()
    command: Any = None
    home: bool = False


@dataclass(frozen=True)
class Scene:
    """A draft with its flow, facts and speaker: all that a step may look at."""

    kind: type[Flow[Any]]
    facts: Any
    speaker: Speaker
    draft: Draft

    @cached_property
    def flow(self) -> Flow[Any]:
        """Give the flow with the draft's answers in it."""
        draft = self.draft
        return self.kind(draft.answers, self.facts, self.speaker, draft.sure)

    def row(self) -> Row[Any] | None:
        """Give the row now asked: the one being changed, else the first without a good answer."""
        flow = self.flow
        editing = self.kind.row(self.draft.editing or "")
        return editing if editing and editing.applies(flow) else flow.asking()

    def keep(self, draft: Draft) -> "Scene":
        """Go on with another draft."""
        return replace(self, draft=draft)


def advance(scene: Scene, event: Event | Control) -> Turned:
    """Take one step. Never silent: a question, a summary, or the end."""
    turned = _step(scene, event)
    stays = turned.draft is not None and turned.draft.sharing
    if scene.draft.sharing and not stays:
        return replace(turned, says=(Message((say("talk-shared"),), unshare=True), *turned.says))
    return turned


def _step(scene: Scene, event: Event | Control) -> Turned:
    match event:
        case Control(name):
            return _control(scene, name)
        case Tapped(data):
            tap = taps.read_tap(data)
            return ask(scene) if tap is None else _tap(scene, tap)
        case _:
            return _answer_drop(scene, event) or _answer(scene, event)


def _answer_drop(scene: Scene, event: Event) -> Turned | None:
    """Take a typed yes or no to whether everything should be dropped."""
    if not scene.draft.dropping or not isinstance(event, Said):
        return None
    answers = (Option(taps.DROP, say("talk-drop")), Option(taps.KEEP, say("talk-keep")))
    yes = scene.speaker.lexicon.get(fold(event.text)) == taps.YES
    named = taps.DROP if yes else spelled(event, answers, scene.speaker)
    return _control(scene, named) if named else None


def ask(scene: Scene, *before: Phrase, page: int = 0) -> Turned:
    """Ask the current question, or read everything back when none is left."""
    row = scene.row()
    look = Look(scene.flow, scene.draft, before, page)
    if row is None:
        return Turned(scene.draft, (show_summary(look),) if scene.kind.sums_up else ())
    problem = scene.flow.problem(row) if row.name != scene.draft.editing else None
    if isinstance(problem, Doubt):
        return Turned(scene.draft, (show_doubt(look, row, problem),))
    if isinstance(problem, Phrase):
        look = replace(look, before=(*before, problem))
    return Turned(scene.draft, (show_row(look, row),))


def offers(scene: Scene, said: Said) -> bool:
    """Whether the words name one of the answers the current question offers."""
    row = scene.row()
    if row is None:
        return False
    options = row.ask.options(scene.flow.at(row))
    return row.ask.takes_words or spelled(said, options, scene.speaker) is not None


def begin(scene: Scene, *before: Phrase) -> Turned:
    """Ask the first question, or finish at once when nothing needs asking."""
    return _settle(scene, *before)


def _control(scene: Scene, name: str) -> Turned:
    name, _, row = name.partition(":")
    match name:
        case taps.BACK:
            return _back(scene)
        case taps.HOME:
            return Turned(scene.draft.put_away(), home=True)
        case taps.CANCEL:
            return Turned(scene.draft.ask_to_drop(), (_confirm_cancel(scene),))
        case taps.DROP:
            return Turned(None, (Message((say("talk-dropped"),)),), home=True)
        case taps.YES:
            return _finish(scene)
        case taps.CHANGE:
            return ask(scene.keep(_editing(scene, row)))
        case taps.SHARE:
            shared = scene.kind.row(row)
            if shared is None:
                return ask(scene)
            return Turned(scene.draft.bring_up(), (show_share(shared),))
        case _:
            return ask(scene.keep(scene.draft.go_on()))


def _editing(scene: Scene, name: str) -> Draft:
    known = name in {row.name for row in scene.flow.path()}
    return replace(scene.draft, editing=name if known else None, unclear=0)


def _back(scene: Scene) -> Turned:
    rows, current = list(scene.flow.path()), scene.row()
    at = len(rows) if current is None else rows.index(current)
    if at == 0:
        return ask(scene, say("talk-first"))
    return ask(scene.keep(replace(scene.draft, editing=rows[at - 1].name, unclear=0)))


def _confirm_cancel(scene: Scene) -> Message:
    look = Look(scene.flow, scene.draft)
    yes, no = look.control(taps.DROP, "talk-drop"), look.control(taps.KEEP, "talk-keep")
    return Message((say("talk-cancel-ask"),), ((yes, no),))


def _finish(scene: Scene) -> Turned:
    scene = scene.keep(replace(scene.draft, editing=None))
    flow = scene.flow
    return ask(scene) if flow.asking() else Turned(None, command=flow.done())


def _settle(scene: Scene, *before: Phrase) -> Turned:
    """After an answer: the next question, the summary, or for a flow that needs none, the end."""
    over = not scene.kind.sums_up and scene.row() is None
    return _finish(scene) if over else ask(scene, *before)


def _tap(scene: Scene, tap: Tap) -> Turned:
    if tap.draft != scene.draft.id:
        return _stale(scene)
    if not tap.row:
        return _control(scene, tap.code)
    row = scene.kind.row(tap.row)
    current = scene.row()
    if row is None or current is not row:
        return _stale(scene)
    if tap.page is not None:
        return ask(scene, page=tap.page)
    if tap.keyed is not None:
        look = Look(scene.flow, scene.draft)
        return Turned(scene.draft, (show_keypad(look, row, tap.keyed),))
    if tap.entered is not None:
        return _answer(scene, Said(tap.entered))
    return _take(scene, row, tap.code, meant=tap.meant)


def _stale(scene: Scene) -> Turned:
    turned = ask(scene)
    return replace(turned, says=(Toast(say("talk-older")), *turned.says))


def _take(scene: Scene, row: Row[Any], code: str, *, meant: bool = False) -> Turned:
    """Keep an answer that was tapped, if it is one this row can have."""
    good = (not code and row.optional) or row.ask.decode(code, scene.flow.at(row)) is not None
    if not good:
        return _stale(scene)
    return _settle(scene.keep(scene.draft.answered(row.name, code, meant=meant)))


def _answer(scene: Scene, event: Event) -> Turned:
    row = scene.row()
    if row is None:
        return _answer_summary(scene, event)
    if _stands_by(scene, row, event):
        return _take(scene, row, scene.draft.answers[row.name], meant=True)
    if _takes_back(scene, row, event):
        return ask(scene.keep(_editing(scene, row.name)))
    meant = _which(scene, row, event)
    if meant is not None:
        return _take(scene, row, meant)
    reading = _read(scene, row, event)
    if row.optional and _is_skip(scene, event):
        return _take(scene, row, SKIPPED)
    if isinstance(reading, Unclear):
        return _hear(scene, event, reading) or _unclear(scene, row, reading)
    if isinstance(reading, Unsure):
        return _unsure(scene, row, reading.options)
    return _settle(scene.keep(_answered(scene, row, row.ask.encode(reading))))


def _takes_back(scene: Scene, row: Row[Any], event: Event) -> bool:
    """Whether the words say no to a doubted answer."""
    if not isinstance(event, Said) or not isinstance(scene.flow.problem(row), Doubt):
        return False
    no = (Option(taps.CHANGE, say("talk-not-meant")),)
    return spelled(event, no, scene.speaker, by_place=False) == taps.CHANGE


def _read(scene: Scene, row: Row[Any], event: Event) -> Any:
    """Read an answer; of "no, 30 kg" what is meant instead."""
    reading = row.ask.read(event, scene.flow.at(row))
    meant = _correction(scene, event) if isinstance(reading, Unclear) else None
    return reading if meant is None else row.ask.read(Said(meant), scene.flow.at(row))


def _correction(scene: Scene, event: Event) -> str | None:
    if not isinstance(event, Said):
        return None
    return read_correction(event.text, scene.speaker.language, scene.speaker.country)


def _is_skip(scene: Scene, event: Event) -> bool:
    if not isinstance(event, Said):
        return False
    return fold(event.text) in {fold(name) for name in scene.speaker.names(say("talk-skip"))}


def _stands_by(scene: Scene, row: Row[Any], event: Event) -> bool:
    """Whether the words say yes to the doubt just put."""
    if not isinstance(event, Said) or scene.draft.editing == row.name:
        return False
    typed = fold(event.text)
    names = {fold(name) for name in scene.speaker.names(say("talk-meant"))}
    yes = typed in names or scene.speaker.lexicon.get(typed) == taps.YES
    return yes and isinstance(scene.flow.problem(row), Doubt)


def _answered(scene: Scene, row: Row[Any], code: str) -> Draft:
    """Take a typed answer; the same surprising answer given twice is meant."""
    draft = scene.draft.answered(row.name, code)
    flow = scene.keep(draft).flow
    repeated = scene.draft.answers.get(row.name) == code
    meant = repeated and isinstance(flow.problem(row), Doubt)
    return scene.draft.answered(row.name, code, meant=True) if meant else draft


def _hear(scene: Scene, event: Event, reading: Unclear | None = None) -> Turned | None:
    """Take several answers from one sentence, where the words are such a sentence.

    What the question itself had a reason not to take is not taken by another way.
    """
    if not isinstance(event, Said):
        return None
    heard = scene.flow.hear_more(_correction(scene, event) or event.text)
    if not heard:
        return None
    row, draft = scene.row(), scene.draft
    fresh = {name for name, code in heard.items() if draft.answers.get(name) != code}
    if reading and reading.hint and row and fresh <= {row.name}:
        return None
    for name, code in heard.items():
        draft = draft.answered(name, code)
    return _settle(scene.keep(draft))


def _unclear(scene: Scene, row: Row[Any], reading: Unclear) -> Turned:
    draft = replace(scene.draft, unclear=scene.draft.unclear + 1)
    problem = scene.flow.problem(row) if row.name != draft.editing else None
    # What is wrong with the answer kept says more than that this one was not understood.
    known = problem if isinstance(problem, Phrase) else None
    look = Look(scene.flow, draft, (reading.hint or known or say("talk-unclear"),))
    if isinstance(problem, Doubt):
        return Turned(draft, (show_doubt(look, row, problem),))
    return Turned(draft, (show_row(look, row),))


def _unsure(scene: Scene, row: Row[Any], options: tuple[Option, ...]) -> Turned:
    draft = scene.draft.offer(row.name, (option.code for option in options))
    look = Look(scene.flow, draft, (say("talk-which"),), options=options)
    return Turned(draft, (show_row(look, row),))


def _which(scene: Scene, row: Row[Any], event: Event) -> str | None:
    """Find which of the answers offered last the words name."""
    asking = scene.flow.at(row)
    found = ((code, row.ask.decode(code, asking)) for code in scene.draft.offered(row.name))
    options = tuple(Option(c, row.ask.show(v, asking)) for c, v in found if v is not None)
    return spelled(event, options, scene.speaker, by_place=not row.ask.is_number)


def _answer_summary(scene: Scene, event: Event) -> Turned:
    """At the summary a word may say yes, or name the answer to change."""
    if isinstance(event, Said):
        control = _named_control(scene, event.text)
        if control:
            return _control(scene, control)
        heard = _hear(scene, event)
        if heard:
            return heard
    return ask(scene, say("talk-yes-or-change"))


def _named_control(scene: Scene, text: str) -> str | None:
    flow = scene.flow
    choices: list[Button] = [
        Button(say(f"{flow.name}-sure-yes"), taps.YES),
        *(
            Button(say(f"{flow.name}-{row.name}-change"), f"{taps.CHANGE}:{row.name}")
            for row in flow.path()
        ),
    ]
    names = [
        (fold(name), choice.data)
        for choice in choices
        for name in scene.speaker.names(choice.label)
    ]
    if scene.speaker.lexicon.get(fold(text)) == taps.YES:
        return taps.YES
    at = nearest(fold(text), [name for name, _ in names])
    return None if at is None else names[at][1]
