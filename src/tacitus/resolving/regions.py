"""Regions without borders of their own: one side of a country ("southern Vessaria"), and the seat of a country or province."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import cos, radians

from tacitus.knowledge.gazetteer import Gazetteer, Place

_UNITS = 3
"""First-level units from which a country has sides."""


def side(gazetteer: Gazetteer, country: Place, direction: str) -> Place | None:
    """The part of a country that a word of direction tells, as a region without an id.

    Its point is the middle of the third of the country's first-level units that lie farthest that way ("central": nearest to the
    middle of all), so it lies in that part. None for words that tell no side ("rural") and where fewer than three units are known.
    """
    way = _way(direction.lower())
    units = gazetteer.units(country.country)
    if way is None or len(units) < _UNITS:
        return None
    middle = _middle(units)
    ranked = sorted(units, key=lambda unit: (-_along((unit.lat, unit.lon), middle, way), unit.id))
    lat, lon = _middle(ranked[: len(units) // 3])
    return replace(country, id="", kind="region", lat=round(lat, 2), lon=round(lon, 2))


def moved(place: Place, km: float, direction: str) -> Place:
    """A point so many kilometres from a place in a direction ("40 km south-west of"), without an id; the place's own point where the words
    tell no direction. The province is left open: its border may lie between."""
    north, east = _way(direction.lower()) or (0, 0)
    step = km / (111.2 * (north**2 + east**2) ** 0.5) if north or east else 0.0
    lat = place.lat + north * step
    return replace(
        place, id="", kind="village", admin1=None, admin2=None, lat=round(lat, 2), lon=round(place.lon + east * step / cos(radians(lat)), 2)
    )


def _way(direction: str) -> tuple[int, int] | None:
    """(north, east) of a word of direction, each −1, 0 or 1; None for a word that tells none."""
    if direction == "central":
        return 0, 0
    north, east = ("north" in direction) - ("south" in direction), ("east" in direction) - ("west" in direction)
    return (north, east) if north or east else None


def _middle(places: Sequence[Place]) -> tuple[float, float]:
    return sum(p.lat for p in places) / len(places), sum(p.lon for p in places) / len(places)


def _along(point: tuple[float, float], middle: tuple[float, float], way: tuple[int, int]) -> float:
    """How far a point lies that way from the middle, in degrees of latitude (the lesser of two ways); for the centre, how near it is."""
    north, east = point[0] - middle[0], (point[1] - middle[1]) * cos(radians(middle[0]))
    if not any(way):
        return -(north**2 + east**2)
    return min(part * sign for part, sign in zip((north, east), way, strict=True) if sign)


def seat_of(gazetteer: Gazetteer, unit: Place, on: date | None) -> Place | None:
    """The capital of a country on a day, or the town that stands for a province; None for other places."""
    if unit.kind == "country":
        return gazetteer.seat(unit.country, on)
    return gazetteer.capital(unit.country, unit.admin1 or unit.name) if unit.kind == "admin1" else None
