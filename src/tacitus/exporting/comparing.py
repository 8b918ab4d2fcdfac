"""Comparing: two event tables of ACLED's or UCDP's form side by side, for users who hold such data. Nothing of either table is kept."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from tacitus.errors import InputError, cause
from tacitus.knowledge.gazetteer import kilometres

Shape = Literal["acled", "ucdp"]
_NEEDED: dict[Shape, dict[str, str]] = {
    "acled": {
        "id": "event_id_cnty", "day": "event_date", "type": "event_type", "lat": "latitude", "lon": "longitude", "country": "country",
        "admin1": "admin1", "place": "location", "deaths": "fatalities", "first": "actor1", "second": "actor2",
    },
    "ucdp": {
        "id": "id", "day": "date_start", "type": "type_of_violence", "lat": "latitude", "lon": "longitude", "country": "country",
        "admin1": "adm_1", "place": "where_coordinates", "deaths": "best", "first": "side_a", "second": "side_b",
    },
}  # fmt: skip
FIELDS = ("day", "type", "country", "admin1", "place", "deaths", "actors")
_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y")


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a table, as far as it is compared; names are folded."""

    id: str
    day: date
    last: date
    type: str
    point: tuple[float, float] | None
    country: str
    admin1: str
    place: str
    deaths: int | None
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """How far two rows of one happening may be apart. With `same_type` types must agree (only tables of one form can)."""

    days: int = 1
    km: float = 25.0
    same_type: bool = True


@dataclass
class Comparison:
    """Pairs of rows of one happening, what each table has alone, and for each field how many pairs agree of those where both tell it."""

    pairs: list[tuple[Listed, Listed]] = field(default_factory=list)
    ours_only: list[Listed] = field(default_factory=list)
    theirs_only: list[Listed] = field(default_factory=list)
    skipped: int = 0

    def agreement(self) -> Iterator[tuple[str, int, int]]:
        """(field, pairs that agree, pairs where both tell it). Actors agree when the tables share a name."""
        for name in FIELDS:
            told = [(getattr(a, name), getattr(b, name)) for a, b in self.pairs]
            told = [(a, b) for a, b in told if a not in (None, "", frozenset()) and b not in (None, "", frozenset())]
            same = sum(bool(a & b) if isinstance(a, frozenset) else a == b for a, b in told)
            yield name, same, len(told)


def read_table(path: Path) -> tuple[Shape, list[Listed], int]:
    """The form of a CSV table, its rows, and how many had no date that can be read.

    The form is told by the columns. Raises `InputError` when the file cannot be read or has the columns of neither form.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            shape = _shape(reader.fieldnames or (), path)
            rows = [_listed(row, _NEEDED[shape]) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot read {path}: {cause(error)}") from error
    return shape, [row for row in rows if row], sum(row is None for row in rows)


def _shape(names: Iterable[str], path: Path) -> Shape:
    have = set(names)
    for shape, needed in _NEEDED.items():
        if set(needed.values()) <= have:
            return shape
    lacking = {shape: sorted(set(needed.values()) - have)[:4] for shape, needed in _NEEDED.items()}
    told = "; ".join(f"for {shape}: {', '.join(names)}" for shape, names in lacking.items())
    raise InputError(f"{path} has the columns of neither ACLED's nor UCDP's form; lacking {told}")


def _listed(row: Mapping[str, str | None], names: Mapping[str, str]) -> Listed | None:
    cell = {key: (row.get(name) or "").strip() for key, name in names.items()}
    day = _day(cell["day"])
    if day is None:
        return None
    people = frozenset(p.casefold() for side in ("first", "second") for p in cell[side].split(";") if p.strip())
    point = (float(cell["lat"]), float(cell["lon"])) if _number(cell["lat"]) and _number(cell["lon"]) else None
    deaths = int(float(cell["deaths"])) if _number(cell["deaths"]) else None
    last = _day((row.get("date_end") or "").strip()) or day
    return Listed(
        cell["id"], day, last, cell["type"], point, cell["country"].casefold(), cell["admin1"].casefold(), cell["place"].casefold(), deaths,
        people,
    )  # fmt: skip


def _day(text: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def compare(ours: Iterable[Listed], theirs: Iterable[Listed], limits: Limits | None = None) -> Comparison:
    """Pair rows one to one, the nearest in days, then kilometres, then deaths first.

    Intervals of a pair lie no more than `days` apart and its points no more than `km`; a row without point pairs within its province only.
    """
    limits = limits or Limits()
    ours, theirs = list(ours), list(theirs)
    by_day: dict[date, list[int]] = defaultdict(list)
    for n, row in enumerate(theirs):
        for offset in range((min(row.last, row.day + timedelta(31)) - row.day).days + 1):
            by_day[row.day + timedelta(offset)].append(n)
    found = sorted((distance, i, j) for i, row in enumerate(ours) for j, distance in _near(row, theirs, by_day, limits))
    used_ours, used_theirs, result = set[int](), set[int](), Comparison()
    for _, i, j in found:
        if i not in used_ours and j not in used_theirs:
            used_ours.add(i)
            used_theirs.add(j)
            result.pairs.append((ours[i], theirs[j]))
    result.ours_only = [row for i, row in enumerate(ours) if i not in used_ours]
    result.theirs_only = [row for j, row in enumerate(theirs) if j not in used_theirs]
    return result


Distance = tuple[int, float, int]


def _near(row: Listed, theirs: list[Listed], by_day: Mapping[date, list[int]], limits: Limits) -> Iterator[tuple[int, Distance]]:
    length = (min(row.last, row.day + timedelta(31)) - row.day).days
    days = (row.day + timedelta(n) for n in range(-limits.days, length + limits.days + 1))
    for j in sorted({j for day in days for j in by_day.get(day, ())}):
        other = theirs[j]
        if limits.same_type and row.type != other.type:
            continue
        away = kilometres(row.point, other.point) if row.point and other.point else None
        if away is None and (row.admin1, row.country) != (other.admin1, other.country):
            continue
        if away is None or away <= limits.km:
            apart = max(0, (max(row.day, other.day) - min(row.last, other.last)).days)
            yield j, (apart, round(away or limits.km, 3), abs((row.deaths or 0) - (other.deaths or 0)))
