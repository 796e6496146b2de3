"""Chinese numerals as a grammar: 一千二 is 1200, 三万五 is 35000, 四分之三 is 0.75."""

from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("〇零", "一壹幺", "二贰两俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GREAT = {"万": 10_000, "亿": 100_000_000}
_TENS = {"廿": 20, "卅": 30}
HALF = "半"
SIGNS = frozenset((*DIGITS, *_STEPS, *_GREAT, *_TENS, HALF))


@dataclass(slots=True)
class _Sum:
    """Numeral so far: whole ten-thousands, what is below them, and a digit awaiting its step."""

    great: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    digit: Decimal | None = None
    step: int = 0
    zero: bool = False

    def add_digit(self, value: Decimal) -> bool:
        if self.digit is not None or (self.step == 1):
            return False
        self.digit = value
        return True

    def add_step(self, step: int) -> bool:
        if self.digit is None and (step != 10 or (self.step and not self.zero and self.step < 100)):
            return False
        if 0 < self.step <= step and self.section:
            return False
        self.section += (Decimal(1) if self.digit is None else self.digit) * step
        self.digit, self.step, self.zero = None, step, False
        return True

    def add_great(self, step: int) -> bool:
        below = self.section + (self.digit or 0)
        if not below:
            return False
        if self.great < step:  # 一万亿
            self.great = (self.great + below) * step
        elif self.great % (step * 10_000) == 0:  # 一亿零五万
            self.great += below * step
        else:
            return False
        self.section, self.digit, self.step, self.zero = Decimal(0), None, step, False
        return True

    def total(self) -> Decimal:
        return self.great + self.section + self._tail()

    def _tail(self) -> Decimal:
        """Count a last single digit in the next lower step: 一千二 = 1200, but 一千零二 = 1002."""
        if self.digit is None:
            return Decimal(0)
        spoken = self.step > 10 and not self.zero and 0 < self.digit < 10
        return self.digit * (self.step // 10) if spoken else self.digit


def numeral(signs: list[str]) -> tuple[Decimal, int] | None:
    """Read the longest numeral at the start: its value and how many signs it took.

    Signs are single characters or plain figures ("3" in 3万).
    """
    for read in (_half, _parts, _places, _stepped):
        found = read(signs)
        if found:
            return found
    return None


def _half(signs: list[str]) -> tuple[Decimal, int] | None:
    if signs[0] == HALF:
        return Decimal("0.5"), 1
    return (Decimal("0.5"), 2) if signs[:2] == ["一", HALF] else None


def _parts(signs: list[str]) -> tuple[Decimal, int] | None:
    """四分之三: only what a decimal holds exactly."""
    if len(signs) < 4 or signs[1:3] != ["分", "之"]:
        return None
    under, over = DIGITS.get(signs[0], 0), DIGITS.get(signs[3], 0)
    if signs[0] == "十":
        under = 10
    if not over or under not in {2, 4, 5, 8, 10} or over >= under:
        return None
    return Decimal(over) / Decimal(under), 4


def _places(signs: list[str]) -> tuple[Decimal, int] | None:
    """五〇: digits by place, told from an estimate (三四) by the round zero."""
    taken = 0
    while taken < len(signs) and signs[taken] in DIGITS:
        taken += 1
    if taken < 2 or "〇" not in signs[1:taken]:
        return None
    return Decimal("".join(str(DIGITS[sign]) for sign in signs[:taken])), taken


def _stepped(signs: list[str]) -> tuple[Decimal, int] | None:
    sum_, taken = _Sum(), 0
    for sign in signs:
        if not _take(sum_, sign):
            break
        taken += 1
    if taken and signs[taken - 1] in "〇零" and taken > 1:
        taken -= 1  # 三块零五分: the zero belongs to what follows
    if not taken:
        return None
    if signs[taken : taken + 1] == ["点"]:
        return _point(sum_.total(), signs, taken)
    return sum_.total(), taken


def _take(sum_: _Sum, sign: str) -> bool:
    if sign in "〇零":
        if not (sum_.step or sum_.great or sum_.section):
            return sum_.add_digit(Decimal(0))
        fresh = sum_.digit is None and not sum_.zero
        sum_.zero = True
        return fresh
    if sign in DIGITS:
        return sum_.add_digit(Decimal(DIGITS[sign]))
    if sign in _STEPS:
        return sum_.add_step(_STEPS[sign])
    if sign in _GREAT:
        return sum_.add_great(_GREAT[sign])
    return _take_other(sum_, sign)


def _take_other(sum_: _Sum, sign: str) -> bool:
    if sign in _TENS:
        fresh = not sum_.section and sum_.digit is None
        sum_.section, sum_.step = sum_.section + _TENS[sign], 10
        return fresh
    return sign[0].isdigit() and sum_.add_digit(Decimal(sign))


def _point(whole: Decimal, signs: list[str], taken: int) -> tuple[Decimal, int]:
    end = taken + 1
    while end < len(signs) and signs[end] in DIGITS:
        end += 1
    if end == taken + 1:
        return whole, taken
    places = "".join(str(DIGITS[sign]) for sign in signs[taken + 1 : end])
    return whole + Decimal(f"0.{places}"), end
