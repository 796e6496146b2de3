"""What staff do with invites: look who brings people, in one region or all, and take it along."""

from bot.feature import Turn
from bot.inviting import board, store
from bot.inviting.board import EVERYWHERE, PAGE, Shown
from bot.kernel import places
from bot.kernel.places import REGION, Place
from bot.talk.tap import read_count
from bot.text.phrase import say

LAST = 999  # the last page there can be
_IN_FILE = 5000
_REGIONS = 20


def command(turn: Turn, words: str = "") -> None:
    """Show who brings people, in the region named or everywhere."""
    found = places.find(turn.speaker.country, words) if words else ()
    region = places.region_of(found[0]) if found else None
    _list(turn, Shown(region))


def act(turn: Turn, what: str = "list", key: str = "", page: str = "", *_: str) -> None:
    """`invites.list.<region>.<page>`, `invites.regions`, `invites.csv.<region>`."""
    region = _region(key)
    if what == "regions":
        _list_regions(turn)
    elif region is None and key != EVERYWHERE:
        turn.toast(say("talk-already"))
    elif what == "list":
        _list(turn, Shown(region, read_count(page, LAST) or 0))
    elif what == "csv":
        _give_file(turn, Shown(region))
    else:
        turn.toast(say("talk-already"))


def _region(key: str) -> Place | None:
    found = places.get(key)
    return found if found is not None and found.level == REGION else None


def _list(turn: Turn, shown: Shown) -> None:
    region = shown.region.id if shown.region else None
    found = store.load_bringers(turn.conn, region, shown.page * PAGE, PAGE + 1)
    turn.show(board.show_bringers(found, shown))


def _list_regions(turn: Turn) -> None:
    found = store.load_regions(turn.conn, _REGIONS)
    turn.show(board.show_regions([(x.region, x.people, x.joined) for x in found if x.region]))


def _give_file(turn: Turn, shown: Shown) -> None:
    region = shown.region.id if shown.region else None
    found = store.load_bringers(turn.conn, region, 0, _IN_FILE)
    turn.say(board.show_file(found, shown, turn.speaker.label))
