"""Areas: which shaded area stands for a place told only vaguely. Provinces are Natural Earth's, simplified (public domain)."""

import gzip
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

from tacitus.model import Where

FILE = Path(__file__).parent / "static" / "admin1.topo.json.gz"
POINTS = frozenset({"site", "town"})
RADIUS_KM = {"area": 15.0, "district": 30.0, "province": 80.0, "region": 150.0, "country": 400.0}
"""Radius of the ring for a place whose outline is not known, by its precision."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Area:
    """What is drawn: `kind` is point, province (`code` of the outline), country (ISO 3166-1 numeric) or ring (`km`)."""

    kind: str
    code: str = ""
    km: float = 0.0


def area_of(where: Where) -> Area | None:
    """How a place is drawn; None when it has neither point nor country.

    Only a town or a site is a point. A province is its outline if the gazetteer's point lies in one of the same country, a country its
    own outline; anything else is a ring of the radius its precision stands for.
    """
    if where.precision == "country" and (known := pycountry.countries.get(alpha_2=where.country or "")):
        return Area("country", known.numeric)
    if where.lat is None or where.lon is None:
        return None
    if where.precision in POINTS:
        return Area("point")
    if where.precision == "province" and (code := _province(where.lat, where.lon, where.country or "")):
        return Area("province", code)
    return Area("ring", km=RADIUS_KM.get(where.precision, 100.0))


@lru_cache(maxsize=1 << 14)
def _province(lat: float, lon: float, country: str) -> str:
    for west, south, east, north, code, owner, rings in _provinces():
        if owner == country and west <= lon <= east and south <= lat <= north and _inside(lon, lat, rings):
            return code
    return ""


def _inside(x: float, y: float, rings: list[Ring]) -> bool:
    """Even-odd rule over all rings, holes among them."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@cache
def _provinces() -> tuple[tuple[float, float, float, float, str, str, list[Ring]], ...]:
    """(west, south, east, north, code, country, rings) of every province, the arcs of the TopoJSON put together once."""
    topology = json.loads(gzip.decompress(FILE.read_bytes()))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    (layer,) = topology["objects"].values()
    found = []
    for shape in layer["geometries"]:
        rings = [_ring(ring, arcs) for ring in _ring_arcs(shape)]
        points = [point for ring in rings for point in ring]
        if points:
            xs, ys = zip(*points, strict=True)
            told = shape["properties"]
            found.append((min(xs), min(ys), max(xs), max(ys), told["i"], told["c"], rings))
    return tuple(found)


def _arc(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    x = y = 0
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points


def _ring_arcs(shape: dict[str, Any]) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return list(shape["arcs"])
    return [ring for polygon in shape["arcs"] for ring in polygon] if shape["type"] == "MultiPolygon" else []


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
