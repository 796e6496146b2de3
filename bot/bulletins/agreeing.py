"""How a bulletin comes to be sent: staff say yes, another of them agrees where two must."""

from dataclasses import replace

from bot.bulletins import approval, board, screens, sending, store
from bot.bulletins.bulletin import ASKED, DRAFT, SET, Bulletin
from bot.bulletins.flow import Returned, SendBack
from bot.bulletins.view import View
from bot.feature import Turn
from bot.ordering.store import load_admins
from bot.store.persons import Person
from bot.talk.tap import read_count
from bot.text.phrase import say

_MOST = 1_000_000  # changes of one bulletin


def send(turn: Turn, view: View, found: Bulletin, *, sure: bool) -> None:
    """Send a draft, once its author is sure and whoever must agree has agreed."""
    card = view.card(turn, found)
    fault = approval.fault(found, card.written, card.people, turn.now)
    if fault is not None:
        turn.toast(say(fault))
    elif not sure:
        turn.show(board.confirm(card))
    elif view.approvals < approval.TOGETHER:
        _start(turn, view, found)
    else:
        _ask(turn, view, found)


def _start(turn: Turn, view: View, found: Bulletin) -> None:
    after = sending.start(turn, found)
    said = (say("bulletins-planned"),) if after.state == SET else ()
    view.see(turn, after, *said)


def _ask(turn: Turn, view: View, found: Bulletin) -> None:
    """Ask the others of the staff; each sees the bulletin as readers of their language will."""
    others = [each for each in load_admins(turn.conn) if each.id != turn.person.id]
    if not others:
        turn.toast(say("bulletins-alone"), alert=True)
        return
    asked = store.save(turn.conn, replace(found, state=ASKED, approved_by=None))
    card = view.card(turn, asked)
    for each in others:
        _show(turn, asked, card, each)
        turn.say(board.ask_to_agree(card, turn.person.called or ""), each)
    view.see(turn, asked, say("bulletins-asked-others"))


def _show(turn: Turn, asked: Bulletin, card: board.Card, whom: Person) -> None:
    language = turn.speaker_of(whom).language
    args = (language, card.written, asked.topic, asked.buttons)
    message = screens.show_reader(*args, say("bulletins-sample"), sample=True)
    if message is not None:
        turn.say(message, whom)


def agree(turn: Turn, view: View, found: Bulletin, version: str) -> None:
    """Agree with what another wants to send; it goes out."""
    if not _may_judge(turn, found, version):
        return
    card = view.card(turn, found)
    draft = replace(found, state=DRAFT)
    fault = approval.fault(draft, card.written, card.people, turn.now)
    if fault is not None:
        turn.toast(say(fault), alert=True)
        return
    _start(turn, view, replace(found, approved_by=turn.person.id))
    thanks = say("bulletins-agreed", name=turn.person.called or "")
    turn.say(board.tell_author(found, thanks), turn.other(found.by_id))


def refuse(turn: Turn, found: Bulletin, version: str) -> None:
    """Ask what should be different."""
    if _may_judge(turn, found, version):
        turn.begin(SendBack.name, bulletin=str(found.id), version=version)


def give_back(turn: Turn, view: View, returned: Returned) -> None:
    """Give a bulletin back to its author with a word."""
    found = store.lock(turn.conn, returned.bulletin)
    if found is None or not _may_judge(turn, found, str(returned.version)):
        return
    after = store.save(turn.conn, replace(found, state=DRAFT))
    name = turn.person.called or ""
    said = say("bulletins-returned", name=name, words=returned.words)
    turn.say(board.tell_author(after, said), turn.other(found.by_id))
    view.see(turn, after)


def _may_judge(turn: Turn, found: Bulletin, version: str) -> bool:
    seen = read_count(version, _MOST) or 0
    objection = approval.objection(found, turn.person.id, seen)
    if objection is not None:
        turn.toast(say(objection), alert=True)
    return objection is None


def take_back(turn: Turn, view: View, found: Bulletin) -> None:
    """Make a draft again of what waits for somebody's word, or for its moment."""
    turn.cancel(sending.NEXT, found.id)
    draft = replace(found, state=DRAFT, approved_by=None)
    view.see(turn, store.save(turn.conn, draft), say("bulletins-taken-back"))
