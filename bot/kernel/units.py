"""Units farmers count in, and what one of each weighs by country and crop."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from bot.kernel import crops
from bot.kernel.quantity import Quantity
from bot.kernel.tables import rows

Certainty = Literal["exact", "legal", "typical", "varies"]
ANYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Unit:
    """dimension: mass, volume, package, count or area."""

    id: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Factor:
    """What one unit is in its base (kg, piece, m2, ...), with the range seen in markets.

    Store it beside what was said, so that a corrected table can be replayed.
    """

    unit: str
    value: Decimal
    base: str
    low: Decimal | None
    high: Decimal | None
    certainty: Certainty

    @property
    def sure(self) -> bool:
        """Whether to convert without asking."""
        return self.certainty != "varies"


def get(unit_id: str) -> Unit:
    """Raise KeyError for an unknown id: ids come from this table, not from people."""
    return _units()[unit_id]


def known(unit_id: str) -> bool:
    return unit_id in _units()


def all_units() -> tuple[Unit, ...]:
    return tuple(_units().values())


def offered(country: str, crop_id: str = "") -> tuple[str, ...]:
    """Units a farmer of the country would pick for the crop, most useful first."""
    kind = crops.get(crop_id).kind if crops.known(crop_id) else ""
    lists = _offered()
    wanted = (
        (country, crop_id),
        (ANYWHERE, crop_id),
        (country, kind),
        (ANYWHERE, kind),
        (country, "*"),
    )
    return next((lists[key] for key in wanted if key in lists), lists[ANYWHERE, "*"])


def factor(unit_id: str, country: str, crop_id: str = "") -> Factor | None:
    """Most specific row of the table: crop before country; None where no row applies."""
    found = _factors().get(unit_id, {})
    wanted = ((country, crop_id), (ANYWHERE, crop_id), (country, ""), (ANYWHERE, ""))
    return next((found[key] for key in wanted if key in found), None)


def at_home(unit_id: str, country: str, crop_id: str = "") -> int:
    """How well the unit fits: 3 for this crop, 2 in this country, 1 anywhere, 0 elsewhere."""
    found = _factors().get(unit_id, {})
    if crop_id and ((country, crop_id) in found or (ANYWHERE, crop_id) in found):
        return 3
    if any(place == country for place, _ in found):
        return 2
    return 1 if any(place == ANYWHERE and not crop for place, crop in found) else 0


def in_kg(quantity: Quantity, country: str, crop_id: str = "") -> Decimal | None:
    """Weight, or None where the unit has none or it varies: then ask, never convert."""
    used = factor(quantity.unit, country, crop_id)
    if used is None or used.base != "kg" or not used.sure:
        return None
    return Decimal(quantity.milli) * used.value / 1000


def unit_name(unit_id: str, language: str, form: Literal["short", "long"] = "long") -> str:
    """Name for one unit ("bag", "kg"), in English or any language where this one has none."""
    named = _names()[unit_id]
    short, long, _ = named.get(language) or named.get("en") or next(iter(named.values()))
    return short if form == "short" else long


@cache
def unit_names(language: str) -> dict[str, tuple[str, ...]]:
    """Every way the language writes each unit."""
    return {
        unit: tuple(dict.fromkeys((short, long, *others)))
        for unit, named in _names().items()
        if language in named
        for short, long, others in (named[language],)
    }


@cache
def languages() -> tuple[str, ...]:
    """Languages that name units."""
    return tuple(dict.fromkeys(language for named in _names().values() for language in named))


@cache
def _units() -> dict[str, Unit]:
    return {row["unit_id"]: Unit(row["unit_id"], row["dimension"]) for row in rows("units")}


@cache
def _factors() -> dict[str, dict[tuple[str, str], Factor]]:
    found: dict[str, dict[tuple[str, str], Factor]] = defaultdict(dict)
    for row in rows("units"):
        for country in row["country"].split():
            found[row["unit_id"]][country, row["crop_id"]] = _factor(row)
    return dict(found)


def _factor(row: dict[str, str]) -> Factor:
    certainty: Certainty = row["certainty"]  # type: ignore[assignment]
    return Factor(
        unit=row["unit_id"],
        value=Decimal(row["value"]),
        base=row["base"],
        low=Decimal(row["low"]) if row["low"] else None,
        high=Decimal(row["high"]) if row["high"] else None,
        certainty=certainty,
    )


@cache
def _offered() -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (row["country"], row["what"]): tuple(row["units"].split()) for row in rows("units_offered")
    }


@cache
def _names() -> dict[str, dict[str, tuple[str, str, tuple[str, ...]]]]:
    found: dict[str, dict[str, tuple[str, str, tuple[str, ...]]]] = defaultdict(dict)
    for row in rows("units_names"):
        others = tuple(filter(None, row["others"].split("|")))
        found[row["unit_id"]][row["language"]] = (row["short"], row["long"], others)
    return dict(found)
