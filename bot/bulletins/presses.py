"""Buttons under a bulletin: to an offer, a lesson, or something on the reader's first screen."""

from collections.abc import Iterator
from dataclasses import replace

from bot.bulletins import board, store
from bot.bulletins.bulletin import Bulletin
from bot.bulletins.flow import Pressed
from bot.bulletins.view import draft_of
from bot.feature import STAFF, Entry, Turn, may
from bot.selling.store import load as load_listing
from bot.talk.asks import Option
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

SLOT = "announcement-buttons"  # other features add what a button may lead to


def list_presses(turn: Turn) -> tuple[Option, ...]:
    """Give what a button may lead to, beside offers."""
    entries = (Option(f"flow.{each.name}", say(f"home-{each.name}")) for each in _entries(turn))
    added = turn.additions(SLOT, None).buttons
    return (*entries, *(Option(each.data, each.label) for row in added for each in row))


def _entries(turn: Turn) -> Iterator[Entry]:
    """Give what everybody who trades has on the first screen."""
    for feature in turn.features:
        yield from (each for each in feature.entries if not each.roles & STAFF)


def add(turn: Turn, pressed: Pressed) -> None:
    """Put a button under a draft."""
    found = draft_of(turn, pressed.bulletin)
    if found is None:
        return
    if not _leads_somewhere(turn, pressed.code):
        turn.show(board.show_buttons(found, say("bulletins-no-offer")))
    elif len(found.buttons) >= board.MOST_BUTTONS:
        turn.show(board.show_buttons(found, say("bulletins-enough")))
    else:
        buttons = tuple(dict.fromkeys((*found.buttons, pressed.code)))
        turn.show(board.show_buttons(store.save(turn.conn, replace(found, buttons=buttons))))


def _leads_somewhere(turn: Turn, code: str) -> bool:
    kind, _, number = code.partition(".")
    listing = load_listing(turn.conn, read_id(number) or 0) if kind == "listing" else None
    return kind != "listing" or (listing is not None and listing.state == "open")


def remove(turn: Turn, found: Bulletin, place: str) -> None:
    """Take a button away, by its place."""
    at = read_count(place, len(found.buttons))
    kept = tuple(each for here, each in enumerate(found.buttons) if here != at)
    turn.show(board.show_buttons(store.save(turn.conn, replace(found, buttons=kept))))


def follow(turn: Turn, kind: str = "", name: str = "", *_: str) -> None:
    """`told.listing.12`, `told.lesson.fake`, `told.flow.sell`: go where a button leads."""
    if kind == "listing":
        turn.open_link(f"l_{name}")
    elif kind == "lesson":
        turn.open_link(f"lesson_{name}")
    else:
        entry = next((each for each in _entries(turn) if each.name == name), None)
        if entry is not None and may(turn.person, entry.roles):
            turn.act(entry.data)
        else:
            turn.go_home()
