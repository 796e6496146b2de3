"""What farmers type, read whole: the table was written before the readers."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.text.amounts import read_number
from bot.text.crops import read_crop
from bot.text.days import read_day
from bot.text.prices import read_price
from bot.text.quantities import read_quantity
from bot.text.reading import Found, NotRead, NoUnit, Number, Price, Reading, Several, Unsure
from bot.text.sentence import Sentence, read_sentence

TODAY = date(2026, 3, 11)  # a Wednesday
MONEY = {
    "KE": "KES",
    "TZ": "TZS",
    "UG": "UGX",
    "IN": "INR",
    "CN": "CNY",
    "MX": "MXN",
    "GT": "GTQ",
    "CO": "COP",
    "PE": "PEN",
    "ES": "EUR",
    "EG": "EGP",
    "MA": "MAD",
    "SD": "SDG",
    "US": "USD",
    "NG": "NGN",
    "ZA": "ZAR",
    "TN": "TND",
    "JO": "JOD",
    "EC": "USD",
    "BO": "BOB",
}


def rows_of(path: str | None = None) -> Iterator[dict[str, str]]:
    with Path(path or Path(__file__).with_name("readings.csv")).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def judge(row: dict[str, str]) -> tuple[str, str]:
    """right, asked (safe, but a question too many) or wrong."""
    got = READERS[row["kind"]](row["input"], row["language"], row["country"])
    want = row["expected"]
    unread = got == "-" or got.startswith("?")
    if want in {"-", "?"}:
        return ("right" if unread else "wrong"), got
    if got == want or (want.startswith("?") and _options(got) == _options(want)):
        return "right", got
    if row["kind"] == "sentence" and set(got.split()) - {"none"} < set(want.split()):
        return "asked", got  # what it left out is asked
    return ("asked" if unread or (got.endswith(" ?") and want.startswith("?")) else "wrong"), got


def _options(shown: str) -> set[str]:
    return set(shown.removeprefix("?").split("|"))


def show(value: object) -> str:
    match value:
        case NotRead():
            return "-"
        case Unsure(options) | Several(options):
            return "?" + "|".join(map(show, options))
        case Number(number):
            return _plain(number)
        case NoUnit(number):
            return f"{_plain(number)} ?"
        case Reading(quantity):
            return show(quantity)
        case Quantity():
            return f"{_plain(value.to_decimal())} {value.unit}"
        case Price(money, unit, quantity):
            per = unit or (show(quantity) if quantity else "")
            return show(money) + (f"/{per}" if per else "")
        case Money():
            return f"{_plain(value.to_decimal())} {value.currency}"
        case Found(crop):
            return crop
        case Decimal():
            return _plain(value)
        case Sentence():
            return _sentence(value)
    return str(value)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _sentence(said: Sentence) -> str:
    words = [said.intent or "none", said.crop or "|".join(said.crops)]
    if said.quantity:
        words.append(show(said.quantity).replace(" ", ""))
    if said.price:
        amount, _, per = show(said.price).partition("/")
        words.append(f"price={amount.split()[0]}" + (f"/{per.replace(' ', '')}" if per else ""))
    if said.day:
        words.append(f"day={said.day}")
    return " ".join(words)


READERS = {
    "number": lambda text, language, country: show(read_number(text, language, country)),
    "quantity": lambda text, language, country: show(read_quantity(text, language, country)),
    "price": lambda text, language, country: show(
        read_price(text, language, country, MONEY[country])
    ),
    "crop": lambda text, language, country: show(read_crop(text, language)),
    "day": lambda text, language, country: show(read_day(text, language, TODAY)),
    "sentence": lambda text, language, country: show(
        read_sentence(text, language, country, MONEY[country], TODAY)
    ),
}


def test_no_reading_is_wrong_and_few_are_asked_needlessly() -> None:
    verdicts = {(row["language"], row["input"]): judge(row) for row in rows_of()}
    wrong = {key: got for key, (verdict, got) in verdicts.items() if verdict == "wrong"}
    assert not wrong
    right = sum(verdict == "right" for verdict, _ in verdicts.values())
    assert right >= 0.97 * len(verdicts)


def test_every_language_has_a_hundred_inputs() -> None:
    counted = Counter(row["language"] for row in rows_of())
    assert set(counted) == {"en", "zh_Hans", "hi", "sw", "es", "ar"}
    assert min(counted.values()) >= 100
