"""A user's own places, kept in a JSON file and looked up beside the gazetteer (form: docs/gazetteer.md)."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from tacitus.errors import GazetteerError
from tacitus.knowledge.placenames import strong_key, weak_key
from tacitus.model import digest

KINDS = {
    "country": "country", "province": "admin1", "district": "admin2", "region": "region", "city": "town", "capital": "town", "town": "town",
    "village": "village", "camp": "camp", "crossing": "crossing", "base": "base", "site": "site",
    "governorate": "admin1", "oblast": "admin1", "county": "admin2", "hamlet": "village", "municipality": "town",
    "island": "region", "valley": "region",
}  # fmt: skip
"""The `type` of a place in an overlay or supplement and the kind it becomes in the gazetteer; in an overlay any other word ("dam") is a
site."""

_RADIUS = {"country": 500.0, "admin1": 80.0, "admin2": 30.0, "region": 100.0}


class _Located(Protocol):
    @property
    def country(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=_Located)


class Overlay(Generic[P]):
    """The places of one overlay file, keyed as the gazetteer's are. Generic in the record so that it need not know the gazetteer."""

    def __init__(self, named: Sequence[tuple[P, Sequence[str]]], stamp: str, seats: Iterable[P] = ()):
        self.places = tuple(place for place, _ in named)
        self.seats = {place.country: place for place in reversed(tuple(seats))}
        """Country → its capital: the first place of that country whose type is `capital`."""
        self.stamp = stamp
        self._keys: dict[tuple[str, int], dict[P, None]] = defaultdict(dict)
        for place, names in named:
            for name in names:
                self._keys[strong_key(name), 0][place] = None
                if weak_key(name) != strong_key(name):
                    self._keys[weak_key(name), 1][place] = None

    @classmethod
    def read(cls, file: Path, record: Callable[..., P]) -> "Overlay[P]":
        """The places of the file. Each needs `name`, `type`, `lat` and `lon`; raises `GazetteerError` naming the file and the entry at
        fault. A type that is no known one is a site; one that is nearly spelt as a known one is a fault."""
        try:
            text = file.read_text("utf-8")
            world = json.loads(text)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"cannot read the overlay {file}: {error}") from error
        if not isinstance(world, dict) or not isinstance(world.get("places") or [], list):
            raise GazetteerError(f"the overlay {file} must be an object whose `places` is a list (docs/gazetteer.md)")
        codes = world.get("codes") or {}
        seen: set[str] = set()
        named, seats = [], []
        for row in world.get("places") or []:
            place = _place(row, codes, record, file, seen)
            named.append((place, (row["name"], *(row.get("aliases") or ()))))
            if str(row["type"]).casefold() == "capital":
                seats.append(place)
        return cls(named, digest(text), seats)

    def keyed(self, key: str, weak: int) -> tuple[P, ...]:
        """The places with this strong (`weak` 0) or weak (1) key, in the order of the file."""
        return tuple(self._keys.get((key, weak), ()))

    def country(self, word: str) -> P | None:
        """The country of the overlay with this code, name or alias, or whose name with -i, -n, -an, -ian is the word ("Dashqari")."""
        countries = [place for place in self.places if place.kind == "country"]
        by_name = next((place for place in self.keyed(strong_key(word), 0) if place.kind == "country"), None)
        return by_name or next((place for place in countries if place.country == word or _is_demonym(word, place.name)), None)


def slug(name: str) -> str:
    """The name as an id: its strong key with hyphens ("Ruvda camp" → "ruvda-camp")."""
    return strong_key(name).replace(" ", "-")


def _is_demonym(word: str, country: str) -> bool:
    stems = {strong_key(country), strong_key(country).rstrip("aeiou")}
    return any(
        strong_key(word) == stem + suffix + plural for stem in stems for suffix in ("i", "n", "an", "ian", "ese") for plural in ("", "s")
    )


def _kind(told: str) -> str | None:
    """The kind of a place of this type; None for none and for what is a slip of the pen ("twon")."""
    if kind := KINDS.get(told.casefold()):
        return kind
    return None if not told or get_close_matches(told.casefold(), KINDS, 1, 0.75) else "site"


def _place(row: dict[str, Any], codes: dict[str, str], record: Callable[..., P], file: Path, seen: set[str]) -> P:
    kind = _kind(str(row.get("type") or ""))
    if not row.get("name") or kind is None:
        raise GazetteerError(
            f"overlay {file}: entry {row!r} needs a name and a type, one of {', '.join(KINDS)} or the word for a kind of site"
        )
    country = row["name"] if kind == "country" else row.get("country") or ""
    if row.get("lat") is None or row.get("lon") is None:
        raise GazetteerError(f"overlay {file}: place {row['name']!r} has no lat and lon")
    ref = slug(row["name"])
    ref = ref if ref not in seen else f"{ref}-{row['type']}"
    seen.add(ref)
    return record(
        id=f"overlay:{ref}", name=row["name"], country=codes.get(country, country), admin1=row.get("admin1"), admin2=row.get("admin2"),
        lat=float(row["lat"]), lon=float(row["lon"]), kind=kind, population=int(row.get("population") or 0),
        radius_km=row.get("radius_km") or _RADIUS.get(kind, 0.0),
    )  # fmt: skip
