from decimal import Decimal

import pytest

from bot.kernel import crops, units
from bot.kernel.quantity import Quantity
from bot.kernel.tables import rows


def test_every_unit_has_a_name_and_a_row() -> None:
    named = {row["unit_id"] for row in rows("units_names")}
    assert named == {unit.id for unit in units.all_units()}


@pytest.mark.parametrize(
    "row", list(rows("units_offered")), ids=lambda row: row["country"] + row["what"]
)
def test_what_is_offered_exists(row: dict[str, str]) -> None:
    offered = row["units"].split()
    assert all(units.known(unit) for unit in offered)
    assert len(offered) == len(set(offered)) <= 5
    assert row["what"] in {"*", *crops.kinds()} or crops.known(row["what"])


def test_kg_comes_first_unless_the_country_or_crop_says_otherwise() -> None:
    assert units.offered("FR", "tomato")[0] == "kg"
    assert units.offered("KE", "maize")[:2] == ("kg", "sack")
    assert units.offered("CN", "tomato")[0] == "jin"
    assert units.offered("KE", "egg")[0] == "tray30"
    assert units.offered("KE")[0] == "kg"


@pytest.mark.parametrize(
    ("milli", "unit", "country", "crop", "kg"),
    [
        (2000, "quintal", "IN", "wheat", "200"),
        (2000, "quintal", "GT", "maize", "90.72"),
        (1500, "jin", "CN", "potato", "0.75"),
        (1000, "sack", "KE", "maize", "90"),
        (1000, "sack", "KE", "tomato", None),
        (1000, "quintal", "PE", "potato", None),
        (1000, "jin", "KE", "potato", None),
        (12000, "piece", "KE", "egg", None),
        (1000, "ha", "KE", "", None),
        (1000, "litre", "KE", "milk", "1.03"),
    ],
)
def test_a_unit_weighs_what_country_and_crop_say(
    milli: int, unit: str, country: str, crop: str, kg: str | None
) -> None:
    weight = units.in_kg(Quantity(milli, unit), country, crop)
    assert weight == (None if kg is None else Decimal(kg))


def test_the_factor_used_can_be_kept() -> None:
    used = units.factor("sack", "KE", "potato")
    assert used is not None
    assert (used.value, used.high, used.certainty) == (Decimal(50), Decimal(110), "legal")


def test_a_unit_is_named_short_and_long() -> None:
    assert units.unit_name("kg", "en", "short") == "kg"
    assert units.unit_name("kg", "hi") == "किलो"
    assert units.unit_name("kibaba", "zh_Hans") == "kibaba"


def test_an_unknown_unit_is_a_bug() -> None:
    with pytest.raises(KeyError):
        units.get("parsec")
