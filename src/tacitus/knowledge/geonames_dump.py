"""The files of the GeoNames dump (https://download.geonames.org/export/dump/, CC BY 4.0), plain or in their zip archives.

Read are `allCountries` or any number of country files (`SY.txt`, `UA.zip`, `cities500.zip`), `admin1CodesASCII.txt`,
`admin2Codes.txt` and, if there, `alternateNamesV2` (or country files of it in a folder `alternatenames`). Fields are separated by tabs,
without header and quoting.
"""

import csv
import hashlib
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tacitus.errors import GazetteerError
from tacitus.knowledge.gazetteer_entry import Entry
from tacitus.knowledge.geonames_packages import administered, plain, readable

_COLUMNS = 19
_CODED = frozenset(
    [
        "admin1CodesASCII",
        "admin2Codes",
        "alternateNamesV2",
        "hierarchy",
        "countryInfo",
        "readme",
        "featureCodes_en",
        "iso-languagecodes",
        "timeZones",
    ]
)
"""Files of the dump that hold no places."""

_SITES = {
    **dict.fromkeys(("MILB", "AIRB", "INSM", "FT"), "base"),
    **dict.fromkeys(("CMPRF", "CMP"), "camp"),
    **dict.fromkeys(("HSP", "DAM", "AIRP", "AIRF", "BDG", "PRN", "PS", "MNQ"), "site"),
    **dict.fromkeys(("BDRPST", "BDGB"), "crossing"),
}
"""Feature codes of classes S and L at which acts are told, and the kind they become."""
_REGIONS = frozenset({"L.RGN", "L.RGNE", "L.RGNH", "L.AREA", "T.PEN", "T.MTS", "T.ISLS", "T.VAL", "H.LK"})
_NOT_NAMES = frozenset({"link", "post", "wkdt", "iata", "icao", "faac", "unlc", "tcid", "phon"})
_LARGE = 2000


@dataclass(frozen=True, slots=True)
class Dump:
    """What a folder of dump files holds; `sources` names the files with their hashes."""

    units: list[Entry]
    places: list[Entry]
    sources: dict[str, str]


def read(folder: Path) -> Dump:
    """All places of the dump that an act can be at: towns, villages, units, bases, camps, dams, airports, crossings, named regions."""
    files = _files(folder)
    tables = [path for stem, path in files.items() if stem not in _CODED]
    if not tables:
        raise GazetteerError(
            f"no GeoNames dump in {folder}: put allCountries.zip or country files such as SY.zip there (docs/gazetteer.md)"
        )
    alternates = _alternates(files, folder)
    points: dict[str, tuple[float, float]] = {}
    places: dict[str, Entry] = {}
    for path in tables:
        for row in _rows(path, _COLUMNS):
            if row[6] == "A" and row[7] in {"ADM1", "ADM2", "PCLI"}:
                points[row[0]] = float(row[4]), float(row[5])
                alternates[row[0]] = alternates.get(row[0], frozenset()) | frozenset(filter(readable, row[3].split(",")))
            elif entry := _place(row, alternates.get(row[0], frozenset())):
                places[entry.ref] = entry
    units = [
        _unit(row, alternates, points) for stem in ("admin1CodesASCII", "admin2Codes") if stem in files for row in _rows(files[stem], 4)
    ]
    return Dump(units, list(places.values()), {f"file {path.name}": _sha256(path) for path in files.values()})


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise GazetteerError(f"{folder} is no folder; give the folder that holds the GeoNames dump files")
    return {path.stem: path for path in sorted(folder.iterdir(), reverse=True) if path.suffix in {".txt", ".zip"}}


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if path.suffix == ".txt":
        with path.open(encoding="utf-8", newline="") as text:
            yield text
        return
    with zipfile.ZipFile(path) as archive, archive.open(f"{path.stem}.txt") as raw:
        yield io.TextIOWrapper(raw, encoding="utf-8", newline="")


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 20)
    try:
        with _opened(path) as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
                if len(row) < columns:
                    raise GazetteerError(
                        f"{path} line {number} has {len(row)} fields, needed are {columns}: not a GeoNames dump file of this kind"
                    )
                yield row
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"cannot read {path}: {error}") from error


def _alternates(files: dict[str, Path], folder: Path) -> dict[str, frozenset[str]]:
    own = [files["alternateNamesV2"]] if "alternateNamesV2" in files else []
    more = folder / "alternatenames"
    found: dict[str, set[str]] = defaultdict(set)
    for path in (*own, *(sorted(more.glob("*.zip")) + sorted(more.glob("*.txt")) if more.is_dir() else ())):
        for row in _rows(path, 4):
            if row[2] not in _NOT_NAMES and readable(row[3]):
                found[row[1]].add(row[3])
    return {key: frozenset(names) for key, names in found.items()}


def _place(row: list[str], alternates: frozenset[str]) -> Entry | None:
    kind = _kind(row)
    if kind is None or not row[8]:
        return None
    point = float(row[4]), float(row[5])
    country, first = administered(row[8], row[10], point)
    codes = (country, *([first] if row[10] else []), *([f"{first}.{row[11]}"] if row[10] and row[11] else []))
    names = frozenset(name for name in (row[1], row[2], *row[3].split(",")) if readable(name)) | alternates
    return Entry(f"geonames:{row[0]}", plain(row[1]), codes, kind, point, int(row[14] or 0), 100.0 if kind == "region" else 0.0, names)


def _kind(row: list[str]) -> str | None:
    feature, code, population = row[6], row[7], int(row[14] or 0)
    if feature == "P":
        return "town" if code.startswith("PPLA") or code == "PPLC" or population >= _LARGE else "village"
    if f"{feature}.{code}" in _REGIONS:
        return "region"
    return _SITES.get(code) if feature in {"S", "L"} else None


def _unit(row: list[str], alternates: dict[str, frozenset[str]], points: dict[str, tuple[float, float]]) -> Entry:
    code, name, ascii_name, number = row[:4]
    parts = code.split(".")
    codes = tuple(".".join(parts[:n]) for n in range(1, len(parts) + 1))
    names = frozenset({name, ascii_name}) | alternates.get(number, frozenset())
    return Entry(f"geonames:{number}", name, codes, "admin1" if len(parts) == 2 else "admin2", points.get(number), names=names)


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
