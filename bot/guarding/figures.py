"""A run of figures in a message: a phone number, or a price, an amount, a day, an hour."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Span = tuple[int, int]

ENOUGH = 7  # digits that are enough to call somebody
_MONEY = "$"  # stands for the sign of any money
_LONGEST_AMOUNT = 8  # digits of the dearest thing on a farm
_FEW = 5  # digits beside a day that call nobody
_LIST, _ITEM = 5, (2, 3)  # so many numbers of so few digits are a list of weights

_DATE = re.compile(
    r"(?<![\d])(?:(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})|(\d{4})([./-])(\d{1,2})\6(\d{1,2}))"
    r"(?!\d)(?![./-]\d)"
)
_HOUR = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])")
# What stands between two things rather than inside one.
_STRONG = re.compile(r",\s+|;\s*|\n+|:\s*|\s+/\s*|\s+[-+*]\s+|\s*[、，]\s*|\s*[•·|]\s*")
_WHOLE = re.compile(r"[1-9]\d*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,.' ])\d{3}(?:\1\d{3})*|(?:,\d{2})+,\d{3})")
_MILLION = re.compile(r"[1-9]([,.' ])\d{3}\1\d{3}(?:[.,]\d{1,2})?")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{2,3})+(?:\.\d{1,2})?")
_NUMBERS = (_WHOLE, _GROUPED, _COMMAS)
_CENTS = re.compile(r"[.,]\d{1,2}$")
_GRAMS = re.compile(r"[.,]\d{1,3}$")
_RANGE = re.compile(r"(\S[\d,.' ]*?)(\s*)[-~/](\s*)(\S[\d,.' ]*)")


@dataclass(frozen=True, slots=True)
class Run:
    """Figures with what stands between them, in ASCII.

    `is_amount` tells that money or a unit is named beside them.
    """

    text: str
    year: int
    keep: frozenset[str]
    is_amount: bool = False


def is_phone(run: Run) -> Iterator[Span]:
    """Give the parts of a run that may be phone numbers."""
    parts = list(_without_moments(run))
    for part in parts:
        if _digits(run.text[slice(*part)]) >= ENOUGH:
            yield from _judge(run, part)


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _without_moments(run: Run) -> Iterator[Span]:
    """Cut known order numbers, days and hours out of a run, and give what is left."""
    known = [
        found.span()
        for number in run.keep
        for found in re.finditer(rf"(?<!\d){re.escape(number)}(?!\d)", run.text)
    ]
    moments = [*_dates(run), *(found.span() for found in _HOUR.finditer(run.text))]
    rest = list(_rest(run.text, [*known, *moments]))
    left = sum(_digits(run.text[slice(*part)]) for part in rest)
    # What only looks like days and hours in the middle of a longer number is that number.
    if moments and (left >= _FEW or len(moments) > 4):
        rest = list(_rest(run.text, known))
    yield from rest


def _dates(run: Run) -> Iterator[Span]:
    near = {run.year - 1, run.year, run.year + 1}
    for found in _DATE.finditer(run.text):
        day, month, year = _of_date(found)
        if year in near and 1 <= day <= 31 and 1 <= month <= 31 and min(day, month) <= 12:
            yield found.span()


def _of_date(found: re.Match[str]) -> tuple[int, int, int]:
    if found[5]:
        return int(found[8]), int(found[7]), int(found[5])
    year = int(found[4])
    return int(found[1]), int(found[3]), year if year > 99 else 2000 + year


def _rest(text: str, cut: list[Span]) -> Iterator[Span]:
    at = 0
    for start, end in sorted(cut):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _judge(run: Run, part: Span) -> Iterator[Span]:
    """Hide a number that is long by itself, and a list of short ones that is none."""
    start, end = part
    if _is_range(run, run.text[start:end].strip()):
        return
    pieces = _with_heads(run.text, _split(run.text, start, end))
    short = []
    for span in pieces:
        piece = run.text[slice(*span)]
        if _digits(piece) < ENOUGH:
            short.append(span)
        elif not _is_one_amount(run, piece):
            yield _tight(run.text, span)
    if not _is_list(run, [run.text[slice(*span)] for span in short]):
        yield _tight(run.text, (short[0][0], short[-1][1]))


def _with_heads(text: str, spans: Iterable[Span]) -> list[Span]:
    """Join what only begins a phone number to the short pieces after it; drop what has no digits."""
    pieces: list[Span] = []
    open_head = False
    for span in spans:
        piece = text[slice(*span)]
        short = _digits(piece) < ENOUGH
        if open_head and (short or _digits(text[slice(*pieces[-1])]) < ENOUGH):
            pieces[-1] = (pieces[-1][0], span[1])
        elif _digits(piece):
            pieces.append(span)
            open_head = short and _starts_like_a_phone(piece)
    return pieces


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Split where one thing ends: at strong signs, and before a plus that begins a number."""
    cuts = [found.span() for found in _STRONG.finditer(text, start, end)]
    cuts += [(f.start(), f.start()) for f in re.finditer(r"(?<=\s)\+(?=\d[^+]{7})", text[:end])]
    at = start
    for left, right in sorted(cut for cut in cuts if cut[0] >= start):
        yield at, left
        at = right
    yield at, end


def _tight(text: str, span: Span) -> Span:
    piece = text[slice(*span)]
    inner = piece.strip(" \n,.;:/-*_")
    start = span[0] + piece.index(inner)
    return start, start + len(inner)


def _is_one_amount(run: Run, piece: str) -> bool:
    is_amount, piece = run.is_amount or _MONEY in piece, piece.strip(f" {_MONEY}")
    if _MILLION.fullmatch(piece):
        return True
    whole = _GRAMS.sub("", piece)
    is_number = any(shape.fullmatch(each) for shape in _NUMBERS for each in (piece, whole))
    return is_amount and is_number and _digits(whole) <= _LONGEST_AMOUNT


def _is_list(run: Run, pieces: list[str]) -> bool:
    """Whether short numbers beside each other are just that."""
    total = sum(map(_digits, pieces))
    if total < ENOUGH:
        return True
    if any(_starts_like_a_phone(piece) for piece in pieces):
        return False
    if len(pieces) == 1:
        return False
    long = total > _LONGEST_AMOUNT
    many = len(pieces) >= _LIST and all(_digits(piece) in _ITEM for piece in pieces)
    return not long or many or run.is_amount or all(_MONEY in piece for piece in pieces)


def _starts_like_a_phone(piece: str) -> bool:
    return re.match(r"\s*[+(]|\s*0\d", piece) is not None


def _is_range(run: Run, text: str) -> bool:
    """Whether two numbers stand for all between them: 1200 - 1500."""
    found = _RANGE.fullmatch(text)
    if found is None or _starts_like_a_phone(text):
        return False
    low, high = _value(found[1]), _value(found[4])
    if low is None or high is None or not low < high <= 5 * low:
        return False
    if _digits(text) > _LONGEST_AMOUNT:
        return run.is_amount or all(_COMMAS.fullmatch(end) for end in (found[1], found[4]))
    spaced = bool(found[2] and found[3])
    return run.is_amount or spaced or (low % 10 == 0 and high % 10 == 0)


def _value(text: str) -> int | None:
    whole = _CENTS.sub("", text.strip())
    is_number = any(shape.fullmatch(whole) for shape in _NUMBERS)
    digits = re.sub(r"\D", "", whole)
    return int(digits) if is_number and len(digits) <= ENOUGH else None
