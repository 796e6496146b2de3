"""Number words joined into numbers: "two thousand five hundred", "ढाई सौ", "elfu tatu mia tano"."""

from dataclasses import dataclass
from decimal import Decimal

from bot.text.lexicon import NumberWord

_QUARTER = Decimal("0.25")
_HUNDRED = Decimal(100)
_THOUSAND = Decimal(1000)
_LAKH = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a number: kind as in NumberWord, or figures, fraction, join."""

    kind: str
    value: Decimal
    language: str = ""


@dataclass(slots=True)
class _Sum:
    """total holds finished thousands; group is still growing below the last scale."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    floor: Decimal | None = None
    by_figures: bool = False
    extra: Decimal = Decimal(0)
    closed: bool = False
    options: tuple[Decimal, ...] = ()

    def card(self, part: Part, joined: bool) -> bool:
        if self.group is None:
            if self.floor is not None and part.value >= self.floor:
                return False
            self.group = part.value + self.extra
            self.closed = self.extra != 0 or part.value % 1 != 0
            self.extra = Decimal(0)
            return True
        if self.by_figures or self.closed or not _joins(self.group, part, joined):
            return False
        self.group += part.value
        return True

    def figures(self, part: Part, joined: bool) -> bool:
        if self.group is not None or joined:
            return False
        taken = self.card(part, joined)
        self.by_figures = taken
        return taken

    def scale(self, part: Part) -> bool:
        size = part.value
        if self.floor is not None and size >= self.floor:
            return False
        if self.group is None and part.kind == "multiple":
            return False
        times = 1 + self.extra if self.group is None else self.group
        self.extra = Decimal(0)
        if size == _HUNDRED:
            return self._hundred(times)
        self.total += times * size
        self.group, self.floor, self.by_figures, self.closed = None, size, False, False
        return True

    def _hundred(self, times: Decimal) -> bool:
        if times >= _HUNDRED:
            return False
        self.group, self.by_figures = times * _HUNDRED, False
        self.closed = times % 1 != 0
        return True

    def frac(self, part: Part) -> bool:
        if self.group is None and not self.total and not self.extra:
            self.group, self.closed = part.value, True
            return True
        if part.kind == "fraction" and self.group is not None and self.group % 1 == 0:
            self.group, self.closed = self.group + part.value, True
            return True
        return False

    def plus(self, part: Part) -> bool:
        """Half of what? "2 million and a half" is clear; "a thousand and a half" is asked."""
        if self.group is not None:
            if self.closed:
                return False
            self.group, self.closed = self.group + part.value, True
        elif self.floor is None:
            return False
        elif self.floor >= _LAKH:
            self.total += part.value * self.floor
        else:
            self.options = (self.total + part.value * self.floor, self.total + part.value)
        return True

    def value(self) -> tuple[Decimal, ...]:
        if self.options:
            return self.options
        if self.group is None and self.floor is None:
            quarters = abs(self.extra) == _QUARTER  # सवा, पौने; but साढ़े needs its number
            return (1 + self.extra,) if quarters else ()
        return (self.total + (self.group or 0),)


def numeral(parts: list[Part]) -> tuple[tuple[Decimal, ...], int]:
    """Read the longest number at the start: its meanings and how many parts it took."""
    if any(part.kind == "prefix" for part in parts):
        return _swahili(parts)
    sum_, taken, at = _Sum(), 0, 0
    while at < len(parts) and not sum_.options:
        joined = parts[at].kind == "join"
        step = at + joined
        if step >= len(parts) or (joined and not taken) or not _take(sum_, parts[step], joined):
            break
        at = taken = step + 1
    return sum_.value(), taken


def _take(sum_: _Sum, part: Part, joined: bool) -> bool:
    match part.kind:
        case "card":
            return sum_.card(part, joined)
        case "figures":
            return sum_.figures(part, joined)
        case "scale" | "multiple":
            return sum_.scale(part)
        case "frac" | "fraction":
            return sum_.frac(part)
        case "plus":
            return not joined and sum_.plus(part)
        case "next":
            fresh = sum_.group is None and not sum_.extra
            sum_.extra = part.value
            return fresh
    return False


