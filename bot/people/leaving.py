"""What somebody may have of us and take away from us: all that is held, and its erasure."""

from collections.abc import Iterator

from bot.feature import Feature, Turn
from bot.people import rules, screens, store
from bot.people.turns import lead_in
from bot.talk.message import tell
from bot.text.phrase import Phrase, say

NAME = "people"


def show_held(turn: Turn, *_: str) -> None:
    """Hand over all that every feature holds of the person."""
    held = {
        feature.name: feature.export(turn.conn, turn.person.id)
        for feature in turn.features
        if feature.export is not None
    }
    profile = store.load_profile(turn.conn, turn.person.id)
    place = profile.place_id if profile else None
    for message in screens.show_held(turn.person.called, place, held):
        turn.say(message)


def ask_forget(turn: Turn, *_: str) -> None:
    turn.begin("forget")


def forget(turn: Turn, sure: bool) -> None:
    """Erase everything, or nothing where something is still open between people."""
    if not sure:
        turn.say(tell(say("people-kept")))
        _go_on(turn)
        return
    refusal = _erase_everywhere(turn)
    if refusal is None:
        turn.say(tell(say("people-forgotten")))
    else:
        turn.say(tell(say("people-not-forgotten"), refusal))
        turn.go_home()


def _go_on(turn: Turn) -> None:
    if rules.has_joined(turn.person.roles):
        turn.go_home()
    elif turn.person.language is not None:
        lead_in(turn)


def _erase_everywhere(turn: Turn) -> Phrase | None:
    """Let each feature erase its part; the first that refuses undoes the others."""
    said, wished = len(turn.outgoing), len(turn.wishes)
    savepoint = turn.conn.begin_nested()
    for feature in _people_last(turn.features):
        refusal = feature.forget(turn) if feature.forget else None
        if refusal is not None:
            savepoint.rollback()
            del turn.outgoing[said:], turn.wishes[wished:]
            return refusal
    savepoint.commit()
    return None


def _people_last(features: tuple[Feature, ...]) -> Iterator[Feature]:
    """Others may still want to tell somebody by name who is leaving."""
    yield from (feature for feature in features if feature.name != NAME)
    yield from (feature for feature in features if feature.name == NAME)


def erase(turn: Turn) -> Phrase | None:
    """Erase the person; the turn goes on with who they were, so that they are told."""
    store.erase(turn.conn, turn.person, turn.now)
    return None
