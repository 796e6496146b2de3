"""Days as people name them: tomorrow, 三天后, ijumaa, el 15 de marzo, 15/3."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.text import lexicon
from bot.text.counts import Words
from bot.text.lexicon import Entry, day_words
from bot.text.numbers import marks
from bot.text.reading import NotRead, Several
from bot.text.spelling import fold
from bot.text.tokens import LONGEST, Token, tokens

_YEARS = 10_000
_ORDINALS = frozenset(("st", "nd", "rd", "th", "号", "日"))
_FAR = 400  # days ahead; no farmer promises produce for later
_PAST = timedelta(days=60)  # a date this little ago is meant as past, and its rule will say so
_ROLES = {
    "today": "0",
    "tomorrow": "1",
    "overmorrow": "2",
    "in three days": "3",
    "next week": "N",
    "this week": "T",
    "in two weeks": "4",
    "month sign": "Y",
    "date": "o",
    "next": "x",
    "this": "w",
    "day": "D",
    "week": "W",
    "month": "M",
    "part": "w",
    "after": "A",
    "past": "P",
    "in": "w",
}
_FIGURES = re.compile(r"\s*(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,4})\s*[日号]?)?\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """kind: a letter of _ROLES, n number, d weekday, m month, j unknown."""

    kind: str
    value: int = 0
    start: int = 0
    end: int = 0

    @property
    def telling(self) -> bool:
        """Whether it alone speaks of days, as a number does not."""
        return self.kind in "01234NTdmYDW"


def read_day(text: str, language: str, today: date) -> date | Several[date] | NotRead:
    """Find the day meant from today on; 5/4 is two days and is asked."""
    if len(text) > LONGEST:
        return NotRead()
    figures = _FIGURES.fullmatch(fold(text))
    if figures:
        return _outcome(_from_figures(figures, today), today)
    found = tokens(text)
    return NotRead() if found is None else from_words(day_words_of(found, language), today)


def from_words(named: list[Said], today: date) -> date | Several[date] | NotRead:
    """Read words that name a day and nothing else."""
    said = [word for word in named if word.kind not in "wA"]
    if any(word.kind == "A" for word in named) and not _counts(said):
        return _after(said, today)
    shape = "".join(word.kind for word in said)
    values = [word.value for word in said if word.kind in "ndm"]
    read = _SHAPES.get(shape)
    return _outcome(read(values, today) if read else [], today)


def _counts(said: list[Said]) -> bool:
    """Whether days or weeks are counted, so that "after" belongs to the counting."""
    return any(word.kind in "DWN" for word in said)


def _after(said: list[Said], today: date) -> date | NotRead:
    """Read "after tomorrow"; after a Friday or a date is no day."""
    after_tomorrow = [word.kind for word in said] == ["1"]
    return today + timedelta(days=2) if after_tomorrow else NotRead()


def _outcome(days: list[date], today: date) -> date | Several[date] | NotRead:
    days = sorted({day for day in days if -_PAST <= day - today <= timedelta(days=_FAR)})
    if not days:
        return NotRead()
    return days[0] if len(days) == 1 else Several(tuple(days))


def day_words_of(found: list[Token], language: str) -> list[Said]:
    """Cut tokens into the words that days are named with, and others."""
    known = lexicon.lexicon(language, "", lexicon.scripts("".join(token.text for token in found)))
    words = Words(found, known, marks(language, ""), language)
    said: list[Said] = []
    at = 0
    while at < len(found):
        said.append(_next(words, at))
        at = said[-1].end
    return said


def _next(words: Words, at: int) -> Said:
    for width in words.widths(at):
        kind, value = _named(words.key(at, width), words.entry(at, width), words.language)
        if kind:
            return Said(kind, value, at, at + width)
    return _number(words, at)


def _named(key: str, entry: Entry | None, language: str) -> tuple[str, int]:
    for table, kind in (("weekdays", "d"), ("months", "m")):
        number = day_words(table, language).get(key) or day_words(table, "en").get(key)
        if number:
            return kind, number
    if entry and not entry.number:
        return next((kind for role, kind in _ROLES.items() if role in entry.roles), ""), 0
    return "", 0


def _number(words: Words, at: int) -> Said:
    read = words.whole_number(at)
    if read and read[0] < _YEARS:
        return Said("n", read[0], at, read[1])
    return Said("o" if words.tokens[at].text in _ORDINALS else "j", 0, at, at + 1)


def _from_figures(match: re.Match[str], today: date) -> list[date]:
    a, b, c = (int(group) if group else None for group in match.groups())
    assert a is not None
    assert b is not None
    if a > 31:
        return _dates([(a, b, c or 0)])
    years = [_century(c)] if c is not None else [today.year, today.year + 1]
    found = []
    for day, month in ((a, b), (b, a)):
        options = _dates([(year, month, day) for year in years])
        found += options if c is not None else _coming(options, today)
    return found


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def _dates(parts: list[tuple[int, int, int]]) -> list[date]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _coming(options: list[date], today: date) -> list[date]:
    """Take the first not long past: in March, 5 January is next year's."""
    return [day for day in options if day >= today - _PAST][:1]