def _joins(group: Decimal, part: Part, joined: bool) -> bool:
    """Whether a word adds to what stands: twenty + five, hundred + twenty, خمسة + عشرين."""
    value = part.value
    if value % 1 or value <= 0:
        return False
    if value < 10:
        tens = group % 10 == 0 and group >= (10 if joined else 20)
        return tens and (group % 100 == 0 or joined or part.language in {"en", "es"})
    if value < 100:
        units_first = joined and part.language == "ar" and 0 < group % 100 < 10 and value % 10 == 0
        return group % 100 == 0 or (units_first and value >= 20)
    return value < 1000 and group % 1000 == 0 and group > 0


def _swahili(parts: list[Part]) -> tuple[tuple[Decimal, ...], int]:
    """Scale before count: elfu tatu mia tano; "elfu ishirini na tano" is 25,000 or 20,005."""
    sums, at, floor = [Decimal(0)], 0, None
    while at < len(parts):
        start = at + (parts[at].kind == "join" and at > 0)
        if start >= len(parts):
            break
        if parts[start].kind == "plus" and floor is not None:
            return _half_of(sums, parts[start].value, floor), start + 1
        term = _term(parts, start)
        if term is None or (floor is not None and term.scale >= floor):
            break
        sums = [before + value for before in sums for value in term.values]
        at, floor = term.end, term.scale
        if floor == 1:
            break
    return (tuple(sums) if floor is not None else ()), at


def _half_of(sums: list[Decimal], part: Decimal, floor: Decimal) -> tuple[Decimal, ...]:
    if floor >= _LAKH:
        return tuple(value + part * floor for value in sums)
    if floor == 1:
        return tuple(value + part for value in sums)
    return tuple(value + more for value in sums for more in (part * floor, part))


@dataclass(frozen=True, slots=True)
class _Term:
    values: tuple[Decimal, ...]
    scale: Decimal
    end: int


def _term(parts: list[Part], at: int) -> _Term | None:
    """One scale with its count, before it or after it, or a plain number below a hundred."""
    if parts[at].kind == "prefix":
        return _prefixed(parts, at)
    plain = _below_hundred(parts, at)
    if plain is None:
        return None
    value, end = plain
    after = parts[end : end + 1]
    counted = any(part.kind in {"card", "figures"} for part in parts[end + 1 : end + 2])
    if after and after[0].kind == "prefix" and after[0].value > _HUNDRED and not counted:
        return _Term((value * after[0].value,), after[0].value, end + 1)
    return _Term((value,), Decimal(1), end)


def _prefixed(parts: list[Part], at: int) -> _Term:
    scale = parts[at].value
    count = parts[at + 1 : at + 2]
    if count and count[0].kind == "prefix" and count[0].value < scale:  # elfu mia tano
        inner = _prefixed(parts, at + 1)
        many = tuple(value * scale for value in inner.values)
        return _Term((*many, *(scale + value for value in inner.values)), Decimal(1), inner.end)
    fits = (
        count
        and count[0].kind in {"card", "figures"}
        and (scale != _HUNDRED or count[0].value < 10)
    )
    if not fits:
        return _Term((scale,), scale, at + 1)
    value, end = count[0].value, at + 2
    more = _below_hundred(parts, at + 1)
    if more and more[1] > end:
        return _Term((more[0] * scale, value * scale + (more[0] - value)), Decimal(1), more[1])
    return _Term((value * scale,), scale, end)


def _below_hundred(parts: list[Part], at: int) -> tuple[Decimal, int] | None:
    part = parts[at] if at < len(parts) else None
    if part is None or part.kind not in {"card", "figures"}:
        return None
    rest = parts[at + 1 : at + 3]
    tens = part.kind == "card" and part.value >= 10 and part.value % 10 == 0
    joined = tens and [more.kind for more in rest] == ["join", "card"]
    if joined and 0 < rest[1].value < 10:
        return part.value + rest[1].value, at + 3
    return part.value, at + 1


def part(word: NumberWord) -> Part:
    return Part(word.kind, word.value, word.language)
