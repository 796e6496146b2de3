from decimal import Decimal

import pytest

from bot.text.numbers import Marks, figures, fraction, marks

POINT, COMMA = Marks(","), Marks(".")


@pytest.mark.parametrize(
    ("text", "usual", "meanings"),
    [
        ("1200", POINT, ["1200"]),
        ("1,200.50", POINT, ["1200.50"]),
        ("1.200,50", POINT, ["1200.50"]),
        ("1,5", POINT, ["1.5"]),
        ("1.5", COMMA, ["1.5"]),
        ("1,200", POINT, ["1200", "1.200"]),
        ("1,200", COMMA, ["1.200", "1200"]),
        ("1.200", COMMA, ["1200", "1.200"]),
        ("0.500", POINT, ["0.500"]),
        ("0,500", POINT, ["0.500"]),
        ("1200.500", POINT, ["1200.500"]),
        ("1,200,300", POINT, ["1200300"]),
        ("1.200.300", POINT, ["1200300"]),
        ("1,50,000", POINT, ["150000"]),
        ("12,34,567.5", POINT, ["1234567.5"]),
        ("1 200", POINT, ["1200"]),
        ("1٬200٫5", POINT, ["1200.5"]),
        ("1٬200", POINT, ["1200"]),
        ("1٫200", POINT, ["1.200"]),
        ("1,2,3", POINT, []),
        ("1.2.3", POINT, []),
        ("1,20.5", POINT, []),
        ("1.200.5,5", POINT, []),
        ("0712345678", POINT, []),
        ("1234567890123", POINT, []),
    ],
)
def test_marks_mean_what_their_places_say(text: str, usual: Marks, meanings: list[str]) -> None:
    assert figures(text, usual) == tuple(map(Decimal, meanings))


def test_a_country_decides_its_marks() -> None:
    assert marks("es", "ES") == COMMA
    assert marks("es", "MX") == POINT
    assert marks("ar", "MA") == COMMA
    assert marks("ar", "EG") == POINT


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/2", "0.5"),
        ("3/4", "0.75"),
        ("1/8", "0.125"),
        ("15/3", None),
        ("1/3", None),
        ("1/0", None),
    ],
)
def test_only_exact_fractions_are_numbers(text: str, value: str | None) -> None:
    assert fraction(text) == (None if value is None else Decimal(value))