def _ahead(days: int) -> Callable[[list[int], date], list[date]]:
    return lambda _, today: [today + timedelta(days=days)]


def _in_days(values: list[int], today: date) -> list[date]:
    return [today + timedelta(days=values[0])] if values[0] <= _FAR else []


def _in_weeks(values: list[int], today: date) -> list[date]:
    return _in_days([values[0] * 7], today)


def _weekday(values: list[int], today: date) -> list[date]:
    """Give the next such day; on that very day, today or in a week."""
    ahead = (values[0] - today.isoweekday()) % 7
    return [today + timedelta(days=days) for days in ((ahead,) if ahead else (0, 7))]


def _next_weekday(values: list[int], today: date) -> list[date]:
    """Next Friday is the coming one to some and the one after to others."""
    first = _weekday(values, today)[0]
    return [first, first + timedelta(days=7)]


def _weekday_of_next_week(values: list[int], today: date) -> list[date]:
    monday = today + timedelta(days=8 - today.isoweekday())
    return [monday + timedelta(days=values[0] - 1)] if 1 <= values[0] <= 7 else []


def _sunday_of_next_week(_: list[int], today: date) -> list[date]:
    return _weekday_of_next_week([7], today)


def _weekday_of_this_week(values: list[int], today: date) -> list[date]:
    return [day - timedelta(days=7) for day in _weekday_of_next_week(values, today)]


def _day_month(values: list[int], today: date) -> list[date]:
    day, month = values[:2]
    return _coming(_dates([(year, month, day) for year in (today.year, today.year + 1)]), today)


def _month_day(values: list[int], today: date) -> list[date]:
    return _day_month([values[1], values[0]], today)


def _day_month_year(values: list[int], today: date) -> list[date]:
    return _dates([(_century(values[2]), values[1], values[0])])


def _month_day_year(values: list[int], today: date) -> list[date]:
    return _dates([(_century(values[2]), values[0], values[1])])


def _day_of_month(values: list[int], today: date) -> list[date]:
    """Give the 15th: of this month, or of the next once it is past."""
    later = today.replace(day=1) + timedelta(days=32)
    options = _dates([(today.year, today.month, values[0]), (later.year, later.month, values[0])])
    return [day for day in options if day >= today][:1]


_SHAPES: dict[str, Callable[[list[int], date], list[date]]] = {
    "0": _ahead(0),
    "1": _ahead(1),
    "2": _ahead(2),
    "3": _ahead(3),
    "4": _ahead(14),
    "N": _ahead(7),
    "xW": _ahead(7),
    "Wx": _ahead(7),
    "W": _ahead(7),
    "nD": _in_days,
    "Dn": _in_days,
    "nW": _in_weeks,
    "Wn": _in_weeks,
    "d": _weekday,
    "Dd": _weekday,
    "dN": _weekday_of_next_week,
    "Nd": _weekday_of_next_week,
    "Nn": _weekday_of_next_week,
    "ND": _sunday_of_next_week,
    "Tn": _weekday_of_this_week,
    "Td": _weekday_of_this_week,
    "xd": _next_weekday,
    "dx": _next_weekday,
    "nm": _day_month,
    "nom": _day_month,
    "mn": _month_day,
    "mno": _month_day,
    "nmn": _day_month_year,
    "nomn": _day_month_year,
    "mnn": _month_day_year,
    "mnon": _month_day_year,
    "no": _day_of_month,
    "on": _day_of_month,
    "ono": _day_of_month,
    "onom": _day_month,
    "Dnm": _day_month,
    "onm": _day_month,
    "nYn": _month_day,
    "nYno": _month_day,
    "nYnD": _month_day,
}
