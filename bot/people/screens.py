"""What people are shown outside the questions: greetings, consent, calls, what is held of them."""

from collections.abc import Mapping
from typing import Any

from bot.people.outline import as_json, as_text
from bot.talk.message import Button, File, Message, tell
from bot.text.phrase import Phrase, PlaceName, say

PERSON = "help.person"

_NONE: frozenset[str] = frozenset()

# Every text said here or in the questions under a key no flow gives away, with its values.
TEXTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("people-hello", _NONE),
    ("people-join-first", _NONE),
    ("people-link-kept", _NONE),
    ("people-welcome", frozenset({"name"})),
    ("people-consent", _NONE),
    ("people-saved", _NONE),
    ("people-help", _NONE),
    ("people-name-letters", _NONE),
    ("people-name-contact", _NONE),
    ("people-name-staff", _NONE),
    ("people-name-brand", _NONE),
    ("people-name-mine", frozenset({"name"})),
    ("people-tongue", frozenset({"name"})),
    ("people-country", frozenset({"name"})),
    ("people-place", frozenset({"place", "region"})),
    ("people-region", frozenset({"place"})),
    ("people-elsewhere", _NONE),
    ("people-place-share", _NONE),
    ("people-place-near", frozenset({"place"})),
    ("people-place-abroad-near", frozenset({"place", "country"})),
    ("people-place-unknown", _NONE),
    ("people-place-nowhere", _NONE),
    ("people-stopped", _NONE),
    ("people-stopped-before", _NONE),
    ("people-stopped-still", _NONE),
    ("people-unstop", _NONE),
    ("people-unstopped", _NONE),
    ("people-held", frozenset({"name", "place"})),
    ("people-held-before-joining", _NONE),
    ("people-held-file", _NONE),
    ("people-held-text", _NONE),
    ("people-kept", _NONE),
    ("people-forgotten", _NONE),
    ("people-not-forgotten", _NONE),
    ("people-called", _NONE),
    ("people-called-already", _NONE),
    ("people-called-nobody", _NONE),
    ("people-call", frozenset({"name"})),
    ("people-call-talk", frozenset({"talk"})),
    ("people-call-look", _NONE),
    ("people-call-answer", _NONE),
    ("people-call-answered", frozenset({"name"})),
    ("people-answer", frozenset({"words"})),
    ("people-answer-sent", _NONE),
    ("people-somebody", _NONE),
)


def show_stopped(*, before: bool) -> Message:
    """Confirm that the bot keeps quiet, with the way back."""
    return tell(say("people-stopped-before" if before else "people-stopped"), buttons=(_undo(),))


def show_still_stopped() -> Message:
    """Remind somebody who comes back that the bot keeps quiet until they say otherwise."""
    return tell(say("people-stopped-still"), buttons=(_undo(),))


def _undo() -> tuple[Button, ...]:
    return (Button(say("people-unstop"), "stop.undo"),)


def show_help() -> Message:
    """Say what the bot is for, with a person within one tap."""
    buttons = ((Button(say("talk-person"), PERSON),),)
    return Message((say("people-help"),), buttons, listen=True)


def show_held(called: str | None, place_id: str | None, held: Mapping[str, Any]) -> list[Message]:
    """Say what is held of somebody, with all of it as a file for machines and one for eyes."""
    if called and place_id:
        line = say("people-held", name=called, place=PlaceName(place_id))
    else:
        line = say("people-held-before-joining")
    return [
        Message((line, say("people-held-file")), file=File("farmgate.json", as_json(held))),
        Message((say("people-held-text"),), file=File("farmgate.txt", as_text(held))),
    ]


def show_call(call: int, name: Phrase | str, talk: Phrase | None, look: str) -> Message:
    """Tell staff that somebody asks for a person, where they stand, and let it be answered."""
    lines = [say("people-call", name=name)]
    if talk is not None:
        lines.append(say("people-call-talk", talk=talk))
    answer = (Button(say("people-call-answer"), f"help.answer.{call}"),)
    seen = ((Button(say("people-call-look"), look),),) if look else ()
    return tell(*lines, buttons=(*seen, answer))


def show_answer(words: str | None, voice: str | None = None) -> Message:
    """Hand on what staff answered, in words or as they said it, with a way to ask again."""
    again = (Button(say("talk-person"), PERSON),)
    said = say("people-answer", words=words or say("talk-voice"))
    return Message((said,), (again,), voice=voice, listen=voice is None)
