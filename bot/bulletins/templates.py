"""Templates: bulletins that are never sent themselves, only begun from."""

from dataclasses import replace

from bot.bulletins import store
from bot.bulletins.bulletin import AT_ONCE, DRAFT, TEMPLATE, Bulletin
from bot.bulletins.flow import Named
from bot.bulletins.view import View
from bot.feature import Turn
from bot.text.phrase import say


def keep(turn: Turn, view: View, named: Named) -> None:
    """Keep a copy of a bulletin as a template."""
    found = store.load(turn.conn, named.bulletin)
    if found is None:
        turn.toast(say("talk-already"))
        return
    copy(turn, found, state=TEMPLATE, name=named.name)
    view.see(turn, found, say("bulletins-kept-as", name=named.name))


def use(turn: Turn, view: View, found: Bulletin) -> None:
    """Begin a draft from a template, or once more from what was sent."""
    view.see(turn, copy(turn, found, state=DRAFT, name=None), say("bulletins-kept"))


def copy(turn: Turn, found: Bulletin, *, state: str, name: str | None) -> Bulletin:
    """Make another bulletin with the same words for the same people, not yet sent to anybody."""
    fresh = Bulletin(0, turn.person.id, found.audience, turn.now, found.topic)
    made = store.add(
        turn.conn, replace(fresh, state=state, name=name, starts=AT_ONCE, buttons=found.buttons)
    )
    store.copy_wordings(turn.conn, found.id, made.id)
    return made
