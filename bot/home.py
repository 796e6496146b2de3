"""The first screen, and the commands that belong to no feature: menu, back, cancel."""

from collections.abc import Sequence
from datetime import timedelta

from bot.feature import Action, Command, Entry, Feature, Notice, Turn, may
from bot.store import drafts
from bot.store.drafts import DraftRow
from bot.store.persons import Person
from bot.talk.buttons import in_rows
from bot.talk.event import Due
from bot.talk.message import Button, Message
from bot.talk.tap import read_id
from bot.text.phrase import say

MOST = 8  # things to do on the first screen; the rest wait on the one behind it
NUDGE = "draft-nudge"
EXPIRY = "draft-expiry"
NUDGE_AFTER = timedelta(minutes=30)  # a draft left alone so long is asked after once
DRAFT_LIFE = timedelta(days=7)  # then it is let go

# What this module says, with what goes into each.
TEXTS: dict[str, frozenset[str]] = {
    "home-hello": frozenset(("name",)),
    "home-welcome": frozenset(),
    "home-ask": frozenset(),
    "home-drop": frozenset(),
    "home-more": frozenset(),
    "home-more-ask": frozenset(),
    "command-menu": frozenset(),
    "command-back": frozenset(),
    "command-cancel": frozenset(),
}


def show_home(person: Person, entries: Sequence[Entry], parked: Sequence[DraftRow]) -> Message:
    """Show what one can do here; talks left unfinished come first."""
    first, behind = _arranged(person, entries)
    more = (Button(say("home-more"), "home.more"),) if behind else ()
    unfinished = tuple(
        (
            Button(say(f"home-resume-{row.flow}"), f"draft.go.{row.id}"),
            Button(say("home-drop"), f"draft.drop.{row.id}"),
        )
        for row in parked[:2]
    )
    name = person.called or ""
    greeting = say("home-hello", name=name) if name else say("home-welcome")
    rows = (*unfinished, *in_rows([*map(_button, first), *more]))
    return Message((greeting, say("home-ask")), rows, listen=True)


def show_more(person: Person, entries: Sequence[Entry]) -> Message:
    """Show what one can do here that is seldom wanted."""
    home = Button(say("talk-home"), "home")
    _, behind = _arranged(person, entries)
    rows = in_rows([*map(_button, behind)])
    return Message((say("home-more-ask"),), (*rows, (home,)), listen=True)


def _arranged(person: Person, entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Tell what stands on a person's first screen, and what behind it."""
    ranked = sorted(entries, key=lambda each: each.rank)
    own = [each for each in ranked if may(person, each.roles)]
    first = [each for each in own if not each.aside]
    yielding = [each for each in first if not each.stays]
    over = yielding[len(yielding) - max(0, len(first) - MOST) :]
    aside = [each for each in own if each.aside]
    return [each for each in first if each not in over], [*over, *aside]


def _button(entry: Entry) -> Button:
    return Button(say(f"home-{entry.name}"), entry.data)


def _open(turn: Turn, what: str = "", *_: str) -> None:
    """`home`: the first screen; `home.more`: the one behind it."""
    if what == "more":
        entries = [entry for feature in turn.features for entry in feature.entries]
        turn.show(show_more(turn.person, entries))
    else:
        _menu(turn, "")


def _menu(turn: Turn, words: str) -> None:
    drafts.park_active(turn.conn, turn.person.id)
    turn.go_home()


def _act(turn: Turn, verb: str = "", draft: str = "", *_: str) -> None:
    number = read_id(draft)
    row = drafts.load(turn.conn, number) if number else None
    if row is None or row.person_id != turn.person.id:
        turn.toast(say("talk-already"))
    elif verb == "go":
        turn.resume(row.id)
    elif verb == "drop":
        drafts.delete(turn.conn, row.id)
        turn.toast(say("talk-dropped"))
        turn.go_home()


def _nudge(turn: Turn, due: Due) -> None:
    """Ask once after a talk left alone; left alone still, it waits on the first screen."""
    row = drafts.load(turn.conn, int(due.ref))
    if row is None:
        return
    if row.state == drafts.ACTIVE and turn.now - row.touched_at < NUDGE_AFTER:
        turn.plan(NUDGE, row.id, row.touched_at + NUDGE_AFTER)
        return
    turn.plan(EXPIRY, row.id, row.touched_at + DRAFT_LIFE)
    if row.state == drafts.ACTIVE:
        turn.resume(row.id, say("talk-still-there"))


def _expire(turn: Turn, due: Due) -> None:
    row = drafts.load(turn.conn, int(due.ref))
    if row is None:
        return
    if turn.now - row.touched_at < DRAFT_LIFE:
        turn.plan(EXPIRY, row.id, row.touched_at + DRAFT_LIFE)
    else:
        drafts.delete(turn.conn, row.id)


FEATURE = Feature(
    "home",
    commands=(Command("menu", _menu),),
    actions=(Action("draft", _act), Action("home", _open)),
    notices=(Notice(NUDGE, _nudge), Notice(EXPIRY, _expire, quiet=False)),
)
