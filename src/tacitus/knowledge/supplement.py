"""The shipped supplement, `data/gazetteer/supplement.toml`: places the packages lack (camps, front-line villages, informal regions)."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from tacitus.errors import GazetteerError
from tacitus.knowledge.gazetteer_entry import Entry
from tacitus.knowledge.overlay import KINDS, slug
from tacitus.knowledge.placenames import weak_key

NAMED = "="
"""Before a name that stands for the code of a unit nobody knows."""

_RADIUS = {"region": 100.0, "admin1": 80.0, "admin2": 30.0}


def supplement(units: Mapping[tuple[str, str], str], *, strict: bool, file: Traversable | None = None) -> list[Entry]:
    """The places of the supplement. `units` maps (country, weak key of a first-level unit's name) to the unit's code.

    An entry without name, type, country or coordinates is an error, and when `strict` also a `parent` that is no first-level unit: raises
    `GazetteerError`. Not `strict` (a dump of few countries), such a parent is kept by its name.
    """
    source = file or files("tacitus.data").joinpath("gazetteer/supplement.toml")
    if not source.is_file():
        return []
    seen: set[str] = set()
    return [_entry(row, units, seen, str(source), strict) for row in tomllib.loads(source.read_text("utf-8")).get("place", [])]


def unit_names(units: Iterable[Entry], *, strict: bool, file: Traversable | None = None) -> Iterator[Entry]:
    """The units, first-level ones with the names that the supplement's `unit` rows add ("North Ossetia").

    A row names a unit as the sources spell it; when `strict`, one that no unit bears raises `GazetteerError`.
    """
    source = file or files("tacitus.data").joinpath("gazetteer/supplement.toml")
    rows = tomllib.loads(source.read_text("utf-8")).get("unit", []) if source.is_file() else []
    added = {(row["country"], weak_key(row["name"])): frozenset(row["aliases"]) for row in rows}
    met: set[tuple[str, str]] = set()
    for unit in units:
        key = (unit.country, weak_key(unit.name))
        if unit.kind == "admin1" and key in added:
            met.add(key)
            unit = replace(unit, names=unit.names | added[key])
        yield unit
    if strict and (unknown := sorted(added.keys() - met)):
        raise GazetteerError(f"{source}: no first-level unit of {unknown[0][0]} is called {unknown[0][1]!r}")


def _entry(row: dict[str, Any], units: Mapping[tuple[str, str], str], seen: set[str], file: str, strict: bool) -> Entry:
    missing = [key for key in ("name", "type", "country", "lat", "lon") if row.get(key) is None]
    if missing or row["type"] not in KINDS:
        raise GazetteerError(
            f"{file}: place {row.get('name', row)!r} lacks {', '.join(missing) or 'a known type'}; types are {', '.join(KINDS)}"
        )
    ref = slug(row["name"]) if slug(row["name"]) not in seen else f"{slug(row['name'])}-{row['country'].lower()}"
    if ref in seen:
        raise GazetteerError(f"{file}: place {row['name']!r} stands twice")
    seen.add(ref)
    kind = KINDS[row["type"]]
    parent = row.get("parent")
    code = units.get((row["country"], weak_key(parent))) if parent else None
    if parent and code is None and strict:
        raise GazetteerError(f"{file}: place {row['name']!r} has the parent {parent!r}, which is no first-level unit of {row['country']}")
    own = (f"supplement:{ref}",) if kind in _RADIUS else ()
    names = frozenset({row["name"], *row.get("aliases", ())})
    codes = (row["country"], *([code or NAMED + parent] if parent else []), *own)
    return Entry(
        f"supplement:{ref}", row["name"], codes, kind, (row["lat"], row["lon"]), 0, row.get("radius_km", _RADIUS.get(kind, 0.0)), names
    )
