"""What a village board shows: a month of a district or region, without anybody's own income. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.earnings.rules import FEWEST, Sums, middle_of_month
from bot.kernel.quantity import Quantity
from bot.selling.produce import crop_phrase, plainly
from bot.talk.buttons import Buttons
from bot.talk.message import Bar, Button, Chart, Message, Sheet, Table
from bot.text.phrase import Moment, Phrase, PlaceName, say

_HOME = Button(say("talk-home"), "home")


@dataclass(frozen=True, slots=True)
class Board:
    """A board as somebody looks at it: `months` end with the one shown, oldest first.

    `hidden` are months whose sums would tell of few; `wider` is the area around. `sells` for one of its
    farmers, `named` whether they may be named (None until asked).
    """

    area: str
    months: Sequence[Sums]
    crops: Sequence[str] = ()
    names: Sequence[str] = ()
    hidden: frozenset[str] = frozenset()
    wider: str | None = None
    sells: bool = False
    named: bool | None = None
    for_staff: bool = False

    @property
    def now(self) -> Sums:
        return self.months[-1]

    def tells(self, some: Sums) -> bool:
        return some.may_be_told and some.month not in self.hidden


def show_board(board: Board, *before: Phrase) -> Message:
    """Show a month of an area, or honestly that it takes more farmers."""
    lines = (
        *before,
        _title(board),
        None,
        *_told(board),
        *_last_month(board),
        *_names(board),
        *_asked(board),
    )
    return Message(lines, _buttons(board), listen=True)


def _title(board: Board) -> Phrase:
    month = Moment(middle_of_month(board.now.month), "month")
    key = "board-title" if board.wider else "board-title-region"
    return say(key, place=PlaceName(board.area), month=month)


def _told(board: Board) -> tuple[Phrase, ...]:
    now = board.now
    if not now.sellers:
        return (say("board-empty"),)
    sellers = say("board-sellers", now.sellers)
    if not now.is_enough:
        return (sellers, say("board-few", fewest=FEWEST))
    if not board.tells(now):
        return (sellers, say("board-orders", now.orders), say("board-hidden"))
    weight = Quantity(now.weight * 1000, "kg")
    return (
        sellers,
        say("board-orders", now.orders),
        *((say("board-weight", weight=plainly(weight)),) if now.weight else ()),
        say("board-income", income=now.income),
        *_crops(board),
    )


def _crops(board: Board) -> tuple[Phrase, ...]:
    if not board.crops:
        return ()
    return (say("board-crops"), *(crop_phrase(crop) for crop in board.crops))


def _last_month(board: Board) -> tuple[Phrase | None, ...]:
    *_, last, _now = (None, *board.months) if len(board.months) < 2 else board.months
    if last is None or not board.tells(last):
        return ()
    return (None, say("board-last", last.sellers, income=last.income))


def _names(board: Board) -> tuple[Phrase | None, ...]:
    if not board.names or not board.now.is_enough:
        return ()
    return (None, say("board-names", names=" · ".join(board.names)))


def _asked(board: Board) -> tuple[Phrase | None, ...]:
    return (None, say("board-name-ask")) if board.sells and board.named is None else ()


def _buttons(board: Board) -> Buttons:
    months = Button(say("board-months"), f"board.months.{board.area}")
    around = (
        (Button(say("board-wider", place=PlaceName(board.wider)), f"board.see.{board.wider}"),)
        if board.wider
        else ()
    )
    page = Button(say("board-page"), f"board.page.{board.area}")
    has_told = any(map(board.tells, board.months))
    rows = (
        ((months,) if has_told else ()) + around,
        (page,) if board.for_staff else (),
        _naming(board),
        (_HOME,),
    )
    return tuple(filter(None, rows))


def _naming(board: Board) -> tuple[Button, ...]:
    yes, no = (Button(say(f"board-name-{way}"), f"board.name.{way}") for way in ("yes", "no"))
    if board.named:
        return (no,)
    if not board.sells:
        return ()
    return (yes, no) if board.named is None else (yes,)


def show_months(board: Board) -> Message:
    """Show the income of the last months as a picture; a month that cannot be told stays empty."""
    title = say("board-chart", place=PlaceName(board.area))
    note = say("board-chart-note", fewest=FEWEST)
    bars = tuple(_bar(board, each) for each in board.months)
    back = Button(say("board-back"), f"board.see.{board.area}")
    chart = Chart(f"board-{board.area}", title, bars, note)
    return Message((title, note), ((back,),), picture=chart)


def _bar(board: Board, some: Sums) -> Bar:
    label = plainly(Moment(middle_of_month(some.month), "month"))
    if not board.tells(some):
        return Bar(label, 0, say("board-untold"))
    return Bar(label, some.income.minor, plainly(some.income))


def show_page(board: Board, link: str) -> Message:
    """Give the board as a page to hang up, with a code that opens it."""
    lines = (*_told(board), *_names(board), None, say("board-page-why"), say("board-page-scan"))
    head = tuple(say(f"board-column-{name}") for name in ("month", "sellers", "income"))
    told = [each for each in board.months if board.tells(each)]
    rows = tuple(
        (
            plainly(Moment(middle_of_month(each.month), "month")),
            plainly(each.sellers),
            plainly(each.income),
        )
        for each in told
    )
    tables = (Table(head, rows),) if rows else ()
    sheet = Sheet(f"board-{board.area}-{board.now.month}", _title(board), lines, tables, link)
    return Message((_title(board), say("board-page-told")), sheet=sheet)
