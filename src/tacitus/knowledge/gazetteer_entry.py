"""What a builder knows of one place before it is written, and the points and reaches of units computed from their towns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean, median

from tacitus.knowledge.gazetteer import kilometres
from tacitus.knowledge.placenames import weak_key

Point = tuple[float, float]

_RADIUS = {"country": 500.0, "admin1": 80.0, "admin2": 30.0, "region": 100.0}
"""Reach in km of a unit without towns, by kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to be written. `codes` are the codes of its units, outermost first ("SY", "SY.12", "SY.12.169388"), ending with its own for a
    unit; `point` is None until it is computed."""

    ref: str
    name: str
    codes: tuple[str, ...]
    kind: str
    point: Point | None = None
    population: int = 0
    radius_km: float | None = 0.0
    names: frozenset[str] = field(default=frozenset())

    @property
    def country(self) -> str:
        """The alpha-2 code of the country."""
        return self.codes[0]


def place_units(units: Iterable[Entry], towns: Sequence[Entry]) -> list[Entry]:
    """Give each unit a point and a reach.

    The point is the mean over the cells of a grid in which the unit has towns, so that a crowded corner does not pull it; the reach is
    the distance within which nine tenths of the towns lie. A country's point is the median over these cells, so that far-off parts do not
    pull it either. A district without towns gets the point of the town in its province that bears its name, otherwise, as any unit
    without towns, the point and the reach of its parent.
    """
    members: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        for code in town.codes:
            members[code].append(town)
    bearers = {(town.codes[:2][-1], weak_key(town.name)): town for town in sorted(towns, key=lambda t: t.population)}
    placed: dict[str, Entry] = {}
    for unit in sorted(units, key=lambda u: len(u.codes)):
        own = members.get(unit.codes[-1]) or ([seat] if (seat := _bearer(unit, bearers)) else [])
        placed[unit.codes[-1]] = _placed(unit, own, placed)
    return [unit for unit in placed.values() if unit.point]


def _bearer(unit: Entry, bearers: dict[tuple[str, str], Entry]) -> Entry | None:
    """The town of the same province that bears the district's name."""
    keys = ((unit.codes[-2], weak_key(name)) for name in sorted({unit.name, *unit.names}) if len(unit.codes) > 2)
    return next((bearers[key] for key in keys if key in bearers), None)


def _placed(unit: Entry, towns: list[Entry], parents: dict[str, Entry]) -> Entry:
    points = [town.point for town in towns if town.point]
    population = unit.population or sum(town.population for town in towns)
    if points:
        centre = unit.point or (_median(points) if unit.kind == "country" else _mean(points, 0.25 if unit.kind == "admin1" else 0.05))
        distances = sorted(kilometres(centre, point) for point in points)
        reach = max(distances[int(0.9 * (len(distances) - 1))], _RADIUS[unit.kind] / 4)
        return replace(unit, point=centre, radius_km=round(reach, 1), population=population)
    parent = next((parents[code] for code in reversed(unit.codes[:-1]) if code in parents and parents[code].point), None)
    if unit.point or parent is None:
        return replace(unit, population=population, radius_km=_RADIUS[unit.kind])
    return replace(unit, point=parent.point, radius_km=parent.radius_km)


def _mean(points: Iterable[Point], cell: float) -> Point:
    cells = {(round(lat / cell) * cell, round(lon / cell) * cell) for lat, lon in points}
    return round(fmean(lat for lat, _ in cells), 4), round(fmean(lon for _, lon in cells), 4)


def _median(points: Iterable[Point]) -> Point:
    cells = {(round(lat), round(lon)) for lat, lon in points}
    return median(float(lat) for lat, _ in cells), median(float(lon) for _, lon in cells)
