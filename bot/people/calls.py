"""Somebody asks for a person: staff are told, and one of them answers through the bot."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.feature import Turn
from bot.people import rules, screens, store
from bot.people.flow import Answer, CallFacts
from bot.people.store import Call
from bot.store import drafts
from bot.store.persons import Person
from bot.talk.message import Priority, tell
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Desk:
    """The staff who are called: Telegram ids from the settings."""

    admins: frozenset[int]

    def handle(self, turn: Turn, what: str = "", *context: str) -> None:
        """`help.person[.order.12]` calls a person about something; `help.answer.7` answers."""
        if what == "person":
            self._call(turn, rules.about(context))
        elif what == "answer":
            _open_answer(turn, *context)
        else:
            turn.say(screens.show_help())

    def _call(self, turn: Turn, about: str) -> None:
        asked_at = store.last_open_call(turn.conn, turn.person.id)
        if rules.is_same_call(asked_at, turn.now):
            turn.say(tell(say("people-called-already")))
            return
        staff = [one for one in store.load_staff(turn.conn, self.admins) if one.is_reachable]
        if not staff:
            turn.say(tell(say("people-called-nobody")))
            return
        self._tell_staff(turn, about, staff)
        turn.say(tell(say("people-called")))

    def _tell_staff(self, turn: Turn, about: str, staff: list[Person]) -> None:
        active = drafts.load_active(turn.conn, turn.person.id)
        talk = say(f"home-resume-{active.flow}") if active else None
        call = store.add_call(turn.conn, turn.person.id, about, turn.now)
        message = screens.show_call(call, _name(turn.person), talk, _look(turn, about))
        for one in staff:
            turn.say(message, one)


def _look(turn: Turn, about: str) -> str:
    """Give the button that shows what a call is about, where a feature can show it."""
    verb, _, number = about.partition(".")
    known = any(action.verb == verb for feature in turn.features for action in feature.actions)
    return f"{verb}.see.{number}" if known else ""


def _name(person: Person) -> Phrase | str:
    return person.called or say("people-somebody")


def _open_answer(turn: Turn, call: str = "", *_: str) -> None:
    if not turn.person.is_admin:
        turn.toast(say("talk-not-yours"))
        return
    found = _load(turn, call)
    if found is None:
        turn.toast(say("talk-already"))
    elif found.answered_at is not None:
        _tell_answered(turn, found.answered_by)
    else:
        turn.begin("reply", call=call)


def _load(turn: Turn, call: str) -> Call | None:
    number = read_id(call)
    return None if number is None else store.load_call(turn.conn, number)


def _tell_answered(turn: Turn, by: int | None) -> None:
    name = _name(turn.other(by)) if by else say("people-somebody")
    turn.toast(say("people-call-answered", name=name))


def reply_facts(turn: Turn, answers: Mapping[str, str]) -> CallFacts:
    """Load who is answered."""
    found = _load(turn, answers.get("call", ""))
    if found is None:
        return CallFacts()
    return CallFacts(found.id, turn.other(found.person_id).called or "")


def reply(turn: Turn, answer: Answer) -> None:
    """Hand on an answer once; an answer reaches also those who told the bot to be quiet."""
    found = store.load_call(turn.conn, answer.call)
    if not turn.person.is_admin:
        turn.say(tell(say("talk-not-yours")))
    elif found is None:
        turn.say(tell(say("talk-already")))
    elif _is_first(turn, answer):
        whom = turn.other(found.person_id)
        turn.say(screens.show_answer(answer.words, answer.voice), whom, priority=Priority.REPLY)
        turn.say(tell(say("people-answer-sent")))
    else:
        _tell_answered(turn, found.answered_by)
    turn.go_home()


def _is_first(turn: Turn, answer: Answer) -> bool:
    """Keep an answer; False when somebody else was faster."""
    key, by = answer.call, turn.person.id
    return store.answer_call(turn.conn, key, by, answer.words, turn.now, voice=answer.voice)
