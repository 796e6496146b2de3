"""The sales passport: a farmer's completed sales as a page to show and as rows to reckon with.

Only sales that both sides, or staff, brought to an end stand in it, at what was paid in the end; buyers are
not named, since it is made to be shown to others.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.kernel.day import zone_of
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.paying.money import WEEKS, YEAR, Line, Season, sums
from bot.selling.produce import plainly, rate_phrase, unit_phrase
from bot.talk.message import Button, File, Message, Sheet, Table
from bot.text.phrase import Crop, Phrase, say
from bot.text.spreadsheet import write_csv

MOST = 400  # newest sales on one page
SPANS = MappingProxyType({"season": WEEKS, "year": YEAR})  # weeks of each

_BACK = Button(say("money-to-money"), "money.see")
_HEAD = ("day", "number", "crop", "amount", "price", "sum")
_COLUMNS = ("day", "number", "crop", "amount", "unit", "price", "sum", "currency")


@dataclass(frozen=True, slots=True)
class Passport:
    """Whose sales, of which weeks; `full` when there may be older ones in them."""

    name: str
    season: Season
    today: date
    lines: tuple[Line, ...]
    zone: str = "UTC"
    full: bool = False

    def day_of(self, line: Line) -> str:
        """Give the farmer's day of a sale as it is written everywhere: on paper no day is today."""
        return line.at.astimezone(zone_of(self.zone)).date().isoformat()


def ask_which() -> Message:
    """Offer the spans of the passport."""
    spans = tuple(Button(say(f"passport-{span}"), f"money.sheet.{span}") for span in SPANS)
    return Message((say("passport-proof"),), (spans, (_BACK,)), listen=True)


def show_sheet(passport: Passport, span: str) -> Message:
    """Give the passport as a page to show."""
    if not passport.lines:
        return Message((say("passport-none"),), ((_BACK,),))
    title = say("passport-title", name=passport.name)
    sheet = Sheet(
        "sales",
        title,
        (_days(passport), say("passport-proof"), None, *_by_crop(passport.lines)),
        (_table(passport),),
    )
    rows = Button(say("passport-csv"), f"money.csv.{span}")
    return Message((title, _days(passport)), ((rows, _BACK),), sheet=sheet)


def show_file(passport: Passport, label: Callable[[Phrase], str]) -> Message:
    """Give the passport as rows for a spreadsheet, in the reader's words."""
    if not passport.lines:
        return Message((say("passport-none"),), ((_BACK,),))
    rows = [
        (
            passport.day_of(line),
            line.number,
            label(say("talk-words", words=Crop(line.crop_id))),
            line.amount.to_decimal(),
            label(say("talk-words", words=unit_phrase(line.amount.unit))),
            line.price.to_decimal(),
            line.total.to_decimal(),
            line.total.currency,
        )
        for line in passport.lines
    ]
    content = write_csv([label(say(f"passport-{name}")) for name in _COLUMNS], rows)
    title = say("passport-title", name=passport.name)
    return Message((title, _days(passport)), ((_BACK,),), file=File("sales.csv", content))


def _days(passport: Passport) -> Phrase:
    if passport.full:
        return say("passport-newest", len(passport.lines))
    first, last = passport.season.days[0].isoformat(), passport.today.isoformat()
    return say("passport-days", first=first, last=last)


def _table(passport: Passport) -> Table:
    empty = (plainly(""),) * (len(_HEAD) - 2)
    return Table(
        tuple(say(f"passport-{name}") for name in _HEAD),
        tuple(_row(passport.day_of(line), line) for line in passport.lines),
        (say("passport-all"), *empty, plainly(sums(line.total for line in passport.lines))),
    )


def _row(day: str, line: Line) -> tuple[Phrase, ...]:
    return (
        plainly(day),
        plainly(line.number),
        plainly(Crop(line.crop_id)),
        plainly(line.amount),
        rate_phrase(line.price, line.amount.unit),
        plainly(line.total),
    )


def _by_crop(lines: Sequence[Line]) -> tuple[Phrase, ...]:
    """Add up each crop in each unit, what brought most first."""
    parts: defaultdict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        parts[line.crop_id, line.amount.unit, line.total.currency].append(line)
    ordered = sorted(parts.values(), key=_sum_of, reverse=True)
    return tuple(map(_say_part, ordered))


def _sum_of(lines: Sequence[Line]) -> int:
    return sum(line.total.minor for line in lines)


def _say_part(lines: Sequence[Line]) -> Phrase:
    first = lines[0]
    amount = Quantity(sum(line.amount.milli for line in lines), first.amount.unit)
    total = Money(_sum_of(lines), first.total.currency)
    return say("passport-by-crop", len(lines), crop=Crop(first.crop_id), amount=amount, sum=total)
