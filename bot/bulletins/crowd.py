"""Whom a bulletin is for, as staff make it narrower: facets, lists of people, saved audiences."""

from dataclasses import replace
from typing import Any

from bot.bulletins import board, finding, flow, segments, store
from bot.bulletins.audience import Audience
from bot.bulletins.bulletin import Bulletin
from bot.bulletins.flow import Chosen, Named
from bot.bulletins.view import View, draft_of
from bot.feature import Turn
from bot.talk.asks import Option
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say

MOST = 30  # saved audiences offered


def list_saved(turn: Turn) -> tuple[Option, ...]:
    """Give the saved audiences as answers."""
    found = segments.load_named(turn.conn, MOST)
    return tuple(Option(str(each.id), say("talk-words", words=each.name)) for each in found)


def choose(turn: Turn, view: View, chosen: Chosen) -> None:
    """Take one thing about the audience of a draft."""
    found = draft_of(turn, chosen.bulletin)
    if found is None:
        return
    who, said = _changed(turn, found.audience, chosen)
    view.show_who(turn, store.save(turn.conn, replace(found, audience=who)), *said)


def _changed(turn: Turn, who: Audience, chosen: Chosen) -> tuple[Audience, tuple[Phrase, ...]]:
    values: dict[str, Any] = dict(chosen.values)
    if chosen.what == "people":
        return _listed(turn, who, chosen)
    if chosen.what in flow.SAVED:
        return _saved(turn, who, chosen), ()
    return replace(who, **values), ()


def _listed(turn: Turn, who: Audience, chosen: Chosen) -> tuple[Audience, tuple[Phrase, ...]]:
    ids, missing = finding.find_people(turn.conn, chosen.people)
    said = board.say_found(len(ids), missing)
    if not ids:
        return who, said
    made = segments.gather(turn.conn, turn.person.id, who.country, ids, turn.now)
    return replace(who, listed=made), said


def _saved(turn: Turn, who: Audience, chosen: Chosen) -> Audience:
    """Use a saved audience, or leave it out; None leaves nobody out."""
    number = read_id(chosen.values[chosen.what] or "")
    found = segments.load(turn.conn, number) if number else None
    if chosen.what == "without":
        return replace(who, without=found.audience.as_who if found else None)
    return replace(found.audience, urgent=who.urgent) if found else who


def widen(turn: Turn, view: View, found: Bulletin) -> None:
    """Let a draft be for everybody again."""
    who = Audience(found.audience.country, urgent=found.audience.urgent)
    view.show_who(turn, store.save(turn.conn, replace(found, audience=who)))


def keep(turn: Turn, view: View, named: Named) -> None:
    """Keep the audience of a bulletin under a name."""
    found = store.load(turn.conn, named.bulletin)
    if found is None:
        turn.toast(say("talk-already"))
        return
    who = replace(found.audience, urgent=False)
    segments.save(turn.conn, turn.person.id, named.name, who, turn.now)
    view.show_who(turn, found, say("bulletins-saved"))


def show_saved(turn: Turn, found: Bulletin) -> None:
    named = segments.load_named(turn.conn, MOST)
    turn.show(board.show_saved(found, [(each.id, each.name or "") for each in named]))


def forget(turn: Turn, view: View, found: Bulletin, segment: str) -> None:
    """Offer a saved audience no more."""
    segments.unname(turn.conn, read_id(segment) or 0)
    view.show_who(turn, found, say("bulletins-unsaved"))
