"""The weekly note and the village board at work."""

from dataclasses import replace
from datetime import date

from bot.earnings import loading, notices, screens, store, sums, village
from bot.earnings.rules import (
    FEW_GROWERS,
    MONTHS,
    NO,
    YES,
    Sums,
    Weekly,
    leaves_enough,
    month_of,
    months_until,
)
from bot.earnings.village import Board
from bot.feature import Turn
from bot.kernel import places
from bot.kernel.places import DISTRICT, REGION, Place
from bot.kernel.topics import WEEKLY
from bot.people.store import load_profile
from bot.store import consents
from bot.talk.tap import read_count
from bot.text.phrase import Phrase, say

LINK = "v"
_SALES = 20  # of a week, listed
_FIRST, _LAST = 2020, 2999  # years there can be notes of
_CROPS, _NAMES = 3, 12


# -- the weekly note


def command_weekly(turn: Turn, words: str = "") -> None:
    _show_settings(turn)


def act_weekly(turn: Turn, what: str = "open", which: str = "", *_: str) -> None:
    """`weekly.open`, `.yes`, `.no`, `.day.<0-6>`, `.see.<day the note came>`."""
    day = read_count(which, 6) if what == "day" else None
    if what == "open":
        _show_settings(turn)
    elif what == "yes":
        _turn_on(turn, _own(turn))
    elif what == "no":
        store.save_weekly(turn.conn, replace(_own(turn), state=NO))
        notices.cancel_note(turn)
        _show_settings(turn)
    elif day is not None:
        _turn_on(turn, replace(_own(turn), day=day))
    elif what == "see" and (until := _read_day(which)) is not None:
        turn.say(screens.show_details(loading.load_week(turn, until), _SALES))
    else:
        turn.toast(say("talk-already"))


def _own(turn: Turn) -> Weekly:
    return store.load_weekly(turn.conn, turn.person.id) or Weekly(turn.person.id)


def _turn_on(turn: Turn, own: Weekly) -> None:
    wanted = replace(own, state=YES)
    store.save_weekly(turn.conn, wanted)
    consents.unsilence(turn.conn, turn.person.id, WEEKLY)
    notices.plan_note(turn, wanted)
    _show_settings(turn)


def _show_settings(turn: Turn) -> None:
    own = _own(turn)
    wanted = screens.is_on(own) and turn.wants(WEEKLY)
    turn.show(screens.show_settings(own, wanted=wanted))


def _read_day(text: str) -> date | None:
    """Read the day of a note; None for one there never was, which anybody may send."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST <= day.year <= _LAST else None


# -- the village board


def command_board(turn: Turn, words: str = "") -> None:
    """Show the board of the place named, or of one's own."""
    found = places.find(turn.speaker.country, words) if words else ()
    area = places.district_of(found[0]) if found else _home(turn)
    if area is None:
        turn.say(screens.nowhere())
    else:
        turn.show(village.show_board(look(turn, area)))


def act_board(turn: Turn, what: str = "open", which: str = "", *_: str) -> None:
    """`board.open`, `.see.<area>`, `.months.<area>`, `.page.<area>`, `.name.<yes|no>`."""
    area = _area(which)
    match what:
        case "open":
            command_board(turn)
        case "name" if which in {"yes", "no"}:
            _name(turn, may=which == "yes")
        case "see" if area is not None:
            turn.show(village.show_board(look(turn, area)))
        case "months" if area is not None:
            turn.say(village.show_months(look(turn, area)))
        case "page" if area is not None and turn.person.is_admin:
            link = turn.speaker.link(f"{LINK}_{area.id}")
            turn.say(village.show_page(look(turn, area), link))
        case _:
            turn.toast(say("talk-already"))


def open_link(turn: Turn, area_id: str) -> None:
    """Open the board whose code hangs somewhere."""
    area = _area(area_id)
    if area is None:
        turn.go_home()
    else:
        turn.say(village.show_board(look(turn, area)))


def _area(area_id: str) -> Place | None:
    found = places.get(area_id)
    return found if found is not None and found.level <= DISTRICT else None


def _home(turn: Turn) -> Place | None:
    profile = load_profile(turn.conn, turn.person.id)
    return _area(profile.place_id) if profile else None


def _name(turn: Turn, *, may: bool) -> None:
    """Let somebody's name stand on the board, or take it away."""
    store.name(turn.conn, turn.person.id, turn.now, may=may)
    done: Phrase = say("board-named" if may else "board-unnamed")
    area = _home(turn)
    turn.toast(done)
    if area is not None:
        turn.show(village.show_board(look(turn, area)))


def look(turn: Turn, area: Place) -> Board:
    """Load the board of a district or a region as somebody may see it."""
    months = _load_months(turn, area)
    now, me = months[-1], turn.person.id
    sells = sums.sells(turn.conn, now, me)
    named = store.load_naming(turn.conn, me)
    board = Board(
        area.id,
        months,
        hidden=_find_hidden(turn, area, months),
        wider=places.region_of(area).id if area.level != REGION else None,
        sells=sells,
        named=named,
        for_staff=turn.person.is_admin,
    )
    if not now.is_enough:
        return board
    told = sums.load_crops(turn.conn, now, _CROPS) if board.tells(now) else ()
    crops = tuple(each.crop_id for each in told if each.sellers >= FEW_GROWERS)
    return replace(board, crops=crops, names=sums.load_names(turn.conn, now, _NAMES))


def _load_months(turn: Turn, area: Place) -> tuple[Sums, ...]:
    currency = turn.speaker.currency
    names = months_until(month_of(turn.now, turn.speaker.zone), MONTHS)
    found = sums.load(turn.conn, (area.id,), names, currency)
    return tuple(found.get((area.id, name), Sums(area.id, name, currency)) for name in names)


def _find_hidden(turn: Turn, area: Place, months: tuple[Sums, ...]) -> frozenset[str]:
    """Name the months in which a region would tell of few beside what its districts tell."""
    if area.level != REGION:
        return frozenset()
    inner = tuple(each.id for each in places.districts(area.country, area.id))
    names = tuple(each.month for each in months)
    found = sums.load(turn.conn, inner, names, months[-1].currency).values()
    return frozenset(
        whole.month
        for whole in months
        if not leaves_enough(whole, tuple(x for x in found if x.month == whole.month))
    )
