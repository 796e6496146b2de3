"""Who lives in the village, where, and what they sell."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from bot.kernel import countries, places
from bot.kernel.money import Money, digits
from bot.kernel.places import Place

TABLE = Path(countries.__file__).with_name("tables") / "village.csv"
FIRST_CHAT = 9_101  # chats of the villagers; the phones on the page have other numbers

# Roughly one US dollar, so that the villagers' prices look like prices where they live.
_PER_DOLLAR = {
    "KES": 130, "UGX": 3700, "TZS": 2600, "ETB": 125, "NGN": 1550, "GHS": 15, "INR": 84,
    "BDT": 120, "CNY": 7, "MXN": 18, "COP": 4000, "PEN": 4, "GTQ": 8, "EGP": 48, "MAD": 10,
    "IDR": 15700, "BRL": 6, "XOF": 600, "UZS": 12700, "RUB": 95,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Villager:
    """Somebody who lives here already; a buyer has no crop."""

    chat: int
    name: str
    language: str
    wants: str
    home: Place
    crop: str
    unit: str
    milli: int
    us_cents: int


def read_villagers(country: str) -> tuple[Villager, ...]:
    """Read the villagers and give them homes near one another in the country."""
    homes = _homes(country)
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_villager(at, row, homes) for at, row in enumerate(rows))


def _villager(at: int, row: dict[str, str], homes: Sequence[Place]) -> Villager:
    return Villager(
        chat=FIRST_CHAT + at,
        name=row["name"],
        language=row["language"],
        wants=row["wants"],
        home=homes[int(row["home"])],
        crop=row["crop"],
        unit=row["unit"],
        milli=int(row["amount"] or 0) * 1000,
        us_cents=int(row["us_cents"] or 0),
    )


def _homes(country: str) -> list[Place]:
    """Give the three districts nearest to one of the country's own, so that all are neighbours."""
    regions = [r for r in places.regions(country) if len(places.districts(country, r.id)) >= 3]
    region = next((r for r in regions if r.id == "KE-31"), regions[0])
    districts = places.districts(country, region.id)
    middle = places.nearest(country, region.latitude, region.longitude) or districts[0]
    return sorted(districts, key=lambda each: places.distance_km(each, middle))[:3]


def price_of(us_cents: int, currency: str) -> Money:
    """Give a round local price for so many US cents."""
    dollars = Decimal(us_cents) / 100 * _PER_DOLLAR.get(currency, 1)
    whole = dollars.quantize(Decimal(1), ROUND_HALF_UP) if dollars >= 5 else dollars
    step = Decimal(1).scaleb(-digits(currency))
    return Money.from_decimal(max(whole.quantize(step), step), currency)
