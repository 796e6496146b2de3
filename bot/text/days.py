"""Days as people name them: tomorrow, 三天后, ijumaa, el 15 de marzo, 15/3."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.text import lexicon
from bot.text.atoms import NUMBER, Atom, Scene, atoms
from bot.text.lexicon import Entry, day_words
from bot.text.reading import NotRead, Several
from bot.text.spelling import fold
from bot.text.tokens import LONGEST, Token, tokens

_FAR = 400  # days ahead; no farmer promises produce for later
_PAST = timedelta(days=60)  # a date this little ago is meant as past, and its rule will say so
_ROLES = {
    "today": "0",
    "tomorrow": "1",
    "overmorrow": "2",
    "in three days": "3",
    "next week": "N",
    "this week": "w",
    "next": "x",
    "this": "w",
    "day": "D",
    "week": "W",
    "month": "M",
    "part": "w",
    "in": "w",
}
_FIGURES = re.compile(r"\s*(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,4})\s*日?)?\s*")
_HAN_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")


@dataclass(frozen=True, slots=True)
class Said:
    """kind: a letter of _ROLES, n number, d weekday, m month, j unknown."""

    kind: str
    value: int = 0


def read_day(text: str, language: str, today: date) -> date | Several[date] | NotRead:
    """Find the day meant from today on; 5/4 is two days and is asked."""
    if len(text) > LONGEST:
        return NotRead()
    figures = _FIGURES.fullmatch(fold(text))
    if figures:
        return _outcome(_from_figures(figures, today), today)
    found = tokens(text)
    return NotRead() if found is None else from_tokens(found, language, today)


def from_tokens(found: list[Token], language: str, today: date) -> date | Several[date] | NotRead:
    """Read tokens that name a day and nothing else."""
    said = [word for word in _said(found, language) if word.kind != "w"]
    shape = "".join(word.kind for word in said)
    values = [word.value for word in said]
    read = _SHAPES.get(shape)
    return _outcome(read(values, today) if read else [], today)


def names_day(found: list[Token], language: str) -> bool:
    """Whether every token belongs to naming a day, for cutting days out of a sentence."""
    said = _said(found, language)
    return bool(said) and all(word.kind != "j" for word in said) and any(word.kind in "0123Ndm" for word in said)


def _outcome(days: list[date], today: date) -> date | Several[date] | NotRead:
    days = sorted({day for day in days if -_PAST <= day - today <= timedelta(days=_FAR)})
    if not days:
        return NotRead()
    return days[0] if len(days) == 1 else Several(tuple(days))


def _said(found: list[Token], language: str) -> list[Said]:
    said, at = [], 0
    known = lexicon.lexicon(language, "", lexicon.scripts("".join(token.text for token in found)))
    while at < len(found):
        word, at = _next(found, at, known, language)
        said.append(word)
    return said


def _next(found: list[Token], at: int, known: lexicon.Lexicon, language: str) -> tuple[Said, int]:
    for width in range(min(lexicon.WIDEST, len(found) - at), 0, -1):
        key = " ".join(token.text for token in found[at : at + width])
        word = _named(key, known.get(key), language)
        if word:
            return word, at + width
    return _number(found, at, language)


def _named(key: str, entry: Entry | None, language: str) -> Said | None:
    for table, kind in (("weekdays", "d"), ("months", "m")):
        number = day_words(table, language).get(key) or day_words(table, "en").get(key)
        if number:
            return Said(kind, number)
    if entry and not entry.number:
        return next((Said(kind) for role, kind in _ROLES.items() if role in entry.roles), None)
    return None


def _number(found: list[Token], at: int, language: str) -> tuple[Said, int]:
    for width in range(min(4, len(found) - at), 0, -1):
        text = " ".join(token.text for token in found[at : at + width])
        read = _numeral(text, language)
        if read and len(read.numbers) == 1 and read.numbers[0] % 1 == 0 and read.numbers[0] < 10_000:
            return Said("n", int(read.numbers[0])), at + width
    if found[at].text in {"st", "nd", "rd", "th", "号", "日", "ال"}:
        return Said("o"), at + 1
    return Said("j"), at + 1


@cache
def _numeral_scene(language: str) -> Scene:
    return Scene(language, "")


def _numeral(text: str, language: str) -> Atom | None:
    read = atoms(text, _numeral_scene(language)) or []
    return read[0] if len(read) == 1 and read[0].kind == NUMBER else None


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
    """The first not long past: in March, 5 January is next year's."""
    return [day for day in options if day >= today - _PAST][:1]


def _ahead(days: int) -> Callable[[list[int], date], list[date]]:
    return lambda _, today: [today + timedelta(days=days)]


def _in_days(values: list[int], today: date) -> list[date]:
    return [today + timedelta(days=values[0])] if values[0] <= _FAR else []


def _in_weeks(values: list[int], today: date) -> list[date]:
    return _in_days([values[0] * 7], today)


def _weekday(values: list[int], today: date) -> list[date]:
    """The next such day; on that very day, today or in a week."""
    ahead = (values[0] - today.isoweekday()) % 7
    return [today + timedelta(days=days) for days in ((ahead,) if ahead else (0, 7))]


def _next_weekday(values: list[int], today: date) -> list[date]:
    """Next Friday is the coming one to some and the one after to others."""
    first = _weekday(values, today)[0]
    return [first, first + timedelta(days=7)]


def _weekday_of_next_week(values: list[int], today: date) -> list[date]:
    monday = today + timedelta(days=8 - today.isoweekday())
    return [monday + timedelta(days=values[0] - 1)]


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
    """The 15th: of this month, or of the next once it is past."""
    later = today.replace(day=1) + timedelta(days=32)
    options = _dates([(today.year, today.month, values[0]), (later.year, later.month, values[0])])
    return [day for day in options if day >= today][:1]


_SHAPES: dict[str, Callable[[list[int], date], list[date]]] = {
    "0": _ahead(0),
    "1": _ahead(1),
    "2": _ahead(2),
    "3": _ahead(3),
    "N": _ahead(7),
    "xW": _ahead(7),
    "Wx": _ahead(7),
    "W": _ahead(7),
    "nD": _in_days,
    "Dn": _in_days,
    "nW": _in_weeks,
    "Wn": _in_weeks,
    "d": _weekday,
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
}
