"""Checking at work: what was shown is judged, kept for a while, answered, and may be reported."""

from collections.abc import Mapping

from bot.checking import rules, screens, store
from bot.checking.asks import bring
from bot.checking.flow import Check, Loss, Lost
from bot.checking.rules import NUMBER, PHOTO, UNREAD, VOICE, Brought, Look
from bot.feature import Addition, Notice, Turn
from bot.guarding.judge import judge
from bot.kernel import hotlines
from bot.people.reported import (
    CHECK,
    COPY_OF,
    HANDED,
    NUMBER_OF,
    Asked,
    CopyAsked,
    NumberAsked,
    Reported,
)
from bot.store import drafts
from bot.talk.event import Documented, Due, Pictured, Said, Voiced
from bot.talk.tap import read_id
from bot.text.phrase import say

OLD = "check-old"


def no_facts(turn: Turn, answers: Mapping[str, str]) -> None:
    return None


def command(turn: Turn, words: str) -> None:
    """Check the words behind the command, or ask what to look at."""
    if words.strip():
        check(turn, rules.recognise(words))
    else:
        turn.begin(Check.name)


def act(turn: Turn, what: str = "", code: str = "", *_: str) -> None:
    """`check.ask`, `check.fine.<id>`, `check.happened[.<id>]`; anybody may send any."""
    if what == "ask":
        turn.begin(Check.name)
    elif what == "fine":
        _vouch(turn, read_id(code) or 0)
    elif what == "happened":
        turn.begin(Lost.name, checked=str(read_id(code) or 0))
    else:
        turn.toast(say("talk-already"))


def _vouch(turn: Turn, checked: int) -> None:
    if store.vouch(turn.conn, checked, turn.person.id, turn.now):
        turn.toast(say("checking-thanks"), alert=True)
    else:
        turn.toast(say("talk-already"))


# -- what comes out of the blue


def take_forwarded(turn: Turn, event: Said | Pictured | Voiced | Documented) -> bool:
    """Look at what somebody passed on; a talk it interrupts goes on after it."""
    brought = bring(event)
    if brought is None:
        return False
    check(turn, brought)
    waiting = drafts.load_active(turn.conn, turn.person.id)
    if waiting is not None:
        turn.resume(waiting.id)
    return True


def hear(turn: Turn, said: Said) -> bool:
    """Take words nobody else understood: a bad message, a link alone, one more after a check."""
    brought = rules.recognise(said.text)
    if brought.kind != rules.LINK and not _is_meant(turn, brought):
        return False
    check(turn, brought)
    return True


def _is_meant(turn: Turn, brought: Brought) -> bool:
    if brought.kind == rules.WORDS and judge(brought.words, turn.speaker.language).is_bad:
        return True
    _, last = store.count_lately(turn.conn, turn.person.id, turn.now - rules.SPAN)
    return rules.speaks_of_it(brought.words, last, turn.now)


# -- looking


def check(turn: Turn, brought: Brought) -> None:
    """Judge what was shown, keep it, and answer."""
    count, last = store.count_lately(turn.conn, turn.person.id, turn.now - rules.SPAN)
    again = rules.free_again(count, last, turn.now)
    if again is not None:
        turn.show(screens.show_busy(again))
        return
    look = _look(turn, brought)
    checked = store.add(turn.conn, turn.person.id, brought, look, turn.now)
    turn.plan(OLD, checked, turn.now + rules.KEPT)
    if brought.kind in UNREAD:
        _hand_over(turn, brought, checked)
    turn.show(screens.show_look(look, checked))


def _look(turn: Turn, brought: Brought) -> Look:
    if brought.kind == NUMBER:
        asked = NumberAsked(brought.words)
        turn.announce(NUMBER_OF, asked)
        return rules.look_at_number(asked.count)
    return rules.look_at(brought, turn.speaker.language, _copy_of(turn, brought.words))


def _copy_of(turn: Turn, words: str) -> int | None:
    """Ask whether the words are nearly those of a reviewed report: its pattern, 0 without one."""
    if not words:
        return None
    asked = CopyAsked(words)
    turn.announce(COPY_OF, asked)
    return (asked.pattern or 0) if asked.found else None


def _hand_over(turn: Turn, brought: Brought, checked: int) -> None:
    """Give staff what only people can look at."""
    asked = Asked(CHECK, checked, turn.person.id)
    _fill(asked, brought)
    turn.announce(HANDED, asked)


# -- reported


def tell_reported(turn: Turn, asked: Asked) -> None:
    """Say what was checked when somebody reports it; only one's own can be reported."""
    found = store.load(turn.conn, asked.id) if asked.kind == CHECK else None
    if found is not None and found.person_id == asked.by:
        _fill(asked, found.brought)


def _fill(asked: Asked, brought: Brought) -> None:
    asked.words = brought.words
    asked.photo = brought.file if brought.kind == PHOTO else None
    asked.voice = brought.file if brought.kind == VOICE else None
    asked.allowed = True


def show_reported(turn: Turn, reported: Reported) -> Addition:
    """Tell staff what the bot thought of it, and whether whoever showed it holds it for genuine."""
    found = store.load(turn.conn, reported.id) if reported.kind == CHECK else None
    if found is None or found.level is None or not turn.person.is_admin:
        return Addition()
    said = (say("checking-fine"),) if found.genuine_at else ()
    return Addition((say(f"guard-level-{found.level}"), *said))


# -- afterwards


def which(turn: Turn, answers: Mapping[str, str]) -> int:
    """Give the message that did it."""
    return read_id(answers.get("checked", "")) or 0


def show_steps(turn: Turn, loss: Loss) -> None:
    """Say what to do first, with the numbers of one's country."""
    lines = hotlines.of_country(turn.speaker.country)
    turn.show(screens.show_steps(loss.what, lines, loss.checked))


def show_hotlines(turn: Turn, words: str = "") -> None:
    turn.show(screens.show_hotlines(hotlines.of_country(turn.speaker.country)))


def _let_go(turn: Turn, due: Due) -> None:
    """Erase what was shown long ago."""
    store.drop(turn.conn, int(due.ref), turn.person.id)


NOTICES = (Notice(OLD, _let_go, quiet=False),)
