"""What a builder knows of one place before it is written, and the points and reaches of units computed from their towns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import cos, radians

from tacitus.knowledge.gazetteer import kilometres

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
    the distance within which nine tenths of the towns lie. A unit without towns gets the point of its parent, and the parent's reach.
    """
    members: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        for code in town.codes:
            members[code].append(town)
    placed: dict[str, Entry] = {}
    for unit in sorted(units, key=lambda u: len(u.codes)):
        placed[unit.codes[-1]] = _placed(unit, members.get(unit.codes[-1], []), placed)
    return [unit for unit in placed.values() if unit.point]


def _placed(unit: Entry, towns: list[Entry], parents: dict[str, Entry]) -> Entry:
    points = [town.point for town in towns if town.point]
    population = unit.population or sum(town.population for town in towns)
    if points:
        centre = unit.point or _centre(points, {"country": 1.0, "admin1": 0.25}.get(unit.kind, 0.05))
        distances = sorted(kilometres(centre, point) for point in points)
        reach = max(distances[int(0.9 * (len(distances) - 1))], _RADIUS[unit.kind] / 4)
        return replace(unit, point=centre, radius_km=round(reach, 1), population=population)
    parent = next((parents[code] for code in reversed(unit.codes[:-1]) if code in parents and parents[code].point), None)
    if unit.point or parent is None:
        return replace(unit, population=population, radius_km=_RADIUS[unit.kind])
    return replace(unit, point=parent.point, radius_km=parent.radius_km)


def _centre(points: Iterable[Point], cell: float) -> Point:
    cells = sorted({(round(lat / cell), round(lon / cell)) for lat, lon in points})
    weights = [cos(radians(lat * cell)) for lat, _ in cells]
    total = sum(weights)
    return (
        round(sum(lat * cell * w for (lat, _), w in zip(cells, weights, strict=True)) / total, 4),
        round(sum(lon * cell * w for (_, lon), w in zip(cells, weights, strict=True)) / total, 4),
    )
