"""Any flow played in a terminal: no server, no token, no database; a fixed clock if asked."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.speakers import Speakers
from bot.store.persons import Person
from bot.talk.draft import Draft
from bot.talk.event import Event, Said, Tapped
from bot.talk.flow import Flow
from bot.talk.message import Button, Message, Toast
from bot.talk.turn import Control, Scene, Turned, advance, begin
from bot.text.bidi import without_marks
from bot.text.folding import fold, read_index

CONTROLS = {"back": "back", "cancel": "cancel"}


def play(
    kind: type[Flow[Any]],
    speakers: Speakers,
    person: Person,
    now: datetime,
    lines: Iterable[str],
    write: Callable[[str], None],
) -> Any:
    """Talk a flow through, a line an answer; gives the command it ends with, None if it did not.

    A number taps the button that bears it.
    """
    speaker = speakers.speaker(person, None, now)
    say = speakers.say(person, now)
    scene = Scene(kind, kind.examples()[0], speaker, Draft(1, kind.name))
    turned = begin(scene)
    buttons = _show(turned, say, speaker.label, write)
    for line in lines:
        turned = advance(scene, _event(line, buttons, speaker.lexicon))
        buttons = _show(turned, say, speaker.label, write) or buttons
        if turned.draft is None:
            write(f"=> {turned.command!r}")
            return turned.command
        scene = scene.keep(turned.draft)
    return None


def _event(line: str, buttons: list[Button], lexicon: Any) -> Event | Control:
    text = line.strip()
    index = read_index(text)
    if index is not None and 1 <= index <= len(buttons):
        return Tapped(buttons[index - 1].data, "", None)
    meant = CONTROLS.get(lexicon.get(fold(text), text.removeprefix("/")))
    return Control(meant) if meant else Said(text)


def _show(
    turned: Turned, say: Callable[..., str], label: Callable[..., str], write: Callable[[str], None]
) -> list[Button]:
    shown: list[Button] = []
    for item in turned.says:
        if isinstance(item, Toast):
            write(f"({without_marks(say(item.text))})" if item.text else "")
            continue
        write("\n".join("" if line is None else without_marks(say(line)) for line in item.lines))
        shown = list(_buttons(item))
        write("  ".join(f"[{at}] {without_marks(label(b.label))}" for at, b in enumerate(shown, 1)))
    return shown


def _buttons(message: Message) -> Iterator[Button]:
    return (b for row in message.buttons for b in row if isinstance(b, Button))
