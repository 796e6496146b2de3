"""Somebody objects to a decision about them, once and in their own words."""

from bot.feature import Turn
from bot.reporting import notices, rules, rulings, screens
from bot.reporting.case import Done, Ruling
from bot.reporting.flow import Told
from bot.talk.tap import read_id


def command(turn: Turn, words: str = "") -> None:
    """Ask for the words of an appeal against the last decision."""
    against = rulings.load_against(turn.conn, turn.person.id)
    _open(turn, against[-1] if against else None)


def act(turn: Turn, code: str = "last", *_: str) -> None:
    """`appeal.<ruling>`, `appeal.last`."""
    if code == "last":
        command(turn)
    else:
        _open(turn, rulings.load(turn.conn, read_id(code) or 0))


def _open(turn: Turn, ruling: Ruling | None) -> None:
    if ruling is not None and rules.may_appeal(ruling, turn.person.id):
        turn.begin("appeal", about=str(ruling.id))
        return
    is_mine = ruling is not None and ruling.person_id == turn.person.id
    turn.say(screens.show_no_appeal(ruling if is_mine else None))


def send(turn: Turn, told: Told) -> None:
    """Keep an appeal and tell who may answer it."""
    ruling = rulings.load(turn.conn, told.matter.id)
    if ruling is None or not rules.may_appeal(ruling, turn.person.id):
        turn.say(screens.show_no_appeal(None))
        return
    kept = rulings.appeal(turn.conn, ruling.id, told.words, turn.now)
    assert kept is not None
    rulings.note(turn.conn, Done(kept.case_id, turn.person.id, turn.now, "appeal"))
    notices.tell_appeal(turn, kept)
    turn.say(screens.show_appealed())
